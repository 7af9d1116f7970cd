"""The clock: from a regime, a day of receipt and what happened, to a deadline and its reasons.

Pure: the dates and the holidays are passed in, today is never asked for.
"""

from collections.abc import Sequence
from datetime import date

from foi.rules.counting import calendar_of, count_clock
from foi.rules.happened import Clock, Happened
from foi.rules.regimes import COMPLAINT_DAYS, regime_named
from foi.rules.subject_access import subject_access_clock
from foi.rules.trace import Step
from foi.rules.windows import (
    appeal_clock,
    complaint_clock,
    foisa_appeal_clock,
    foisa_review_window_clock,
)
from foi.rules.working_days import LAST_YEAR, Holidays, OutsideTable

__all__ = ["Clock", "Happened", "Step", "days_late", "days_taken", "run"]


def run(
    regime: str,
    received: date,
    events: Sequence[Happened] = (),
    *,
    holidays: Holidays,
    complaint_days: int = COMPLAINT_DAYS,
) -> Clock:
    """The clock of one request (or review, or window) with everything that happened to it.

    `received` is the day that triggers it: receipt of the request, of the review's requirement, of
    the answer (windows for asking), the sending of the decision notice (tribunal). Events may come
    in any order and twice; those before `received` have no effect.

    Raises UnknownRegime, and OutsideTable for a day before the table of bank holidays begins or
    after the last year that can be foreseen.
    """
    row = regime_named(regime)
    last_event = max((event.on for event in events), default=received)
    if received < holidays.first_on or max(received, last_event).year >= LAST_YEAR:
        raise OutsideTable(holidays.first_on.year, LAST_YEAR)
    match row.code:
        case "ico_complaint_window":
            return complaint_clock(row, received, complaint_days)
        case "ftt_appeal":
            return appeal_clock(row, received, holidays)
        case "foisa_appeal_window":
            return foisa_appeal_clock(row, received)
        case "foisa_review_window":
            return foisa_review_window_clock(row, received, events, holidays)
        case "sar":
            return subject_access_clock(row, received, events, holidays)
        case _:
            return count_clock(row, received, events, holidays)


def days_taken(received: date, answered: date, *, regime: str, holidays: Holidays) -> int:
    """Working days from receipt to answer; 0 on the day itself (or before it)."""
    return calendar_of(regime_named(regime), holidays).count(received, answered)


def days_late(clock: Clock, answered: date, *, holidays: Holidays) -> int:
    """Working days after the due date, by the regime's calendar.

    0 when answered by `late_after`, while the clock isn't running, and on a provisional date:
    nobody is called late on holidays that are not yet published.
    """
    if clock.due_on is None or clock.late_after is None or clock.provisional:
        return 0
    if answered <= clock.late_after:
        return 0
    return calendar_of(regime_named(clock.regime), holidays).count(clock.due_on, answered)

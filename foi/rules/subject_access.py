"""The clock of a subject access request (UK GDPR Articles 12 and 12A).

One month from the latest of: the request, the proof of identity that was asked for, the fee
(12A(2)). Waiting for a clarification does not count, both ends included (12A(5)). Two further
months if that is said within the first (12A(3) and (4)). The corresponding date, or the last day of
a shorter month; where that is no working day, the next one.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from foi.rules.counting import calendar_of
from foi.rules.happened import Clock, Happened
from foi.rules.holds import Hold, days_of, open_hold
from foi.rules.months import add_months
from foi.rules.regimes import Regime
from foi.rules.trace import Pause
from foi.rules.windows import rolled
from foi.rules.working_days import Holidays

CLARIFYING = "waiting for the clarification"


def subject_access_clock(
    regime: Regime, received: date, events: Sequence[Happened], holidays: Holidays
) -> Clock:
    """Count the month, or three; `base_due_on` is the date without the extension."""
    valid = [event for event in events if event.on >= received]
    start = max([received, *days_of(valid, "id_received"), *days_of(valid, "fee_paid")])
    hold = _restart_awaited(valid)
    if hold:
        return _stopped(regime, received, start, hold)
    calendar = calendar_of(regime, holidays)
    pauses = _clarifications(valid)
    base = limit(start, 1, pauses)
    first = rolled(calendar, base)[0] if base else None
    told = min(days_of(valid, "sar_extension_notified"), default=None)
    extended = told is not None and first is not None and told <= first
    end = limit(start, 3, pauses) if extended else base
    if end is None:
        return _stopped(regime, received, start, Hold(pauses[-1].first, "clarification_requested"))
    due, steps = rolled(calendar, end)
    return Clock(
        regime.code,
        received,
        start,
        due,
        due,
        base_due_on=first,
        provisional=due > holidays.published_until,
        extended=extended,
        steps=steps,
    )


def _stopped(regime: Regime, received: date, start: date, hold: Hold) -> Clock:
    return Clock(regime.code, received, start, on_hold_since=hold.since, hold=hold.kind)


def _restart_awaited(events: Sequence[Happened]) -> Hold | None:
    """The proof of identity or the fee: the time begins only when it comes."""
    holds = [
        open_hold(events, "id_requested", "id_received"),
        open_hold(events, "fees_notice", "fee_paid"),
    ]
    return min((h for h in holds if h), key=lambda h: (h.since, h.kind), default=None)


def _clarifications(events: Sequence[Happened]) -> list[Pause]:
    """The waits, in order and apart from each other; the last may have no end."""
    pauses: list[Pause] = []
    replies = days_of(events, "clarification_received")
    for asked in days_of(events, "clarification_requested"):
        if pauses and pauses[-1].covers(asked):
            continue  # asked again while the answer was still awaited
        reply = min((day for day in replies if day >= asked), default=None)
        pauses.append(Pause(asked, reply, CLARIFYING))
    return pauses


def limit(start: date, months: int, pauses: Sequence[Pause]) -> date | None:
    """The corresponding date, moved on by each day of waiting that falls before it.

    None where the wait that stops it has no end yet.
    """
    end = add_months(start, months)
    for pause in pauses:
        if pause.first > end:
            break
        if pause.last is None:
            return None
        first = max(pause.first, start + timedelta(days=1))
        end += timedelta(days=max(0, (pause.last - first).days + 1))
    return end

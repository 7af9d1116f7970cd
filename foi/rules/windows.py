"""Limits in calendar days and months, and the Scottish review window with its two readings."""

from collections.abc import Sequence
from datetime import date, timedelta

from foi.rules.counting import calendar_of, count_clock
from foi.rules.happened import Clock, Happened
from foi.rules.holds import days_of
from foi.rules.months import add_months
from foi.rules.regimes import Regime, regime_named
from foi.rules.trace import Step, count_days, skipped
from foi.rules.working_days import Calendar, Holidays

APPEAL_DAYS = 28  # GRC Rules r.22(1)(b)
FOISA_APPEAL_MONTHS = 6  # FOISA s.47(4)


def rolled(calendar: Calendar, day: date) -> tuple[date, tuple[Step, ...]]:
    """The day, or the next working day after it, with the days that were passed over."""
    steps: list[Step] = []
    while reason := calendar.reason(day):
        steps.append(skipped(day, reason))
        day += timedelta(days=1)
    return day, tuple(steps)


def complaint_clock(regime: Regime, decided: date, complaint_days: int) -> Clock:
    """Complaining to the regulator: calendar days after the last answer, holidays or not."""
    due = decided + timedelta(days=complaint_days)
    return Clock(regime.code, decided, decided, due, due, soft=regime.soft)


def appeal_clock(regime: Regime, sent: date, holidays: Holidays) -> Clock:
    """The notice of appeal is received within 28 days of the day the decision was sent.

    `due_on` is the 28th day; r.12(2) lets the next working day do where that is none.
    """
    due = sent + timedelta(days=APPEAL_DAYS)
    latest, steps = rolled(calendar_of(regime, holidays), due)
    return Clock(
        regime.code,
        sent,
        sent,
        due,
        latest,
        provisional=latest > holidays.published_until,
        steps=steps,
        cautious_due_on=due,
        latest_rule12_on=latest,
    )


def foisa_appeal_clock(regime: Regime, received: date) -> Clock:
    """Six months after the review's outcome; "before the expiry", so the day before is safe."""
    due = add_months(received, FOISA_APPEAL_MONTHS)
    return Clock(regime.code, received, received, due, due, cautious_due_on=due - timedelta(days=1))


def foisa_review_window_clock(
    regime: Regime, received: date, events: Sequence[Happened], holidays: Holidays
) -> Clock:
    """How long a review may be asked for under FOISA s.20(5).

    With a `response` among the events, `received` is the day of the request: an answer in time
    leaves 40 working days from the end of the s.10 period (a), a late one 40 from its receipt
    (b). Without one, `received` is the day on which a late answer came. `cautious_due_on` counts
    from the answer, as the commissioner's leaflets do.
    """
    calendar = calendar_of(regime, holidays)
    answered = min(days_of([e for e in events if e.on >= received], "response"), default=None)
    expiry = None
    if answered:
        expiry = count_clock(regime_named("foisa"), received, events, holidays).due_on
    cautious = count_days(calendar, answered or received, regime.days)
    start = max(answered or received, expiry or received)
    count = count_days(calendar, start, regime.days)
    assert count.until
    return Clock(
        regime.code,
        received,
        start,
        count.until,
        count.until,
        provisional=count.until > holidays.published_until,
        steps=count.steps,
        s10_expiry=expiry,
        cautious_due_on=cautious.until,
    )

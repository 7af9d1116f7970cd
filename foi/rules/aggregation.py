"""When a council may add similar requests together, and from which day that is past.

FOIA s.12(4) with reg 5 of the Fees Regulations 2004: requests of one person, or of persons who
seem to act together, for similar information, received within any period of sixty consecutive
working days, may be costed as one.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from foi.rules import clock
from foi.rules.working_days import Holidays

# No sixty working days are ever longer than this: it narrows a query, nothing more.
AT_MOST_CALENDAR_DAYS = 120


def clear_from(received: date, holidays: Holidays) -> date:
    """The first day on which a new request cannot be added to one received then.

    Of the two readings of a receipt at a weekend the later one: safe in both.
    """
    counted = clock.run("foia_aggregation_clear", received, holidays=holidays)
    day = counted.late_after or counted.due_on
    assert day is not None  # nothing holds this clock
    return day


def may_be_added(received: date, today: date, holidays: Holidays) -> bool:
    """Whether a request received today falls into the same sixty working days."""
    return received <= today < clear_from(received, holidays)


def safe_from(received: Iterable[date], today: date, holidays: Holidays) -> date | None:
    """From when none of these can be added to a new request; None when that is so today."""
    days = [clear_from(day, holidays) for day in received if may_be_added(day, today, holidays)]
    return max(days, default=None)


def look_back_to(today: date) -> date:
    """Nothing received before this day can still matter."""
    return today - timedelta(days=AT_MOST_CALENDAR_DAYS)

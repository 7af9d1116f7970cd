"""When the owner of a request hears from us, and which mail is the right one on a day.

Two working days before the due date, on the first working day after the later legal reading,
and on the 40th working day after receipt. A mail whose moment has passed is skipped when a
later one applies: never two at once, and none late.
"""

from dataclasses import dataclass
from datetime import date

from foi.rules.working_days import Calendar

BEFORE_DUE = 2  # working days
FORTIETH = 40  # working days after receipt: the ICO takes a complaint of no reply from then on


@dataclass(frozen=True)
class Moment:
    """One mail: `about` is the day it is about, `first_on` and `last_on` when it may go."""

    kind: str
    about: date
    first_on: date
    last_on: date | None  # None: no end


def moments(
    *, received_on: date, due_on: date, late_after: date, calendar: Calendar
) -> tuple[Moment, ...]:
    """The mails of one running clock, in order. Dates are days in London."""
    late_from = calendar.next_working_day(late_after)
    fortieth = max(calendar.add(received_on, FORTIETH), late_from)
    return (
        Moment("due_soon", due_on, _working_days_before(due_on, calendar), due_on),
        Moment("late", late_after, late_from, None),
        Moment("fortieth", fortieth, fortieth, None),
    )


def _working_days_before(due_on: date, calendar: Calendar) -> date:
    day = date.fromordinal(due_on.toordinal() - 1)
    while calendar.count(day, due_on) < BEFORE_DUE or not calendar.is_working_day(day):
        day = date.fromordinal(day.toordinal() - 1)
    return day


def now_and_past(rows: tuple[Moment, ...], today: date) -> tuple[Moment | None, tuple[Moment, ...]]:
    """The one mail that is right today, if any, and those whose moment has passed."""
    begun = [row for row in rows if row.first_on <= today]
    if not begun:
        return None, ()
    last = begun[-1]
    if last.last_on is not None and today > last.last_on:
        return None, tuple(begun)
    return last, tuple(begun[:-1])

"""The table of bank holidays changes: open deadlines move with it, and say so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from foi.models import BankHoliday, Request
from foi.rules.lifecycle import Kind
from foi.rules.working_days import Holiday, Holidays


@dataclass(frozen=True)
class Moved:
    """One open request whose due day changed."""

    ref: str
    was: date | None
    now: date | None


@dataclass(frozen=True)
class Change:
    """What a change of the table did: the rows added and the deadlines moved."""

    added: tuple[BankHoliday, ...]
    moved: tuple[Moved, ...]


def missing(rows: Iterable[Holiday]) -> list[tuple[Holiday, str]]:
    """Which of these days, by part of the UK, the table has never held."""
    known = set(BankHoliday.objects.values_list("date", "part"))
    return [(row, part) for row in rows for part in row.parts if (row.on, part) not in known]


def take_in(*, rows: Iterable[Holiday], basis: str, now: datetime, on: date) -> Change:
    """Add the days that are new; never takes one away. Running it again adds nothing.

    A day that a person withdrew stays withdrawn. Two runs at once add each day once.
    """
    with transaction.atomic():
        tried = [_add(row, part, basis, on) for row, part in missing(rows)]
        added = tuple(holiday for holiday, is_new in tried if is_new)
        days = {row.date for row in added}
        names = ", ".join(sorted({f"{r.date:%-d %B %Y} ({r.name})" for r in added}))
        moved = move_deadlines(days=days, because=f"new bank holiday: {names}", on=on, now=now)
    return Change(added, moved)


def _add(row: Holiday, part: str, basis: str, on: date) -> tuple[BankHoliday, bool]:
    return BankHoliday.objects.get_or_create(
        date=row.on,
        part=part,
        defaults={
            "name": row.name,
            "basis": basis,
            "announced_on": row.announced_on,
            "added_on": on,
        },
    )


def withdraw(*, day: date, part: str, reason: str, now: datetime, on: date) -> Change:
    """A person takes a day out of the table again.

    Raises BankHoliday.DoesNotExist where the table holds no such day, ValueError without a
    reason.
    """
    with transaction.atomic():
        row = BankHoliday.objects.standing().get(date=day, part=part)
        row.withdraw(reason=reason, on=on)
        because = f"bank holiday of {day:%-d %B %Y} withdrawn: {reason}"
        moved = move_deadlines(days={day}, because=because, on=on, now=now)
    return Change((), moved)


def restore(*, day: date, part: str, now: datetime, on: date) -> Change:
    """A person puts a withdrawn day back. Raises BankHoliday.DoesNotExist where none is."""
    with transaction.atomic():
        row = BankHoliday.objects.exclude(withdrawn_on=None).get(date=day, part=part)
        row.restore()
        because = f"bank holiday of {day:%-d %B %Y} put back"
        moved = move_deadlines(days={day}, because=because, on=on, now=now)
    return Change((row,), moved)


def move_deadlines(*, days: set[date], because: str, on: date, now: datetime) -> tuple[Moved, ...]:
    """Recount every request that these days touch; an open one whose due day moved says so."""
    if not days or not (touched := list(_touched_by(days))):
        return ()
    table = BankHoliday.objects.table()
    moved = [_recount(request, table, because, on, now) for request in touched]
    return tuple(each for each in moved if each is not None)


def _touched_by(days: set[date]) -> QuerySet[Request]:
    """Requests whose count may reach one of these days, answered ones for their lateness."""
    first, last = min(days), max(days)
    ends_later = Q(late_after__gte=first) | Q(first_reply_on__gte=first) | Q(due_on=None)
    # Locked: an event recorded meanwhile must not be overwritten by an older cache.
    return Request.objects.sent().filter(ends_later, received_on__lte=last).select_for_update()


def _recount(
    request: Request, table: Holidays, because: str, on: date, now: datetime
) -> Moved | None:
    was = request.due_on
    if not request.recount(holidays=table) or not request.is_open or request.due_on == was:
        return None
    said = f"Due date moved from {_say(was)} to {_say(request.due_on)} because of a {because}"
    request.record(Kind.DUE_MOVED, on=on, holidays=table, note=said, now=now)
    request.touch_table()
    return Moved(request.ref, was, request.due_on)


def _say(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "no date"

"""What the method page says of this site in numbers, as of a day: counted, never written by hand.

Counts of councils, letters, entries and corrections: none of them is a number of people.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from authorities.models import Authority
from foi.models import BankHoliday, Finding, Letter, Reply, Request
from foi.rules import clock
from foi.rules.cell_clock import lateness
from foi.rules.cells import Facts
from foi.rules.outcomes import Settled
from foi.rules.permissions import Visibility
from foi.rules.statistics import Share, share

from .agreement import Agreed, agreements
from .corrected import lines_shown
from .refused import counted_once, published_findings
from .ties import TiesDeclared, ties_declared
from .timeliness import Timeliness, timeliness

A_YEAR = timedelta(days=365)
ON_A_SATURDAY = date(2026, 11, 21)  # the worked example: a letter that came at a weekend
ANSWERED = date(2027, 1, 14)


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """The numbers of a day. letters: sent, and in a table; pages: of these, with a page of their
    own; cells: council, question and round with a published entry; checked: entries that a second
    person has looked at; differing: entries that wait for a third; corrections: in a year; ties:
    readers, and those who named a tie."""

    on: date
    offered: int
    councils: int
    asked: int
    letters: int
    pages: int
    cells: int
    checked: Share
    same_side: int
    differing: int
    corrections: int
    disputes_open: int
    disputes_decided: int
    times: Timeliness
    ties: TiesDeclared
    double_readings: list[Agreed]

    @property
    def unchecked(self) -> int:
        """Entries that wait for a second person."""
        return self.checked.of - self.checked.count


@dataclass(frozen=True, slots=True)
class Example:
    """One letter's dates, worked out by the rules that count every other."""

    received: date
    due: date
    last: date
    answered: date
    days_late: int


def method_facts(on: date) -> MethodFacts:
    """Everything that the public may know on the day, counted in 17 queries, and 2 more for
    each investigation with double reading."""
    letters = Request.objects.in_table_for(None, on).filter(version__isnull=False)
    sent = letters.order_by().aggregate(
        n=Count("pk"),
        councils=Count("authority", distinct=True),
        pages=Count("pk", filter=Q(visibility=Visibility.PUBLIC.value)),
    )
    read = _entries(on)
    decided = _disputes(on)
    return MethodFacts(
        on=on,
        offered=Letter.objects.offered().count(),
        councils=Authority.objects.answering_for_send(on).count(),
        asked=sent["councils"],
        letters=sent["n"],
        pages=sent["pages"],
        cells=read["cells"],
        checked=share(read["entries"] - read["unchecked"], read["entries"]),
        same_side=read["same_side"],
        differing=read["differing"],
        corrections=lines_shown(on).filter(on__gt=on - A_YEAR, on__lte=on).count(),
        disputes_open=decided.count(False),
        disputes_decided=decided.count(True),
        times=timeliness(on),
        ties=ties_declared(on),
        double_readings=agreements(on=on),
    )


def _entries(on: date) -> dict[str, int]:
    shown = Finding.objects.filter(pk__in=published_findings(on).values("pk"))
    # Of replies: what a published source says can be looked up by anybody, and has no checker.
    unchecked = Q(settled=Settled.UNCHECKED.value, request__isnull=False)
    return shown.order_by().aggregate(
        entries=Count("pk", filter=Q(request__isnull=False)),
        cells=counted_once(),
        unchecked=Count("pk", filter=unchecked),
        same_side=Count("pk", filter=~unchecked & Q(same_side=True)),
        differing=Count("pk", filter=unchecked & Q(differs_at__isnull=False)),
    )


def _disputes(on: date) -> list[bool]:
    """Of each dispute that the public may see: whether it was decided."""
    rows = Reply.objects.visible_to(None, on).filter(kind="dispute")
    standing = rows.filter(Q(superseded_at=None) | Q(report__decided_at__isnull=False))
    return [day is not None for day in standing.values_list("report__decided_at", flat=True)]


def example() -> Example | None:
    """The worked example; None while no bank holidays are loaded."""
    try:
        table = BankHoliday.objects.table()
    except ValueError:
        return None
    counted = clock.run("foia", ON_A_SATURDAY, holidays=table)
    assert counted.due_on is not None and counted.late_after is not None  # nothing holds it
    facts = Facts("", due_on=counted.due_on, late_after=counted.late_after)
    return Example(
        received=ON_A_SATURDAY,
        due=counted.due_on,
        last=counted.late_after,
        answered=ANSWERED,
        days_late=lateness(facts, ANSWERED, table.uk),
    )

"""Readings that wait for a second person, or for a third, and who may take them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Exists, Min, OuterRef
from django.utils import timezone

from foi.models import (
    BankHoliday,
    Finding,
    Lease,
    Membership,
    Reading,
    Request,
    Tie,
    User,
)
from foi.models.findings import FindingQuerySet
from foi.rules.checking import Waiting, is_free_outsider, may_check
from foi.rules.permissions import Actor, Role, Ruling

MOST = 2000  # the oldest readings that one look at the queue goes through
CHECKERS = (Role.CAMPAIGNER.value, Role.MODERATOR.value)


@dataclass
class Pile:
    """What waits of one request for one person. since: when the oldest was read; taken_until:
    somebody else is at it; differing: readings of two people that a third is to settle."""

    request: Request
    since: datetime
    number: int = 0
    differing: int = 0
    taken_until: datetime | None = None


@dataclass(frozen=True)
class Counts:
    """How much waits in all, and since when."""

    waiting: int
    oldest: datetime | None
    differing: int
    oldest_differing: datetime | None


def counts() -> Counts:
    """Of all requests, for staff. 1 query."""
    found = Finding.objects.unchecked().aggregate(
        waiting=Count("pk"),
        oldest=Min("reading__at"),
        differing=Count("differs_at"),
        oldest_differing=Min("differs_at"),
    )
    return Counts(**found)


def piles(
    user: User, *, on: date, now: datetime, letter: str = "", investigation: str = ""
) -> list[Pile]:
    """What this person may check or settle, a pile a request, the oldest first. 10 queries.

    `letter`, `investigation`: slugs, to see those alone.
    """
    rows = _open_to(user, on)
    if letter:
        rows = rows.filter(question__version__letter__slug=letter)
    if investigation:
        rows = rows.filter(request__investigation__slug=investigation)
    oldest = list(rows.select_related("reading").order_by("reading__at", "pk")[:MOST])
    if not oldest:
        return []
    desk = Desk(_requests(oldest), on=on)
    readers, made = readers_of(oldest), dict[int, Pile]()
    for finding in oldest:
        request = desk.requests[finding.request_id]
        if desk.ruling(user, request, finding, readers[finding.pk]):
            pile = made.setdefault(request.pk, Pile(request, finding.reading.at))
            pile.number += 1
            pile.differing += finding.differs_at is not None
    _leases(made, user, now)
    return list(made.values())


Choices = list[tuple[str, str]]  # slugs and titles


def choices(user: User, *, on: date) -> tuple[Choices, Choices]:
    """The letters and the investigations of which something may wait for this person. 2 queries."""
    rows = _open_to(user, on).order_by()
    version, asked_by = "question__version__letter", "request__investigation"
    letters = rows.values_list(f"{version}__slug", f"{version}__title").distinct()
    groups = rows.exclude(**{asked_by: None})
    titles = groups.values_list(f"{asked_by}__slug", f"{asked_by}__title").distinct()
    return sorted(letters, key=lambda one: one[1]), sorted(titles, key=lambda one: one[1])


def _open_to(user: User, on: date) -> FindingQuerySet:
    """Unchecked, of replies that she may read, and neither read nor asked for by herself."""
    rows = Finding.objects.unchecked().waiting_for(user, on).exclude(request__requester=user)
    mine = Reading.objects.filter(by=user, findings=OuterRef("pk"))
    return rows.filter(~Exists(mine))


def _requests(findings: Iterable[Finding]) -> list[Request]:
    rows = Request.objects.filter(pk__in={finding.request_id for finding in findings})
    return list(rows.select_related("authority", "version__letter", "investigation", "round"))


def _leases(made: dict[int, Pile], user: User, now: datetime) -> None:
    standing = Lease.objects.standing(now=now).filter(purpose="check", request__in=made)
    for request, until in standing.exclude(user=user).values_list("request", "until"):
        made[request].taken_until = until


def of_request(
    request: Request, user: User, *, on: date, findings: Sequence[Finding]
) -> list[tuple[Finding, Ruling]]:
    """Findings of one request, each with whether this person may check it, or why not."""
    desk, readers = Desk([request], on=on), readers_of(findings)
    return [
        (finding, desk.ruling(user, request, finding, readers[finding.pk])) for finding in findings
    ]


def readers_of(findings: Iterable[Finding]) -> dict[int, frozenset[int]]:
    """Who has read each of them, by its key. 1 query."""
    found: dict[int, set[int]] = defaultdict(set)
    through = Finding.readings.through.objects.filter(finding__in=[one.pk for one in findings])
    for finding, reader in through.values_list("finding", "reading__by"):
        found[finding].add(reader)
    return defaultdict(frozenset, {pk: frozenset(group) for pk, group in found.items()})


@dataclass
class Desk:
    """All that decides who may check the replies to some requests, read in 4 queries."""

    rows: Sequence[Request]
    on: date
    requests: dict[int, Request] = field(init=False)

    def __post_init__(self) -> None:
        self.requests = {row.pk: row for row in self.rows}
        self._calendar = BankHoliday.objects.table().uk
        accounts = User.objects.filter(is_active=True, role__in=CHECKERS).order_by("pk")
        self._accounts = [Actor(pk, Role(role)) for pk, role in accounts.values_list("pk", "role")]
        members = Membership.objects.filter(
            investigation__in={row.investigation_id for row in self.rows} - {None}
        )
        self._roles = {
            (investigation, user): role
            for investigation, user, role in members.values_list("investigation", "user", "role")
        }
        ties = Tie.objects.filter(
            declaration__round__in={row.round_id for row in self.rows} - {None}
        )
        self._ties = set(ties.values_list("declaration__user", "declaration__round", "authority"))

    def ruling(
        self, user: User, request: Request, finding: Finding, readers: frozenset[int]
    ) -> Ruling:
        """Whether she may check this one. `readers`: who has read it."""
        waiting = self._waiting(request, finding, readers)
        case = request.case_with(self._role(request, user.pk), self.on)
        return may_check(user.actor, case, waiting, tied=self._is_tied(request, user.pk))

    def _waiting(self, request: Request, finding: Finding, readers: frozenset[int]) -> Waiting:
        if request.investigation_id is None:
            return Waiting(readers)
        since = timezone.localdate(finding.differs_at or finding.reading.at)
        waited = self._calendar.count(since, self.on) if since < self.on else 0
        return Waiting(readers, self._outsider_free(request, readers), waited)

    def _outsider_free(self, request: Request, readers: frozenset[int]) -> bool:
        return any(
            is_free_outsider(
                actor,
                request.case_with(self._role(request, actor.id), self.on),
                Waiting(readers),
                tied=self._is_tied(request, actor.id),
            )
            for actor in self._accounts
        )

    def _role(self, request: Request, user: int | None) -> str | None:
        return self._roles.get((request.investigation_id, user)) if user else None

    def _is_tied(self, request: Request, user: int | None) -> bool:
        return (user, request.round_id, request.authority_id) in self._ties

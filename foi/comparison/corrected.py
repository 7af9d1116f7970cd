"""What a public line of correction may say: the cell's words before and now, numbers masked."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from foi.models import Correction, Finding, Question, Request
from foi.rules.reporting import PageOf, page_of
from foi.rules.small_numbers import ANY_FEW, mask_few

from .few import TELLING, unsaid_in


def without_few(page: str, text: str) -> str:
    """A fact as a line of correction states it: without any number of fewer than five, where the
    page belongs to a letter that counts people, or to all letters to a council."""
    return mask_few(text, ANY_FEW) if _counts_people(page_of(page)) else text


def without_few_named(page: str, text: str) -> str:
    """Reasons in whole sentences: without what an answer of the same council keeps or kept back,
    numbers of fewer than five and sums."""
    rows = Finding.objects.filter(TELLING, request__in=asked_on(page))
    return unsaid_in(rows.select_related("reading", "question")).out_of(text)


def _counts_people(where: PageOf) -> bool:
    counting = Question.objects.filter(small_numbers=True)
    if where.letter:
        return counting.filter(version__letter__slug=where.letter).exists()
    if where.ref:
        letters = Request.objects.filter(ref=where.ref).values("version__letter")
        return counting.filter(version__letter__in=letters).exists()
    return bool(where.authority)


def asked_on(page: str) -> list[Request]:
    """The requests that a page may speak of, with whoever asked: their names stay out of it."""
    where = page_of(page)
    rows = Request.objects.select_related("requester")
    if where.ref:
        return list(rows.filter(ref=where.ref))
    if not where.authority:
        return []
    rows = rows.filter(authority__slug=where.authority)
    return list(rows.filter(version__letter__slug=where.letter) if where.letter else rows)


def lines_shown(on: date) -> QuerySet[Correction]:
    """The public lines, but for those about what is not public now, or on a page of which
    anything is hidden: a line repeats what a cell said. A line that names a cell, but not which
    of its answers, stands while the cell is public. 4 queries."""
    unknown = Correction.objects.filter(page__contains="#", finding=None)
    rows = unknown.values_list("pk", "page")
    places = {pk: page_of(page) for pk, page in rows}
    cells = _public_cells(places.values(), on)
    gone = [pk for pk, where in places.items() if not _stands(where, cells)]
    lines = Correction.objects.of_what_is_public(on).exclude(pk__in=gone)
    return lines.exclude(_on_hidden_pages())


def _public_cells(places: Collection[PageOf], on: date) -> set[tuple[str, str, int, str]]:
    """Letter, council, round and key of each public cell of these councils."""
    findings = Finding.objects.published().visible_to(None, on)
    shown = findings.filter(authority__slug__in={where.authority for where in places})
    cells = shown.values_list(
        "question__version__letter__slug", "authority__slug", "round__number", "question__key"
    )
    return set(cells.order_by())


def _stands(where: PageOf, cells: set[tuple[str, str, int, str]]) -> bool:
    """A page that names no cell stands anyway."""
    named = (where.letter, where.authority, where.key)
    return not where.key or any(
        (letter, council, key) == named and where.round in (0, round_)
        for letter, council, round_, key in cells
    )


def _on_hidden_pages() -> Q:
    cells = Finding.objects.filter(hidden_at__isnull=False)
    requests = Request.objects.filter(hidden_at__isnull=False)
    places = set(cells.values_list("question__version__letter__slug", "authority__slug"))
    places |= set(requests.values_list("version__letter__slug", "authority__slug"))
    pages = [f"/compare/{letter}/{council}/" for letter, council in places if letter]
    hidden = Q(pk__in=[])
    for page in pages:
        hidden |= Q(page__startswith=page)
    return hidden

"""What a public line of correction may say: the cell's words before and now, numbers masked."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from authorities.models import Authority
from foi.models import BankHoliday, Correction, Finding, Letter, Question, Request, Round
from foi.rules.cells import Cell, cell
from foi.rules.reporting import PageOf, page_of
from foi.rules.small_numbers import ANY_FEW, mask_few

from .columns import RESTS_ON, facts
from .facts import of_finding, request_facts
from .few import few_in
from .tables import newest_round, one_row


def without_few(page: str, text: str) -> str:
    """A fact as a line of correction states it: without any number of fewer than five, where the
    page belongs to a letter that counts people, or to all letters to a council."""
    return mask_few(text, ANY_FEW) if _counts_people(page_of(page)) else text


def without_few_named(page: str, text: str) -> str:
    """Reasons in whole sentences: without the numbers of fewer than five that an answer of the
    same council names or named."""
    rows = Finding.objects.filter(request__in=asked_on(page), question__small_numbers=True)
    return mask_few(text, few_in(rows.select_related("reading", "question")))


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


def changed_since(page: str, since: datetime, on: date) -> tuple[str, str] | None:
    """What the cell at this address said to everybody at a moment, and says now; None where it
    names no cell, the cell says the same, or its figure may rest on too few."""
    where = page_of(page)
    letter = Letter.objects.filter(slug=where.letter).first()
    council = Authority.objects.filter(slug=where.authority).first()
    round_ = newest_round(letter, where.round or None) if letter else None
    if letter is None or council is None or round_ is None or where.key in ("", *RESTS_ON):
        return None
    row = one_row(letter, round_, council, user=None, on=on)
    now = next((s.cell for s in row.cells if s.key == where.key), None) if row else None
    first = _before(council, round_, where.key, since, on)
    if now is None or first is None:
        return None
    said, says = _words(_as_it_stood(first, on)), _words(now)
    return None if said == says else (said, says)


def _before(
    council: Authority, round_: Round, key: str, since: datetime, on: date
) -> Finding | None:
    """The answer that stood in public at that moment and has given way to another."""
    old = Finding.objects.visible_to(None, on).filter(
        authority=council,
        round=round_,
        question__key=key,
        hidden_at=None,
        superseded_at__gte=since,
    )
    return old.select_related("reading", "question", "request").order_by("superseded_at").first()


def _as_it_stood(finding: Finding, on: date) -> Cell:
    told = of_finding(finding)
    standing = [request_facts(finding.request, told)] if finding.request else []
    return cell(
        standing,
        question=facts(finding.question),
        today=on,
        calendar=BankHoliday.objects.table().uk,
        sources=() if finding.request else (told,),
        threshold=settings.SMALL_NUMBER_THRESHOLD,
    )


def _words(made: Cell) -> str:
    return f"{made.words}: {made.shown}" if made.shown else made.words


def lines_shown() -> QuerySet[Correction]:
    """The public lines, but for those on a page of which anything is hidden now: a line repeats
    what a cell said."""
    cells = Finding.objects.filter(hidden_at__isnull=False)
    requests = Request.objects.filter(hidden_at__isnull=False)
    places = set(cells.values_list("question__version__letter__slug", "authority__slug"))
    places |= set(requests.values_list("version__letter__slug", "authority__slug"))
    pages = [f"/compare/{letter}/{council}/" for letter, council in places if letter]
    pages += [f"/requests/{ref}/" for ref in requests.values_list("ref", flat=True)]
    hidden = Q(pk__in=[])
    for page in pages:
        hidden |= Q(page__startswith=page)
    return Correction.objects.exclude(hidden)

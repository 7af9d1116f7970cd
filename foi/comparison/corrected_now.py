"""The public lines of correction as they may be read today: what a cell masks, no line says."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import Q

from foi.models import Correction, Finding
from foi.rules.cell_findings import in_words, published
from foi.rules.reporting import PageOf, page_of
from foi.rules.values import HELD_BACK, Answer

from .columns import facts
from .facts import of_finding
from .few import held_back, reason_shown


@dataclass(slots=True)
class Line:
    """One line. shown_page: the page to lead to, "" where not everybody may open it."""

    on: date
    page: str
    said: str
    says: str
    why: str
    shown_page: str = ""


def lines_as_shown(rows: Iterable[Correction], on: date) -> list[Line]:
    """These lines, without a figure that has become a small number or a sum held back since.

    1 query where one of them is of a page with answers, 2 where there is a sum.
    """
    rows = list(rows)
    places = {row.pk: page_of(row.page) for row in rows}
    known = _known(places.values(), on)
    held = held_back(known)
    return [_line(row, _speaks_of_masked(row, places[row.pk], known, held)) for row in rows]


def _known(places: Collection[PageOf], on: date) -> list[Finding]:
    """Every answer to these councils' letters that is or was public, so long as its request is."""
    councils, refs = ({getattr(one, k) for one in places} - {""} for k in ("authority", "ref"))
    if not councils and not refs:
        return []
    rows = Finding.objects.ever_published().visible_to(None, on)
    rows = rows.filter(Q(authority__slug__in=councils) | Q(request__ref__in=refs))
    return list(
        rows.select_related("reading", "question__version__letter", "authority", "round", "request")
    )


def _line(row: Correction, is_masked: bool) -> Line:
    said, says = (HELD_BACK, HELD_BACK) if is_masked else (row.said, row.says)
    return Line(row.on, row.page, said, says, reason_shown(row.why, is_held=is_masked))


def _speaks_of_masked(
    row: Correction, where: PageOf, known: Iterable[Finding], held: set[int]
) -> bool:
    """Whether it is about a sum that is held back, or names a figure that the cell now masks."""
    text = f"{row.said}\n{row.says}"
    beside = [finding for finding in known if _is_on(finding, where)]
    return any(
        (finding.pk in held and where.key) or _names_masked(finding, text, finding.pk in held)
        for finding in beside
    )


def _is_on(finding: Finding, where: PageOf) -> bool:
    """Whether the page shows it."""
    if where.ref:
        return finding.request is not None and finding.request.ref == where.ref
    return (
        where.authority == finding.authority.slug
        and where.letter in ("", finding.question.version.letter.slug)
        and where.key in ("", finding.question.key)
        and where.round in (0, finding.round.number)
    )


def _names_masked(finding: Finding, text: str, is_held: bool) -> bool:
    """Whether a text says a number of its answer which the cell does not."""
    told, question = of_finding(finding), facts(finding.question)
    shown = published(told, question, settings.SMALL_NUMBER_THRESHOLD)
    if told.answer is None or shown is None:
        return False
    if _is_same(told.answer, shown) and not is_held:
        return False
    # The heading may hold any number, and so may what the cell says instead ("8 or fewer").
    said_anyway = (f"{finding.question.heading}:", "" if is_held else in_words(shown, question)[0])
    for words in filter(None, said_anyway):
        text = text.replace(words, "")
    return any(_is_in(number, text) for number in told.answer.ends or (told.answer.number,))


def _is_same(one: Answer, other: Answer) -> bool:
    return (one.value, one.qualifier) == (other.value, other.qualifier)


def _is_in(number: Decimal | None, text: str) -> bool:
    """With or without commas and pence."""
    if number is None:
        return False
    pattern = rf"(?<![\d.]){number.normalize():f}(?:\.0+)?(?!\d|\.\d)"
    return re.search(pattern, text.replace(",", "")) is not None

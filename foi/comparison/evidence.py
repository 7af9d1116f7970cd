"""A council's cells with where each stands in the reply, and what leads on from it."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from foi.models import Finding, PublishedSource, Request, Round
from foi.models.visibility import AnyUser
from foi.rules.cell_why import why
from foi.rules.cells import Beside
from foi.rules.grounds import Ground, by_slug
from foi.rules.outcomes import STAGE_WORDS

from .asked_as import AskedAs, asked_as, put_to
from .facts import safe_link
from .happened import Happened, happened
from .passages import Picture, pictures
from .shape import Row, Shown
from .words import dates

# What a person may have typed as the place; anything else stays private.
_PLACE = re.compile(
    r"(?:(?:pages?|pp?|sheets?|tabs?|paragraphs?|paras?|sections?|tables?|rows?|columns?|cells?"
    r"|answers|parts?|footnotes?|hidden|slides?"
    r"|annex|appendix|questions?|lines?|and|to|of|the|first|last|top|bottom)\b[ .,:]*"
    r"|[0-9]+[a-z]?\b[ .,:–-]*|[A-Z]{1,2}[0-9]{0,4}\b[ .,:–-]*)+",
    re.IGNORECASE,
)
SETTLED_WORDS = {
    "checked": "Checked by a second person",
    "agreed": "Two people agree",
    "third_reader": "Settled by a third reader",
}


@dataclass(frozen=True, slots=True)
class Other:
    """What stands beside a cell: the fact, its stage in words where it is not the first response,
    where it was published, and the request's own page where this reader may see it."""

    fact: Beside
    stage: str
    source: PublishedSource | None
    link: str
    page: str


@dataclass(frozen=True, slots=True)
class Told:
    """One cell in full. asked: its wording as sent; address: its own; report: where to say that it
    is wrong; page: the request's own page, where this reader may see it; why: sentences."""

    shown: Shown
    asked: AskedAs | None
    address: str
    report: str
    grounds: list[Ground]
    place: str
    picture: Picture | None
    stage: str
    settled: str
    why: list[str]
    dates: str
    happened: Happened | None
    link: str
    source: PublishedSource | None
    page: str
    beside: list[Other]


@dataclass(frozen=True, slots=True)
class _Known:
    """What all cells of a row are told from."""

    row: Row
    on: date
    findings: dict[int, Finding]
    open_refs: set[str]
    asked: dict[tuple[str, str], AskedAs]
    happened: dict[str, Happened]
    pictures: dict[str, Picture]


def evidence(row: Row, round: Round, *, user: AnyUser, on: date) -> list[Told]:
    """Every cell of a council's row with its evidence. 6 queries."""
    refs = {shown.cell.request_ref for shown in row.cells}
    refs |= {one.request_ref for shown in row.cells for one in shown.cell.beside}
    pages = Request.objects.visible_to(user, on).filter(ref__in=refs - {""})
    known = _Known(
        row=row,
        on=on,
        findings=_findings(row, round, user, on),
        open_refs=set(pages.values_list("ref", flat=True)),
        asked=asked_as(row),
        happened=happened(row, user=user, on=on),
        pictures=pictures(row, round.letter, round),
    )
    return [_told(shown, known) for shown in row.cells]


def _findings(row: Row, round: Round, user: AnyUser, on: date) -> dict[int, Finding]:
    seen = Finding.objects.visible_to(user, on).values("pk")
    published = Finding.objects.published().filter(
        pk__in=seen, authority=row.authority, round=round
    )
    rows = published.select_related("reading", "question", "request", "source")
    return {finding.pk: finding for finding in rows}


def _told(shown: Shown, known: _Known) -> Told:
    cell = shown.cell
    finding = known.findings.get(cell.handle)
    source = _source(shown, known, finding)
    address = f"{known.row.url}#{shown.key}"
    return Told(
        shown=shown,
        asked=put_to(shown, known.asked),
        address=address,
        report=f"{reverse('report')}?{urlencode({'page': address})}",
        grounds=[by_slug(ground.slug) for ground in cell.grounds],
        place=place_words(finding),
        picture=known.pictures.get(shown.key),
        stage=_stage(cell.stage),
        settled=SETTLED_WORDS.get(cell.checked, ""),
        why=why(cell, known.on),
        dates=dates(cell),
        happened=known.happened.get(cell.request_ref),
        link=safe_link(source.url if source else cell.link),
        source=source,
        page=_page(cell.request_ref, known.open_refs),
        beside=[_other(one, known) for one in cell.beside],
    )


def _source(shown: Shown, known: _Known, finding: Finding | None) -> PublishedSource | None:
    """Where a cell's value was read that the council had published before."""
    if not shown.cell.from_source:
        return None
    if finding is not None and finding.source is not None:
        return finding.source
    others = [f.source for f in known.findings.values() if f.question.key == shown.key and f.source]
    return others[-1] if others else None


def _other(one: Beside, known: _Known) -> Other:
    finding = known.findings.get(one.handle)
    source = finding.source if finding else None
    link = safe_link(source.url) if source else ""
    return Other(one, _stage(one.stage), source, link, _page(one.request_ref, known.open_refs))


def _stage(stage: str) -> str:
    return STAGE_WORDS.get(stage, "") if stage != "first_response" else ""


def place_words(finding: Finding | None) -> str:
    """Where the passage stands: "page 3 of an attached file". File names are never public."""
    if finding is None or not finding.reading.quote:
        return ""
    reading = finding.reading
    where = "an attached file" if reading.attachment_id else "the reply"
    where = "the published source" if finding.source_id else where
    typed = reading.place.strip()
    if typed and _PLACE.fullmatch(typed):
        label = typed if re.match(r"[A-Za-z]{3}", typed) else f"page {typed}"
        return f"{label}, {where}"
    return where


def _page(ref: str, open_refs: set[str]) -> str:
    return f"/requests/{ref}/" if ref in open_refs else ""


def each_happened(cells: list[Told]) -> list[Happened]:
    """The requests behind these cells, each once, in the order of the page."""
    return list({told.happened.anchor: told.happened for told in cells if told.happened}.values())

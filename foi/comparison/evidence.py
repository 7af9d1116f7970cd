"""A council's cells with where each stands in the reply, and what leads on from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from foi.models import Finding, Request, Round
from foi.models.visibility import AnyUser
from foi.rules.cells import Beside
from foi.rules.grounds import Ground, by_slug
from foi.rules.outcomes import STAGE_WORDS

from .facts import safe_link
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
class Told:
    """One cell in full. page: the request's own page, where this reader may see it."""

    shown: Shown
    grounds: list[Ground]
    place: str
    stage: str
    settled: str
    dates: str
    link: str
    source_title: str
    page: str
    beside: list[tuple[Beside, str]]


def evidence(row: Row, round: Round, *, user: AnyUser, on: date) -> list[Told]:
    """Every cell of a council's row with its evidence. 2 queries."""
    refs = {shown.cell.request_ref for shown in row.cells}
    refs |= {one.request_ref for shown in row.cells for one in shown.cell.beside}
    pages = Request.objects.visible_to(user, on).filter(ref__in=refs - {""})
    open_refs = set(pages.values_list("ref", flat=True))
    findings = _findings(row, round, user, on)
    return [_told(shown, findings, open_refs) for shown in row.cells]


def _findings(row: Row, round: Round, user: AnyUser, on: date) -> list[Finding]:
    seen = Finding.objects.visible_to(user, on).values("pk")
    published = Finding.objects.published().filter(
        pk__in=seen, authority=row.authority, round=round
    )
    return list(published.select_related("reading", "question", "request", "source"))


def _told(shown: Shown, findings: Sequence[Finding], open_refs: set[str]) -> Told:
    cell = shown.cell
    finding = _behind(shown, findings)
    source = finding.source if finding else None
    return Told(
        shown=shown,
        grounds=[by_slug(ground.slug) for ground in cell.grounds],
        place=place_words(finding),
        stage=STAGE_WORDS.get(cell.stage, ""),
        settled=SETTLED_WORDS.get(cell.checked, ""),
        dates=dates(cell),
        link=safe_link(source.url if source else cell.link),
        source_title=source.title if source else "",
        page=_page(cell.request_ref, open_refs),
        beside=[(one, _page(one.request_ref, open_refs)) for one in cell.beside],
    )


def _behind(shown: Shown, findings: Sequence[Finding]) -> Finding | None:
    """The finding that a cell rests on: its request's (or its source's), at its stage."""
    cell = shown.cell
    for finding in reversed(findings):
        ref = finding.request.ref if finding.request else ""
        same = finding.question.key == shown.key and finding.stage == cell.stage
        if same and (
            finding.source_id is not None if cell.from_source else ref == cell.request_ref
        ):
            return finding
    return None


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

"""Refusals by ground, by council and by letter. A council counts once a question and round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from authorities.models import Authority
from foi.models import Finding, Letter, Refusal
from foi.models.findings import FindingQuerySet
from foi.rules.grounds import Ground, all_grounds, by_slug
from foi.rules.outcomes import PUBLISHED_GROUNDS, UNCHECKED_WORDS, WORDS, Stage, refused_words
from foi.rules.unsaid import NOTHING, Unsaid

from .few import TELLING, unsaid_by_place
from .tables import cell_url

NOT_HELD = frozenset({"foia-s1-1", "eir-12-4-a"})
_LATER = {
    Stage.FIRST_RESPONSE.value: [Stage.REVIEW.value, Stage.REGULATOR.value],
    Stage.REVIEW.value: [Stage.REGULATOR.value],
}


def counted_once(path: str = "") -> Count:
    """Councils x questions x rounds, each counted once."""
    parts = [f"{path}authority", f"{path}question__key", f"{path}round"]
    text = [Cast(part, CharField()) for part in parts]
    place = Concat(text[0], Value("/"), text[1], Value("/"), text[2], output_field=CharField())
    return Count(place, distinct=True)


def published_findings(on: date) -> FindingQuerySet:
    """What everybody may see and what still stands."""
    return Finding.objects.published().visible_to(None, on)


@dataclass(frozen=True, slots=True)
class GroundsCounted:
    """Grounds with how often each was cited, in the groups that are counted apart.

    refusals, published (sections 21 and 22), not_held: pairs (ground, cells), the most named first;
    never: grounds of refusal that nobody has named here; events: grounds of the clock, which are
    no outcome; letters: (name, slug, cells) of refusals, the most first; councils: the same and of
    how many answers, by name, since the most asked are refused the most; uncited: refusals that
    name no ground.
    """

    refusals: list[tuple[Ground, int]]
    published: list[tuple[Ground, int]]
    not_held: list[tuple[Ground, int]]
    never: list[Ground]
    events: list[Ground]
    councils: list[tuple[str, str, int, int]]
    letters: list[tuple[str, str, int]]
    uncited: int


def grounds_counted(on: date) -> GroundsCounted:
    """All counts of the page of refusals. 5 queries."""
    shown = published_findings(on).values("pk")
    cited = Refusal.objects.filter(finding__in=shown).order_by().values_list("ground")
    counts = dict(cited.annotate(n=counted_once("finding__")))
    groups: dict[str, list[tuple[Ground, int]]] = {"refusals": [], "published": [], "not_held": []}
    for ground in all_grounds():
        if ground.outcomes:
            groups[_group(ground)].append((ground, counts.get(ground.slug, 0)))
    for rows in groups.values():
        rows.sort(key=lambda row: -row[1])
    refused, named = _refused(on), groups["refusals"]
    return GroundsCounted(
        refusals=[row for row in named if row[1]],
        published=groups["published"],
        not_held=groups["not_held"],
        never=[ground for ground, number in named if not number],
        events=[ground for ground in all_grounds() if not ground.outcomes],
        councils=_councils(refused, on),
        letters=_counted(refused, "round__letter__title", "round__letter__slug"),
        uncited=refused.filter(refusals=None).aggregate(n=counted_once())["n"],
    )


def _group(ground: Ground) -> str:
    if ground.slug in PUBLISHED_GROUNDS:
        return "published"
    return "not_held" if ground.slug in NOT_HELD else "refusals"


def _refused(on: date) -> QuerySet[Finding]:
    """What counts as a refusal: not those that rest on sections 21 or 22 alone."""
    other = Refusal.objects.filter(finding=OuterRef("pk")).exclude(ground__in=PUBLISHED_GROUNDS)
    refused = Finding.objects.filter(
        pk__in=published_findings(on).values("pk"), reading__outcome="refused"
    )
    return refused.filter(Q(refusals=None) | Exists(other))


def _councils(refused: QuerySet[Finding], on: date) -> list[tuple[str, str, int, int]]:
    """Each council that refused: name, slug, refusals, and all its published answers."""
    shown = Finding.objects.filter(pk__in=published_findings(on).values("pk"))
    answers = dict(shown.order_by().values_list("authority__slug").annotate(n=counted_once()))
    rows = _counted(refused, "authority__short_name", "authority__slug")
    return sorted((name, slug, number, answers[slug]) for name, slug, number in rows)


def _counted(refused: QuerySet[Finding], name: str, slug: str) -> list[tuple[str, str, int]]:
    rows = refused.order_by().values_list(name, slug).annotate(n=counted_once())
    return sorted(rows, key=lambda row: (-row[2], row[0]))


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """One published refusal on a ground. later: what a later stage said, in the cells' words.

    quote: the council's words; "" where the answer also holds a value, which the cell's own page
    shows as it may be shown.
    """

    council: str
    letter: str
    heading: str
    words: str
    quote: str
    later: str
    unchecked: str
    published_on: date
    url: str


def refusals_on(
    ground: Ground, on: date, *, council: Authority | None = None, letter: Letter | None = None
) -> QuerySet[Finding]:
    """Published findings that cite a ground, the newest first; of one council or letter only,
    where one is given."""
    rows = Finding.objects.filter(
        pk__in=published_findings(on).filter(refusals__ground=ground.slug).values("pk")
    )
    if council:
        rows = rows.filter(authority=council)
    if letter:
        rows = rows.filter(round__letter=letter)
    shown = rows.select_related("authority", "question", "round__letter", "reading")
    return shown.prefetch_related("refusals").order_by("-published_at", "-pk")


def lines(findings: Sequence[Finding], on: date) -> list[RefusalLine]:
    """A page of them, in words. Two queries more: later stages, and what is kept
    back; one more where there is a sum that rests on people."""
    later, unsaid = _later_words(findings, on), _unsaid(findings)
    return [
        RefusalLine(
            council=finding.authority.short_name,
            letter=finding.round.letter.title,
            heading=finding.question.heading,
            words=_words(finding),
            quote="" if finding.reading.value else unsaid[finding.pk].out_of(finding.reading.quote),
            later=later.get(finding.pk, ""),
            unchecked=UNCHECKED_WORDS if finding.settled == "unchecked" else "",
            published_on=timezone.localdate(finding.published_at),
            url=f"{cell_url(finding.round.letter, finding.authority, finding.round)}"
            f"#{finding.question.key}",
        )
        for finding in findings
    ]


def _unsaid(findings: Sequence[Finding]) -> dict[int, Unsaid]:
    """By finding: what its passage must not say, for the council's other answers to the letter
    keep it back; no small number at all where the question counts people."""
    councils = {finding.authority_id for finding in findings}
    rounds = {finding.round_id for finding in findings}
    rows = Finding.objects.published().filter(TELLING, authority__in=councils, round__in=rounds)
    by_place = unsaid_by_place(rows.select_related("reading", "question"))
    return {
        finding.pk: by_place.get((finding.authority_id, finding.round_id), NOTHING).beside(
            people=finding.question.small_numbers
        )
        for finding in findings
    }


def _words(finding: Finding) -> str:
    if finding.reading.outcome != "refused":
        return WORDS[finding.reading.outcome]
    return refused_words([by_slug(row.ground).words for row in finding.refusals.all()])


def _later_words(findings: Sequence[Finding], on: date) -> dict[int, str]:
    """What a later stage of the same request said of the same question."""
    asked = {finding.request_id for finding in findings if finding.request_id}
    rows = published_findings(on).filter(request__in=asked).exclude(stage=Stage.FIRST_RESPONSE)
    rows = rows.select_related("reading").prefetch_related("refusals").order_by("stage")
    found: dict[int, str] = {}
    for finding in findings:
        for other in rows:
            same = (other.request_id, other.question_id) == (
                finding.request_id,
                finding.question_id,
            )
            if same and other.stage in _LATER.get(finding.stage, []):
                found[finding.pk] = f"{other.get_stage_display()}: {_words(other)}"
    return found

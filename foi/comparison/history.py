"""What was entered for a cell, checked and put right: every change that was public, and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from authorities.models import Authority
from foi.models import Finding, Reading, Request, Round
from foi.models.visibility import AnyUser
from foi.rules.cell_findings import finding_words, in_words, published
from foi.rules.cells import FindingFacts, QuestionFacts
from foi.rules.checking import same_reading
from foi.rules.outcomes import Settled
from foi.rules.permissions import Visibility
from foi.rules.unsaid import Unsaid
from foi.rules.values import FREE, HELD_BACK

from .columns import facts
from .facts import as_read, of_finding
from .few import reason_shown, unsaid_in
from .words import short

ENTERED, CHECKED = "entered", "checked"
OTHERWISE, SETTLED = "read otherwise", "settled"
REQUESTER, READER = "the person who asked", "a reader"


@dataclass(frozen=True, slots=True)
class Step:
    """One change. said: the cell's words at that, "" where a reading never became public;
    what: entered, checked, read otherwise or settled; who: a public name; why: the reason."""

    on: date
    what: str
    said: str
    who: str
    why: str = ""

    @property
    def line(self) -> str:
        """Such as "checked by Reader 4821"."""
        return f"{self.what} by {self.who}"


def history(
    authority: Authority, question_key: str, round: Round, user: AnyUser, on: date
) -> list[Step]:
    """Of one cell; the oldest first."""
    return histories(authority, round, user=user, on=on).get(question_key, [])


def histories(
    authority: Authority, round: Round, *, user: AnyUser, on: date
) -> dict[str, list[Step]]:
    """Of every cell of a council in a round, by key of its question. 2 queries, 3 where
    there is a sum that rests on people.

    Findings that were public, the superseded too, as long as the one that stands now is public
    and this reader may see it; never a reading that was not, nor what is kept back.
    """
    rows = Finding.objects.visible_to(user, on).filter(
        authority=authority, round=round, published_at__isnull=False, hidden_at=None
    )
    read = Prefetch("readings", Reading.objects.select_related("by"))
    found = rows.select_related("reading__by", "question", "request").prefetch_related(read)
    everything = list(found.order_by("published_at", "pk"))
    chains: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in everything:
        chains[finding.request_id, finding.source_id, finding.question_id, finding.stage].append(
            finding
        )
    steps: dict[str, list[Step]] = defaultdict(list)
    unsaid = unsaid_in(everything)
    for chain in chains.values():
        if any(finding.superseded_at is None for finding in chain):
            steps[chain[0].question.key] += _each_reason_once(_steps(chain, unsaid))
    return {key: sorted(group, key=lambda step: step.on) for key, group in steps.items()}


def _each_reason_once(steps: Iterable[Step]) -> Iterable[Step]:
    """A third person who picks a reading keeps its reason: told under whoever gave it, alone."""
    given: set[str] = set()
    for step in steps:
        yield replace(step, why="") if step.what == SETTLED and step.why in given else step
        given.add(step.why)


def _steps(chain: Sequence[Finding], unsaid: Unsaid) -> Iterable[Step]:
    """Of one request's (or source's) answers to one question, at one stage."""
    told: set[int] = set()
    for finding in chain:
        readings = list(finding.readings.all())
        by_third = finding.settled == Settled.THIRD_READER
        settler = readings[-1] if by_third else None
        if finding.reading_id not in told and finding.reading != settler:
            yield _step(ENTERED, finding.reading, finding, unsaid, said=_said(finding, unsaid))
        others = [one for one in readings if one != finding.reading]
        same = [one for one in others if _same(one, finding.reading)]
        for one in others:
            # One read before this finding's own words belongs to a finding that was never public.
            if one.pk not in told and one not in same and one.at >= finding.reading.at:
                if one != settler:
                    yield _step(OTHERWISE, one, finding, unsaid)
        if settler is not None:
            yield _step(SETTLED, settler, finding, unsaid, said=_said(finding, unsaid))
        elif same:  # also where somebody has doubted it since
            yield _step(CHECKED, same[-1], finding, unsaid, said=_said(finding, unsaid))
        told |= {one.pk for one in readings}


def _step(what: str, reading: Reading, finding: Finding, unsaid: Unsaid, said: str = "") -> Step:
    moment = finding.settled_at if what in (CHECKED, SETTLED) else reading.at
    why = reason_shown(reading.reason, is_held=finding.question.key in unsaid.held)
    return Step(
        on=timezone.localdate(moment or reading.at),
        what=what,
        said=said,
        who=public_name(reading, finding.request),
        why=unsaid.beside(people=True).out_of(why),
    )


def public_name(reading: Reading, request: Request | None) -> str:
    """Who read it, under the name that the public may know; never the legal name."""
    if request is not None and reading.by_id == request.requester_id:
        return request.alias if request.visibility == Visibility.PUBLIC else REQUESTER
    return reading.by.reader_alias or READER


def _same(one: Reading, other: Reading) -> bool:
    return same_reading(as_read(one), as_read(other))


def _said(finding: Finding, unsaid: Unsaid) -> str:
    """What the cell said with this finding, by the rules of cells: numbers masked."""
    told, question = replace(of_finding(finding), unsaid=unsaid), facts(finding.question)
    # Words that another reading replaced may have been taken out to protect somebody.
    taken_out = finding.superseded_at is not None and question.type in FREE
    value = "" if taken_out else _value(told, question)
    if value and question.key in unsaid.held:
        value = HELD_BACK
    return f"{finding_words(told)}: {short(value)}" if value else finding_words(told)


def _value(told: FindingFacts, question: QuestionFacts) -> str:
    answer = published(told, question, settings.SMALL_NUMBER_THRESHOLD)
    return in_words(answer, question)[0] if answer else ""

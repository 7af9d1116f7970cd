"""From what a person says to a reading, and from readings to the finding that stands."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from foi.actions.saying import Said, says_the_same, typed_value
from foi.comparison.facts import as_read
from foi.models import Finding, Question, Reading, Refusal, Request, User
from foi.rules.checking import is_same_side, same_reading
from foi.rules.outcomes import Settled

COPIED = (
    *("outcome", "value", "written", "other_period", "grounds", "link"),
    *("message", "attachment", "place", "quote"),
)


def new_reading(
    *,
    request: Request,
    question: Question,
    said: Said,
    by: User,
    reason: str = "",
    blind: bool = False,
    now: datetime,
) -> Reading:
    """One person's reading, as she gave it. `blind`: the first reading was not shown to her."""
    passage = said.passage
    return _kept(
        request,
        question,
        said.stage,
        by,
        now,
        outcome=said.outcome,
        value=typed_value(question, said),
        written=said.written.strip(),
        other_period=said.other_period,
        grounds=[{"slug": slug, "cited": cited} for slug, cited in said.grounds],
        link=said.link,
        message=passage.message,
        attachment=passage.attachment,
        place=passage.place,
        quote=passage.quote.strip(),
        reason=reason,
        blind=blind,
    )


def same_again(*, reading: Reading, by: User, reason: str = "", now: datetime) -> Reading:
    """Another person reads just what this reading says."""
    content = {name: getattr(reading, name) for name in COPIED}
    request = reading.request
    return _kept(request, reading.question, reading.stage, by, now, reason=reason, **content)


def _kept(
    request: Request, question: Question, stage: str, by: User, now: datetime, **content: object
) -> Reading:
    if by.pk != request.requester_id:
        by.name_as_reader()  # the history of the cell names her so
    return Reading.objects.create(
        request=request, question=question, stage=stage, by=by, at=now, **content
    )


def new_finding(*, reading: Reading, resting_on: Iterable[Reading] = ()) -> Finding:
    """The finding that shows this reading, not yet public; the others are what led to it."""
    request = reading.request
    finding = Finding.objects.create(
        authority=request.authority,
        question=reading.question,
        round=request.round,
        request=request,
        stage=reading.stage,
        reading=reading,
    )
    finding.readings.add(reading, *resting_on)
    Refusal.objects.bulk_create(
        Refusal(finding=finding, ground=row["slug"], cited=row["cited"], quote=reading.quote)
        for row in reading.grounds
    )
    return finding


def heed_second(*, old: Finding, finding: Finding, now: datetime) -> None:
    """The first reader thought again: does she now read what a second person read otherwise?"""
    second = old.readings.exclude(by=old.reading.by_id).last() if old.differs_at else None
    if second is None:
        return
    finding.readings.add(second)
    if same_reading(as_read(finding.reading), as_read(second)):
        case = finding.request.case_for(second.by, timezone.localdate(now))
        finding.settle(Settled.CHECKED, same_side=is_same_side(case), now=now)
    else:
        finding.differ(now=now)


def is_shared(finding: Finding) -> bool:
    """Whether more than one person stands behind what it says, so that none replaces it alone."""
    shown, first = as_read(finding.reading), finding.reading.by_id
    others = finding.readings.exclude(by=first)
    return finding.settled != Settled.UNCHECKED or any(
        same_reading(as_read(one), shown) for one in others
    )


def doubt(*, finding: Finding, said: Said, by: User, reason: str = "", now: datetime) -> Finding:
    """Her other reading of what several people settled joins theirs: somebody else settles it
    anew, and until then the cell says what it said. Her own words again change nothing."""
    mine = finding.readings.filter(by=by).last()
    if mine is not None and says_the_same(mine, said):
        return finding
    reading = new_reading(
        request=finding.request,
        question=finding.question,
        said=said,
        by=by,
        reason=reason,
        now=now,
    )
    finding.readings.add(reading)
    finding.doubt(now=now)
    finding.request.touch_table()
    return finding

"""Checking: a second person confirms what one has read, or reads it otherwise; a third settles.

The rule of who may is `rules.checking`. Nobody sees a first reading in a blind double reading
before she has entered her own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foi.actions.correcting import note_correction, said_in_public
from foi.actions.leases import Taken, take
from foi.actions.saying import CannotDecide, Said, check_reason, check_said
from foi.actions.settling import new_finding, new_reading, same_again
from foi.actions.ties import check_tie
from foi.comparison.facts import as_read
from foi.comparison.waiting import of_request
from foi.models import Finding, Reading, Request, User
from foi.rules.checking import is_same_side, same_reading
from foi.rules.outcomes import Settled
from foi.rules.permissions import may_publish

QUICKER = "Somebody was quicker: this has been changed or checked meanwhile. Please look once more."


@dataclass(frozen=True)
class Verdict:
    """What a person says of one finding, having seen these readings of it.

    `picks`: the reading that she reads too; or `said`: what she reads herself. `reason`: why it
    differs from what the finding shows; everybody may read it.
    """

    finding: Finding
    seen: frozenset[int]
    picks: Reading | None = None
    said: Said | None = None
    reason: str = ""


class NotThis(CannotDecide):
    """One of several verdicts cannot stand; `finding` is the one."""

    def __init__(self, error: CannotDecide, finding: Finding) -> None:
        super().__init__(str(error), field=error.field, suggestion=error.suggestion)
        self.finding = finding


def check(
    *, request: Request, by: User, verdicts: Sequence[Verdict], now: datetime
) -> list[Finding]:
    """Several verdicts on one request's findings: all of them or none; the findings that stand.

    Raises CannotDecide: NeedsDeclaration and HasTie for her ties, NotThis for one of the verdicts.
    """
    check_tie(request=request, by=by)
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        try:
            take(request=request, purpose="check", by=by, now=now)
        except Taken as error:
            raise CannotDecide(str(error)) from error
        found = [_still(request, verdict) for verdict in verdicts]
        _check_may(request, found, by, now)
        done = [
            _check(finding, by, told, now) for finding, told in zip(found, verdicts, strict=True)
        ]
        if any(finding.published_at for finding in done):
            request.touch_table()
    return done


def _check(finding: Finding, by: User, verdict: Verdict, now: datetime) -> Finding:
    try:
        if finding.differs_at is not None:
            return _third(finding, by, verdict, now)
        if finding.is_to_read_alone:
            return _blind(finding, by, verdict, now)
        return _second(finding, by, verdict, now)
    except CannotDecide as error:
        raise NotThis(error, finding) from error


def _still(request: Request, verdict: Verdict) -> Finding:
    """The finding as it stands now. Raises NotThis where it is not what she had before her."""
    rows = request.findings.unchecked().filter(pk=verdict.finding.pk)
    found = rows.select_related("reading", "question__version__letter", "authority", "round")
    finding = found.first()
    if finding is None or {row.pk for row in finding.readings.all()} != verdict.seen:
        raise NotThis(CannotDecide(QUICKER), verdict.finding)
    finding.request = request
    return finding


def _check_may(request: Request, findings: list[Finding], by: User, now: datetime) -> None:
    today = timezone.localdate(now)
    for finding, ruling in of_request(request, by, on=today, findings=findings):
        if not ruling:
            raise NotThis(CannotDecide(ruling.reason), finding)


def _second(finding: Finding, by: User, verdict: Verdict, now: datetime) -> Finding:
    """She confirms the reading, or reads it otherwise: then the finding waits for a third."""
    if verdict.picks is not None:
        mine = same_again(reading=finding.reading, by=by, now=now)
    else:
        said, reason = _said(finding, verdict), verdict.reason.strip()
        _check_given(finding, reason)
        mine = new_reading(**_of(finding), said=said, by=by, reason=reason, now=now)
        if not same_reading(as_read(mine), as_read(finding.reading)):
            check_reason(finding.request, reason)
    return _compared(finding, mine, Settled.CHECKED, now)


def _blind(finding: Finding, by: User, verdict: Verdict, now: datetime) -> Finding:
    """She reads it without having seen the first reading; only then are the two compared."""
    said = _said(finding, verdict)
    mine = new_reading(**_of(finding), said=said, by=by, blind=True, now=now)
    return _compared(finding, mine, Settled.AGREED, now)


def _compared(finding: Finding, mine: Reading, settled: Settled, now: datetime) -> Finding:
    finding.readings.add(mine)
    if same_reading(as_read(mine), as_read(finding.reading)):
        finding.settle(settled, same_side=_same_side(finding, mine.by, now), now=now)
    else:
        finding.differ(now=now)
    return finding


def _third(finding: Finding, by: User, verdict: Verdict, now: datetime) -> Finding:
    """She settles what two read differently: with one of them, or with a reading of her own."""
    _check_given(finding, verdict.reason.strip())
    if verdict.picks is not None:
        reason = verdict.reason.strip() or verdict.picks.reason
        mine = same_again(reading=_one_of(finding, verdict.picks), by=by, reason=reason, now=now)
    else:
        reason = verdict.reason.strip()
        said = _said(finding, verdict)
        mine = new_reading(**_of(finding), said=said, by=by, reason=reason, now=now)
    side = _same_side(finding, by, now)
    if same_reading(as_read(mine), as_read(finding.reading)):
        finding.readings.add(mine)
        finding.settle(Settled.THIRD_READER, same_side=side, now=now)
        return finding
    check_reason(finding.request, reason)
    return _put_right(finding, mine, side, now)


def _check_given(finding: Finding, reason: str) -> None:
    """A reason that was given is read by everybody, also where none was needed."""
    if reason:
        check_reason(finding.request, reason)


def _put_right(finding: Finding, mine: Reading, side: bool, now: datetime) -> Finding:
    """Another finding takes its place, public where the old one was; what changed is told."""
    today, is_public = timezone.localdate(now), finding.published_at is not None
    case = finding.request.case_for(mine.by, today)
    if is_public and not may_publish(mine.by.actor, case):
        raise CannotDecide("This has been published: only who may publish can change it.")
    before, readings = said_in_public(finding=finding, on=today), list(finding.readings.all())
    finding.supersede(now=now)
    newer = new_finding(reading=mine, resting_on=readings)
    newer.settle(Settled.THIRD_READER, same_side=side, now=now)
    if is_public:
        newer.publish(by=mine.by, now=now)
        note_correction(finding=newer, said=before, why=mine.reason, on=today)
    return newer


def _said(finding: Finding, verdict: Verdict) -> Said:
    if verdict.said is None:
        raise CannotDecide("Enter what you read yourself.", field="outcome")
    said = replace(verdict.said, stage=finding.stage)
    check_said(finding.request, finding.question, said)
    return said


def _one_of(finding: Finding, picked: Reading) -> Reading:
    reading = finding.readings.filter(pk=picked.pk).first()
    if reading is None:
        raise CannotDecide(QUICKER)
    return reading


def _of(finding: Finding) -> dict[str, object]:
    return {"request": finding.request, "question": finding.question}


def _same_side(finding: Finding, by: User, now: datetime) -> bool:
    return is_same_side(finding.request.case_for(by, timezone.localdate(now)))

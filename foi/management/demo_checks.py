"""A second and a third made-up reader: answers of the sample that were checked, or read otherwise.

Each mark that a cell can bear is shown: checked, two people agree, settled by a third reader; one
pair that differs still waits.
"""

from dataclasses import dataclass
from datetime import datetime

from foi.actions.check import Verdict, check
from foi.actions.leases import give_back
from foi.actions.publish import publish
from foi.actions.saying import Passage, Said
from foi.actions.ties import declare
from foi.management.demo_replies import TARGETS
from foi.management.demo_words import MARK
from foi.models import Finding, Reading, Request, Round, User
from foi.rules.permissions import Role

CHECKED = ("sampleshire", "exampleshire", "mockton", "notional-forest")
WAITS = ("fictionby", "targets_met")  # "about 8", which the second person reads as 8
SETTLED = ("hypothetica", "target_tribunal_outcome")
READ_BLIND = "makebelieveshire"
UNLIKE = "targets_set"  # read otherwise by the second reader of the blind double reading
WHY_WAITS = f"{MARK} The sentence names the number without saying that it is rounded."
WHY_SETTLED = f"{MARK} It says that it holds nothing; who else might is only a guess."


@dataclass(frozen=True)
class Checkers:
    """Two approved people who asked for none of it, and the day on which they look."""

    second: User
    third: User
    now: datetime


def checkers() -> tuple[User, User]:
    """Their accounts; none can be mistaken for a person."""
    second, third = (
        User.objects.create_user(
            f"sample-checker-{n}@example.org",
            legal_name=f"Sample Checker {n}",
            role=Role.CAMPAIGNER.value,
        )
        for n in (1, 2)
    )
    return second, third


def declare_for_all(people: list[User], *, now: datetime) -> None:
    """Each has said that she has no tie with a council, in every round of the sample."""
    for round_ in Round.objects.all():
        for person in people:
            declare(round=round_, by=person, ties=[], now=now)


def look_again(who: Checkers) -> None:
    """Everything that the two do."""
    for council in CHECKED:
        request = _asked(council)
        _say(request, who.second, who.now, [_same(one) for one in _waiting(request)])
    _differ(*WAITS, who, written="8", reason=WHY_WAITS)
    changed = _differ(*SETTLED, who, outcome="not_held", reason=WHY_SETTLED)
    (finding,) = [one for one in _waiting(changed) if one.differs_at]
    _say(changed, who.third, who.now, [_pick(finding, finding.readings.get(by=who.second))])
    _read_blind(who)


def _asked(council: str) -> Request:
    rows = Request.objects.filter(authority__slug=council, version__letter__slug=TARGETS)
    return rows.filter(findings__isnull=False).order_by("pk")[0]


def _waiting(request: Request) -> list[Finding]:
    return list(request.findings.unchecked().select_related("reading__message", "question"))


def _say(request: Request, by: User, now: datetime, verdicts: list[Verdict]) -> None:
    check(request=request, by=by, verdicts=verdicts, now=now)
    give_back(request=request, purpose="check", by=by)


def _seen(finding: Finding) -> frozenset[int]:
    return frozenset(row.pk for row in finding.readings.all())


def _same(finding: Finding) -> Verdict:
    return _pick(finding, finding.reading)


def _pick(finding: Finding, reading: Reading) -> Verdict:
    return Verdict(finding, _seen(finding), picks=reading)


def _otherwise(finding: Finding, reason: str = "", **changed: str) -> Verdict:
    reading = finding.reading
    said = {"outcome": reading.outcome, "written": reading.written} | changed
    if "outcome" in changed:
        said["written"] = ""
    grounds = tuple((row["slug"], row["cited"]) for row in reading.grounds)
    passage = Passage(reading.quote, reading.message, None, reading.place)
    told = Said(**said, grounds=grounds, link=reading.link, passage=passage)
    return Verdict(finding, _seen(finding), said=told, reason=reason)


def _differ(council: str, key: str, who: Checkers, *, reason: str, **changed: str) -> Request:
    request = _asked(council)
    (finding,) = [one for one in _waiting(request) if one.question.key == key]
    _say(request, who.second, who.now, [_otherwise(finding, reason, **changed)])
    return request


def _read_blind(who: Checkers) -> None:
    """The second reader enters her own without seeing the first; one differs and is settled, and
    only then is it published."""
    request = _asked(READ_BLIND)
    _say(request, who.second, who.now, [_alone(one) for one in _waiting(request)])
    (finding,) = [one for one in _waiting(request) if one.differs_at]
    _say(request, who.third, who.now, [_same(finding)])
    publish(request=request, by=request.requester, now=who.now)


def _alone(finding: Finding) -> Verdict:
    return _otherwise(
        finding, **({"written": "10 to 14"} if finding.question.key == UNLIKE else {})
    )

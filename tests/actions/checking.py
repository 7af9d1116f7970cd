"""What tests of the second person share: a first reading, and people who look again."""

from datetime import date
from typing import Any

from foi.actions.check import Verdict, check
from foi.actions.decide import Passage, Said, read_question
from foi.models import Finding, Reading, Request, User
from foi.rules.permissions import Role
from tests.builders import (
    at,
    create_request,
    create_user,
    declare,
)

CELL = "/compare/send-staff-targets/kent/?round=1#pay_linked"
DAY = date(2026, 12, 11)
NOW = at(DAY)
NO, YES = Said("answered", "no"), Said("answered", "yes")
WHY = "The passage says that pay depends on it."


def read_once(request: Request | None = None, *, public: bool = True, **said: Any) -> Finding:
    """The owner has read that pay is not linked."""
    request = request or create_request()
    facts = {"outcome": "answered", "written": "no", "passage": Passage(quote="It is not.")}
    finding = read_question(
        request=request,
        by=request.requester,
        question=request.asked.get(question__key="pay_linked").question,
        said=Said(**facts | said),
        now=NOW,
    )
    if public:
        finding.publish(by=request.requester, now=NOW)
    return finding


def reader(number: int, request: Request, role: Role = Role.CAMPAIGNER) -> User:
    user = create_user(email=f"reader-{number}@example.org", role=role)
    declare(user=user, request=request)
    return user


def verdict(finding: Finding, **said: Any) -> Verdict:
    return Verdict(finding, frozenset(row.pk for row in finding.readings.all()), **said)


def same(finding: Finding, by: User, picks: Reading | None = None, **more: Any) -> Finding:
    told = verdict(finding, picks=picks or finding.reading, **more)
    (found,) = check(request=finding.request, by=by, verdicts=[told], now=NOW)
    Request.objects.get(pk=finding.request_id).leases.all().delete()  # she has gone home
    return found


def otherwise(finding: Finding, by: User, *, reason: str = WHY, **said: Any) -> Finding:
    facts = {"outcome": "answered", "written": "yes", "passage": Passage(quote="It is.")}
    told = verdict(finding, said=Said(**facts | said), reason=reason)
    (found,) = check(request=finding.request, by=by, verdicts=[told], now=NOW)
    Request.objects.get(pk=finding.request_id).leases.all().delete()
    return found


def shown(finding: Finding) -> tuple[str, bool, bool]:
    finding.refresh_from_db()
    return finding.settled, finding.differs_at is not None, finding.superseded_at is not None

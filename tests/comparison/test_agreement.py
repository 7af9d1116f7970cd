"""Agreement of blind double readings, from rows: what counts, and for whom."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from foi.actions.check import Verdict, check
from foi.actions.decide import Passage, Said
from foi.comparison.agreement import agreement_of, agreements
from foi.models import Finding, Investigation, Request
from foi.rules.permissions import Role, Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_investigation,
    create_request,
    create_user,
    declare,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 14)
NOW = at(DAY)


def asked(group: Investigation, number: int, **fields: Any) -> Request:
    return create_request(
        investigation=group,
        authority=create_authority(slug=f"council-{number}"),
        owner=create_user(email=f"p{number}@example.org"),
        **fields,
    )


def second_look(finding: Finding, written: str, by: str = "second") -> None:
    user = create_user(email=f"{by}@example.org", role=Role.CAMPAIGNER)
    declare(user=user, request=finding.request)
    said = Said("answered", written, passage=Passage(quote="The passage."))
    seen = frozenset(row.pk for row in finding.readings.all())
    told = Verdict(finding, seen, said=said, reason="It says so.")
    check(request=finding.request, by=user, verdicts=[told], now=NOW)
    finding.request.leases.all().delete()


def double(group: Investigation, number: int, first: str, second: str) -> Finding:
    request = asked(group, number)
    value = {"value": first == "yes"}
    finding = create_finding(request=request, value=value, written=first, published=False)
    second_look(finding, second)
    finding.publish(by=request.requester, now=NOW)
    return finding


def ten(group: Investigation) -> list[Finding]:
    """Five yes-yes, four no-no, one yes-no: p = 0.9, e = (0.6 x 0.5) + (0.4 x 0.5) = 0.5."""
    told = [("yes", "yes")] * 5 + [("no", "no")] * 4 + [("yes", "no")]
    return [double(group, number, *pair) for number, pair in enumerate(told)]


def test_kappa_of_ten_double_readings() -> None:
    group = create_investigation(double_blind=True)
    ten(group)
    found = agreement_of(group, on=DAY)
    assert (found.n, found.agreed) == (10, 9) and found.kappa == pytest.approx(0.8)
    assert "Targets: The two said the same in 9 of 10" in Client().get("/method/").content.decode()


def test_what_a_third_settles_later_changes_nothing_of_it() -> None:
    group = create_investigation(double_blind=True)
    *_, apart = ten(group)
    second_look(apart, "no", by="third")
    assert Finding.objects.filter(settled="third_reader").count() == 1
    found = agreement_of(group, on=DAY)
    assert (found.n, found.agreed) == (10, 9)


def test_only_blind_readings_count() -> None:
    group = create_investigation()
    double(group, 1, "yes", "no")
    Investigation.objects.update(double_blind=True)
    group.refresh_from_db()
    assert agreement_of(group, on=DAY).n == 0
    double(group, 2, "yes", "yes")
    assert agreement_of(group, on=DAY).n == 1


@pytest.mark.parametrize("how", ["private", "unpublished", "hidden", "embargoed"])
def test_what_the_public_may_not_know_of_is_not_counted(how: str) -> None:
    group = create_investigation(double_blind=True)
    finding = double(group, 1, "yes", "yes")
    assert agreement_of(group, on=DAY).n == 1
    if how == "private":
        finding.request.set_visibility(Visibility.PRIVATE)
    elif how == "unpublished":
        finding.unpublish()
    elif how == "hidden":
        finding.hide(reason="x", now=NOW)
    else:
        Investigation.objects.update(embargo_until=date(2027, 1, 1))
        group.refresh_from_db()
        assert agreements(on=DAY) == []
    assert agreement_of(group, on=DAY).n == 0

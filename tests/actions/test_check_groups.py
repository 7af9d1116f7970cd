"""Checking within an investigation: members, outsiders, and blind reading."""

from datetime import date
from typing import Any

import pytest

from foi.actions.check import NotThis, check
from foi.actions.decide import CannotDecide, Passage, Said, read_question
from foi.models import Reading, Request, User
from tests.actions.checking import (
    NOW,
    otherwise,
    read_once,
    reader,
    same,
    shown,
    verdict,
)
from tests.builders import (
    add_member,
    at,
    create_finding,
    create_investigation,
    create_request,
    create_user,
    declare,
)

pytestmark = pytest.mark.django_db


def asked_by_group(*, double_blind: bool = False, **fields: Any) -> Request:
    """A request of an investigation; its owner has an editor beside her."""
    group = create_investigation(double_blind=double_blind)
    request = create_request(investigation=group, **fields)
    add_member(investigation=group, user=request.requester, role="owner")
    declare(
        user=add_member(investigation=group, user=create_user(email="editor@example.org")),
        request=request,
    )
    return request


def editor() -> User:
    return create_user(email="editor@example.org")


def test_a_member_checks_only_where_no_outsider_is_free_and_the_cell_says_so() -> None:
    finding = read_once(asked_by_group())
    outsider = reader(2, finding.request)
    with pytest.raises(NotThis, match="belong to the investigation"):
        same(finding, editor())
    declare(user=outsider, request=finding.request, tied="dispute")  # now nobody else is free
    found = same(finding, editor())
    assert shown(found)[0] == "checked" and found.same_side


def test_a_member_checks_what_has_waited_more_than_five_working_days() -> None:
    finding = read_once(asked_by_group())
    reader(2, finding.request)
    told = verdict(finding, picks=finding.reading)
    friday, monday = at(date(2026, 12, 18)), at(date(2026, 12, 21))
    with pytest.raises(NotThis, match="five working days"):
        check(request=finding.request, by=editor(), verdicts=[told], now=friday)
    check(request=finding.request, by=editor(), verdicts=[told], now=monday)
    assert shown(finding)[0] == "checked" and finding.same_side


def test_a_member_who_may_not_publish_does_not_change_what_is_public() -> None:
    finding = read_once(asked_by_group())
    outsider = reader(2, finding.request)
    otherwise(finding, outsider)
    with pytest.raises(NotThis, match="only who may publish"):
        same(finding, editor(), picks=finding.readings.get(by=outsider))
    assert shown(finding) == ("unchecked", True, False)


# ----------------------------------------------------------------- blind
def test_blind_readers_who_agree_and_who_do_not() -> None:
    request = asked_by_group(double_blind=True)
    alike = read_once(request, public=False)
    apart = create_finding(request=request, key="plans", written="12", published=False)
    by = reader(2, request)
    with pytest.raises(NotThis, match="Enter what you read yourself"):
        same(alike, by)
    otherwise(alike, by, written="no", reason="")
    otherwise(apart, by, written="13", reason="")
    assert shown(alike) == ("agreed", False, False)
    assert shown(apart) == ("unchecked", True, False)
    assert set(Reading.objects.filter(blind=True).values_list("by", flat=True)) == {by.pk}


def test_a_blind_first_reading_cannot_be_read_over_or_published_unseen() -> None:
    finding = read_once(asked_by_group(double_blind=True), public=False)
    with pytest.raises(CannotDecide, match="your own reading of it at /check/"):
        read_question(
            request=finding.request,
            by=reader(2, finding.request),
            question=finding.question,
            said=Said("not_held", passage=Passage("Nothing.")),
            now=NOW,
        )
    assert shown(finding) == ("unchecked", False, False)


def test_what_is_public_already_is_not_read_blind() -> None:
    """Such as what was published before its request joined: she may have seen it."""
    finding = read_once(asked_by_group(double_blind=True))
    same(finding, reader(2, finding.request))
    assert shown(finding) == ("checked", False, False)
    assert not Reading.objects.filter(blind=True).exists()

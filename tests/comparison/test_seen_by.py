"""The comparison: what each person sees of what is not public."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from foi.models import Investigation, Request
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_campaigner,
    create_finding,
    create_letter,
    create_moderator,
    create_request,
)
from tests.comparison.tables import TODAY, cell, made, value

pytestmark = pytest.mark.django_db


def _secret(kind: str) -> Request:
    """A request, with a published finding, that the public must not know of."""
    if kind == "private":
        request = create_request(visibility=Visibility.PRIVATE)
    elif kind == "hidden":
        request = create_request()
        request.hide(reason="A report.", now=at(TODAY))
    else:
        version = create_letter()
        investigation = Investigation.objects.create(
            slug="i",
            title="I",
            version=version,
            round=version.letter.rounds.get(),
            embargo_until=TODAY + timedelta(days=1),
        )
        request = create_request(version=version, investigation=investigation)
    create_finding(request=request, value=value("yes_no", "yes"))
    return request


@pytest.mark.parametrize("kind", ["private", "hidden", "embargoed"])
def test_what_is_not_public_reads_as_not_asked_for_everybody_outside(kind: str):
    request = _secret(kind)
    for user in (None, AnonymousUser(), create_campaigner()):
        shown = made(request.version, user=user)
        assert cell(shown).outcome == "not_asked"
        assert shown.coverage.asked == 0 and not shown.only_you


@pytest.mark.parametrize("kind", ["private", "hidden", "embargoed"])
def test_its_owner_and_staff_see_it_marked_as_theirs_alone(kind: str):
    request = _secret(kind)
    for user in (request.requester, create_moderator()):
        shown = made(request.version, user=user)
        assert cell(shown).outcome == "answered"
        assert shown.only_you
        assert all(one.only_you for one in shown.rows[0].cells)


def test_an_embargo_ends_on_its_day():
    request = _secret("embargoed")
    assert cell(made(request.version, on=TODAY + timedelta(days=1))).outcome == "answered"


def test_a_public_request_carries_no_mark_for_its_owner():
    request = create_request()
    assert not made(request.version, user=request.requester).only_you


def test_counted_fills_the_table_like_public():
    request = create_request(visibility=Visibility.COUNTED)
    create_finding(request=request, value=value("yes_no", "yes"))
    assert cell(made(request.version)).value == "yes"

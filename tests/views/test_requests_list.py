"""The list of requests: the public ones alone, narrowed by what is public."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from foi.models import BankHoliday
from foi.rules.permissions import Visibility
from tests.builders import (
    create_authority,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]

TODAY = date(2026, 12, 1)


def test_the_list_shows_public_requests_only_also_to_their_owners(client: Client) -> None:
    public = create_request(alias="Requester 1234")
    private = create_request(
        authority=create_authority(slug="devon"), visibility=Visibility.PRIVATE
    )
    counted = create_request(
        authority=create_authority(slug="surrey"), visibility=Visibility.COUNTED
    )
    for user in (None, public.requester, create_moderator()):
        if user:
            client.force_login(user)
        page = client.get("/requests/").content.decode()
        assert public.ref in page
        assert private.ref not in page and counted.ref not in page
        assert "Requester 1234" not in page


def test_an_empty_list_says_so(client: Client) -> None:
    assert "No public requests yet" in client.get("/requests/").content.decode()
    narrowed = client.get("/requests/?standing=replied").content.decode()
    assert "No public requests fit that" in narrowed


def test_the_list_is_narrowed_by_standing_letter_and_council(client: Client) -> None:
    waiting = create_request()
    replied = create_request(
        authority=create_authority(slug="devon"), version=create_letter(slug="other-letter")
    )
    create_reply(request=replied, on=TODAY)
    for query, wanted in (
        ("standing=replied", replied),
        ("standing=waiting", waiting),
        ("letter=other-letter", replied),
        ("council=kent", waiting),
    ):
        page = client.get(f"/requests/?{query}").content.decode()
        other = waiting if wanted is replied else replied
        assert wanted.ref in page and other.ref not in page


@pytest.mark.parametrize(
    "query", ["standing=nonsense", "letter=no%20such", "council=nobody", "page=x"]
)
def test_a_nonsense_filter_never_breaks_the_list(client: Client, query: str) -> None:
    create_request()
    assert client.get(f"/requests/?{query}").status_code == 200


def test_nothing_narrows_the_list_to_one_person(client: Client) -> None:
    one = create_request(alias="Requester 1111")
    two = create_request(owner=create_user(email="b@example.org"), alias="Requester 2222")
    page = client.get("/requests/?alias=Requester+1111&requester=1").content.decode()
    assert one.ref in page and two.ref in page


def test_the_list_costs_the_same_for_more_rows(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        create_request(authority=create_authority(slug=f"council-{number}"))
    with django_assert_max_num_queries(6):
        assert client.get("/requests/").status_code == 200


def test_without_bank_holidays_the_lists_error_is_not_a_trace(client: Client) -> None:
    create_request()
    BankHoliday.objects.all().delete()
    client.raise_request_exception = False
    answer = client.get("/requests/")
    assert answer.status_code == 500 and b"Traceback" not in answer.content

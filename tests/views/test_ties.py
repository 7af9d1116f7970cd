"""Before you read: the question for ties, asked once and changed at will."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from foi.models import Declaration, Finding, Request, Tie
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_finding,
    create_reply,
    create_request,
    create_user,
    declare,
)
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/me/ties/send-staff-targets/"


@pytest.fixture(autouse=True)
def _in_december() -> Iterator[None]:
    with time_machine.travel(at(date(2026, 12, 11)), tick=False):
        yield


def rows(*told: tuple[str, str], **more: str) -> dict[str, Any]:
    data = {"form-TOTAL_FORMS": str(len(told)), "form-INITIAL_FORMS": "0"} | more
    for number, (council, kind) in enumerate(told):
        data |= {f"form-{number}-council": council, f"form-{number}-kind": kind}
    return data


def undeclared() -> tuple[Client, Request, str]:
    """A parent who was never asked, her request, and where she reads its reply."""
    request = create_request()
    Declaration.objects.all().delete()
    reply = create_reply(request=request)
    path = f"/requests/{request.ref}/messages/{reply.token}/read/"
    return signed_in(request.requester), request, path


def test_it_is_asked_before_the_reading_screen_opens_and_leads_back() -> None:
    client, request, path = undeclared()
    asked = client.get(path)
    assert asked.status_code == 302 and asked.url.startswith(f"{PAGE}?round=1&next=")
    page = client.get(asked.url).content.decode()
    assert "Does a council employ you, or are you in a dispute with one" in page
    assert client.post(asked.url, {"none": "yes"}).url == path
    assert client.get(path).status_code == 200
    assert not Tie.objects.exists() and Declaration.objects.get().user == request.requester


def test_what_was_typed_before_she_was_asked_is_not_lost() -> None:
    client, _, path = undeclared()
    typed = {"q2-outcome": "answered", "q2-written": "no", "q2-quote": "My own passage."}
    page = client.post(path, typed | {"q2-where": "message"})
    assert page.status_code == 200 and not Finding.objects.exists()
    assert "My own passage." in page.content.decode()
    assert "Before you read: tell us" in page.content.decode()


def test_with_a_tie_somebody_else_reads_and_one_button_asks_for_it() -> None:
    client, request, path = undeclared()
    saved = client.post(f"{PAGE}?round=1&next={path}", rows(("Kent", "dispute"), ("", "")))
    assert saved.url == path
    page = client.get(path).content.decode()
    assert "You told us that Kent employs you, or that you are in dispute with it." in page
    assert f"/requests/{request.ref}/want-reading/" in page and "question-card" not in page
    client.post(f"/requests/{request.ref}/want-reading/")
    request.refresh_from_db()
    assert request.reading_wanted_on == date(2026, 12, 11)
    assert "You asked us on 11 December 2026" in client.get(path).content.decode()
    whole = path.replace("/read/", "/whole/")
    request.messages.filter(direction="in").update(kind="refusal")
    assert "Somebody else reads this" in client.get(whole).content.decode()


def test_several_councils_by_name_and_an_unknown_one_is_offered_what_is_alike() -> None:
    create_request()
    create_authority(slug="medway")
    client = signed_in(create_campaigner())
    page = client.post(PAGE, rows(("kent", "employed"), ("Medwey", "dispute"), ("", "dispute")))
    shown = page.content.decode()
    assert "We know no council named “Medwey”. Did you mean: Medway?" in shown
    assert "Which council?" in shown and 'value="kent"' in shown
    assert not Declaration.objects.filter(user=create_campaigner()).exists()
    missing = client.post(PAGE, rows(("Kent", ""))).content.decode()
    assert "Does Kent employ you, or are you in dispute with it?" in missing
    client.post(PAGE, rows(("kent", "employed"), ("Medway Council", "dispute")))
    told = Tie.objects.values_list("authority__slug", "kind")
    assert set(told) == {("kent", "employed"), ("medway", "dispute")}


def test_more_rows_keep_what_was_typed() -> None:
    create_request()
    client = signed_in(create_campaigner())
    more = rows(("Kent", "employed"), ("", ""), **{"form-more": "yes"})
    page = client.post(PAGE, more).content.decode()
    assert 'value="Kent"' in page and 'name="form-3-council"' in page
    assert "There is a problem" not in page and not Tie.objects.exists()


def test_it_is_shown_to_herself_alone_and_changed_later() -> None:
    request = create_request()
    declare(user=request.requester, request=request, tied="employed")
    client = signed_in(request.requester)
    page = client.get("/me/").content.decode()
    assert "Kent (the council employs me)" in page and f"{PAGE}?round=1" in page
    assert 'value="Kent"' in client.get(f"{PAGE}?round=1").content.decode()
    assert client.post(f"{PAGE}?round=1", {"none": "yes"}).url == "/me/"
    assert not Tie.objects.exists()
    other = signed_in(create_user(email="other@example.org"))
    assert "Kent" not in other.get("/me/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "evil"])
def test_it_leads_back_to_this_site_only(back: str) -> None:
    create_request()
    client = signed_in(create_campaigner())
    assert client.post(f"{PAGE}?next={back}", {"none": "yes"}).url == "/me/"


@pytest.mark.parametrize("query", ["?round=99", "?round=x", "?round=²"])
def test_a_round_that_is_none_is_not_found(query: str) -> None:
    create_request()
    assert signed_in(create_campaigner()).get(f"{PAGE}{query}").status_code == 404


def test_the_method_page_counts_people_and_never_few() -> None:
    request = create_request()
    create_finding(request=request)
    declare(user=request.requester, request=request, tied="employed")
    page = Client().get("/method/").content.decode()
    assert "public here (fewer than 5), fewer than 5 named a council." in page
    assert "No investigation that is public has asked for it so far." in page

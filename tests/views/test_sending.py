"""Sending pages: the ways, the files, undo, settling and confirming; for the owner only."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import unquote

import docx
import pytest
import time_machine
from django.test import Client

from authorities.models import Code, Contact
from foi.actions import documents
from foi.actions.file import Wish, file
from foi.actions.send import deliver_outbox
from foi.models import Message, Request
from foi.rules.lifecycle import State
from foi.rules.permissions import Visibility
from foi.views.sending import mailto
from tests.actions.letters import load_letter
from tests.builders import (
    at,
    create_authority,
    create_moderator,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
NOW = at(TODAY)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        load_holidays()
        yield clock


def a_draft(**contact: Any) -> Request:
    return file(
        by=create_user(),
        authority=create_authority(**contact),
        version=load_letter(),
        wish=Wish(name="Pat Marsh", visibility=Visibility.PUBLIC),
        now=NOW,
    )


def client_of(user: Any = None) -> Client:
    client = Client()
    client.force_login(user or create_user())
    return client


def sent_form(**more: Any) -> dict[str, Any]:
    return {"day": "today", "way": "email", "to": "foi@kent.example"} | more


def other_day(day: int, month: int, year: int) -> dict[str, Any]:
    return {"day": "other", "on_day": day, "on_month": month, "on_year": year}


def test_the_page_offers_every_way_she_can_send_it_herself() -> None:
    request = a_draft(website="https://www.kent.example/")
    Code.objects.create(authority=request.authority, scheme="wdtk", value="kent_cc")
    page = client_of().get(f"/requests/{request.ref}/send/").content.decode()
    assert "test site: it sends no letter" in page and 'data-copy="letter-text"' in page
    assert "https://www.kent.example/" in page and "search there for" in page
    assert "https://www.whatdotheyknow.com/new/kent_cc" in page
    assert "publishes your letter <strong>and your real name</strong> at once" in page
    assert "Leave out the letter’s last line, with your e-mail address" in page
    for kind in ("pdf", "docx", "txt"):
        assert f"/requests/{request.ref}/letter.{kind}" in page
    assert "too long for a link" in page and "mailto:" not in page


def test_a_short_letter_can_be_opened_in_the_mail_program() -> None:
    request = a_draft(email="foi@kent.example")
    Message.objects.filter(request=request).update(text="Short & sweet?\nYes.")
    link = mailto(request, request.letter_message, on=TODAY)
    assert link.startswith("mailto:foi@kent.example?subject=Freedom%20of")
    assert unquote(link).endswith("&body=Short & sweet?\r\nYes.") and "%26" in link


def test_confirmed_contacts_are_shown_with_the_day_they_were_checked() -> None:
    request = a_draft(email="foi@kent.example")
    rows = request.authority.contacts
    rows.create(channel="portal", value="https://kent.example/form", source="x", status="proposed")
    rows.create(
        channel="review_address",
        value="review@kent.example",
        source="x",
        status=Contact.Status.CONFIRMED,
        checked_on=TODAY,
    )
    page = client_of().get(f"/requests/{request.ref}/send/").content.decode()
    assert "foi@kent.example" in page and "checked on 1 November 2026" in page
    assert "kent.example/form" not in page and "review@kent.example" not in page


def test_the_letter_as_word_holds_every_paragraph() -> None:
    request = a_draft()
    response = client_of().get(f"/requests/{request.ref}/letter.docx")
    text = "\n\n".join(p.text for p in docx.Document(io.BytesIO(response.content)).paragraphs)
    assert request.letter_message.text.strip() in text
    assert f'filename="{request.ref}.docx"' in response.headers["Content-Disposition"]


def test_the_letter_as_pdf_is_one() -> None:
    response = client_of().get(f"/requests/{a_draft().ref}/letter.pdf")
    assert response.content.startswith(b"%PDF-") and len(response.content) > 5000


def test_without_the_libraries_for_a_pdf_the_page_to_print_is_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(documents, "_weasyprint", lambda: None)
    request, client = a_draft(), client_of()
    page = client.get(f"/requests/{request.ref}/send/").content.decode()
    assert "letter.pdf" not in page and "or to save as PDF" in page
    response = client.get(f"/requests/{request.ref}/letter.pdf")
    assert response.headers["Location"] == f"/requests/{request.ref}/letter/"


def test_an_unknown_kind_of_file_is_not_found() -> None:
    assert client_of().get(f"/requests/{a_draft().ref}/letter.exe").status_code == 404


def test_a_draft_is_dated_anew_each_day_until_it_is_sent(_clock: Any) -> None:
    request = a_draft()
    _clock.move_to(at(date(2027, 4, 2)))
    client = client_of()
    page = client.get(f"/requests/{request.ref}/send/").content.decode()
    assert "2 April 2027" in page and "2 April 2027" in request.letter_message.text
    before = request.letter_message.text
    client.post(f"/requests/{request.ref}/send/confirm/", sent_form())
    _clock.move_to(at(date(2027, 5, 2)))
    client_of().get(f"/requests/{request.ref}/send/")
    assert request.letter_message.text == before


def test_confirming_sends_her_to_the_letters_page_with_the_clock_running() -> None:
    request = a_draft()
    response = client_of().post(f"/requests/{request.ref}/send/confirm/", sent_form())
    assert response.headers["Location"] == f"/requests/{request.ref}/"
    request.refresh_from_db()
    assert request.due_on == date(2026, 12, 21) and request.channel == "self"
    assert request.letter_message.to_address == "foi@kent.example"


def test_confirming_twice_or_going_back_changes_nothing() -> None:
    request, client = a_draft(), client_of()
    for _ in range(2):
        client.post(f"/requests/{request.ref}/send/confirm/", sent_form())
    assert request.events.count() == 1
    for path in ("send/", "send/confirm/"):
        response = client.get(f"/requests/{request.ref}/{path}")
        assert response.headers["Location"] == f"/requests/{request.ref}/"


def test_another_day_and_whatdotheyknow_are_kept() -> None:
    request = a_draft()
    page = "https://www.whatdotheyknow.com/request/send_targets_in_kent"
    form = sent_form(way="whatdotheyknow", to=page, **other_day(18, 11, 2026))
    client_of().post(f"/requests/{request.ref}/send/confirm/", form)
    request.refresh_from_db()
    assert request.sent_on == date(2026, 11, 18)
    assert request.channel == "whatdotheyknow" and request.outside_url == page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (other_day(21, 11, 2026), "still to come"),
        (other_day(1, 12, 2017), "from 1 January 2018 on"),
        (other_day(31, 11, 2026), "no 31 November 2026 in the calendar"),
        ({"day": "other"}, "Enter the day you sent it"),
        ({"day": ""}, "Say when you sent it"),
        ({"way": ""}, "Say how you sent it"),
        ({"to": ""}, "Give the e-mail address, web page or postal address"),
        ({"to": "the council"}, "It has an @ in it"),
        ({"way": "whatdotheyknow", "to": "https://evil.example/"}, "It begins with"),
    ],
)
def test_bad_input_gets_a_sentence_keeps_what_was_typed_and_saves_nothing(
    form: dict[str, Any], words: str
) -> None:
    request = a_draft()
    response = client_of().post(f"/requests/{request.ref}/send/confirm/", sent_form(**form))
    page = response.content.decode()
    assert response.status_code == 200 and words in page
    for value in filter(None, form.values()):
        assert f'value="{value}"' in page
    request.refresh_from_db()
    assert request.process == State.DRAFT and request.letter_message.to_address == ""


def test_sending_by_the_site_waits_in_the_outbox_and_can_be_undone(settings: Any) -> None:
    settings.OPERATOR_IS_NAMED = True
    request, client = a_draft(email="foi@kent.example"), client_of()
    assert "Send it now" in client.get(f"/requests/{request.ref}/send/").content.decode()
    client.post(f"/requests/{request.ref}/send/by-site/")
    client.post(f"/requests/{request.ref}/send/by-site/")
    page = client.get(f"/requests/{request.ref}/send/").content.decode()
    assert "waits to be sent" in page and "Undo" in page
    client.post(f"/requests/{request.ref}/send/undo/")
    assert deliver_outbox(now=NOW) == 0
    assert "Send it now" in client.get(f"/requests/{request.ref}/send/").content.decode()


def test_the_page_that_waits_looks_again_by_itself(settings: Any) -> None:
    settings.OPERATOR_IS_NAMED = True
    request, client = a_draft(email="foi@kent.example"), client_of()
    path = f"/requests/{request.ref}/send/"
    client.post(f"{path}by-site/")
    assert f'hx-get="{path}?seen=queued"' in client.get(path).content.decode()
    asked = {"path": f"{path}?seen=queued", "headers": {"HX-Request": "true"}}
    assert client.get(**asked).status_code == 204
    assert deliver_outbox(now=NOW) == 1
    assert client.get(**asked).headers["HX-Redirect"] == path
    assert client.get(path).headers["Location"] == f"/requests/{request.ref}/"
    assert client_of(create_user(email="other@example.org")).get(**asked).status_code == 404


def test_a_letter_that_failed_says_so_and_can_be_sent_otherwise(settings: Any) -> None:
    settings.OPERATOR_IS_NAMED = True
    request, client = a_draft(email="foi@kent.example"), client_of()
    request.letter_message.stamp("failed", now=NOW)
    page = client.get(f"/requests/{request.ref}/send/").content.decode()
    assert "We could not send it" in page and "I have sent it" in page
    assert "Could not be sent" in client.get("/me/").content.decode()


def unsure() -> Request:
    request = a_draft(email="foi@kent.example")
    rows = Message.objects.filter(request=request)
    rows.update(delivery="unsure", message_id="<a@b>", claimed_at=NOW, queued_on=TODAY)
    return request


@pytest.mark.parametrize("by_staff", [True, False])
def test_owner_or_staff_say_what_became_of_an_unsure_letter(by_staff: bool) -> None:
    request = unsure()
    client = client_of(create_moderator() if by_staff else None)
    page = client.get(f"/requests/{request.ref}/send/").content.decode()
    assert "Did letter" in page and "It did not go" in page
    client.post(f"/requests/{request.ref}/send/settle/", {"went": "maybe"})
    assert request.letter_message.delivery == "unsure"
    client.post(f"/requests/{request.ref}/send/settle/", {"went": "yes"})
    request.refresh_from_db()
    assert request.process == State.SENT and request.sent_on == TODAY


def test_an_unsure_letter_that_did_not_go_can_be_sent_by_the_owner() -> None:
    request, client = unsure(), client_of()
    client.post(f"/requests/{request.ref}/send/settle/", {"went": "no"})
    page = client.get(f"/requests/{request.ref}/send/").content.decode()
    assert "We could not send it" in page


def test_a_draft_is_thrown_away_by_its_owner_only() -> None:
    request = a_draft()
    stranger = client_of(create_user(email="stranger@example.org"))
    assert stranger.post(f"/requests/{request.ref}/discard/").status_code == 404
    client = client_of()
    assert client.post(f"/requests/{request.ref}/discard/").headers["Location"] == "/me/"
    assert not Request.objects.exists()
    assert client.post(f"/requests/{request.ref}/discard/").status_code == 404


POSTS = ["send/by-site/", "send/undo/", "send/settle/", "send/confirm/", "discard/"]
GETS = ["send/", "send/confirm/", "letter/", "letter.pdf", "letter.docx", "letter.txt"]


@pytest.mark.parametrize("path", POSTS)
def test_strangers_and_even_staff_find_nothing_to_press(path: str) -> None:
    request = a_draft()
    stranger = client_of(create_user(email="stranger@example.org"))
    assert stranger.post(f"/requests/{request.ref}/{path}").status_code == 404
    assert client_of().post(f"/requests/TD-NOSUCH/{path}").status_code == 404
    if path != "send/settle/":
        staff = client_of(create_moderator())
        assert staff.post(f"/requests/{request.ref}/{path}").status_code == 404
    request.refresh_from_db()
    assert request.process == State.DRAFT


@pytest.mark.parametrize("path", GETS)
def test_strangers_and_staff_see_nothing_of_a_draft(path: str) -> None:
    request = a_draft()
    for person in (create_user(email="stranger@example.org"), create_moderator()):
        assert client_of(person).get(f"/requests/{request.ref}/{path}").status_code == 404


@pytest.mark.parametrize("path", POSTS)
def test_whoever_is_signed_out_comes_back_to_a_page_and_not_to_a_button(path: str) -> None:
    request = a_draft()
    there = unquote(Client().post(f"/requests/{request.ref}/{path}").headers["Location"])
    page = "send/confirm/" if path == "send/confirm/" else "send/"
    assert there == f"/accounts/login/?next=/requests/{request.ref}/{page}"


def test_buttons_are_for_pressing() -> None:
    request = a_draft()
    for path in set(POSTS) - {"send/confirm/"}:
        assert client_of().get(f"/requests/{request.ref}/{path}").status_code == 405

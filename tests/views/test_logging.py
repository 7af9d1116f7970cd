"""From the e-mail in a parent's hand to the answer in public, page by page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from foi.models import Finding, Message, Request
from foi.rules.permissions import Visibility
from tests.builders import at, create_finding, create_reply, create_request
from tests.mailbox import photograph, saved_mail

pytestmark = pytest.mark.django_db
REPLY = """From: FOI Team <foi@kent.gov.uk>
Sent: 10 December 2026 10:15
Subject: Your request FOI-1234

Thank you for your request. Please find below our response.
Question 2: No, pay is not linked to any target.
Question 3: We hold 312 plans.
Question 4 is refused under section 12(1) of the Freedom of Information Act.
"""


@pytest.fixture(autouse=True)
def _in_december() -> Iterator[None]:
    with time_machine.travel(at(date(2026, 12, 11)), tick=False):
        yield


@pytest.fixture
def mine(client: Client) -> Request:
    """A public request of a parent who is signed in."""
    request = create_request()
    client.force_login(request.requester)
    return request


def test_a_parent_pastes_an_email_reads_it_and_publishes_the_answers(
    client: Client, mine: Request
) -> None:
    home = f"/requests/{mine.ref}/"
    chosen = client.post(f"{home}log/", {"way": "email"})
    assert chosen.url == f"{home}log/email/"
    handed = client.post(chosen.url, {"text": REPLY})
    what = client.get(handed.url)
    assert 'value="10"' in what.content.decode() and "FOI-1234" in what.content.decode()
    day = {"came_on_day": "10", "came_on_month": "12", "came_on_year": "2026"}
    said = client.post(handed.url, {"kind": "response", **day})
    assert said.url == f"{handed.url}read/"
    mine.refresh_from_db()
    assert mine.state == "replied" and mine.first_reply_on == date(2026, 12, 10)
    page = client.get(said.url).content.decode()
    assert "What about pay_linked?" in page and "section 12(1)" in page
    answers = {
        "q2-outcome": "answered",
        "q2-written": "no",
        "q2-quote": "No, pay is not linked to any target.",
        "q2-where": "message",
        "q4-outcome": "refused",
        "q4-grounds": ["foia-s12-1"],
        "q4-quote": "Question 4 is refused under section 12(1)",
        "q4-where": "message",
    }
    saved = client.post(said.url, answers)
    assert saved.url == f"{home}publish/"
    assert not Finding.objects.visible_to(None, date(2026, 12, 11)).exists()
    shown = client.get(saved.url).content.decode()
    assert "Refused: section 12 (cost)" in shown and "Publish 2 answers" in shown
    client.post(saved.url)
    public = Finding.objects.visible_to(None, date(2026, 12, 11))
    assert sorted(public.values_list("reading__outcome", flat=True)) == ["answered", "refused"]
    refusal = public.get(reading__outcome="refused").refusals.get()
    assert (refusal.ground, refusal.cited) == ("foia-s12-1", "section 12(1)")
    assert Message.objects.get(kind="response").date_by_requester
    for address in ("", "messages/", "log/", "publish/"):
        assert client.get(home + address).status_code == 200


DAY = {"came_on_day": "10", "came_on_month": "12", "came_on_year": "2026"}


def at_home(request: Request, *parts: str) -> str:
    return f"/requests/{request.ref}/" + "".join(f"{part}/" for part in parts)


def test_each_way_asks_for_what_fits_it_and_nonsense_is_not_found(
    client: Client, mine: Request
) -> None:
    words = {
        "email": "Paste the e-mail",
        "portal": "links on portals expire",
        "post": "Photographs",
    }
    for way, expected in words.items():
        assert expected in client.get(at_home(mine, "log", way)).content.decode()
    assert "Choose how it came." in client.post(at_home(mine, "log")).content.decode()
    assert client.get(at_home(mine, "log", "pigeon")).status_code == 404


def test_a_draft_says_that_nothing_can_have_come(client: Client) -> None:
    draft = create_request(sent_on=None)
    client.force_login(draft.requester)
    assert "Nothing can have come back yet" in client.get(at_home(draft, "log")).content.decode()
    assert client.post(at_home(draft, "log", "email"), {"text": "Hi"}).url == at_home(draft, "log")


@override_settings(UPLOAD_LIMIT_BYTES=1000)
def test_an_upload_over_the_limit_is_refused_kindly_and_the_words_are_kept(
    client: Client, mine: Request
) -> None:
    facts = {"text": "What I typed.", "files": SimpleUploadedFile("a.txt", b"a" * 1001)}
    page = client.post(at_home(mine, "log", "email"), facts).content.decode()
    assert "more than 1,000 bytes" in page and "What I typed." in page
    assert not mine.messages.filter(direction="in").exists()


def test_a_file_of_a_wrong_kind_is_named_and_the_words_are_kept(
    client: Client, mine: Request
) -> None:
    facts = {"text": "What I typed.", "files": SimpleUploadedFile("run.exe", b"MZ")}
    page = client.post(at_home(mine, "log", "email"), facts).content.decode()
    assert "run.exe: This file is a program" in page and "What I typed." in page


def test_a_saved_mail_fills_in_its_date_which_a_person_confirms(
    client: Client, mine: Request
) -> None:
    upload = SimpleUploadedFile("reply.eml", saved_mail())
    handed = client.post(at_home(mine, "log", "email"), {"text": "", "files": upload})
    page = client.get(handed.url).content.decode()
    assert "10 December 2026 is what the saved e-mail says" in page
    assert "checked" not in page  # a program's hint is never a choice made
    client.post(handed.url, {"kind": "response", **DAY})
    assert not mine.messages.get(direction="in").date_by_requester


def test_photographs_of_a_letter_are_handed_in_together(client: Client, mine: Request) -> None:
    files = [SimpleUploadedFile(f"{n}.jpg", photograph()) for n in range(3)]
    handed = client.post(at_home(mine, "log", "post"), {"text": "", "files": files})
    page = client.get(handed.url).content.decode()
    assert page.count("photographed letter.pdf") == 1 and "The date on the letter" in page


def test_a_wrong_day_stands_beside_its_field_and_the_choice_is_kept(
    client: Client, mine: Request
) -> None:
    handed = client.post(at_home(mine, "log", "email"), {"text": REPLY})
    for day, words in (("19 11 2026", "lies before it"), ("12 12 2026", "still to come")):
        parts = dict(zip(DAY, day.split(), strict=True))
        page = client.post(handed.url, {"kind": "refusal", **parts}).content.decode()
        assert words in page and 'value="refusal" required id="id_kind_2" checked' in page


def test_a_question_back_says_that_the_council_waits(client: Client, mine: Request) -> None:
    handed = client.post(at_home(mine, "log", "email"), {"text": "Could you clarify?"})
    said = client.post(handed.url, {"kind": "clarification", **DAY})
    page = client.get(said.url).content.decode()
    assert "The council waits for you" in page and at_home(mine, "hold") in page


def test_a_call_becomes_a_note_and_a_letter_that_asks_for_it_in_writing(
    client: Client, mine: Request
) -> None:
    day = {"on_day": "10", "on_month": "12", "on_year": "2026", "note": "They will look."}
    kept = client.post(at_home(mine, "log", "phone"), day)
    page = client.get(kept.url).content.decode()
    assert "Please confirm in writing" in page and "on 10 December 2026" in page
    mine.refresh_from_db()
    assert (mine.state, mine.first_reply_on) == ("sent", None)
    assert client.post(kept.url, {"kind": "response", **DAY}).status_code == 200
    assert mine.messages.get(kind="note").text == "They will look."


def read_page(client: Client, mine: Request) -> str:
    return at_home(mine, "messages", create_reply(request=mine, text=REPLY).token, "read")


def test_a_vague_number_keeps_everything_typed_and_offers_one_button(
    client: Client, mine: Request
) -> None:
    address = read_page(client, mine)
    typed = {
        "q2-outcome": "answered",
        "q2-written": "no",
        "q2-quote": "No, pay is not linked to any target.",
        "q3-outcome": "answered",
        "q3-written": "40ish kids",
        "q3-quote": "We hold 312 plans.",
    }
    page = client.post(address, typed).content.decode()
    assert "40ish kids" in page and "No, pay is not linked to any target.</textarea>" in page
    assert 'name="take" value="q3:about 40"' in page and "Nothing has been saved yet" in page
    assert not mine.findings.exists()
    assert client.post(address, typed | {"take": "q3:about 40"}).status_code == 302
    assert mine.findings.get(question__key="plans").reading.written == "about 40"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "at least one question"),
        ({"q2-quote": "Something."}, "Question 2: Choose what the reply says"),
        ({"q2-outcome": "not_held"}, "Question 2: Copy the passage"),
        (
            {"q2-outcome": "answered", "q2-written": "no", "q2-quote": "x"}
            | {"q2-grounds": "foia-s12-1"},
            "not with “answered”",
        ),
        ({"q2-outcome": "refused", "q2-quote": "x", "q2-where": "nowhere"}, "Question 2: Select"),
    ],
)
def test_what_is_missing_is_said_by_question_and_nothing_is_saved(
    client: Client, mine: Request, typed: dict[str, str], words: str
) -> None:
    page = client.post(read_page(client, mine), typed)
    assert page.status_code == 200 and words in page.content.decode()
    assert not mine.findings.exists()


def test_the_form_starts_with_what_is_recorded_and_saving_it_again_changes_nothing(
    client: Client, mine: Request
) -> None:
    address = read_page(client, mine)
    typed = {"q4-outcome": "refused", "q4-quote": "is refused", "q4-grounds": "foia-s12-1"}
    client.post(address, typed)
    page = client.get(address).content.decode()
    assert "is refused</textarea>" in page and 'value="foia-s12-1" checked' in page
    client.post(address, typed | {"q4-where": "message", "q4-cited": "section 12(1)"})
    assert mine.findings.count() == 1


def test_the_whole_letter_is_refused_in_one_step(client: Client, mine: Request) -> None:
    handed = client.post(at_home(mine, "log", "email"), {"text": REPLY})
    whole = client.post(handed.url, {"kind": "refusal", **DAY}).url
    assert whole == f"{handed.url}whole/"
    page = client.get(whole).content.decode()
    assert "4 questions" in page and "Section 12 (cost)" in page
    facts = {"grounds": ["foia-s12-1", "foia-s14-1"], "quote": "refused under section 12(1)"}
    assert client.post(whole, facts).url == at_home(mine, "publish")
    assert mine.findings.count() == 4
    assert client.post(whole, {"quote": ""}).status_code == 200


def test_already_published_takes_the_address_once_and_then_the_value(
    client: Client, mine: Request
) -> None:
    handed = client.post(at_home(mine, "log", "email"), {"text": REPLY})
    whole = client.post(handed.url, {"kind": "already_public", **DAY}).url
    assert "Give the address" in client.post(whole, {"quote": "See our log"}).content.decode()
    link = "https://www.kent.gov.uk/log/7"
    client.post(whole, {"quote": "See our log", "link": link})
    value = {"q3-outcome": "already_public", "q3-written": "312", "q3-link": link}
    client.post(f"{handed.url}read/", value | {"q3-quote": "See our log"})
    client.post(at_home(mine, "publish"))
    shown = Client().get(at_home(mine)).content.decode()
    assert link in shown and "312" in shown


def test_small_numbers_are_shown_masked_before_and_after_publishing(
    client: Client, mine: Request
) -> None:
    create_reply(request=mine)
    create_finding(
        request=mine,
        key="plans",
        value={"value": 3, "unit": "", "qualifier": None, "written": "3"},
        quote="We hold 3 plans.",
        published=False,
    )
    page = client.get(at_home(mine, "publish")).content.decode()
    assert "[fewer than 5]" in page and "We hold 3" not in page


def test_a_passage_that_a_program_does_not_find_is_only_remarked(
    client: Client, mine: Request
) -> None:
    reply = create_reply(request=mine, text="Pay is not linked.")
    create_finding(request=mine, quote="Pay is linked.", message=reply, published=False)
    page = client.get(at_home(mine, "publish")).content.decode()
    assert "did not find this passage" in page and "Publish 1 answer" in page


def test_a_private_request_asks_its_owner_who_may_know_and_presses_nothing_for_her(
    client: Client,
) -> None:
    mine = create_request(visibility=Visibility.PRIVATE)
    client.force_login(mine.requester)
    create_finding(request=mine, published=False)
    page = client.get(at_home(mine, "publish")).content.decode()
    assert "Who may know of it?" in page and "checked" not in page.replace("not checked", "")
    page = client.post(at_home(mine, "publish")).content.decode()
    assert "Choose who may know of it" in page
    assert not mine.findings.published().exists()
    client.post(at_home(mine, "publish"), {"visibility": "counted"})
    assert mine.findings.published().exists()


def test_the_undo_takes_the_answers_back(client: Client, mine: Request) -> None:
    create_finding(request=mine)
    assert "Take the answers back" in client.get(at_home(mine, "publish")).content.decode()
    client.post(at_home(mine, "unpublish"))
    assert not mine.findings.published().exists()
    assert client.get(at_home(mine, "unpublish")).status_code == 405


def test_a_text_is_shown_masked_before_it_is_released(client: Client, mine: Request) -> None:
    reply = create_reply(request=mine, text="Dear Ms Marsh, call 07700 900123. No.")
    address = at_home(mine, "messages", reply.token, "release")
    page = client.get(address).content.decode()
    assert "Dear [name removed], call [telephone number removed]. No." in page
    client.post(address, {"text": "Dear Pat Marsh, no."})
    public = Client().get(at_home(mine)).content.decode()
    assert "Dear [name removed], no." in public and "Marsh" not in public
    client.post(address, {"take_back": "1"})
    assert "Dear [name removed]" not in Client().get(at_home(mine)).content.decode()


def test_the_pages_keep_few_queries(
    client: Client, mine: Request, django_assert_max_num_queries: Any
) -> None:
    reply = create_reply(request=mine, text=REPLY)
    for key in ("pay_linked", "plans", "targets_document"):
        create_finding(request=mine, key=key, published=False)
    message = at_home(mine, "messages", reply.token)
    for address, most in ((message, 10), (f"{message}read/", 18), (at_home(mine, "publish"), 14)):
        with django_assert_max_num_queries(most):
            client.get(address)

"""Pages that show what came while the words of its files are still being read, and after."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from foi.actions.answer_sheet import answer_sheet
from foi.actions.words import read_words
from foi.models import Attachment, Finding, Request
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_attachment,
    create_campaigner,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
    declare,
)
from tests.clients import signed_in
from tests.mail.office_builders import excel

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 12, 11))
WAIT = "The words of this file are being read; this takes up to a minute."


@pytest.fixture(autouse=True)
def _in_december() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(file: Attachment, below: str = "", user: Any = None) -> BeautifulSoup:
    request = file.message.request
    address = f"/requests/{request.ref}/messages/{file.message.token}/{below}"
    answer = signed_in(user or request.requester).get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def sheet_file(request: Request | None = None, kind: str = "response", **more: Any) -> Attachment:
    """The answer sheet with 312 plans and pay linked, and a comment that names who asked."""
    version = create_letter()
    book = load_workbook(io.BytesIO(answer_sheet(version=version)))
    sheet = book["Answers"]
    sheet["D7"], sheet["D8"], sheet["G8"] = "yes", 312, "as Pat Marsh asked"
    for cell, value in more.items():
        sheet[cell] = value
    out = io.BytesIO()
    book.save(out)
    reply = create_reply(request=request or create_request(version=version))
    if kind != "response":
        reply.classify(kind)
    return create_attachment(message=reply, content=out.getvalue(), name="answers.xlsx")


def test_the_reading_screen_says_that_the_words_are_being_read() -> None:
    file = create_attachment(message=create_reply(request=create_request()))
    assert "Its words are still being read." in page_of(file, "read/").get_text()
    read_words(now=NOW)
    assert "Its words are still being read." not in page_of(file, "read/").get_text()


def test_while_the_words_are_read_the_page_says_so_and_looks_again() -> None:
    file = create_attachment(message=create_reply(request=create_request()))
    page = page_of(file)
    state = page.find(id=f"words-{file.token}")
    assert state is not None and WAIT in state.get_text() and state["hx-trigger"] == "every 3s"
    again = state.find("a", string="Look again")
    assert again is not None and again["href"].endswith(f"{file.message.token}/")
    read_words(now=NOW)
    state = page_of(file).find(id=f"words-{file.token}")
    assert state is not None and WAIT not in state.get_text() and "hx-get" not in state.attrs


def test_what_could_not_be_read_is_said_with_its_reason() -> None:
    reply = create_reply(request=create_request())
    file = create_attachment(message=reply, content=b"{\\rtf1 hello}", name="a.rtf")
    read_words(now=NOW)
    said = page_of(file).get_text()
    assert "Its words could not be read: This is an old kind of file" in said
    part = create_attachment(message=reply)
    part.set_words([("page 1", "We hold 312")], problem="The rest is damaged.", now=NOW)
    assert "Not all of it could be read. The rest is damaged." in page_of(part).get_text()


def test_the_hints_of_a_file_come_with_its_words() -> None:
    reply = create_reply(request=create_request())
    reply.classify("unread")
    file = create_attachment(message=reply, content=b"We refuse this under section 12(1).")
    assert "What a program noticed" not in page_of(file).get_text()
    read_words(now=NOW)
    hints = page_of(file).find(id="hints")
    assert hints is not None and "a refusal" in hints.get_text()


def test_sheet_names_and_words_are_masked_for_who_reads_for_somebody() -> None:
    request = create_request(visibility=Visibility.COUNTED)
    reply = create_reply(request=request)
    file = create_attachment(message=reply, content=excel({"Pat Marsh": [["For Pat Marsh", 312]]}))
    signed_in(request.requester).post(f"/requests/{request.ref}/want-reading/")
    read_words(now=NOW)
    page = page_of(file, user=create_campaigner()).get_text()
    assert "312" in page and "Marsh" not in page


def test_an_answer_sheet_offers_to_fill_in_the_questions_for_a_person_to_check() -> None:
    file = sheet_file()
    assert page_of(file).find("a", string="Fill in from the answer sheet") is None  # not read yet
    read_words(now=NOW)
    link = page_of(file).find("a", string="Fill in from the answer sheet")
    assert link is not None and link["href"].endswith(f"/read/?sheet={file.token}")
    page = page_of(file, f"read/?sheet={file.token}")
    assert page.find("input", attrs={"name": "q3-written"})["value"] == "312"
    assert page.find("input", attrs={"name": "q3-place"})["value"] == "sheet Answers, row 8"
    assert page.find("textarea", attrs={"name": "q3-quote"}).text.strip().startswith("312 | as")
    chosen = {"q1-outcome": "unanswered", "q2-written": "yes", "q3-outcome": "answered"}
    for name, value in chosen.items():
        assert page.find("input", attrs={"name": name, "value": value}).has_attr("checked")
    assert not Finding.objects.exists()


def test_before_anybody_said_what_it_is_the_sheet_can_be_filled_in_all_the_same() -> None:
    file = sheet_file(kind="unread")
    read_words(now=NOW)
    page = page_of(file)
    assert "This is the answer sheet of the letter" in page.get_text()
    assert "a refusal" not in page.get_text()  # its own head asks "Not held, or refused?"
    assert page.find("a", string="Fill in from the answer sheet") is not None


def test_what_is_recorded_already_is_not_replaced_by_the_sheet() -> None:
    file = sheet_file()
    create_finding(request=file.message.request, key="plans", written="40", quote="40 plans")
    page = page_of(file, f"read/?sheet={file.token}")
    assert page.find("input", attrs={"name": "q3-written"})["value"] == "40"


def test_what_the_sheet_leaves_open_is_said_beside_its_question() -> None:
    file = sheet_file(D7="It depends")
    page = page_of(file, f"read/?sheet={file.token}").get_text()
    assert "From the answer sheet: This question asks for yes or no." in page


def test_a_sheet_of_another_letter_fills_in_nothing_and_says_why() -> None:
    file = sheet_file(H3="letter:law-training")
    page = page_of(file, f"read/?sheet={file.token}")
    assert "of another letter" in page.get_text()
    assert not page.find("input", attrs={"name": "q3-written"}).get("value")


def test_the_file_of_another_message_and_a_stranger_get_nothing() -> None:
    file = sheet_file()
    other = create_reply(request=file.message.request)
    note = create_attachment(message=other)
    page = page_of(note, f"read/?sheet={file.token}")
    assert not page.find("input", attrs={"name": "q3-written"}).get("value")
    address = f"/requests/{file.message.request.ref}/messages/{file.message.token}/read/"
    stranger = signed_in(create_user(email="other@example.org"))
    assert stranger.get(f"{address}?sheet={file.token}").status_code == 404


def test_a_campaigner_who_reads_for_somebody_sees_the_sheet_masked() -> None:
    request = create_request(version=create_letter(), visibility=Visibility.COUNTED)
    file = sheet_file(request)
    signed_in(request.requester).post(f"/requests/{request.ref}/want-reading/")
    reader = create_campaigner()
    declare(user=reader, request=request)
    page = page_of(file, f"read/?sheet={file.token}", user=reader)
    quote = page.find("textarea", attrs={"name": "q3-quote"}).text
    assert "312" in quote and "Marsh" not in quote

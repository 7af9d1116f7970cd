"""The whole story, page by page: asked, waited for, said, logged, published, compared, private."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from foi.actions.chase import remind_due
from foi.models import Request
from tests.builders import at
from tests.journeys import story
from tests.journeys.walker import Walker, content_of, crawl, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(at(story.ASKED, 10), tick=False) as traveller:
        yield traveller


def sign_in(person: Walker, email: str) -> None:
    """On the page that asks for the address: the code comes by mail."""
    person.fill("E-mail address", email).press("Send me a code")
    found = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found and mail.outbox[-1].to == [email]
    person.fill("Code", found[1]).press("Go on")


def write_letter(person: Walker, *, opening: str, visibility: str, alias: str) -> None:
    """On the page of the letter: her name, her words, who may know of it."""
    person.fill("Your name", story.NAME).fill("Your covering words", opening)
    person.choose(visibility).fill("Public name", alias).press("Check the letter")


def confirm_sent_today(person: Walker, address: str) -> None:
    person.follow("I have sent it").choose("Today, ").choose("By e-mail")
    person.fill("The address or form", address).press("Confirm")


def ask_kent(parent: Walker) -> Request:
    parent.open("/").fill("Your postcode", "ME14 1XQ").press("Find my council")
    assert words_of(parent.page.h1).endswith("Kent County Council") and "ME14" not in parent.here
    parent.follow(f"Ask this: {story.TITLE}")
    write_letter(parent, opening=story.OPENING, visibility="Also show", alias=story.ALIAS)
    assert story.OPENING in parent.text and "Kent County Council" in parent.text
    parent.follow("Go on with my e-mail address")
    sign_in(parent, story.PARENT)
    assert story.OPENING in parent.text  # what was written is still there
    parent.press("This is right")
    confirm_sent_today(parent, "information@kent.example")
    return Request.objects.get(authority__slug="kent")


def ask_privately(parent: Walker) -> Request:
    parent.open(f"/letters/{story.LETTER}/ask/?authority=medway")
    write_letter(
        parent, opening=story.SECRET_OPENING, visibility="Only me", alias=story.SECRET_ALIAS
    )
    parent.press("This is right")
    confirm_sent_today(parent, "information@medway.example")
    return Request.objects.get(authority__slug="medway")


def cells(council: str = "kent") -> list[dict[str, str]]:
    """A council's cells as the file of the public has them."""
    answer = Walker().client.get(f"/compare/{story.LETTER}.csv")
    rows = csv.DictReader(io.StringIO(content_of(answer).decode("utf-8-sig")))
    return [row for row in rows if row["authority"] == council]


def kents_row() -> str:
    """Kent's row of the table as a visitor without an account reads it."""
    visitor = Walker().open(f"/compare/{story.LETTER}/")
    row = visitor.page.find("tr", id=re.compile("kent")) or next(
        row for row in visitor.page.find_all("tr") if words_of(row).startswith("Kent ")
    )
    return words_of(row)


def log_reply(campaigner: Walker, ref: str) -> None:
    campaigner.open(f"/requests/{ref}/").follow("Log what came")
    campaigner.choose("By e-mail").press("Continue")
    campaigner.fill("Paste the e-mail here", story.REPLY).press("Continue")
    campaigner.choose("An answer, in whole or in part")
    for part, number in (("Day", 4), ("Month", 1), ("Year", 2027)):
        campaigner.fill(part, str(number))
    campaigner.press("Continue")
    campaigner.press("No, none")  # asked once: does a council employ her?
    for number, outcome, value, ground, quote in story.READINGS:
        card = f"question-{number}"
        campaigner.choose(outcome, within=card).fill("The passage", quote, within=card)
        if value:
            campaigner.choose(value, within=card)
        if ground:
            campaigner.choose(ground, within=card)
    campaigner.press("Save, and see")
    campaigner.press("Publish 5 answers")


def test_from_a_parents_letter_to_a_row_in_the_public_table(clock: Any) -> None:
    helper, parent = story.prepare(), Walker()

    request = ask_kent(parent)
    assert parent.here == f"/requests/{request.ref}/"
    clock_words = words_of(parent.page.find(attrs={"aria-labelledby": "clock-title"}))
    assert "Due Monday 21 December 2026" in clock_words
    assert "The twentieth working day after Friday 20 November 2026" in clock_words
    assert "Monday 30 November 2026 skipped: bank holiday in Scotland" in clock_words
    assert "Due 21 December 2026" in kents_row()

    clock.move_to(at(story.SECOND_ASKED, 10))
    parent.open("/accounts/login/")
    if "E-mail address" in parent.text:
        sign_in(parent, story.PARENT)
    secret = ask_privately(parent)

    clock.move_to(at(story.DAY_AFTER, 9))
    mail.outbox.clear()
    assert remind_due(now=timezone.now()) == 1
    assert remind_due(now=timezone.now()) == 0  # once
    (reminder,) = mail.outbox
    assert reminder.to == [story.PARENT] and request.ref in reminder.subject
    assert not re.search("Kent|SEND|target", reminder.subject)
    assert "Past its date, not confirmed" in kents_row()
    assert {cell["outcome"] for cell in cells()} == {"unconfirmed"}

    link = re.search(r"Nothing has come:\nhttps?://[^/]+(\S+)", reminder.body)
    assert link
    scanner = Walker().open(link[1])  # a mail scanner opens it: nothing is said by that
    assert "Past its date, not confirmed" in kents_row()
    scanner.press("Nothing has come")
    assert "No reply recorded, 1 working day after the due date" in kents_row()
    assert "confirmed on 22 December 2026" in kents_row()

    clock.move_to(at(story.ANSWERED, 11))
    campaigner = Walker().open("/accounts/login/")
    sign_in(campaigner, helper.email)
    log_reply(campaigner, request.ref)

    visitor_finds_the_answers(request)
    pages = everything_public()
    visitor_finds_nothing_of(secret, pages)
    nothing_says_what_is_never_public(request, pages)


def visitor_finds_the_answers(request: Request) -> None:
    """In the table, on Kent's page, in the CSV and in the JSON."""
    row = kents_row()
    for words in (
        "Team plan or standard objectives",
        "Refused: section 12 (cost)",
        "Council says it does not hold this",
        "entered by one person, not checked",
    ):
        assert words in row, f"{words}: {row}"
    council = Walker().open("/authorities/kent/").text
    assert "Refused: section 12 (cost)" in council
    assert "Council says it does not hold this" in council
    found = {cell["question"]: cell for cell in cells()}
    assert {
        key: cell["outcome"] for key, cell in found.items() if cell["outcome"] != "received"
    } == {
        "target_limit_assessments": "answered",
        "target_limit_plans": "answered",
        "target_special_school_spend": "refused",
        "pay_linked": "answered",
        "targets_document": "not_held",
    }
    refused = found["target_special_school_spend"]
    assert refused["grounds"] == "foia-s12-1" or "12" in refused["grounds"]
    assert found["pay_linked"]["value"] == "no"
    assert found["pay_linked"]["asked_on"] == "2026-11-20"
    assert found["pay_linked"]["due_on"] == "2026-12-21"
    assert found["pay_linked"]["checked"] == "unchecked"
    assert "No one's pay depends" in found["pay_linked"]["quote"]
    answer = Walker().client.get(f"/compare/{story.LETTER}.json")
    same = {cell["question"]: cell for cell in _kents(json.loads(content_of(answer)))}
    assert {key: cell["outcome"] for key, cell in same.items()} == {
        key: cell["outcome"] for key, cell in found.items()
    }


def _kents(file: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in file["rows"] if cell["authority"] == "kent"]


PUBLIC = [
    "/sitemap.xml",
    "/feeds/",
    "/robots.txt",
    f"/compare/{story.LETTER}.csv",
    f"/compare/{story.LETTER}.json",
    "/authorities/medway/",
    f"/compare/{story.LETTER}/medway/",
    f"/compare/{story.LETTER}/?outcome=awaiting",
]
COUNCILS = {"kent", "medway", "surrey"}


def _wanted(address: str) -> bool:
    """All but 150 councils' pages, sorted and filtered tables, and what only robots are denied."""
    path, _, query = address.partition("?")
    one = re.fullmatch(r"/(?:authorities|compare/[\w-]+)/([\w-]+)/", path)
    if one and one[1] not in COUNCILS:
        return False
    if query and not re.fullmatch(r"outcome=awaiting|round=\w+", query):
        return False
    return bool(path) and not path.startswith(("/static/", "/accounts/", "/admin/"))


def everything_public() -> dict[str, str]:
    found = crawl(["/", *PUBLIC], wanted=_wanted)
    assert {address for address in PUBLIC if found[address].status_code != 200} == set()
    return {
        address: content_of(answer).decode("utf-8", "replace") for address, answer in found.items()
    }


def visitor_finds_nothing_of(secret: Request, pages: dict[str, str]) -> None:
    """Neither its reference nor its words, name or council: nowhere, not even a count."""
    pages = everything_public()
    assert len(pages) > 50 and any(
        "Council says it does not hold" in text for text in pages.values()
    )
    telling = [secret.ref, story.SECRET_ALIAS, "collects timetables", secret.reply_token]
    for address, text in pages.items():
        assert not [word for word in telling if word in text], address
    assert {cell["outcome"] for cell in cells("medway")} == {"not_asked"}
    visitor = Walker()
    for below in ("", "log/", "send/", "publish/", "letter/", "files/none/"):
        there = visitor.client.get(f"/requests/{secret.ref}/{below}")
        nowhere = visitor.client.get(f"/requests/TD-AAAAAA/{below}")
        assert there.status_code == nowhere.status_code, below
        here = there.content.decode().replace(secret.ref, "TD-AAAAAA")
        assert here == nowhere.content.decode(), below


def nothing_says_what_is_never_public(request: Request, pages: dict[str, str]) -> None:
    """Of the public one: its alias, never her name, her address or her covering words."""
    assert any(story.ALIAS in text for text in pages.values())
    for address, text in pages.items():
        for word in (story.NAME, story.PARENT, "reads every service plan", request.reply_token):
            assert word not in text, f"{address}: {word}"

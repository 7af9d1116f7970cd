"""The whole story in a real browser: from a postcode to a row that everybody can read."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from foi.actions.chase import remind_due
from foi.models import Request, User
from tests.browser.conftest import DESK, PHONE, check_here, check_page
from tests.builders import at
from tests.journeys import story

PageAt = Callable[..., Page]
TABLE = f"/compare/{story.LETTER}/"


@pytest.fixture
def clock() -> Iterator[Any]:
    """Time stands where the test puts it, in the server's threads too."""
    with time_machine.travel(at(story.ASKED, 10), tick=True) as traveller:
        yield traveller


@pytest.fixture
def helper(clock: Any) -> User:
    return story.prepare()


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Type in your code")).to_be_visible()
    found = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found and mail.outbox[-1].to == [email]
    page.get_by_label("Code").fill(found[1])
    page.get_by_role("button", name="Go on").click()


def find_kent(page: Page) -> None:
    check_page(page, "/")
    page.get_by_label("Your postcode").fill("ME14 1XQ")
    page.get_by_role("button", name="Find my council").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kent County Council")
    assert "ME14" not in page.url
    check_here(page)
    page.get_by_role("link", name=re.compile(rf"Ask this\s*: {story.TITLE}")).click()


def write_letter(page: Page, *, opening: str, visibility: str, alias: str) -> None:
    page.get_by_label("Your name", exact=True).fill(story.NAME)
    page.get_by_label("Your covering words").fill(opening)
    page.get_by_label(re.compile(f"^{visibility}")).check()
    page.get_by_label("Public name").fill(alias)
    page.get_by_role("button", name="Check the letter").click()
    expect(page.get_by_text(opening)).to_be_visible()
    check_here(page)


def confirm_sent_today(page: Page, address: str) -> None:
    page.get_by_role("button", name="This is right").click()
    page.get_by_role("link", name="I have sent it").click()
    page.get_by_label(re.compile("^Today, ")).check()
    page.get_by_label("By e-mail").check()
    page.get_by_label("The address or form you sent it to").fill(address)
    page.get_by_role("button", name="Confirm").click()
    check_here(page)


def kents_row(page_at: PageAt) -> Any:
    """Kent's row of the table, as a visitor without an account sees it."""
    page = page_at(DESK)
    check_page(page, TABLE)
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Kent")).first


def log_reply(page: Page, ref: str) -> None:
    page.goto(f"/requests/{ref}/")
    page.get_by_role("link", name="Log what came").click()
    page.get_by_label("By e-mail").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Paste the e-mail here").fill(story.REPLY)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("An answer, in whole or in part").check()
    for part, number in (("Day", "4"), ("Month", "1"), ("Year", "2027")):
        page.get_by_label(part, exact=True).first.fill(number)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="No, none").click()  # asked once: does a council employ her?
    expect(page.get_by_role("heading", level=1)).to_contain_text("Read the reply")
    check_here(page)
    for reading in story.READINGS:
        read_question(page, *reading)
    page.get_by_role("button", name="Save, and see what will be public").click()
    check_here(page)
    page.get_by_role("button", name="Publish 5 answers").click()
    expect(page.get_by_text("5 answers are public now")).to_be_visible()


def read_question(
    page: Page, number: int, outcome: str, value: str, ground: str, quote: str
) -> None:
    card = page.locator(f"#question-{number}")
    card.get_by_label(outcome, exact=True).check()
    card.get_by_label("The passage that says so").fill(quote)
    if value:
        card.get_by_label(re.compile(f"^{value}")).last.check()
    if ground:
        card.get_by_text("Grounds the council named").first.click()
        card.get_by_label(re.compile(f"^{ground}")).first.check()


def test_from_a_postcode_to_a_row_that_everybody_can_read(
    clock: Any, helper: User, page_at: PageAt
) -> None:
    parent = page_at(PHONE)
    find_kent(parent)
    write_letter(parent, opening=story.OPENING, visibility="Also show", alias=story.ALIAS)
    parent.get_by_role("link", name="Go on with my e-mail address").click()
    sign_in(parent, story.PARENT)
    expect(parent.get_by_text(story.OPENING)).to_be_visible()  # it is still there
    confirm_sent_today(parent, "information@kent.example")
    expect(parent.get_by_text("Due Monday 21 December 2026")).to_be_visible()
    expect(parent.get_by_text("The twentieth working day after Friday 20 Nov")).to_be_visible()
    request = Request.objects.get(authority__slug="kent")

    clock.move_to(at(story.SECOND_ASKED, 10))
    secret = ask_privately(page_at)

    clock.move_to(at(story.DAY_AFTER, 9))
    mail.outbox.clear()
    assert [remind_due(now=timezone.now()), remind_due(now=timezone.now())] == [1, 0]
    expect(kents_row(page_at)).to_contain_text("Past its date, not confirmed")
    link = re.search(r"Nothing has come:\nhttps?://[^/]+(\S+)", mail.outbox[0].body)
    assert link
    press_the_mails_button(page_at, link[1])
    expect(kents_row(page_at)).to_contain_text("No reply recorded, 1 working day after")

    clock.move_to(at(story.ANSWERED, 11))
    campaigner = page_at(DESK)
    campaigner.goto("/accounts/login/")
    sign_in(campaigner, helper.email)
    log_reply(campaigner, request.ref)

    visitor_reads(page_at, request, secret)


def ask_privately(page_at: PageAt) -> Request:
    """A second letter, to Medway, which nobody shall learn of."""
    page = page_at(PHONE)
    page.goto(f"/accounts/login/?next=/letters/{story.LETTER}/ask/%3Fauthority%3Dmedway")
    sign_in(page, story.PARENT)
    write_letter(page, opening=story.SECRET_OPENING, visibility="Only me", alias=story.SECRET_ALIAS)
    confirm_sent_today(page, "information@medway.example")
    return Request.objects.get(authority__slug="medway")


def press_the_mails_button(page_at: PageAt, path: str) -> None:
    """Without an account: the page shows a button and does only that."""
    page = page_at(PHONE)
    check_page(page, path)
    expect(kents_row(page_at)).to_contain_text("Past its date, not confirmed")
    page.get_by_role("button", name="Nothing has come").click()
    expect(page.get_by_text("We have noted that nothing has come")).to_be_visible()


def visitor_reads(page_at: PageAt, request: Request, secret: Request) -> None:
    """All of it in the table, on Kent's page and in the file; nothing of the private one."""
    words = ("Team plan", "Refused: section 12 (cost)", "Council says it does not hold this")
    row = kents_row(page_at)
    for one in words:
        expect(row).to_contain_text(one)
    for width in (PHONE, DESK):
        visitor = page_at(width)
        check_page(visitor, TABLE)
        assert "Not asked" in visitor.content()
        for address in ("/authorities/kent/", f"/requests/{request.ref}/"):
            check_page(visitor, address)
            for one in words:
                expect(visitor.get_by_role("main")).to_contain_text(one)
            assert story.NAME not in visitor.content()
        check_page(visitor, "/authorities/medway/")
        assert secret.ref not in visitor.content()
        check_page(visitor, f"/requests/{secret.ref}/", status=404)
    check_file(visitor)


def check_file(visitor: Page) -> None:
    """The file of the link on the table's page, as a visitor downloads it."""
    visitor.goto(TABLE)
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name=re.compile("CSV")).first.click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    outcomes = [row["outcome"] for row in rows if row["authority"] == "kent"]
    assert sorted(outcomes) == sorted(
        ["answered"] * 3 + ["refused", "not_held"] + ["received"] * (len(outcomes) - 5)
    )
    assert {row["outcome"] for row in rows if row["authority"] == "medway"} == {"not_asked"}
    assert len({row["authority"] for row in rows}) == 153

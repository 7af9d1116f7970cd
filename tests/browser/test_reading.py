"""Reading a reply with evidence in a real browser: by mouse, by keys alone, without scripts."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from foi.actions.own_word import want_reading
from foi.models import Lease, Message, Request
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.browser.test_logging import shot, sign_in
from tests.builders import (
    at,
    create_attachment,
    create_campaigner,
    create_finding,
    create_reply,
    create_request,
    declare,
)

SENT_ON, CAME_ON = date(2026, 10, 20), date(2026, 11, 10)
WORDS = """Dear Pat Marsh,

Thank you for your request. Our answers are in the attached file.
2. No, pay is not linked to any target.

Kestrel Information Team"""
PAGES = (
    "1. There is a target for the team.\nIt was set in 2024/25.\n"
    + "\n".join(f"Line {number} of the policy, which says little." for number in range(40))
    + "\f3. We hold 312 plans.\nOf these, some are old.\f4. The document is “Framework 2025”."
)


@pytest.fixture
def mine() -> Request:
    return create_request(sent_on=SENT_ON)


def reply_to(request: Request, **fields: Any) -> Message:
    reply = create_reply(request=request, on=CAME_ON, text=WORDS, **fields)
    words = list(zip(("page 1", "page 2", "page 3"), PAGES.split("\f"), strict=True))
    create_attachment(message=reply, name="answers to your request.pdf", words=words)
    return reply


def address(message: Message) -> str:
    return f"/requests/{message.request.ref}/messages/{message.token}/read/"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_passage_marked_by_mouse_fills_quote_page_and_value(
    page_at: PageAt, live_server: Any, width: int, mine: Request
) -> None:
    page, reply = page_at(width), reply_to(mine)
    sign_in(page, mine.requester, live_server.url)
    check_page(page, address(reply))
    shot(page, "reading")
    page.get_by_label("The passage is for").select_option("Question 3")
    page.evaluate(
        """() => {
            const part = document.querySelector('[data-place="page 2"]');
            part.scrollIntoView();
            const range = document.createRange();
            range.setStart(part.firstChild, 3);
            range.setEnd(part.firstChild, 21);
            const selection = window.getSelection();
            selection.removeAllRanges();
            selection.addRange(range);
        }"""
    )
    expect(page.locator("[data-said]")).to_contain_text("Marked: “We hold 312 plans.”")
    page.get_by_role("button", name="Use passage for question 3").click()
    third = page.locator("#question-3")
    expect(third.get_by_label("The passage that says so")).to_have_value("We hold 312 plans.")
    expect(third.get_by_label("Page or sheet")).to_have_value("page 2")
    assert third.get_by_label("The value").input_value() == ""  # offered, never filled in
    third.get_by_role("button", name="Use “312”").click()
    expect(third.get_by_label("The value")).to_have_value("312")
    third.get_by_label("Answered", exact=True).check()
    check_here(page)
    shot(page, "in-hand")
    page.get_by_role("button", name="Save, and go on reading").click()
    expect(page.get_by_text("Not read yet: 3 of 4.")).to_be_visible()
    check_here(page)
    shot(page, "reading-saved")
    reading = mine.findings.get(question__key="plans").reading
    assert (reading.place, reading.written) == ("page 2", "312")
    assert reading.attachment == reply.attachments.get()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_passage_is_marked_and_used_with_the_keyboard_alone(
    page_at: PageAt, live_server: Any, width: int, mine: Request
) -> None:
    page, reply = page_at(width), reply_to(mine)
    sign_in(page, mine.requester, live_server.url)
    page.goto(address(reply))
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "reply-text":
            break
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "n", "Enter", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-said]")).to_contain_text("Press U to use it for question 2.")
    page.keyboard.press("u")
    second = page.locator("#question-2")
    quote = "2. No, pay is not linked to any target."
    expect(second.get_by_label("The passage that says so")).to_have_value(quote)
    expect(second.get_by_role("button", name="Use “No”")).to_be_visible()
    page.keyboard.press("Space")  # "Answered": the first of the radios has the focus
    second.get_by_role("button", name="Use “No”").press("Enter")
    assert page.evaluate("document.activeElement.value") == "no"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Publish the answers")).to_be_visible()
    reading = mine.findings.get(question__key="pay_linked").reading
    assert (reading.quote, reading.value["value"], reading.message) == (quote, False, reply)


def test_lines_go_on_from_one_page_to_the_next_and_a_passage_may_have_several(
    page_at: PageAt, live_server: Any, mine: Request
) -> None:
    page, reply = page_at(DESK), reply_to(mine)
    sign_in(page, mine.requester, live_server.url)
    page.goto(address(reply))
    page.locator("#reply-text").focus()
    for key in ("ArrowDown", "End", "ArrowDown", "Enter", "ArrowDown", "Enter", "u"):
        page.keyboard.press(key)
    first = page.locator("#question-1")
    expect(first.get_by_label("The passage that says so")).to_have_value(
        "1. There is a target for the team.\nIt was set in 2024/25."
    )
    expect(first.get_by_label("Page or sheet")).to_have_value("page 1")
    expect(first.get_by_role("button", name="Use “Team”")).to_be_visible()


def test_without_scripts_a_button_finds_where_a_typed_passage_stands(
    page_at: PageAt, live_server: Any, mine: Request
) -> None:
    page, reply = page_at(PHONE, scripts=False), reply_to(mine)
    sign_in(page, mine.requester, live_server.url)
    page.goto(address(reply))
    page.get_by_text("Go to a page or sheet").click()
    page.get_by_role("link", name="Page 2 of answers to your request.pdf").click()
    third = page.locator("#question-3")
    third.get_by_label("The passage that says so").fill("we hold 312 plans")
    third.get_by_role("button", name="Find where this stands").click()
    expect(third.get_by_label("Page or sheet")).to_have_value("page 2")
    assert not mine.findings.exists()
    third.get_by_role("button", name="Use “312”").click()
    expect(third.get_by_label("The value")).to_have_value("312")
    third.get_by_label("Answered", exact=True).check()
    page.get_by_role("button", name="Save, and see what will be public").click()
    expect(page.get_by_text("312").first).to_be_visible()


def test_two_people_one_lease(page_at: PageAt, live_server: Any, mine: Request) -> None:
    reply = reply_to(mine)
    want_reading(request=mine, by=mine.requester, now=at(CAME_ON))
    one, other = page_at(DESK), page_at(PHONE)
    for page, email in ((one, "campaigner@example.org"), (other, "second@example.org")):
        reader = create_campaigner(email=email)
        declare(user=reader, request=mine)
        sign_in(page, reader, live_server.url)
    one.goto("/requests/to-read/")
    one.get_by_role("button", name="Take the next one").click()
    expect(one.get_by_text("Nobody else can save here while you read.")).to_be_visible()
    check_page(other, "/requests/to-read/")
    shot(other, "queue")
    expect(other.get_by_text("Taken until")).to_be_visible()
    check_page(other, address(reply))
    shot(other, "taken")
    expect(other.get_by_text("Somebody is reading this until").first).to_be_visible()
    expect(other.get_by_role("button", name="Save, and see")).to_have_count(0)
    one.get_by_role("button", name="I stop reading this").click()
    one.wait_for_load_state("networkidle")
    assert not Lease.objects.exists()
    other.reload()
    expect(other.get_by_role("button", name="Save, and see")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_it_is_and_what_it_says_are_saved_on_one_screen(
    page_at: PageAt, live_server: Any, width: int, mine: Request
) -> None:
    page = page_at(width)
    sign_in(page, mine.requester, live_server.url)
    unread = Message.objects.create(
        request=mine, direction="in", kind="unread", came_on=CAME_ON, text=WORDS
    )
    create_finding(request=mine, key="plans", written="312", published=False)
    check_page(page, address(unread))
    shot(page, "unread")
    page.get_by_label("An answer, in whole or in part").check()
    second = page.locator("#question-2")
    second.get_by_label("Answered", exact=True).check()
    second.get_by_label("No", exact=True).check()
    second.get_by_label("The passage that says so").fill("No, pay is not linked")
    page.get_by_role("button", name="Save, and see what will be public").click()
    expect(page.get_by_role("heading", name="Publish the answers")).to_be_visible()
    unread.refresh_from_db()
    assert unread.kind == "response" and mine.findings.current().count() == 2
    page.get_by_role("link", name="record that the reply passes over 2 questions").click()
    check_here(page)
    shot(page, "rest")
    page.get_by_role("button", name="The reply passes over 2 questions").click()
    expect(page.get_by_text("Recorded: the reply passes over 2 questions.")).to_be_visible()
    assert mine.findings.filter(reading__outcome="unanswered").count() == 2

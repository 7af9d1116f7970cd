"""Two people disagree about a cell and the third settles it, in a real browser."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from foi.models import Finding, Request, User
from foi.rules.permissions import Role
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.browser.test_logging import sign_in
from tests.builders import (
    at,
    create_finding,
    create_investigation,
    create_reply,
    create_request,
    create_user,
    declare,
)

SENT_ON, CAME_ON = date(2026, 10, 20), date(2026, 11, 10)
TEXT = "Thank you for your letter. Pay is linked to one of the targets. We hold 312 plans. Goodbye."
CELL = "/compare/send-staff-targets/kent/"


def read_wrongly(**fields: Any) -> Request:
    """The owner read "no", and published it; the reply says yes."""
    request = create_request(sent_on=SENT_ON, **fields)
    reply = create_reply(request=request, on=CAME_ON, text=TEXT)
    create_finding(
        request=request,
        message=reply,
        value={"value": False},
        written="no",
        quote="Pay is linked to one of the targets.",
        now=at(CAME_ON),
    )
    return request


def reader(number: int) -> User:
    return create_user(email=f"reader-{number}@example.org", role=Role.CAMPAIGNER)


def at_the_desk(page: Page, user: User, base_url: str) -> None:
    """Through the queue and, the first time, the question for her ties."""
    sign_in(page, user, base_url)
    check_page(page, "/check/")
    page.get_by_role("button", name="Take the next").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Before you read")
    check_here(page)
    page.get_by_role("button", name="No, none").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check the answers of Kent")
    check_here(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_two_people_disagree_about_a_cell_and_the_third_settles_it(
    page_at: PageAt, live_server: Any, width: int
) -> None:
    request = read_wrongly()
    second, third, visitor = page_at(width), page_at(width), page_at(width)
    check_page(visitor, f"{CELL}#pay_linked")
    cell = visitor.locator("#pay_linked")
    expect(cell).to_contain_text("entered by one person, not checked")

    at_the_desk(second, reader(2), live_server.url)
    expect(second.locator("mark")).to_have_text("Pay is linked to one of the targets.")
    second.get_by_label("I read it otherwise").check()
    second.get_by_role("group", name="The value").get_by_label("Yes").check()
    second.get_by_role("button", name="Save what I read").click()
    expect(second.get_by_role("alert")).to_contain_text("Question 2: Say why")
    check_here(second)
    second.get_by_label("Why, in one sentence").fill("The sentence says that it is linked.")
    second.get_by_role("button", name="Save what I read").click()
    expect(second.get_by_text("1 goes to a third person.")).to_be_visible()
    visitor.reload()
    expect(cell).to_contain_text("entered by one person, not checked")

    at_the_desk(third, reader(3), live_server.url)
    expect(third.get_by_role("group", name="Question 2, reading 1")).to_contain_text("no")
    expect(third.get_by_role("group", name="Question 2, reading 2")).to_contain_text("yes")
    third.get_by_label("I read the same as reading 2").check()
    third.get_by_role("button", name="Save what I read").click()
    expect(third.get_by_text("Saved. 1 checked.")).to_be_visible()

    visitor.reload()
    expect(cell).to_contain_text("Settled by a third reader")
    cell.get_by_text("What was entered here, and when").click()
    expect(cell.locator(".timeline")).to_contain_text("The sentence says that it is linked.")
    check_here(visitor)
    check_page(visitor, "/corrections/")
    expect(visitor.get_by_text("Pay linked: Answered: no")).to_be_visible()
    assert Finding.objects.current().get(request=request).settled == "third_reader"


def test_a_blind_second_reader_enters_with_the_keyboard_and_without_scripts(
    page_at: PageAt, live_server: Any
) -> None:
    read_wrongly(investigation=create_investigation(double_blind=True))
    request = Request.objects.get()
    request.findings.get().unpublish()  # what is public already is not read blind
    page, user = page_at(PHONE, scripts=False), reader(2)
    declare(user=user, request=request)
    sign_in(page, user, live_server.url)
    page.goto(f"/check/{request.ref}/")
    expect(page.get_by_text("You read this without seeing the first reading")).to_be_visible()
    assert page.locator("mark").count() == 0
    page.get_by_role("group", name="What does the reply say?").get_by_label(
        "Answered", exact=True
    ).focus()
    page.keyboard.press("Space")
    page.get_by_role("group", name="The value").get_by_label("No", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label("The passage that says so, word for word").fill("Pay is linked")
    page.get_by_role("button", name="Save what I read").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. 1 checked.")).to_be_visible()
    assert Finding.objects.get().settled == "agreed"

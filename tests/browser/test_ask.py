"""A parent asks: stopped once, checked, signed in, sent, confirmed; each page looked at."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from foi.models import Request
from foi.rules.permissions import Visibility
from tests.actions.letters import load_letter
from tests.browser.conftest import check_here, check_page
from tests.builders import create_authority, create_request, create_user, load_holidays

PageAt = Callable[..., Page]
ASK = "/letters/send-staff-targets/ask/?authority=kent"


@pytest.fixture(autouse=True)
def _rows() -> Iterator[None]:
    load_holidays()
    load_letter(on=date(2026, 11, 1))
    create_authority(website="https://www.kent.example/")
    yield


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    check_here(page)
    found = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    page.get_by_label("Code").fill(found[1])
    page.get_by_role("button", name="Go on").click()


def write(page: Page) -> None:
    check_page(page, ASK)
    page.get_by_label("Your name", exact=True).fill("Pat Marsh")
    page.get_by_label("Your covering words").fill("Our son Jamie Marsh, born 3 May 2015.")
    page.get_by_label(re.compile("^Also show my letter")).check()
    page.get_by_role("button", name="Check the letter").click()
    expect(page.get_by_role("heading", name="Please take something out first")).to_be_visible()
    check_here(page)
    page.get_by_label("Your covering words").fill("As a parent I would like to know.")
    page.get_by_role("button", name="Check the letter").click()


def confirm(page: Page) -> None:
    page.get_by_role("link", name="I have sent it").click()
    check_here(page)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Say when you sent it").first).to_be_visible()
    check_here(page)
    page.get_by_label(re.compile("^Today, ")).check()
    page.get_by_label("Through the council's web form").check()
    page.get_by_label("The address or form you sent it to").fill("https://www.kent.example/foi")
    page.get_by_role("button", name="Confirm").click()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_parent_asks_from_the_box_to_the_date(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    write(page)
    check_here(page)
    page.go_back()
    expect(page.get_by_label("Your covering words")).to_have_value(
        "As a parent I would like to know."
    )
    page.go_forward()
    page.get_by_role("link", name="Go on with my e-mail address").click()
    check_here(page)
    sign_in(page, "pat@example.org")
    expect(page.get_by_text("reply to pat@example.org")).to_be_visible()
    page.get_by_role("button", name="This is right").click()
    check_here(page)
    expect(page.get_by_role("button", name="Copy the text")).to_be_visible()
    page.get_by_role("link", name="A page to print").click()
    check_here(page)
    page.go_back()
    confirm(page)
    page.wait_for_url(re.compile(r"/requests/TD-\w{6}/$"))
    request = Request.objects.get()
    assert request.due_on is not None and request.visibility == Visibility.PUBLIC
    check_page(page, "/me/")
    expect(page.get_by_text(request.ref)).to_be_visible()


def test_it_all_works_without_scripts(page_at: PageAt) -> None:
    page = page_at(360, scripts=False)
    page.goto(ASK)
    page.get_by_label("Your name", exact=True).fill("Pat Marsh")
    page.get_by_role("button", name="Check the letter").click()
    page.get_by_role("link", name="Go on with my e-mail address").click()
    page.get_by_label("E-mail address").fill("pat@example.org")
    page.get_by_role("button", name="Send me a code").click()
    found = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    page.get_by_label("Code").fill(found[1])
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="This is right").click()
    expect(page.get_by_label("Text", exact=True)).to_contain_text("Dear information team")
    expect(page.get_by_role("button", name="Copy the text")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_other_pages_hold_too(
    page_at: PageAt, settings: Any, width: int, tmp_path: Path
) -> None:
    settings.EMAIL_URL, settings.EMAIL_FILE_PATH = "", tmp_path
    old = create_authority(slug="cumbria", valid_to=date(2023, 3, 31))
    old.successors.add(create_authority(slug="cumberland"))
    create_request(
        owner=create_user(email="other@example.org"),
        version=load_letter(),
        sent_on=date.today(),
    )
    page = page_at(width)
    check_page(page, "/letters/send-staff-targets/ask/?authority=cumbria")
    check_page(page, "/outbox/")
    check_page(page, "/accounts/login/?next=/me/")
    sign_in(page, "pat@example.org")
    for address in ("/me/", "/me/name/", "/me/close/", "/accounts/email/", "/accounts/logout/"):
        check_page(page, address)
    page.goto(ASK)
    page.get_by_label("Your name", exact=True).fill("Pat Marsh")
    page.get_by_role("button", name="Check the letter").click()
    page.get_by_role("button", name=re.compile("^Follow TD-")).click()
    expect(page.get_by_role("heading", name="Letters I follow")).to_be_visible()
    check_here(page)

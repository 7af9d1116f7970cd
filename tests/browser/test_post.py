"""The post tray in a real browser: a zip of three mails, one look, and the one that is left."""

import os
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from foi.actions.sort_post import sort_post
from foi.models import Message, Request
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.browser.test_logging import sign_in
from tests.builders import create_authority, create_request
from tests.mailbox import saved_mail, zipped

SENT_ON, CAME = date(2026, 10, 20), "Tue, 10 Nov 2026 10:15:00 +0000"
SHOTS = os.environ.get("SHOTS", "")


def shot(page: Page, name: str) -> None:
    """Keeps a picture where SHOTS names a folder, for a person to look at."""
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=f"{SHOTS}/post-{name}-{width}.png", full_page=True)


@pytest.fixture
def mine() -> Request:
    kent = create_authority(email="foi@kent.gov.uk", website="https://www.kent.gov.uk/")
    return create_request(sent_on=SENT_ON, authority=kent)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_three_mails_are_confirmed_with_one_look_and_the_unknown_one_is_in_the_list(
    page_at: PageAt, live_server: Any, width: int, mine: Request
) -> None:
    page = page_at(width)
    sign_in(page, mine.requester, live_server.url)
    check_page(page, "/post/")
    shot(page, "empty")
    mails = {
        "1.eml": saved_mail(subject=f"RE: {mine.ref}", date=CAME),
        "2.eml": saved_mail(subject="Freedom of Information: our response", date=CAME),
        "3.eml": saved_mail(subject="An answer", sender="Case desk <x@firm.example>", date=CAME),
        "notes.txt": b"Some notes.",
    }
    page.get_by_label("Saved e-mails").set_input_files(
        {"name": "all.zip", "mimeType": "application/zip", "buffer": zipped(mails)}
    )
    page.get_by_role("button", name="Hand them in").click()
    expect(page.get_by_text("0 of 3 looked at")).to_be_visible()
    check_here(page)
    shot(page, "busy")
    sort_post(now=timezone.now())
    expect(page.get_by_role("heading", name="Matched: look them over")).to_be_visible(timeout=15000)
    expect(page.get_by_role("checkbox", name=f"File RE: {mine.ref}")).to_be_checked()
    check_here(page)
    shot(page, "sorted")
    page.get_by_role("button", name="File the ticked ones where they belong").click()
    expect(page.get_by_text("2 mails are filed")).to_be_visible()
    rest = page.get_by_role("region", name="Not matched: you say where they belong")
    expect(rest.get_by_role("heading", name="An answer")).to_be_visible()
    rest.get_by_label("Which letter?").fill("Atlantis")
    rest.get_by_role("button", name="Do as I said for these").click()
    expect(page.get_by_role("alert")).to_contain_text("None of your letters went to")
    check_here(page)
    shot(page, "wrong")
    rest.get_by_label("Which letter?").fill("Kent")
    rest.get_by_label("Which letter?").press("Enter")
    expect(page.get_by_text("1 mail is filed")).to_be_visible()
    assert Message.objects.filter(request=mine, kind="unread").count() == 3


def test_a_discarded_mail_comes_back_and_goes_for_good_without_a_script(
    page_at: PageAt, live_server: Any, mine: Request
) -> None:
    page = page_at(PHONE, scripts=False)
    sign_in(page, mine.requester, live_server.url)
    page.goto("/post/")
    page.get_by_label("Saved e-mails").set_input_files(
        {"name": "a.eml", "mimeType": "message/rfc822", "buffer": saved_mail(subject="A parcel")}
    )
    page.get_by_role("button", name="Hand them in").click()
    sort_post(now=timezone.now())
    page.get_by_role("link", name="look again").click()
    page.get_by_label("Not a reply to any of them").check()
    page.get_by_role("button", name="Do as I said for these").click()
    page.get_by_role("button", name="Bring it back").click()
    page.get_by_label("Not a reply to any of them").check()
    page.get_by_role("button", name="Do as I said for these").click()
    shot(page, "discarded")
    page.get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_text("Nothing waits here.")).to_be_visible()
    assert not mine.requester.tray.exists()

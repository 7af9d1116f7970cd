"""Published sources in a real browser: entered, looked at and published at two widths."""

import os
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.browser.test_logging import sign_in
from tests.builders import create_authority, create_campaigner, create_letter, load_holidays

SHOTS = os.environ.get("SHOTS", "")


def shot(page: Page, name: str) -> None:
    """Keeps a picture where SHOTS names a folder, for a person to look at."""
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=f"{SHOTS}/sources-{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_source_is_entered_and_published(page_at: PageAt, live_server: Any, width: int) -> None:
    create_letter()
    create_authority()
    load_holidays()
    page = page_at(width)
    sign_in(page, create_campaigner(), live_server.url)
    check_page(page, "/sources/")
    check_page(page, "/sources/new/")
    shot(page, "which")
    page.get_by_label("Which letter").select_option("send-staff-targets")
    page.get_by_label("Which council").select_option("kent")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="No, none").click()  # asked first for her ties to councils
    page.get_by_label("Its web address").fill("https://www.kent.gov.uk/log")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Please put this right")
    check_here(page)
    shot(page, "wrong")
    page.get_by_label("Its title").fill("Disclosure log")
    for name, value in (("day", "20"), ("month", "11"), ("year", "2026")):
        page.locator(f"[name=retrieved_on_{name}]").fill(value)
    plans = page.locator("#question-3")
    plans.get_by_label("Answered", exact=True).check()
    plans.get_by_label("The value").fill("312")
    plans.get_by_label("The passage").fill("We hold 312 plans.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Publish 1 answer")).to_be_visible()
    check_here(page)
    shot(page, "source")
    page.get_by_role("button", name="Publish 1 answer").click()
    expect(page.get_by_text("It is public now.")).to_be_visible()
    check_here(page)

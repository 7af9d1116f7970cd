"""The pages that only say something, looked at in a real browser."""

import pytest

from tests.browser.conftest import DESK, PHONE, PageAt, axe, check_here, check_page

PAGES = [
    "/about/",
    "/help/",
    "/help/for-councils/",
    "/help/subject-access/",
    "/help/refusals/",
    "/help/own-child/",
    "/method/",
    "/privacy/",
    "/terms/",
    "/accessibility/",
    "/contact/",
    "/accounts/login/",
]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_accessible_and_fits(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    for address in PAGES:
        check_page(page, address)


def test_a_page_that_is_not_there_is_accessible_too(page_at: PageAt) -> None:
    check_page(page_at(PHONE), "/help/nonsense/", status=404)


def test_the_check_itself_finds_a_fault(page_at: PageAt) -> None:
    page = page_at(PHONE)
    page.goto("/about/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(fault.startswith("button-name") for fault in axe(page))


def test_the_first_tab_leads_past_the_navigation(page_at: PageAt) -> None:
    page = page_at(PHONE)
    page.goto("/about/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")


def test_a_wrong_address_moves_the_focus_to_the_summary_and_its_link_to_the_box(
    page_at: PageAt,
) -> None:
    page = page_at(PHONE)
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill("mum at home")
    page.get_by_role("button", name="Send me a code").click()
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    check_here(page)
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "id_email"
    assert page.get_by_label("E-mail address").input_value() == "mum at home"


def test_the_code_page_is_accessible(page_at: PageAt) -> None:
    page = page_at(PHONE)
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail address").fill("mum@example.org")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").wait_for()
    check_here(page)


def test_without_scripts_every_link_and_the_form_are_there(page_at: PageAt) -> None:
    page = page_at(PHONE, scripts=False)
    page.goto("/accounts/signup/")
    for name in ("Ask your council", "Compare", "Councils", "Refusals", "Deadline calculator"):
        assert page.get_by_role("link", name=name, exact=True).is_visible()
    page.get_by_label("E-mail address").fill("mum@example.org")
    page.get_by_role("button", name="Send me a code").click()
    assert page.get_by_label("Code").is_visible()

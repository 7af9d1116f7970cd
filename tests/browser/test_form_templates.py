"""The form templates with one field of every kind: labels, hints, errors, focus."""

import pytest
from pytest_django import Settings

from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page


@pytest.fixture(autouse=True)
def _a_page_with_every_field(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.browser.form_page"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_kind_of_field_is_accessible_empty_and_with_errors(
    page_at: PageAt, width: int
) -> None:
    page = page_at(width)
    check_page(page, "/every-field/")
    page.get_by_role("button", name="Send").click()
    assert page.title().startswith("Error: Every field")
    check_here(page)


def test_each_link_of_the_summary_leads_to_its_field(page_at: PageAt) -> None:
    page = page_at(PHONE)
    page.goto("/every-field/")
    page.get_by_role("button", name="Send").click()
    links = page.locator(".govuk-error-summary__list a")
    assert links.count() == 9
    assert links.first.inner_text() == "Please fill in: Your name"
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href") or ""
        links.nth(number).click()
        assert page.evaluate("document.activeElement.id") == target.removeprefix("#")


def test_what_was_typed_is_kept(page_at: PageAt) -> None:
    page = page_at(PHONE)
    page.goto("/every-field/")
    page.get_by_label("Covering words").fill("We ask as a forum.")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("Feb")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("Refused").first.check()
    page.get_by_role("button", name="Send").click()
    assert page.get_by_label("Covering words").input_value() == "We ask as a forum."
    assert page.get_by_label("Month").input_value() == "Feb"
    assert page.get_by_text("There is no 31 February 2026").first.is_visible()

"""The comparison, a council's pages, and the refusals, looked at in a real browser."""

from datetime import date

import pytest

from foi.rules.answers import read, to_json
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.builders import (
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

TABLE = "/compare/send-staff-targets/"


@pytest.fixture(autouse=True)
def _answers() -> None:
    """Three councils: one answered, refused and held nothing; one waits; one was never asked."""
    load_holidays()
    create_letter()
    create_authority(slug="north-yorkshire", region="Yorkshire and The Humber")
    kent = create_authority(email="foi@kent.example")
    request = create_request(authority=kent, sent_on=date(2026, 9, 1))
    create_reply(request=request, on=date(2026, 9, 20))
    create_finding(request=request, value=to_json(read("yes_no", "yes")))
    create_finding(request=request, key="plans", outcome="refused", grounds=("foia-s12-1",))
    create_finding(request=request, key="targets_document", outcome="not_held")
    create_request(
        authority=create_authority(slug="leeds"), owner=create_user(email="b@example.org")
    )


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_accessible_and_fits(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    for address in (
        "/compare/",
        TABLE,
        f"{TABLE}?question=pay_linked",
        f"{TABLE}?outcome=refused",
        f"{TABLE}?region=London",
        f"{TABLE}?region=Nowhere",
        f"{TABLE}kent/",
        f"{TABLE}north-yorkshire/",
        "/authorities/kent/",
        "/authorities/north-yorkshire/",
        "/refusals/",
        "/refusals/foia-s12-1/",
        "/refusals/foia-s9/",
    ):
        check_page(page, address)


def test_on_a_phone_one_question_is_chosen_and_fits_without_scripts(page_at: PageAt) -> None:
    page = page_at(PHONE, scripts=False)
    page.goto(TABLE)
    assert not page.get_by_role("table").is_visible()
    page.get_by_role("list").get_by_role("link", name="Plans", exact=True).click()
    assert page.url.endswith("?question=plans")
    table = page.get_by_role("table")
    assert table.is_visible()
    scroll = page.locator(".comparison")
    assert scroll.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.get_by_role("link", name="Refused: section 12 (cost) (Kent, Plans)").is_visible()
    page.get_by_label("Outcome").select_option("refused")
    page.get_by_role("button", name="Show").click()
    assert "outcome=refused" in page.url and "question=plans" in page.url
    assert page.locator("tbody").get_by_role("rowheader").count() == 1


def test_a_cell_leads_to_its_permanent_address_and_on_to_the_ground(page_at: PageAt) -> None:
    page = page_at(DESK)
    page.goto(TABLE)
    page.get_by_role("link", name="Refused: section 12 (cost) (Kent, Plans)").click()
    assert page.url.endswith("/compare/send-staff-targets/kent/?round=1#plans")
    page.locator("#plans").get_by_role("link", name="Section 12 (cost)").click()
    assert page.url.endswith("/refusals/foia-s12-1/")
    page.get_by_role("link", name="Kent: Plans").click()
    assert page.url.endswith("#plans")


def test_the_heads_stay_in_sight_and_sort(page_at: PageAt) -> None:
    page = page_at(DESK)
    page.goto(TABLE)
    page.get_by_role("columnheader", name="Council").get_by_role("link").click()
    head = page.get_by_role("columnheader", name="Council")
    assert head.get_attribute("aria-sort") == "descending"
    assert page.get_by_role("rowheader").first.inner_text().startswith("North Yorkshire")
    assert head.evaluate("th => getComputedStyle(th).position") == "sticky"
    page.locator(".comparison").focus()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
    check_here(page)

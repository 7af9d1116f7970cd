"""What a screen reader is told of a table and of a form error: the accessibility tree, held
against written sentences."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page

from foi.rules.answers import read, to_json
from foi.rules.showing import say_date
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.builders import (
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    load_holidays,
)

TABLE = "/compare/send-staff-targets/"
SMALL_PRINT = "entered by one person, not checked; date given by the requester"
YES = "Answered: yes (Kent, Pay linked)"
REFUSED = "Refused: section 12 (cost) (Kent, Plans)"
DATES = (
    "Asked 1 September 2026. Replied 20 September 2026, after 13 working days. "
    "No link to reply delivered yet."
)


@pytest.fixture(autouse=True)
def _answers() -> None:
    """Kent answered one question and refused another; Leeds lies elsewhere."""
    load_holidays()
    create_letter(questions=(("pay_linked", "yes_no"), ("plans", "count")))
    create_authority(slug="leeds", region="Yorkshire and The Humber")
    request = create_request(authority=create_authority(), sent_on=date(2026, 9, 1))
    create_reply(request=request, on=date(2026, 9, 20))
    create_finding(request=request, value=to_json(read("yes_no", "yes")))
    create_finding(request=request, key="plans", outcome="refused", grounds=("foia-s12-1",))


def heard(page: Page, where: str) -> list[str]:
    """Role and name of everything in a part of the page, in the order it is read."""
    lines = page.locator(where).aria_snapshot().splitlines()
    said = (re.sub(r"^- |['\"]|:$", "", line.strip()) for line in lines if "/url:" not in line)
    return [re.sub(r"\s+([.,:])", r"\1", line).rstrip(":") for line in said]


def test_a_table_says_letter_filter_coverage_day_rows_and_columns(page_at: PageAt) -> None:
    page = page_at(DESK)
    page.goto(f"{TABLE}?region=South+East&sort=-council")
    today = page.evaluate("new Date().toLocaleDateString('en-CA', {timeZone: 'Europe/London'})")
    caption = (
        "Send-Staff-Targets: 1 council. Region: South East. 1 of 1 councils asked. "
        f"As it is on {say_date(date.fromisoformat(today))}."
    )
    assert heard(page, ".comparison table") == [
        f"table {caption}",
        f"caption: {caption}",
        "rowgroup",
        "row Council Pay linked Plans Dates",
        "columnheader Council",
        "link Council",
        "columnheader Pay linked",
        "link Pay linked",
        "link in full: Pay linked",
        "columnheader Plans",
        "link Plans",
        "link in full: Plans",
        "columnheader Dates",
        "link Dates",
        "rowgroup",
        f"row Kent {YES} {SMALL_PRINT} {REFUSED} {SMALL_PRINT} {DATES}",
        "rowheader Kent",
        "link Kent",
        f"cell {YES} {SMALL_PRINT}",
        f"link {YES}",
        "text: Answered",
        "strong: yes",
        "text: (Kent, Pay linked)",
        f"text: {SMALL_PRINT}",
        f"cell {REFUSED} {SMALL_PRINT}",
        f"link {REFUSED}",
        f"text: {SMALL_PRINT}",
        f"cell {DATES}",
        "rowgroup",
        "row Of 1 council 1 answered 1 refused –",
        "rowheader Of 1 council",
        "cell 1 answered",
        "cell 1 refused",
        "cell –",
    ]
    assert page.get_by_role("status").inner_text() == "1 council shown."
    sorted_by = page.get_by_role("columnheader", name="Council")
    assert sorted_by.get_attribute("aria-sort") == "descending"


def test_a_form_error_names_what_is_wrong_leads_to_the_field_and_is_its_description(
    page_at: PageAt,
) -> None:
    page = page_at(DESK)
    page.goto(f"{TABLE}?with=kentt")
    sentence = "No council in England is called “kentt” here. Did you mean Kent?"
    assert heard(page, ".govuk-error-summary") == [
        "alert",
        "heading Please put this right [level=2]",
        "list",
        "listitem",
        f"link {sentence}",
    ]
    page.get_by_role("alert").get_by_role("link").click()
    field = page.get_by_role("textbox", name="Only these councils, side by side")
    assert page.evaluate("document.activeElement.id") == field.get_attribute("id")
    named = str(field.get_attribute("aria-describedby")).split()
    told = " ".join(page.locator(f"[id='{name}']").inner_text() for name in named)
    assert (
        " ".join(told.split())
        == f"Names with commas between, such as Kent, Devon. Error: {sentence}"
    )


def test_every_link_of_a_cell_names_council_and_question_however_it_is_laid_out(
    page_at: PageAt,
) -> None:
    page = page_at(DESK)
    for query in ("", "?view=list", "?with=kent,leeds", "?question=plans"):
        page.goto(f"{TABLE}{query}")
        names = page.locator("a.outcome").evaluate_all("all => all.map(a => a.textContent)")
        assert names and all(re.search(r"\(Kent, (Pay linked|Plans)\)$", n) for n in names), query


def test_the_keyboard_can_pass_over_the_table(page_at: PageAt) -> None:
    page = page_at(DESK)
    page.goto(TABLE)
    page.get_by_role("link", name="Skip the table").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.comparison') !== null")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_layout_is_accessible_and_fits(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    for query in (
        "?view=list", "?with=kent,leeds", "?with=kentt&as_at=2999-01-01",
        "?as_at=2026-10-01", "?context=SEN_CASES_JAN",
    ):  # fmt: skip
        check_page(page, f"{TABLE}{query}")


def test_twenty_columns_keep_their_heads_and_councils_in_sight(page_at: PageAt) -> None:
    """No letter has so many: one is made for it."""
    version = create_letter(
        slug="twenty", questions=tuple((f"question_{n}", "count") for n in range(20))
    )
    for number in range(30):
        create_authority(slug=f"council-{number:02}")
    create_request(version=version, authority=create_authority(), sent_on=date(2026, 9, 1))
    page = page_at(DESK)
    page.goto("/compare/twenty/")
    scroll = page.locator(".comparison")
    scroll.evaluate("box => { box.scrollTop = 600; box.scrollLeft = 2000; }")
    box = scroll.bounding_box()
    head = page.get_by_role("columnheader", name="Question 9", exact=True).bounding_box()
    council = page.get_by_role("rowheader", name="Council 20").bounding_box()
    assert box and head and council
    assert abs(head["y"] - box["y"]) < 3 and abs(council["x"] - box["x"]) < 3
    check_here(page)
    phone = page_at(PHONE, scripts=False)
    phone.goto("/compare/twenty/")
    assert phone.locator(".question-list li").count() == 20
    assert not phone.get_by_role("table").is_visible()

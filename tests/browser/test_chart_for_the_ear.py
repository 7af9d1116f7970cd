"""What somebody who listens hears of a picture: read from the browser's accessibility tree."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from foi.rules.answers import read, to_json
from tests.browser.conftest import DESK, PHONE, PageAt, check_page
from tests.builders import (
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

PAGE = "/compare/send-staff-targets/pictures/?question=pay_linked"


@pytest.fixture(autouse=True)
def _answers() -> None:
    """Eleven councils asked long ago: six said yes, three no, one refused, one waits."""
    load_holidays()
    create_letter()
    create_authority(slug="york", gss="E06000014", region="Yorkshire and The Humber")
    for number in range(11):
        council = create_authority(slug=f"council-{number:02}")
        owner = create_user(email=f"p{number}@example.org")
        sent_on = date(2026, 9, 1)
        request = create_request(authority=council, owner=owner, sent_on=sent_on)
        if number < 9:
            create_reply(request=request, on=date(2026, 9, 8 + number))
            said = to_json(read("yes_no", "yes" if number < 6 else "no"))
            create_finding(request=request, value=said)
        elif number == 9:
            create_reply(request=request, on=date(2026, 10, 20))
            create_finding(request=request, outcome="refused", grounds=("foia-s12-1",))


def heard(page: Page, selector: str) -> list[tuple[str, str, str]]:
    """Role, name and description of everything below an element, in the order of reading."""
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    root = client.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    found = client.send("Accessibility.queryAXTree", {"nodeId": node})["nodes"]
    return [
        (_value(each, "role"), _value(each, "name"), _value(each, "description"))
        for each in found
        if not each.get("ignored")
    ]


def _value(node: dict[str, Any], name: str) -> str:
    return str(node.get(name, {}).get("value", ""))


def sentences(page: Page, selector: str) -> list[str]:
    """The same as a listener meets it: what it is, what it is called, what it says."""
    return [
        ": ".join(part for part in line if part)
        for line in heard(page, selector)
        if line[0] in ("image", "group", "link") and line[1]
    ]


def test_a_chart_says_in_sentences_what_it_shows(page_at: PageAt) -> None:
    page = page_at(DESK)
    page.goto(PAGE)
    assert sentences(page, "#answers svg") == [
        "image: Pay linked: what councils answered: Yes 6, No 3. "
        "Apart from these: Refused 1, Past its date, not confirmed 1, Not asked 1."
    ]
    assert sentences(page, "#time svg") == [
        "image: Send-Staff-Targets: working days until a first reply: 10 letters: 10 answered, 0 "
        "still waiting when last known of. Half were answered by working day 8. At the end of "
        "working day 20, 10% (95% interval 1% to 36%) were still waiting."
    ]
    assert sentences(page, "#grounds svg") == [
        "image: Pay linked: grounds of refusal: Refused: 1 answer. Section 12 (cost) 1."
    ]


def test_the_map_is_a_group_of_links_that_say_the_cell(page_at: PageAt) -> None:
    page = page_at(DESK)
    page.goto(PAGE)
    group, *links = sentences(page, "#map svg")
    assert group == (
        "group: Pay linked: map of England by outcome: One square a council. Answered 9, Refused "
        "1, Past its date, not confirmed 1, Not asked 1."
    )
    assert len(links) == 12 and links[0] == "link: York: Not asked"
    assert links[1] == (
        "link: Council 00: Answered: yes (entered by one person, not checked; date given by the "
        "requester)"
    )
    page.get_by_role("link", name="Past the map, to its table").click()
    expect(page).to_have_url(re.compile("#map-table$"))
    page.get_by_role("link", name="Council 09: Refused").click()
    cell = "/compare/send-staff-targets/council-09/?round=1#pay_linked"
    expect(page).to_have_url(re.compile(re.escape(cell) + "$"))


def test_the_table_beneath_says_the_same(page_at: PageAt) -> None:
    page = page_at(PHONE, scripts=False)
    page.goto(PAGE)
    table = page.get_by_role("table", name="Pay linked: what councils answered: the numbers")
    assert table.aria_snapshot().splitlines()[1:] == [
        "  - caption: \"Pay linked: what councils answered: the numbers\"",
        "  - rowgroup:",
        '    - row "Answer Councils":',
        '      - columnheader "Answer"',
        '      - columnheader "Councils"',
        "  - rowgroup:",
        *[
            line
            for words, number in (
                ("Yes", 6), ("No", 3), ("Refused", 1), ("Past its date, not confirmed", 1),
                ("Not asked", 1),
            )
            for line in (
                f'    - row "{words} {number}":',
                f'      - rowheader "{words}"',
                f'      - cell "{number}"',
            )
        ],
    ]  # fmt: skip


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_picture_is_accessible_and_fits(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    for address in (PAGE, f"{PAGE}&by=value", f"{PAGE}&region=London", "/method/", "/refusals/"):
        check_page(page, address)


def test_a_saved_file_opens_by_itself(page_at: PageAt, tmp_path: Path) -> None:
    page = page_at(DESK)
    page.goto(PAGE)
    for name in ("map", "answers", "time", "grounds"):
        link = page.locator(f"#{name}").get_by_role("link", name="Save this picture")
        with page.expect_download() as saved:
            link.click()
        assert saved.value.suggested_filename.endswith(f"-{name}.svg")
        other = page.context.new_page()
        file = tmp_path / saved.value.suggested_filename
        saved.value.save_as(file)
        other.goto(file.as_uri())
        role, title, says = heard(other, "svg")[0]
        assert role == "image" and title.startswith(("Pay linked: ", "Send-Staff-Targets: "))
        assert "11 of 12 councils asked" in says and "Source: Twentieth Day" in says
        other.close()

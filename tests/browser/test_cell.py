"""From the table to the sentence that proves a cell, and on to where one says it is wrong."""

import re
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from foi.actions.draw import draw_passages
from foi.actions.library import load_letters
from foi.models import Attachment, Finding, LetterVersion, PublishedSource, Reading
from foi.rules.answers import read, to_json
from foi.rules.library import letter_files
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.builders import (
    create_authority,
    create_finding,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)
from tests.mail.pdf_builders import letter_pdf

LETTER = "send-staff-targets"
TABLE, PAGE = f"/compare/{LETTER}/", f"/compare/{LETTER}/kent/?round=1"
QUOTE = "Progression in the service depends on meeting one of these targets."


@pytest.fixture(autouse=True)
def _cells() -> None:
    """A cell of concern with its PDF; a contradiction, a source, a refusal."""
    load_holidays()
    load_letters(
        paths=[path for path in letter_files() if path.stem == LETTER], on=date(2026, 9, 1)
    )
    version = LetterVersion.objects.get(letter__slug=LETTER)
    kent = create_authority(email="foi@kent.example")
    older = create_request(
        authority=kent,
        version=version,
        sent_on=date(2026, 7, 1),
        owner=create_user(email="o@b.org"),
    )
    create_finding(request=older, value=to_json(read("yes_no", "no")), quote="It does not.")
    request = create_request(authority=kent, version=version, sent_on=date(2026, 9, 1))
    reply = create_reply(request=request, on=date(2026, 10, 12))
    content = letter_pdf(f"<p>Dear Tom Brown,</p><p>Of 3 children. {QUOTE} Yours</p>")
    kept = {"message": reply, "name": "plan.pdf", "content_type": "application/pdf"}
    proof = {"message": reply, "attachment": Attachment.keep(content=content, **kept)}
    yes = to_json(read("yes_no", "yes"))
    create_finding(request=request, value=yes, quote=QUOTE, place="page 1", **proof)
    create_finding(
        request=request,
        key="target_budget",
        outcome="refused",
        grounds=("foia-s12-1",),
        quote="It would take us more than 18 hours.",
    )
    _source(version, kent)
    draw_passages(now=timezone.now())


def _source(version: LetterVersion, kent: Any) -> None:
    question, staff = version.questions.get(key="targets_document"), create_moderator()
    source = PublishedSource.objects.create(
        authority=kent,
        title="Service plan",
        url="https://kent.example/" + "plan" * 30,
        retrieved_on=date(2026, 9, 2),
    )
    reading = Reading.objects.create(
        source=source,
        question=question,
        by=staff,
        at=timezone.now(),
        outcome="answered",
        quote="The plan.",
    )
    Finding.objects.create(
        authority=kent,
        question=question,
        round=version.letter.rounds.get(),
        source=source,
        reading=reading,
        published_at=timezone.now(),
        published_by=staff,
    )


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_quoted_sentence_is_two_clicks_from_the_table(
    page_at: PageAt, width: int, scripts: bool
) -> None:
    page = page_at(width, scripts=scripts)
    page.goto(f"{TABLE}?question=pay_linked")  # as every width shows it
    assert page.get_by_text("people ask why").first.is_visible()
    page.get_by_role("link", name="Answered: yes (Kent, Pay linked to a target)").click()
    expect(page).to_have_url(re.compile(re.escape(f"{PAGE}#pay_linked") + "$"))
    cell = page.locator("#pay_linked")
    quote = cell.get_by_text(QUOTE)
    assert quote.is_visible()
    box = quote.bounding_box()
    assert box is not None and 0 <= box["y"] < 900  # on the screen, without scrolling


def test_the_picture_of_the_page_is_there_and_named(page_at: PageAt) -> None:
    page = page_at(DESK)
    page.goto(f"{PAGE}#pay_linked")
    picture = page.locator("#pay_linked img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 1000)
    name = picture.get_attribute("alt") or ""
    assert name.startswith("Kent, Pay linked to a target: page 1 of an attached file.")
    assert name.endswith("Everything but the passage is covered.")
    assert page.locator("#target_budget img").count() == 1
    picture.click()
    png = "/compare/send-staff-targets/kent/pay_linked.png?round=1"
    expect(page).to_have_url(re.compile(re.escape(png) + "$"))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_page_is_accessible_and_fits(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    check_page(page, PAGE)
    page.get_by_text("questions on this page").click()
    check_here(page)


def test_something_wrong_here_names_this_cell(page_at: PageAt) -> None:
    page = page_at(PHONE)
    page.goto(PAGE)
    page.locator("#pay_linked").get_by_role("link", name="Something wrong here?").click()
    assert page.get_by_label("Which page?").input_value() == f"{PAGE}#pay_linked"
    check_here(page)


def test_printed_it_says_all_and_hides_nothing(page_at: PageAt) -> None:
    page = page_at(DESK)
    page.goto(PAGE)
    page.emulate_media(media="print")
    for words in (QUOTE, "What the table says, and why", "The question, as sent", "late by"):
        assert page.get_by_text(words).first.is_visible()

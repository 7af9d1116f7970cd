"""The method page: its numbers are counted, its thresholds are in force, its anchors stand."""

import html as markup
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings

from foi.models import BankHoliday, Correction, Finding, Reply, ReplyLink, Report, Request
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from foi.rules.unsaid import held_words
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2027, 2, 15)


def text(client: Client) -> str:
    """The page as it is read, without its markup."""
    cache.clear()
    answer = client.get("/method/")
    assert answer.status_code == 200
    return " ".join(markup.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def said(client: Client, pattern: str) -> str:
    """The one number (or words) that the pattern catches."""
    page = text(client)
    found = re.findall(pattern, page)
    assert len(found) == 1, (pattern, found, page)
    return str(found[0])


def asked(number: int, **fields: object) -> Request:
    return create_request(
        authority=create_authority(slug=f"council-{number}"),
        owner=create_user(email=f"p{number}@example.org"),
        **fields,  # type: ignore[arg-type]  # what a request takes
    )


def council() -> None:
    create_authority(slug="another")


def letter() -> None:
    create_letter(slug="mediation")


def sent() -> None:
    asked(50)


def counted() -> None:
    asked(51, visibility=Visibility.COUNTED)


def entered() -> None:
    create_finding(request=asked(52), key="plans")


def checked() -> None:
    Finding.objects.filter(pk=Finding.objects.order_by("pk").first().pk).update(settled="checked")


def same_side() -> None:
    Finding.objects.filter(pk=Finding.objects.order_by("pk").last().pk).update(
        settled="checked", same_side=True
    )


def differing() -> None:
    Finding.objects.order_by("pk").update(differs_at=at(TODAY))


def corrected() -> None:
    Correction.add(page="/", said="a", says="b", why="c", on=date(2026, 3, 1))


def disputed(*, decided: bool = False) -> None:
    request = Request.objects.order_by("pk").first()
    number = Reply.objects.count()
    link = ReplyLink.objects.create(
        authority=request.authority, request=request, channel="email", token_hash=str(number),
        made_at=at(TODAY), expires_on=date(2027, 8, 1),
    )  # fmt: skip
    report = Report.objects.create(page="/", kind="wrong", made_at=at(TODAY), answer_by=at(TODAY))
    if decided:
        report.decide("Because.", by=create_moderator(), now=at(TODAY))
    Reply.objects.create(
        authority=request.authority, round=request.round, key="plans", link=link, kind="dispute",
        document="a.pdf", report=report, made_at=at(TODAY),
    )  # fmt: skip


def decided() -> None:
    disputed(decided=True)


def late() -> None:
    create_reply(request=asked(53), on=date(2027, 2, 1))


def in_time() -> None:
    create_reply(request=asked(54))


def silent() -> None:
    request = asked(55)
    request.record(
        Kind.NOTHING_CAME, on=TODAY, by=request.requester, holidays=load_holidays(), now=at(TODAY)
    )


# A number of the page, and what changes it from 3 (or what stands first) to the second.
NUMBERS: dict[str, tuple[str, Callable[[], object], str, str]] = {
    "councils": (r"Councils (\S+) in England", council, "12", "13"),
    "councils asked": (r"(\S+) have been asked something", sent, "12", "13"),
    "letters": (r"counted in the tables: (\S+)\. With", sent, "12", "13"),
    "counted letters": (r"counted in the tables: (\S+)\. With", counted, "12", "13"),
    "pages": (r"a page of their own: (\S+)\. On", sent, "12", "13"),
    "counted pages": (r"a page of their own: (\S+)\. On", counted, "12", "12"),
    "offered": (r"On offer in the library: (\S+)\. C", letter, "1", "2"),
    "cells": (r"Cells with an answer (\S+):", entered, "11", "12"),
    "checked": (r"Checked so far: (\d+%)", checked, "0%", "9%"),
    "of entries": (r"Checked so far: 0% \(0 of (\d+);", entered, "11", "12"),
    "unchecked": (r"(\d+) entries wait for one", checked, "11", "10"),
    "same side": (r"Checked so far: [^.]*\.( 1 entry was)? ", same_side, "", " 1 entry was"),
    "differing": (r"wait for one(, and of these 11|)", differing, "", ", and of these 11"),
    "corrections": (r"Put right (No|1) correction", corrected, "No", "1"),
    "disputes open": (r"by councils: (\d+) open, 0 decided", disputed, "0", "1"),
    "disputes decided": (r"by councils: 0 open, (\d+) decided", decided, "0", "1"),
    "late": (r"Answered after its last day: (\d+)", late, "0", "1"),
    "in time": (r"Answered by its last day: (\d+)", in_time, "11", "12"),
    "no reply": (r"its last day has passed: (\d+)", silent, "0", "1"),
    "share late": (
        r"Late, or no reply: (\d+% \(\d+ of \d+;)",
        late,
        "0% (0 of 11;",
        "8% (1 of 12;",
    ),
    "unconfirmed": (r"past its date, not confirmed, (\d+)", sent, "1", "2"),
    "curve": (r"\. (\d+) letters are in it", in_time, "11", "12"),
    "still waiting": (r"answered, (\d+) still waiting", silent, "0", "1"),
    "left out": (r"how long they waited: (\d+)\.", sent, "1", "2"),
}


@pytest.fixture
def site() -> None:
    """Twelve councils asked: eleven answered in time, each with an entry; of one nobody knows."""
    for number in range(12):
        request = asked(number)
        if number:
            create_reply(request=request)
            create_finding(request=request, key="plans")


def test_every_number_follows_the_rows(client: Client, site: None) -> None:
    for name, (pattern, change, before, after) in NUMBERS.items():
        mark = transaction.savepoint()
        assert said(client, pattern) == before, name
        change()
        assert said(client, pattern) == after, name
        transaction.savepoint_rollback(mark)


def test_a_site_where_nothing_was_asked_counts_nothing(client: Client) -> None:
    page = text(client)
    assert "Checked so far: nothing to count yet." in page
    assert "no letters are in it: 0 answered" in page and "%" not in page.replace("95%", "")


def test_no_percentage_is_said_of_fewer_than_ten(client: Client) -> None:
    for number in range(9):
        create_reply(request=asked(number))
    assert "In time: 9 of 9 (too few for a percentage)." in text(client)
    create_reply(request=asked(9))
    assert "In time: 100% (10 of 10; 95% interval 72% to 100%)." in text(client)


def test_it_names_the_sums_that_are_held_back_and_claims_no_others(client: Client) -> None:
    page = text(client)
    assert held_words() and all(words in page for words in held_words())
    assert "[sum not shown]" in page and "total that would" not in page
    assert "averages that rest" not in page


def test_the_thresholds_are_those_in_force(client: Client) -> None:
    page = text(client)
    assert "shown as “<5”" in page and "within the last 30 days" in page
    assert "With fewer than 10 there is no percentage" in page
    assert "says how many that answer counts; it has no interval" in page
    assert "within 60 working days (section 12(4))" in page
    with override_settings(SMALL_NUMBER_THRESHOLD=8):
        page = text(client)
        assert "from 1 to 7 is shown as “<8”" in page and "from 8 councils or more" in page


def test_the_worked_example_is_counted_by_the_clock(client: Client) -> None:
    page = text(client)
    assert "It is due on Friday 18 December 2026" not in page  # 30 November is a holiday
    assert (
        "A letter came on Saturday 21 November 2026. It is due on Monday 21 December 2026. We call "
        "nothing late before Tuesday 22 December 2026 has passed. Answered on 14 January 2027 it "
        "is 13 working days late, counted from 22 December 2026."
    ) in page


def test_it_says_which_letter_fills_a_cell_and_what_it_cannot_show(client: Client) -> None:
    page = text(client)
    for words in (
        "the cell shows the letter sent last that has a published answer",
        "No sample. People choose whom to ask.",
        "Councils may add up similar requests",
        "decided within 48 hours",
        "up to 1,500 characters",
        "A letter answered late stays late",
    ):
        assert words in page


def test_every_line_of_the_contents_leads_somewhere(client: Client) -> None:
    page = client.get("/method/").content.decode()
    led_to = set(re.findall(r'href="#([a-z]+)"', page)) | {"overdue", "which", "checked", "small"}
    assert {"coverage", "time", "limits", "dispute", "readers"} <= led_to
    assert all(f'id="{anchor}"' in page for anchor in led_to)


def test_without_bank_holidays_the_page_stands_without_its_example(client: Client) -> None:
    assert "An example, worked out" in text(client)
    BankHoliday.objects.all().delete()
    assert "An example, worked out" not in text(client)


@pytest.mark.parametrize("kind", ["private", "hidden", "draft"])
def test_what_is_not_public_changes_no_number(client: Client, site: None, kind: str) -> None:
    before = text(client)
    request = create_request(
        visibility=Visibility.PUBLIC if kind == "hidden" else Visibility.PRIVATE,
        sent_on=None if kind == "draft" else date(2026, 11, 20),
        authority=create_authority(slug="council-3"),
    )
    create_finding(request=request, key="pay_linked", published=kind != "draft")
    if kind == "hidden":
        request.hide(reason="A report.", now=at(TODAY))
    assert text(client) == before


def test_it_takes_few_queries_and_fewer_again(
    client: Client, site: None, django_assert_max_num_queries: Callable[..., object]
) -> None:
    cache.clear()
    with django_assert_max_num_queries(17):
        client.get("/method/")
    with django_assert_max_num_queries(2):
        client.get("/method/")

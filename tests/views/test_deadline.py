"""The public calculator: any of the laws, both readings, every wrong input in a sentence."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from foi.forms.deadline import FRIENDLY
from tests.builders import load_holidays

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _holidays() -> None:
    load_holidays()


def _ask(client: Client, on: date | None = date(2026, 11, 20), **more: object) -> str:
    typed: dict[str, object] = {"regime": "foia"}
    for name, value in ({"on": on} | more).items():
        if isinstance(value, date):
            typed |= {
                f"{name}_day": value.day,
                f"{name}_month": value.month,
                f"{name}_year": value.year,
            }
        elif value is not None:
            typed[name] = value
    answer = client.get("/deadline/", typed)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_without_a_question_asks_one(client: Client) -> None:
    page = client.get("/deadline/").content.decode()
    assert "From which day?" in page and "Error" not in page and "SEND Tribunal" in page


def test_a_request_of_20_november_is_due_on_21_december_and_each_day_is_shown(
    client: Client,
) -> None:
    page = _ask(client)
    assert "Due Monday 21 December 2026" in page
    assert (
        "Monday 30 November 2026 skipped: bank holiday in Scotland (St Andrew&#x27;s Day)" in page
    )
    assert "Monday 21 December 2026: working day 20" in page


def test_the_world_cup_holiday_of_scotland_stops_an_english_clock(client: Client) -> None:
    page = _ask(client, date(2026, 6, 12))
    assert "Monday 15 June 2026 skipped: bank holiday in Scotland" in page


def test_a_weekend_has_both_readings_and_accuses_nobody(client: Client) -> None:
    page = _ask(client, date(2026, 11, 21))
    assert "Due Monday 21 December 2026" in page and "Tuesday 22 December 2026" in page
    assert "We call nothing late before the later day is over." in page


def test_beyond_the_published_holidays_it_is_likely(client: Client) -> None:
    page = _ask(client, date(2029, 11, 20))
    assert "Likely due Wednesday 19 December 2029" in page
    assert "not all published yet" in page


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"asked": date(2026, 12, 1)}, "The clock is stopped"),
        (
            {"asked": date(2026, 12, 1), "replied": date(2026, 12, 3)},
            "Due Wednesday 6 January 2027",
        ),
        ({"fee": date(2026, 12, 1)}, "The last day to pay is Sunday 28 February 2027."),
        ({"fee": date(2026, 12, 1), "paid": date(2026, 12, 4)}, "Due Tuesday 29 December 2026"),
        ({"longer": date(2026, 12, 15)}, "Due Friday 22 January 2027"),
        ({"regime": "eir", "longer": date(2026, 12, 15)}, "Due Friday 22 January 2027"),
        ({"regime": "eir", "longer": date(2026, 12, 22)}, "Due Monday 21 December 2026"),
        (
            {
                "regime": "school",
                "closed": date(2026, 12, 19),
                "reopened": date(2027, 1, 3),
            },
            "Due Tuesday 5 January 2027",
        ),
    ],
)
def test_what_happened_since_moves_it_as_the_law_says(
    client: Client, more: dict[str, object], words: str
) -> None:
    assert words in _ask(client, **more)


@pytest.mark.parametrize("regime", FRIENDLY)
def test_every_law_offered_is_counted_and_named(client: Client, regime: str) -> None:
    page = _ask(client, regime=regime)
    assert "That did not work" not in page and "Source: " in page
    assert FRIENDLY[regime].replace("’", "’") in page


@pytest.mark.parametrize(
    ("regime", "words"),
    [
        ("ftt_appeal", "Last day: Friday 18 December 2026"),
        ("ico_complaint_window", "Last day: Friday 1 January 2027"),
        ("foia_aggregation_clear", "Safe from Friday 19 February 2027"),
        ("school", "Due Monday 21 December 2026 at the earliest"),
        ("internal_review", "good practice, not a day set by an Act"),
    ],
)
def test_each_kind_of_limit_is_worded_as_what_it_is(
    client: Client, regime: str, words: str
) -> None:
    assert words in _ask(client, regime=regime)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on_day": "31", "on_month": "2", "on_year": "2026"}, "no 31 February 2026"),
        ({"on_day": "1", "on_month": "1", "on_year": "2017"}, "known from 1 January 2018"),
        ({"on_day": "1", "on_month": "1", "on_year": "9999"}, "known from 1 January 2018"),
        ({"on_day": "soon", "on_month": "", "on_year": ""}, "must include a month and a year"),
        ({"on_day": "", "on_month": "", "on_year": ""}, "Enter a date"),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_box_and_kept(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    page = client.get("/deadline/", {"regime": "foia"} | typed).content.decode()
    assert sentence in page and "<title>Error: " in page
    if typed["on_day"]:
        assert f'value="{typed["on_day"]}"' in page


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"replied": date(2026, 12, 3)}, "Give the day of their question too."),
        (
            {"asked": date(2026, 12, 3), "replied": date(2026, 12, 1)},
            "before the day it follows",
        ),
        ({"asked": date(2026, 11, 1)}, "before the day they received it"),
        ({"closed": date(2026, 12, 1)}, "Give the last day of the closure too."),
    ],
)
def test_events_that_cannot_be_are_refused_and_their_part_stays_open(
    client: Client, more: dict[str, object], sentence: str
) -> None:
    page = _ask(client, **more)
    assert sentence in page and '<details class="govuk-details" open>' in page


def test_an_unknown_law_is_a_sentence_and_posting_is_refused(client: Client) -> None:
    assert "Select a valid choice" in _ask(client, regime="magna_carta")
    assert client.post("/deadline/").status_code == 405


def test_it_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        _ask(client)

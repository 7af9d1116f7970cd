"""The periods that letters ask about, around the days on which years end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.rules import periods

ANY_DAY = st.dates(min_value=date(2018, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("sent_on", "first", "last"),
    [
        (date(2026, 3, 31), date(2024, 4, 1), date(2025, 3, 31)),
        (date(2026, 4, 1), date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 11, 22), date(2025, 4, 1), date(2026, 3, 31)),
        (date(2027, 1, 1), date(2025, 4, 1), date(2026, 3, 31)),
    ],
)
def test_the_last_full_financial_year(sent_on: date, first: date, last: date) -> None:
    assert periods.last_financial_year(sent_on) == (first, last)


@pytest.mark.parametrize(
    ("sent_on", "first", "last"),
    [
        (date(2026, 8, 31), date(2024, 9, 1), date(2025, 8, 31)),
        (date(2026, 9, 1), date(2025, 9, 1), date(2026, 8, 31)),
        (date(2027, 2, 28), date(2025, 9, 1), date(2026, 8, 31)),
    ],
)
def test_the_last_full_academic_year(sent_on: date, first: date, last: date) -> None:
    assert periods.last_academic_year(sent_on) == (first, last)


def test_the_last_calendar_year_turns_on_new_years_day() -> None:
    assert periods.in_words(date(2026, 12, 31))["last_calendar_year"] == "the calendar year 2025"
    assert periods.in_words(date(2027, 1, 1))["last_calendar_year"] == "the calendar year 2026"


def test_next_september_is_never_the_one_that_has_begun() -> None:
    assert periods.next_september(date(2026, 8, 31)) == date(2026, 9, 1)
    assert periods.next_september(date(2026, 9, 1)) == date(2027, 9, 1)


@given(sent_on=ANY_DAY)
def test_a_last_full_year_has_ended_less_than_a_year_ago(sent_on: date) -> None:
    for reckon in (
        periods.last_financial_year,
        periods.last_academic_year,
        periods.last_calendar_year,
    ):
        first, last = reckon(sent_on)
        assert last < sent_on <= last + timedelta(days=366)
        assert (last - first).days in (364, 365)


@given(sent_on=ANY_DAY)
def test_this_financial_year_holds_the_day_and_follows_the_last(sent_on: date) -> None:
    first, last = periods.this_financial_year(sent_on)
    assert first <= sent_on <= last
    assert periods.last_financial_year(sent_on)[1] + timedelta(days=1) == first


@given(sent_on=ANY_DAY)
def test_every_period_has_words(sent_on: date) -> None:
    assert tuple(periods.in_words(sent_on)) == periods.PERIODS


@pytest.mark.parametrize("period", periods.PERIODS)
def test_every_period_has_words_for_a_page_that_is_of_no_day(period: str) -> None:
    assert not periods.placeholders(periods.in_general(f"In {{{period}}}?"))
    assert not any(character.isdigit() for character in periods.in_general(f"{{{period}}}"))


def test_filling_in_leaves_the_rest_of_the_text_alone() -> None:
    text = "In {last_calendar_year}, 5 % of 10?"
    assert periods.fill_in(text, date(2026, 5, 1)) == "In the calendar year 2025, 5 % of 10?"


def test_a_name_that_is_no_period_is_refused() -> None:
    with pytest.raises(KeyError):
        periods.fill_in("In {a_good_year}", date(2026, 5, 1))


def test_the_published_figure_of_the_same_year() -> None:
    assert periods.figure_year("last_calendar_year", date(2026, 11, 20)) == 2025
    assert periods.figure_year("answer_day", date(2026, 12, 21)) == 2026
    with pytest.raises(ValueError, match="last_financial_year"):
        periods.figure_year("last_financial_year", date(2026, 11, 20))

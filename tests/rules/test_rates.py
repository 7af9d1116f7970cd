"""Rates: from which figures, of which year, and when there is none."""

from datetime import date
from decimal import Decimal

import pytest

from foi.rules.answers import read
from foi.rules.cells import Cell
from foi.rules.rates import (
    Denominator,
    figure_rate_words,
    no_figure_words,
    rate_of_figure,
    rate_of_question,
    rate_words,
    year_wanted,
)

PLANS = Denominator("answer_day", measure="SEN_CASES_JAN")
REVIEWS = Denominator("last_calendar_year", measure="SEN_AN_REVIEW_MEET_REC")
POSTS = Denominator("answer_day", question="posts", heading="Posts")


def said(raw: str, **more) -> Cell:
    answer = read("count", raw)
    days = {"asked_on": date(2025, 12, 20), "answered_on": date(2026, 1, 20)}
    return Cell("answered", "Answered", answer=answer, **(days | more))


@pytest.mark.parametrize(
    ("cell", "by", "year"),
    [
        (said("40"), PLANS, 2026),  # the year in which the council answered
        (said("40"), REVIEWS, 2024),  # the year before the letter was sent
        (said("40", answered_on=None), PLANS, None),
        (said("40", other_period="2019"), PLANS, None),
        (said("about 40"), PLANS, None),
        (said("10 to 20"), PLANS, None),
        (Cell("not_held", "Council says it does not hold this"), PLANS, None),
    ],
)
def test_the_year_of_the_figure(cell: Cell, by: Denominator, year: int | None) -> None:
    assert year_wanted(cell, by) == year


def test_a_rate_of_a_figure_or_of_another_question() -> None:
    assert rate_of_figure(said("40"), Decimal(323), 5) == Decimal("12.4")
    assert rate_of_question(said("10"), said("40"), 5) == Decimal("25.0")
    assert rate_of_question(said("4"), said("40"), 5) is None
    assert rate_of_question(said("10"), said("about 40"), 5) is None
    assert rate_of_question(said("10"), said("40", other_period="2019"), 5) is None
    assert rate_of_figure(said("40"), Decimal(0), 5) is None


def test_there_is_no_percentage_of_fewer_than_ten() -> None:
    assert rate_of_question(said("6"), said("9"), 5) is None
    assert rate_of_question(said("6"), said("10"), 5) == Decimal("60.0")
    assert rate_of_figure(said("6"), Decimal(9), 5) is None


def test_a_rate_in_words() -> None:
    assert figure_rate_words(Decimal("12.4"), PLANS, year=2025) == (
        "12.4 per 100 EHC plans maintained in January 2025"
    )
    assert rate_words(Decimal("25.0"), POSTS, of=Decimal(1040)) == "25% of 1,040 “Posts”"
    assert PLANS.words == "of EHC plans maintained in January of the same year"


@pytest.mark.parametrize(
    ("by", "years", "sentence"),
    [
        (PLANS, {2026}, "No published figure for 2026 yet, so no share is shown."),
        (PLANS, {2026, 2027}, "No published figure for 2026 and 2027 yet, so no share is shown."),
        (PLANS, {2025}, ""),
        (PLANS, set(), ""),
        (POSTS, {2026}, ""),
        (REVIEWS, {2023}, "There is no published figure for 2023, so no share is shown."),
    ],
)
def test_why_there_is_none(by: Denominator, years: set[int], sentence: str) -> None:
    assert no_figure_words(by, years) == sentence

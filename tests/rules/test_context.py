"""The fourteen published series: what each is called, counts and dates."""

from decimal import Decimal

import pytest

from foi.rules.context import MEASURES, is_known, say_figure
from foi.rules.letter_shape import MEASURES as DENOMINATORS


def test_there_are_fourteen_each_with_name_unit_and_years() -> None:
    assert len(MEASURES) == 14
    for key, measure in MEASURES.items():
        assert measure.key == key and measure.name and measure.unit
        assert 2016 <= measure.first <= measure.last <= 2025
    assert {m.key for m in MEASURES.values() if m.last == 2025} == {"SEN_CASES_JAN"}
    assert len({measure.name for measure in MEASURES.values()}) == 14


def test_what_a_letter_may_divide_by_is_a_count() -> None:
    assert set(DENOMINATORS) == {key for key, m in MEASURES.items() if not m.is_share}


def test_a_census_says_january_and_a_return_its_year() -> None:
    assert MEASURES["SEN_CASES_JAN"].heading(2025) == "EHC plans maintained in January 2025"
    assert MEASURES["SEN_INIT_REQ"].heading(2024).endswith("needs assessment in 2024")


@pytest.mark.parametrize(
    ("measure", "year", "known"),
    [
        ("SEN_CASES_JAN", 2025, True),
        ("SEN_CASES_JAN", 2026, False),
        ("SEN_CASES_JAN", 2018, False),
        ("SEN_SHAME", 2024, False),
    ],
)
def test_which_years_are_published(measure: str, year: int, known: bool) -> None:
    assert is_known(measure, year) is known


@pytest.mark.parametrize(
    ("measure", "value", "said"),
    [
        ("SEN_CASES_JAN", "638745", "638,745"),
        ("SEN_CASES_JAN", "4", "<5"),
        ("SEN_CASES_JAN", "0", "0"),
        ("SEN_EHC_All_20wks", "57.9499", "57.9%"),
        ("SEN_EHC_All_20wks", "4", "4%"),
    ],
)
def test_a_figure_in_words(measure: str, value: str, said: str) -> None:
    assert say_figure(MEASURES[measure], Decimal(value), threshold=5) == said

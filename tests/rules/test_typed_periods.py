"""A typed period is a period; a visitor's own words are none."""

import pytest

from foi.rules.typed_periods import is_period


@pytest.mark.parametrize(
    "text",
    [
        "calendar year 2025",
        "2024/25",
        "2024-2025",
        "financial year 2024/25",
        "1 April 2024 to 31 March 2025",
        "academic year 2024–25 (September to August)",
        "as at 31 March 2026",
        "31/03/2026",
        "Q3 2025/26",
        "the last three financial years",
        "autumn term 2025",
        "FY 24/25",
        "1st April 2025 - 30th September 2025",
        "up to the end of June 2026",
    ],
)
def test_a_period_is_one(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3 children in 2024",
        "2024 when Jamie left",
        "the council hides the rest",
        "3",
        "to the end",
        "2024 https://example.org",
        "three",
        "year 2024 Tom",
    ],
)
def test_anything_more_is_none(text: str) -> None:
    assert not is_period(text)

"""Why a cell says what it says: in words that judge nobody."""

from datetime import date

import pytest

from foi.rules.cell_facts import Cell
from foi.rules.cell_why import why
from foi.rules.outcomes import Outcome, Settled, Waiting

ON = date(2026, 12, 31)
NEVER = ("silent", "hides", "fail", "stonewall", "unlawful", "worst", "shame", "rank")


@pytest.mark.parametrize("outcome", [*Waiting])
def test_every_cell_without_a_finding_says_what_is_known(outcome: Waiting) -> None:
    said = " ".join(why(Cell(outcome.value, "Words", due_on=date(2026, 12, 21)), ON))
    assert said and not any(word in said.lower() for word in NEVER)


@pytest.mark.parametrize("settled", [*Settled])
@pytest.mark.parametrize("outcome", [*Outcome])
def test_every_finding_says_who_stands_behind_it(outcome: Outcome, settled: Settled) -> None:
    said = why(Cell(outcome.value, "Words", checked=settled.value, stage="review"), ON)
    assert "after an internal review" in said[0] and len(said) == 2
    assert not any(word in " ".join(said).lower() for word in NEVER)


def test_overdue_names_the_later_of_the_two_days() -> None:
    made = Cell("overdue", "W", due_on=date(2026, 12, 21), late_after=date(2026, 12, 22))
    assert "(22 December 2026)" in why(made, ON)[0] and "30 days of 31 December" in why(made, ON)[0]


def test_masking_sources_and_contradictions_are_told() -> None:
    made = Cell("answered", "W", quote_masked=True, from_source=True, two_answers=True)
    assert len(why(made, ON)) == 3

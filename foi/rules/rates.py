"""Rates: a count beside what it is a share of, so that a large council and a small one compare.

The letter names what a count is divided by: another of its questions, or a published figure of
the same year. Without both figures, or where they rest on too few people, there is no rate.
"""

from dataclasses import dataclass
from decimal import Decimal

from foi.rules.cell_facts import Cell
from foi.rules.context import MEASURES, is_known
from foi.rules.periods import figure_year
from foi.rules.showing import plain_decimal
from foi.rules.small_numbers import publish_rate
from foi.rules.values import Answer, counts_in_statistics


@dataclass(frozen=True, slots=True)
class Denominator:
    """What a question's count is divided by: a question (its key and heading), or a measure of
    the year that `period` names."""

    period: str
    question: str = ""
    heading: str = ""
    measure: str = ""

    @property
    def words(self) -> str:
        """ "of “Posts”", "of EHC plans maintained in January of the same year"."""
        if self.question:
            return f"of “{self.heading}”"
        found = MEASURES[self.measure]
        when = "in January of" if found.counted == "january" else "in"
        return f"of {_small(found.name)} {when} the same year"


def year_wanted(cell: Cell, by: Denominator) -> int | None:
    """The year whose figure stands beside this answer; None where the answer enters no rate."""
    if not counts_in_statistics(cell.answer, other_period=bool(cell.other_period)):
        return None
    day = cell.asked_on if by.period == "last_calendar_year" else cell.answered_on
    return figure_year(by.period, day) if day is not None else None


def rate_of_question(cell: Cell, whole: Cell, threshold: int) -> Decimal | None:
    """Per cent of what another question of the letter counts; None without a fair one."""
    counted = [
        counts_in_statistics(one.answer, other_period=bool(one.other_period))
        for one in (cell, whole)
    ]
    if not all(counted) or cell.answer is None or whole.answer is None:
        return None
    return publish_rate(cell.answer, whole.answer, threshold)


def rate_of_figure(cell: Cell, figure: Decimal, threshold: int) -> Decimal | None:
    """Per cent of a published figure of the same year."""
    return publish_rate(cell.answer, Answer(int(figure)), threshold) if cell.answer else None


def rate_words(rate: Decimal, by: Denominator, *, of: Decimal) -> str:
    """ "12.4% of 250 “Posts”": what another question counts, and never without how many that is."""
    return f"{plain_decimal(rate)}% of {of:,} “{by.heading}”"


def figure_rate_words(rate: Decimal, by: Denominator, *, year: int) -> str:
    """ "12.4 per 100 EHC plans maintained in January 2025", which is a published figure."""
    return f"{plain_decimal(rate)} per 100 {_small(MEASURES[by.measure].heading(year))}"


def no_figure_words(by: Denominator, years: set[int]) -> str:
    """Why a column shows no rate: "No published figure for 2026 yet"; "" where there is one."""
    missing = sorted(year for year in years if not is_known(by.measure, year))
    if not by.measure or not missing:
        return ""
    latest = MEASURES[by.measure].last
    if all(year > latest for year in missing):
        return f"No published figure for {_listed(missing)} yet, so no share is shown."
    return f"There is no published figure for {_listed(missing)}, so no share is shown."


def _listed(years: list[int]) -> str:
    named = [str(year) for year in years]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def _small(name: str) -> str:
    return name if name[:2].isupper() else name[0].lower() + name[1:]

"""Rates beside counts: each column's denominator, from another question or a published figure."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from foi.models import Figure
from foi.rules.context import is_known
from foi.rules.rates import (
    Denominator,
    figure_rate_words,
    no_figure_words,
    rate_of_figure,
    rate_of_question,
    rate_words,
    year_wanted,
)

from .shape import Column, Row, Shown

Figures = dict[tuple[int | None, int, str], Decimal]


def with_denominators(made_of: Sequence[Column], wide: Sequence[Column]) -> list[Column]:
    """The columns, and after them those of `wide` that a rate of theirs is reckoned from."""
    named = {column.rate_of.question for column in made_of if column.rate_of}
    shown = {column.key for column in made_of}
    return [*made_of, *(c for c in wide if c.key in named and c.key not in shown)]


def share_out(rows: Sequence[Row], columns: Sequence[Column], *, threshold: int) -> dict[str, str]:
    """Give each count its rate, where there is a fair one; by key, why a column shows none.

    No query where no column has a published denominator, or none of the years asked about is
    published yet; else one.
    """
    rated = {place: column.rate_of for place, column in enumerate(columns) if column.rate_of}
    if not rated:
        return {}
    years = {
        place: {year for row in rows if (year := year_wanted(row.cells[place].cell, by))}
        for place, by in rated.items()
        if by.measure
    }
    figures = _figures({(rated[place].measure, year) for place in years for year in years[place]})
    for row in rows:
        for place, by in rated.items():
            _rate(row.cells[place], by, row, figures, threshold)
    notes = {columns[place].key: no_figure_words(rated[place], years[place]) for place in years}
    return {key: words for key, words in notes.items() if words}


def noted(columns: Sequence[Column], notes: dict[str, str]) -> list[Column]:
    """The columns with why some show no share."""
    return [
        replace(column, rate_note=notes[column.key]) if column.key in notes else column
        for column in columns
    ]


def _figures(wanted: set[tuple[str, int]]) -> Figures:
    known = [(measure, year) for measure, year in wanted if is_known(measure, year)]
    if not known:
        return {}
    rows = Figure.objects.of({measure for measure, _ in known}, {year for _, year in known})
    return {
        (authority, year, measure): value
        for authority, year, measure, value in rows.values_list(
            "authority", "year", "measure", "value"
        )
    }


def _rate(shown: Shown, by: Denominator, row: Row, figures: Figures, threshold: int) -> None:
    if by.question:
        _rate_of_question(shown, by, row, threshold)
    else:
        _rate_of_figure(shown, by, row, figures, threshold)


def _rate_of_question(shown: Shown, by: Denominator, row: Row, threshold: int) -> None:
    whole = next((other.cell for other in row.cells if other.key == by.question), None)
    if whole is None:
        return
    shown.rate = rate_of_question(shown.cell, whole, threshold)
    if shown.rate is not None and whole.answer and whole.answer.number is not None:
        shown.rate_words = rate_words(shown.rate, by, of=whole.answer.number)


def _rate_of_figure(
    shown: Shown, by: Denominator, row: Row, figures: Figures, threshold: int
) -> None:
    year = year_wanted(shown.cell, by)
    figure = figures.get((row.authority.pk, year, by.measure)) if year else None
    if year is None or figure is None:
        return
    shown.rate = rate_of_figure(shown.cell, figure, threshold)
    if shown.rate is not None:
        shown.rate_words = figure_rate_words(shown.rate, by, year=year)

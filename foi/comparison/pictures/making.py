"""A finished table and the letters' standings -> the pictures of a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from ..shape import Column, Row, Table
from ..timeliness import timeliness
from .bars import answers, grounds
from .curve import time_to_answer
from .shape import Picture
from .tile_map import has_values, tile_map

NAMES = ("map", "answers", "time", "grounds")
_WHAT = {"map": "map of England", "answers": "what councils answered"}
NOBODY = "Nobody has asked this question here yet, as far as the public may know."


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader chose. question: a key, "" the first; by_value: the map's squares show values;
    among: the filters in words, such as "South East"; councils: those they leave."""

    question: str = ""
    by_value: bool = False
    among: str = ""
    councils: QuerySet[Any] | None = None


def shown_column(made: Table, question: str) -> Column | None:
    """The question of the map and of the answers: the one chosen, else the letter's first."""
    return next((c for c in made.columns if question in ("", c.key)), None)


def pictures(made: Table, chosen: Chosen, *, only: Sequence[str] = NAMES) -> list[Picture]:
    """The pictures named, of a table of all questions made for the public. 3 queries at most.

    The numbers of councils are those of the table: each counts once a question.
    """
    column = shown_column(made, chosen.question)
    if column is None:
        return []
    threshold, rows = settings.SMALL_NUMBER_THRESHOLD, made.rows
    title = made.letter.title + (f" ({chosen.among})" if chosen.among else "")
    one = of_question(made, column)
    is_asked = any(_is_asked(row, column.key) for row in rows)

    def unasked(name: str) -> Picture:
        return Picture(name, f"{column.heading}: {_WHAT[name]}", NOBODY, one, empty=NOBODY)

    def of_map() -> Picture:
        day = min(made.round.closed_on or made.on, made.on)
        by_value = chosen.by_value and has_values(column)
        return tile_map(column, rows, one, on=day, by_value=by_value, threshold=threshold)

    def of_time() -> Picture:
        times = timeliness(made.on, within={"round": made.round}, councils=chosen.councils)
        return time_to_answer(title, times, coverage_words(rows))

    def of_grounds() -> Picture:
        heading = column.heading if chosen.question else title
        return grounds(heading, rows, chosen.question, coverage_words(rows, chosen.question))

    makers: dict[str, Callable[[], Picture]] = {
        "map": of_map,
        "answers": lambda: answers(column, rows, one, threshold),
        "time": of_time,
        "grounds": of_grounds,
    }
    return [unasked(name) if name in _WHAT and not is_asked else makers[name]() for name in only]


def coverage_words(rows: Sequence[Row], key: str = "") -> str:
    """ "41 of 153 councils asked"; with a key, asked this question."""
    return f"{sum(_is_asked(row, key) for row in rows)} of {len(rows)} councils asked"


def _is_asked(row: Row, key: str) -> bool:
    return any(shown.outcome != "not_asked" for shown in row.cells if key in ("", shown.key))


def of_question(made: Table, column: Column) -> str:
    """Its coverage, and how many of its entries nobody has checked or a council disputes."""
    cells = [shown.cell for row in made.rows for shown in row.cells if shown.key == column.key]
    entries = [cell for cell in cells if cell.checked]
    unchecked = sum(cell.checked == "unchecked" for cell in entries)
    disputed = sum(cell.council is not None and cell.council.disputed for cell in entries)
    said = [coverage_words(made.rows, column.key)]
    if unchecked:
        said.append(f"{unchecked} of {len(entries)} entries not checked by a second person")
    if disputed:
        said.append(f"{disputed} disputed by the council")
    return "; ".join(said)

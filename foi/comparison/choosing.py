"""Filtering finished cells by outcome, showing one question, sorting rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from foi.rules.answers import sort_key
from foi.rules.cells import Cell

from .coverage import GROUPS, counted_as, lines, tally
from .shape import Row, Table

OUTCOMES = [
    ("answered", "Answered"),
    ("answered_in_part", "Answered in part"),
    ("unclear", "Answered, but not in a form that fits"),
    ("refused", "Refused (not counting sections 21 and 22)"),
    ("published", "Already published, or due to be (sections 21 and 22)"),
    ("not_held", "Council says it does not hold this"),
    ("wrong_body", "Council says another body holds this"),
    ("unanswered", "The reply passes over this question"),
    ("on_hold", "Asked us a question back, or for a fee"),
    ("received", "Replied, being read"),
    ("awaiting", "Not yet due"),
    ("unconfirmed", "Past its date, not confirmed"),
    ("overdue", "No reply recorded"),
    ("withdrawn", "Withdrawn"),
    ("not_asked", "Not asked"),
]
BY_ROW = ("council", "region", "type", "asked", "late")
BY_RATE = "rate:"
_PLACE = {name: number for number, name in enumerate(GROUPS)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader chose. `outcome` one of OUTCOMES, `question` a key, `sort` one of BY_ROW or
    a key, or "rate:" and a key, with "-" before it for the other way round; "" is everything, by
    council. context: a published series to stand beside; councils: slugs, in the order to be
    shown."""

    outcome: str = ""
    question: str = ""
    sort: str = ""
    context: str = ""
    councils: tuple[str, ...] = ()


def choose(made: Table, wanted: Wanted) -> Table:
    """The table with only what is wanted; its coverage stays that of every outcome."""
    for row in made.rows:
        for shown in row.cells:
            shown.is_in = matches(shown.cell, wanted.outcome)
    made.everyone = made.rows
    made.rows = [row for row in made.rows if any(shown.is_in for shown in row.cells)]
    made.counted = lines(made.coverage, wanted.question)
    made.tallies = [(column, tally(made.coverage, column.key)) for column in made.columns]
    _sort(made, wanted.sort)
    if wanted.councils and not wanted.sort:
        made.rows.sort(key=lambda row: wanted.councils.index(row.authority.slug))
    return made


def matches(cell: Cell, outcome: str) -> bool:
    """Whether a cell has this outcome; refusals without sections 21 and 22, which are apart."""
    if outcome in ("refused", "published"):
        return counted_as(cell) == outcome
    return outcome in ("", cell.outcome)


def _sort(made: Table, sort: str) -> None:
    """By council first, so that equals stay in that order whichever way round."""
    made.rows.sort(key=_by_row("council"))
    name, down = sort.removeprefix("-"), sort.startswith("-")
    if name in BY_ROW:
        made.rows.sort(key=_by_row(name), reverse=down)
    elif name.startswith(BY_RATE):
        made.rows.sort(key=lambda row: _by_rate(row, name.removeprefix(BY_RATE), down))
    elif name in {column.key for column in made.columns}:
        made.rows.sort(key=lambda row: _by_cell(row, name), reverse=down)


def _by_row(name: str) -> Callable[[Row], Any]:
    keys: dict[str, Callable[[Row], Any]] = {
        "council": lambda row: row.authority.short_name.casefold(),
        "region": lambda row: row.authority.region,
        "type": lambda row: row.authority.get_type_display(),
        "asked": lambda row: (row.lead.asked_on if row.lead else None) or date.max,
        "late": lambda row: -(row.lead.days_late if row.lead else -1),
    }
    return keys[name]


def _by_rate(row: Row, key: str, down: bool) -> tuple[bool, Decimal]:
    """Those without a rate come last, whichever way round."""
    rate = next((shown.rate for shown in row.cells if shown.key == key), None)
    return (rate is None, Decimal(0) if rate is None else -rate if down else rate)


def _by_cell(row: Row, key: str) -> Any:
    """Values first, by size; then the other outcomes in the order they are counted."""
    cell = next(shown.cell for shown in row.cells if shown.key == key)
    return (not cell.has_value, sort_key(cell.answer), _PLACE[counted_as(cell)])

"""England as squares, one a council, by outcome or by value of one question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from authorities.models import Authority
from authorities.tiles import COLUMNS, ROWS, tile_of
from foi.rules.values import NUMERIC

from ..coverage import GROUPS, counted_as
from ..shape import Column, Row, Shown
from .bars import kind_fills
from .shape import FEW, NO_VALUE, OF_GROUP, OF_SIZE, RANGE, Fill, Picture
from .sorting import (
    Line,
    choice_of,
    choices,
    classes_of_figures,
    figures,
    kind_of,
)

TILE, STEP, EDGE = 30, 32, 2  # units of the drawing
A_ENTRY = 26  # of the legend
HAVE_VALUES = NUMERIC | {"yes_no", "choice"}
SAID = NUMERIC | {"yes_no", "choice", "date"}  # values that are never a council's own words


@dataclass(frozen=True, slots=True)
class Square:
    """One council. says: what its title tells: its name, and what its cell says."""

    x: int
    y: int
    label: str
    fill: Fill
    says: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend, with how many councils are painted so."""

    fill: Fill
    words: str
    count: int
    y: int


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """squares: on the map; others: those without a place on it, in rows beneath."""

    squares: list[Square]
    others: list[Square]
    legend: list[Entry]
    others_at: int
    height: int
    width: int = STEP * COLUMNS + 2 * EDGE
    tile: int = TILE

    @property
    def fills(self) -> list[Fill]:
        return [entry.fill for entry in self.legend]


Painted = dict[str, tuple[Fill, str]]  # by the name of a class: its paint and words


def tile_map(
    column: Column, rows: Sequence[Row], coverage: str, *, on: date, by_value: bool, threshold: int
) -> Picture:
    """Every council in force on the day on its tile; the rest of the rows beneath."""
    of = {id(row): next(s for s in row.cells if s.key == column.key) for row in rows}
    classes = _by_value(column, list(of.values()), threshold) if by_value else _by_outcome()
    names = {id(row): _class_of(of[id(row)], column, classes, by_value, threshold) for row in rows}
    counted = Counter(names.values())
    legend = [(name, *paint) for name, paint in classes.items() if counted[name]]
    placed, others = _placed(rows, on)
    squares = [
        _square(row, of[id(row)], classes[names[id(row)]][0], col * STEP + EDGE, line * STEP + EDGE)
        for row, (col, line) in placed
    ]
    down = ROWS * STEP + EDGE if squares else 0
    others_at = down + 20
    beneath = [
        _square(
            row,
            of[id(row)],
            classes[names[id(row)]][0],
            n % COLUMNS * STEP + EDGE,
            others_at + 8 + n // COLUMNS * STEP,
        )
        for n, row in enumerate(others)
    ]
    if others:
        down = others_at + 8 + -(-len(others) // COLUMNS) * STEP
    entries = [
        Entry(fill, words, counted[name], down + 12 + n * A_ENTRY)
        for n, (name, fill, words) in enumerate(legend)
    ]
    drawing = MapDrawing(squares, beneath, entries, others_at, down + 16 + len(entries) * A_ENTRY)
    kind = "by value" if by_value else "by outcome"
    told = ", ".join(f"{words} {counted[name]}" for name, _, words in legend)
    return Picture(
        name="map",
        title=f"{column.heading}: map of England {kind}",
        desc=f"One square a council. {told}.",
        coverage=coverage,
        head=("What its square says", "Councils"),
        rows=[(words, counted[name]) for name, _, words in legend],
        notes=["Squares are of one size, whatever the council’s; north is at the top."],
        drawing=drawing,
    )


def has_values(column: Column) -> bool:
    """Whether a map of this question can show values."""
    return column.facts.type in HAVE_VALUES


# ------------------------------------------------------------------------------------ classes
def _by_outcome() -> Painted:
    return {name: (OF_GROUP[name], words.capitalize()) for name, words in GROUPS.items()}


def _by_value(column: Column, shown: Sequence[Shown], threshold: int) -> Painted:
    """Classes of answers; then what has none, and who was not asked."""
    question, cells = column.facts, [one.cell for one in shown]
    found: Painted = {}
    if question.type in NUMERIC:
        kinds = {kind_of(cell, question, threshold) for cell in cells}
        numbers = figures(cells, question, threshold)
        lines = classes_of_figures(numbers, question, with_few="few" in kinds)
        for line, fill in zip(lines, _spread(len(lines)), strict=True):
            found[_name(line)] = (fill, line.words)
            if "few" in kinds and line is lines[0] and line.high == 0:
                found["few"] = (FEW, f"Fewer than {threshold}")
        if "few" in kinds:
            found.setdefault("few", (FEW, f"Fewer than {threshold}"))
        found["range"] = (RANGE, "A range, an estimate or another period")
    else:
        lines = choices(cells, question)
        for line, fill in zip(lines, kind_fills(lines), strict=True):
            found[f"choice-{line.key}"] = (fill, line.words)
        found["range"] = (RANGE, "For another period")
    return found | {
        "none": (NO_VALUE, "No value: another outcome"),
        "not_asked": (OF_GROUP["not_asked"], "Not asked"),
    }


def _name(line: Line) -> str:
    return f"figure-{line.low}"


def _spread(count: int) -> list[Fill]:
    """Paints from light to dark, as far apart as so many can be."""
    if count < 2:
        return list(OF_SIZE[2:3])[:count]
    return [OF_SIZE[round(n * (len(OF_SIZE) - 1) / (count - 1))] for n in range(count)]


def _class_of(
    shown: Shown, column: Column, classes: Painted, by_value: bool, threshold: int
) -> str:
    cell = shown.cell
    if not by_value:
        return counted_as(cell)
    kind = kind_of(cell, column.facts, threshold)
    if kind == "choice":
        name = f"choice-{choice_of(cell)}"
        return name if name in classes else "none"
    if kind == "exact":
        number = cell.answer.number if cell.answer else None
        below = [name for name in classes if name.startswith("figure-")]
        return max(
            (n for n in below if number is not None and float(n[7:]) <= float(number)),
            key=lambda name: float(name[7:]),
        )
    if kind in ("few", "not_asked"):
        return kind
    return "range" if kind in ("range", "other_period") else "none"


# ------------------------------------------------------------------------------------ squares
def _placed(rows: Sequence[Row], on: date) -> tuple[list[tuple[Row, tuple[int, int]]], list[Row]]:
    """Rows with their tile, and rows without one: no longer in force, or on no map."""
    found = [(row, tile_of(row.authority, on)) for row in rows]
    placed = [(row, tile) for row, tile in found if tile is not None]
    others = [row for row, tile in found if tile is None]
    return placed, sorted(others, key=lambda row: row.authority.short_name)


def _square(row: Row, shown: Shown, fill: Fill, x: int, y: int) -> Square:
    return Square(
        x=x,
        y=y,
        label=label(row.authority),
        fill=fill,
        says=f"{row.authority.short_name}: {_says(shown)}",
        url=f"{row.url}#{shown.key}",
    )


def _says(shown: Shown) -> str:
    """The words of the cell; its value only where that is no text of the council's own."""
    value = f": {shown.value}" if shown.value and shown.column.facts.type in SAID else ""
    small = f" ({shown.small})" if shown.small else ""
    return f"{shown.cell.words}{value}{small}"


def label(authority: Authority) -> str:
    """Three letters: its code in the lists of local authorities, else the first of its name."""
    for code in authority.codes.all():
        if code.scheme == "la_code":
            return code.value[:3].upper()
    words = [word for word in authority.short_name.split() if word[:1].isupper()]
    initials = "".join(word[0] for word in words)
    return initials[:3].upper() if len(words) > 2 else authority.short_name[:3].upper()

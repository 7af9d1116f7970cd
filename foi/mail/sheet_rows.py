"""One sheet of a spreadsheet while it is read, and how it is called."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_COLUMNS = 200
MOST_GAP = 100_000  # rows: a formatted but empty column is repeated a million times
ANSWERS = "Answers"  # how the site itself calls the sheet that it makes


@dataclass(frozen=True)
class Sheet:
    """Row n of the sheet is the n-th of `rows`; each ends at its last filled cell."""

    place: str
    rows: Iterator[list[str]]


@dataclass(frozen=True)
class Grid:
    """The beginning of one sheet. `place` as in `Words`; row n stands at `rows[n - 1]`."""

    place: str
    rows: list[list[str]]


def place_of(title: str, number: int, *, hidden: bool) -> str:
    """ "sheet 2", "sheet Answers", "hidden sheet Workings".

    A sheet's own name stands in it: only `comparison.evidence` decides what of a place is public.
    """
    name = " ".join(title.split())[:60] or str(number)
    return f"hidden sheet {name}" if hidden else f"sheet {name}"


def ended(cells: Iterable[str]) -> list[str]:
    """A row without the empty cells at its end, or those far to the right."""
    row = [cell for cell, _ in zip(cells, range(MOST_COLUMNS), strict=False)]
    while row and not row[-1].strip():
        row.pop()
    return row

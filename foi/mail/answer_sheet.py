"""The answer sheet of a letter, filled in by a council, found again wherever it moved its columns.

`foi.actions.answer_sheet` writes it; here are the marks by which a program knows it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from foi.mail.sheet_rows import ANSWERS, Grid

LETTER, VERSION, REFERENCE = "letter:", "version:", "Our reference, from the letter:"
# How each column is called in the sheet, by what its heading begins with.
_HEADINGS = {
    "answer": ("your answer", "answer"),
    "period": ("period",),
    "section": ("section",),
    "comment": ("comment",),
    "key": ("key",),
}
_FEWEST_HEADINGS = 2  # that make a row the one with the headings
_LETTER = re.compile(rf"(?<![\w-]){LETTER}([a-z0-9-]+)(?![\w-])")
_VERSION = re.compile(rf"(?<![\w-]){VERSION}(\d{{1,6}})(?!\w)")
_OURS = re.compile(r"\bTD-?[A-Z0-9]{6}\b", re.IGNORECASE)


@dataclass(frozen=True)
class SheetRow:
    """One row with a key, as typed; `place` is "sheet Answers, row 7"."""

    key: str
    place: str
    number: int
    answer: str = ""
    period: str = ""
    section: str = ""
    comment: str = ""

    @property
    def is_filled(self) -> bool:
        return bool(self.answer or self.period or self.section or self.comment)


@dataclass(frozen=True)
class FilledSheet:
    """A sheet that was read back. `reference`: ours where it was typed in; `version` 0 unknown."""

    letter: str
    version: int
    reference: str
    rows: tuple[SheetRow, ...]


def letter_of(words: str) -> str:
    """The letter whose answer sheet a file is, by the mark in its words; "" for any other file."""
    match = _LETTER.search(words)
    return match[1] if match else ""


def read_back(grids: Sequence[Grid], keys: Collection[str]) -> FilledSheet | None:
    """The filled-in sheet among these; None where there is none.

    `keys`: every key that the letter ever had, which find their column where its heading is gone.
    """
    for number, grid in enumerate(grids, 1):
        words = "\n".join(cell for row in grid.rows for cell in row)
        columns = _columns(grid, keys)
        if (letter := letter_of(words)) and "key" in columns and len(columns) > 1:
            version = _VERSION.search(words)
            return FilledSheet(
                letter=letter,
                version=int(version[1]) if version else 0,
                reference=_reference(grid),
                rows=tuple(_rows(grid, number, columns)),
            )
    return None


def _columns(grid: Grid, keys: Collection[str]) -> dict[str, int]:
    """Where each column stands now: by its heading, the keys also by themselves."""
    best: dict[str, int] = {}
    for row in grid.rows:
        found = _headings(row)
        if len(found) > len(best):
            best = found
    if len(best) < _FEWEST_HEADINGS:
        return {}
    if "key" not in best and (place := _column_of_keys(grid, keys)) is not None:
        best["key"] = place
    return best


def _headings(row: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        words = " ".join(cell.casefold().split())
        for name, starts in _HEADINGS.items():
            if name not in found and len(words) < 60 and words.startswith(starts):
                found[name] = place
    return found


def _column_of_keys(grid: Grid, keys: Collection[str]) -> int | None:
    counts: dict[int, int] = {}
    for row in grid.rows:
        for place, cell in enumerate(row):
            if cell in keys:
                counts[place] = counts.get(place, 0) + 1
    return max(counts, key=lambda place: counts[place], default=None)


def _rows(grid: Grid, sheet: int, columns: dict[str, int]) -> Iterator[SheetRow]:
    for number, row in enumerate(grid.rows, 1):
        said = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        if re.fullmatch(r"[a-z][a-z0-9_]*", key := said.pop("key")):
            yield SheetRow(key=key, place=_place(grid, sheet, number), number=number, **said)


def _place(grid: Grid, sheet: int, row: int) -> str:
    """Never the council's own name of a sheet: the place of a quote is public."""
    if not grid.place:
        return f"row {row}"
    return f"sheet {ANSWERS if grid.place.endswith(f'sheet {ANSWERS}') else sheet}, row {row}"


def _reference(grid: Grid) -> str:
    """Our reference where the council typed it, else whatever stands beside the question."""
    for row in grid.rows:
        for place, cell in enumerate(row):
            if cell.startswith(REFERENCE.rstrip(":")):
                typed = [cell.partition(":")[2], *row[place + 1 :]]
                own = [one.strip() for one in typed if one.strip() and not _is_mark(one)]
                ours = _OURS.search(" ".join(own))
                return ours[0].upper() if ours else " ".join(own)[:100]
    return ""


def _is_mark(cell: str) -> bool:
    return bool(_LETTER.search(cell) or _VERSION.search(cell))

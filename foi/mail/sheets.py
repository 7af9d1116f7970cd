"""Spreadsheets as rows of words: what each cell would say if a person had typed it."""

import csv
import io
from collections.abc import Iterator

from foi.mail.kinds import FileKind
from foi.mail.sheet_rows import MOST_COLUMNS, Grid, Sheet
from foi.mail.sheets_ods import ods_sheets
from foi.mail.sheets_xlsx import xlsx_sheets
from foi.mail.texts import clean, decode
from foi.mail.unpacking import check_unpacked
from foi.mail.words import MOST_LETTERS, MOST_PARTS

MOST_SHEETS = 20
MOST_ROWS = 2_000  # an answer sheet has some twenty


def sheet_parts(content: bytes, kind: FileKind) -> Iterator[tuple[str, str]]:
    """Place and words of each sheet, a row a line, empty rows left out."""
    for sheet in _sheets(content, kind):
        lines, letters = [], 0
        for row in sheet.rows:
            if line := " | ".join(" ".join(cell.split()) for cell in row):
                lines.append(line)
                letters += len(line)
            if letters > MOST_LETTERS:
                break
        yield sheet.place, "\n".join(lines)


def read_sheets(content: bytes, kind: FileKind) -> list[Grid]:
    """The first rows of the first sheets, formulas without a result as they are written.

    Raises CannotRead for what is too large or locked.
    """
    if kind != FileKind.CSV:
        check_unpacked(content)
    grids = []
    for sheet in _sheets(content, kind, formulas=True):
        rows = []
        for row in sheet.rows:
            rows.append([clean(cell).strip() for cell in row])
            if len(rows) == MOST_ROWS:
                break
        grids.append(Grid(sheet.place, rows))
        if len(grids) == MOST_SHEETS:
            break
    return grids


def _sheets(content: bytes, kind: FileKind, *, formulas: bool = False) -> Iterator[Sheet]:
    if kind == FileKind.XLSX:
        return xlsx_sheets(content, formulas=formulas, most=MOST_PARTS + 1)
    if kind == FileKind.ODS:
        return ods_sheets(content)
    return iter([Sheet("", _csv_rows(content))])


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    lines = io.StringIO(decode(content), newline="")
    yield from (row[:MOST_COLUMNS] for row in csv.reader(lines))

"""Excel files, read a row at a time with the results that Excel saved."""

import io
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from foi.mail.cells_typed import as_typed
from foi.mail.sheet_rows import Sheet, ended, place_of


def xlsx_sheets(content: bytes, *, formulas: bool, most: int) -> Iterator[Sheet]:
    """At most so many sheets, hidden ones named so.

    formulas: a formula that was saved without its result comes as it is written ("=A1+A2"), so
        that a person can be told; else such a cell is empty.
    """
    book = _open(content, results=True)
    written = _open(content, results=False) if formulas else None
    for number, sheet in enumerate(book.worksheets[:most], 1):
        hidden = sheet.sheet_state != "visible"
        other = written.worksheets[number - 1] if written is not None else None
        yield Sheet(place_of(sheet.title, number, hidden=hidden), _rows(sheet, other))


def _open(content: bytes, *, results: bool) -> Any:
    return load_workbook(io.BytesIO(content), read_only=True, data_only=results, keep_links=False)


def _rows(sheet: Any, written: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # as many columns as there are cells, whatever the file claims
    if written is None:
        yield from (ended(_said(cell) for cell in row) for row in sheet.iter_rows())
        return
    written.reset_dimensions()
    for row, formulas in zip(sheet.iter_rows(), written.iter_rows(), strict=False):
        yield ended(
            _said(cell) or _formula(formula) for cell, formula in zip(row, formulas, strict=False)
        )


def _said(cell: Any) -> str:
    return as_typed(cell.value, getattr(cell, "number_format", "") or "")


def _formula(cell: Any) -> str:
    value = getattr(cell, "value", None)
    return value if isinstance(value, str) and value.startswith("=") else ""

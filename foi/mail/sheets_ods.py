"""OpenDocument spreadsheets, as the words that their cells show."""

import io
import re
from collections.abc import Iterator
from datetime import date

from odfdo import Document, Element

from foi.mail.cells_typed import as_typed
from foi.mail.odf_words import block
from foi.mail.sheet_rows import MOST_COLUMNS, MOST_GAP, Sheet, ended, place_of

_GROUPS = {"table:table-rows", "table:table-header-rows", "table:table-row-group"}
_NO_DAY = re.compile(r"[A-Za-z]{3,9}[ -]\d{2,4}|\d{4}")


def ods_sheets(content: bytes) -> Iterator[Sheet]:
    """Each sheet; hidden ones are named so."""
    document = Document(io.BytesIO(content))
    tables = (child for child in document.body.children if child.tag == "table:table")
    for number, table in enumerate(tables, 1):
        title = table.get_attribute_string("table:name") or ""
        hidden = not document.get_table_displayed(number - 1)
        yield Sheet(place_of(title, number, hidden=hidden), _rows(table))


def _rows(table: Element) -> Iterator[list[str]]:
    """Empty rows count, so that the others keep their numbers; at the end there are none."""
    empty = 0
    for element in _row_elements(table):
        row, times = ended(_cells(element)), _repeated(element, "rows")
        if not row:
            empty += times
            continue
        if empty > MOST_GAP:
            return
        yield from ([] for _ in range(empty))
        empty = 0
        yield from (row for _ in range(min(times, MOST_GAP)))


def _row_elements(parent: Element) -> Iterator[Element]:
    for child in parent.children:
        if child.tag == "table:table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _row_elements(child)


def _cells(row: Element) -> Iterator[str]:
    for cell in row.children:
        if cell.tag.endswith("table-cell"):
            words = _said(cell)
            times = min(_repeated(cell, "columns"), MOST_COLUMNS)
            yield from (words for _ in range(times))


def _said(cell: Element) -> str:
    shown = "".join(block(cell)).strip()
    day = (cell.get_attribute_string("office:date-value") or "")[:10]
    if not day or _NO_DAY.fullmatch(shown):
        return shown
    try:
        return as_typed(date.fromisoformat(day))
    except ValueError:
        return shown


def _repeated(element: Element, what: str) -> int:
    said = element.get_attribute_string(f"table:number-{what}-repeated") or "1"
    return int(said) if said.isdigit() else 1

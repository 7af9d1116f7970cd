"""The table as a spreadsheet: a first sheet that says what it is, a second with the rows."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from foi.rules.showing import say_date

from .coverage import GROUPS
from .files import ATTRIBUTION, LICENCE, NUMBER, columns_of, harmless, records
from .shape import Table

MADE_UP = "Made-up sample: no council gave these answers."
HEADED = 20  # width of a column, in characters


def as_xlsx(made: Table, *, filters: dict[str, str]) -> bytes:
    """The rows of the CSV; text stays text, so that nothing in it runs as a formula."""
    book = Workbook(write_only=True)
    book.properties.creator = "Twentieth Day"
    book.properties.created = book.properties.modified = datetime(
        made.on.year, made.on.month, made.on.day
    )
    about = book.create_sheet("About")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 28, 90
    for name, value in _about(made, filters):
        about.append([_bold(about, name), _cell(value)])
    rows, columns = book.create_sheet("Answers"), columns_of(made.as_at)
    rows.freeze_panes = "A2"
    for place in range(1, len(columns) + 1):
        rows.column_dimensions[get_column_letter(place)].width = HEADED
    rows.append([_bold(rows, name) for name in columns])
    for record in records(made):
        rows.append([_cell(record[name], number=name == "value") for name in columns])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _about(made: Table, filters: dict[str, str]) -> Iterable[tuple[str, Any]]:
    cover = made.coverage
    if settings.DEMO:
        yield "Please note", MADE_UP
    yield "What this is", f"{made.letter.title}: what councils in England answered"
    yield "Source", f"{settings.SITE_URL}/compare/{made.letter.slug}/?round={made.round.number}"
    yield "Round", made.round.number
    if made.as_at:
        yield "As it stood at", f"the end of {say_date(made.as_at)}"
    yield "Made on", made.on
    yield "Shown", _filtered(filters)
    yield "Councils", f"{cover.asked} of {cover.councils} asked, {cover.not_asked} not asked"
    for name, words in GROUPS.items():
        if cover.by_group[name]:
            yield f"Councils: {words}", cover.by_group[name]
    yield "How we count", "A council can count in several of these lines, once in each."
    yield "Method", f"{settings.SITE_URL}/method/"
    yield "Licence", LICENCE
    yield "Attribution", ATTRIBUTION
    few = settings.SMALL_NUMBER_THRESHOLD
    yield "Small numbers", f"1 to {few - 1} people are shown as “<{few}”."


def _filtered(filters: dict[str, str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in filters.items()) or "everything"


def _bold(sheet: Any, name: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font = Font(bold=True)
    return cell


def _cell(value: Any, *, number: bool = False) -> Any:
    """Numbers as numbers, so that they can be summed; other text as it is in the CSV."""
    if isinstance(value, str):
        if number and NUMBER.fullmatch(value):
            return Decimal(value) if "." in value else int(value)
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    return harmless(value)

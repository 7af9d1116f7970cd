"""CSV text -> checked rows. Plain Python: no Django, no clock, no database.

Five formats are known, told apart by their headers, never by position: see formats/.
"""

from dataclasses import dataclass, field
from types import ModuleType

from authorities.cells import Cells
from authorities.formats import alaveteli, mysociety, own, whatdotheyknow
from authorities.rows import Problem, Row
from authorities.sheet import Sheet, Unreadable, read_sheet

FORMATS: tuple[ModuleType, ...] = (own, mysociety, whatdotheyknow, alaveteli)


@dataclass
class RegisterFile:
    """What a file says: its format in words, its good rows, its bad ones, and remarks."""

    format: str = ""
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(data: bytes, source: str) -> RegisterFile:
    """Reads a whole file. Never raises for what is in it: see `problems`.

    source: the file's name, kept as the source of contacts that are proposed in it.
    """
    try:
        sheet = read_sheet(data)
        reader = recognise(sheet.header)
    except Unreadable as error:
        return RegisterFile(problems=[Problem(1, str(error))])
    found = RegisterFile(reader.NAME, problems=sheet.problems, notes=sheet.notes)
    _note_unread(found, sheet, reader)
    for line, values in sheet.lines:
        cells = Cells(values)
        row = reader.read_row(line, cells, source)
        found.problems.extend(Problem(line, reason) for reason in cells.problems)
        if not cells.problems:
            found.rows.append(row)
    found.problems.sort(key=lambda problem: problem.line)
    return found


def recognise(header: list[str]) -> ModuleType:
    """The format with these columns. Raises Unreadable, naming what is missing."""
    for reader in FORMATS:
        if set(reader.NEEDED) <= set(header):
            return reader
    nearest = max(FORMATS, key=lambda reader: _share(reader, header))
    if _share(nearest, header) < 0.5:
        known = "; ".join(reader.NAME for reader in FORMATS)
        raise Unreadable(f"The header is none that we know. Known are: {known}.")
    missing = ", ".join(column for column in nearest.NEEDED if column not in header)
    raise Unreadable(f"This looks like {nearest.NAME}, but these columns are missing: {missing}.")


def _share(reader: ModuleType, header: list[str]) -> float:
    needed: tuple[str, ...] = reader.NEEDED
    return sum(column in header for column in needed) / len(needed)


def _note_unread(found: RegisterFile, sheet: Sheet, reader: ModuleType) -> None:
    known = {*reader.NEEDED, *reader.OPTIONAL}
    unread = [column for column in sheet.header if column and column not in known]
    if unread:
        found.notes.append(f"Columns that are not read: {', '.join(unread)}.")

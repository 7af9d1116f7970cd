"""Bytes of a CSV file -> header and lines, or sentences saying why not. Plain Python."""

import codecs
import csv
import io
from dataclasses import dataclass, field

from authorities.rows import Problem

HALF_WRITTEN = "the file ends in the middle of a field: it looks half-written. Fetch it again."


class Unreadable(ValueError):
    """Nothing of the file can be read; the message is a sentence for the person importing."""


@dataclass
class Sheet:
    """A header in kebab-case, and per line its number and its cells under that header."""

    header: list[str] = field(default_factory=list)
    lines: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def kebab(header: str) -> str:
    """ "URL name", "url-name" and "url_name" are the same column."""
    return "-".join(header.strip().casefold().replace("_", " ").replace("-", " ").split())


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text and, where the encoding was guessed, a sentence about it.

    Raises Unreadable for spreadsheets, binary files and text cut inside a letter.
    """
    if not data.strip():
        raise Unreadable("The file is empty.")
    if data.startswith(b"PK"):
        raise Unreadable("This is a spreadsheet or a zip file: save it as CSV and try again.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(data.decode("utf-16", "replace")), ["The file was read as UTF-16."]
    try:
        return _checked(data.decode("utf-8-sig")), []
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise Unreadable(f"At its end {HALF_WRITTEN}") from None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable("The file is neither UTF-8 nor Windows-1252 text.") from None
    note = "The file is not UTF-8; it was read as Windows-1252. Check names with accents."
    return _checked(text), [note]


def _checked(text: str) -> str:
    if "\0" in text:
        raise Unreadable("This is not a text file: a CSV file is needed.")
    return text


def read_sheet(data: bytes) -> Sheet:
    """All lines that have as many cells as the header; the others as problems.

    Raises Unreadable when there is no header or no line under it.
    """
    text, notes = decode(data)
    sheet = Sheet(notes=notes)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            _take(sheet, start, cells)
            start = reader.line_num + 1
    except csv.Error as error:
        ended = "unexpected end" in str(error) or "field larger" in str(error)
        reason = HALF_WRITTEN if ended else f"the quotation marks don't pair up ({error})."
        sheet.problems.append(Problem(start, reason))
    if not sheet.lines and not sheet.problems:
        raise Unreadable("The file has a header, and no line under it.")
    return sheet


def _take(sheet: Sheet, number: int, cells: list[str]) -> None:
    if not any(cell.strip() for cell in cells):
        return
    if not sheet.header:
        sheet.header = _header(cells)
    elif len(cells) != len(sheet.header):
        reason = f"{len(cells)} cells where the header has {len(sheet.header)}: half-written?"
        sheet.problems.append(Problem(number, reason))
    else:
        values = (cell.strip() for cell in cells)
        sheet.lines.append((number, dict(zip(sheet.header, values, strict=True))))


def _header(cells: list[str]) -> list[str]:
    header = [kebab(cell) for cell in cells]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise Unreadable(f"The header names {', '.join(twice)} more than once.")
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raise Unreadable("The columns are not separated by commas: save the file as CSV.")
    return header

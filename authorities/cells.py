"""Reading single cells of a register file, collecting what is wrong with them. Plain Python."""

import json
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

EMAIL = re.compile(r"[^@\s,;<>]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
GSS = re.compile(r"[ENSW]\d{8}")
LINK = re.compile(r"https?://[^\s/]+\.\S+")
DFE = re.compile(r"\d{3}")


class Cells:
    """One line's cells under their columns. Every reader gives a value or adds to `problems`."""

    def __init__(self, cells: dict[str, str]) -> None:
        self._cells = cells
        self.problems: list[str] = []
        self.remarks: list[str] = []

    def __contains__(self, column: str) -> bool:
        return column in self._cells

    def wrong(self, reason: str) -> None:
        """Adds one sentence about this line."""
        self.problems.append(reason)

    def text(self, column: str, most: int = 10_000) -> str:
        """The cell, "" when blank or when the file lacks the column."""
        value = self._cells.get(column, "")
        if len(value) > most:
            self.wrong(f"{column} is longer than {most} letters.")
        return value[:most]

    def needed(self, column: str, most: int = 200) -> str:
        """A cell that must not be blank."""
        value = self.text(column, most)
        if not value:
            self.wrong(f"{column} is blank.")
        return value

    def shaped(self, column: str, shape: re.Pattern[str], example: str) -> str:
        """A cell in a fixed shape, or blank."""
        value = self.text(column)
        if value and not shape.fullmatch(value):
            joint = " It is a joint row of two authorities: each needs its own line."
            reason = f'{column} "{value}" should look like {example}.'
            self.wrong(reason + (joint if "/" in value else ""))
            return ""
        return value

    def day(self, column: str) -> date | None:
        """A date as 2026-11-22, or None when blank."""
        value = self.text(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.wrong(f'{column} "{value}" is not a date: write it as 2026-11-22.')
            return None

    def number(self, column: str) -> int | None:
        """A whole number of nought or more, or None when blank."""
        value = self.text(column)
        if value and not re.fullmatch(r"\d{1,9}", value):
            self.wrong(f'{column} "{value}" is not a whole number.')
            return None
        return int(value) if value else None

    def degrees(self, column: str, least: int, most: int) -> Decimal | None:
        """Degrees between two bounds to four places (some ten metres), or None when blank."""
        value = self.text(column)
        if not value:
            return None
        try:
            number = Decimal(value)
            if least <= number <= most:
                return round(number, 4)
        except InvalidOperation:
            pass
        self.wrong(f'{column} "{value}" does not lie in the UK.')
        return None

    def url(self, column: str, most: int = 300) -> str:
        """A web address, or blank."""
        value = self.text(column, most)
        if value and not LINK.fullmatch(value):
            self.wrong(f'{column} "{value}" is not a web address (https://…).')
            return ""
        return value

    def link(self, column: str, most: int = 300) -> str:
        """A web address out of somebody else's list; what is none is left out, with a remark."""
        value = self._cells.get(column, "")
        if value and (len(value) > most or not LINK.fullmatch(value)):
            self.remarks.append(f"its {column} is not a web address and was left out.")
            return ""
        return value

    def choice(self, column: str, known: dict[str, str]) -> str:
        """One of the known words, as our own name for it."""
        value = self.needed(column)
        if value and value not in known:
            self.wrong(f'{column} "{value}" is not one of: {", ".join(known)}.')
        return known.get(value, "")

    def several(self, column: str) -> list[str]:
        """A list inside one cell, between semicolons or commas."""
        return [part.strip() for part in re.split("[;,]", self.text(column)) if part.strip()]

    def listed(self, column: str) -> list[Any]:
        """A JSON list, as our own export writes it; [] when blank."""
        value = self.text(column, 100_000)
        try:
            found = json.loads(value) if value else []
        except ValueError:
            found = None
        if not isinstance(found, list):
            self.wrong(f"{column} is not a list as our own export writes it.")
            return []
        return found

"""Dates and small print of a table, put into words once."""

from foi.rules.cells import Cell
from foi.rules.outcomes import STAGE_WORDS
from foi.rules.showing import say_date

from .shape import Column

LONGEST_IN_A_TABLE = 140


def short(text: str) -> str:
    """A value that fits into a cell; the whole of it stands on the cell's own page."""
    if len(text) <= LONGEST_IN_A_TABLE:
        return text
    return text[:LONGEST_IN_A_TABLE].rsplit(" ", 1)[0] + " …"


def small_print(cell: Cell) -> str:
    """What a cell must say beside its words."""
    notes = list(cell.notes)
    if cell.stage and cell.stage != "first_response":
        notes.insert(0, STAGE_WORDS[cell.stage])
    return "; ".join(notes)


def days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count:,} working days"


def dates(cell: Cell) -> str:
    """When it was asked, due and answered: "Asked 20 November 2026. Due 21 December 2026." """
    said = [f"Asked {say_date(cell.asked_on)}." if cell.asked_on else ""]
    if cell.answered_on is not None:
        took = f", after {days(cell.working_days)}" if cell.working_days is not None else ""
        said.append(f"Replied {say_date(cell.answered_on)}{took}.")
        if cell.days_late:
            said.append(f"{days(cell.days_late).capitalize()} after the due date.")
    elif cell.due_on is not None and cell.outcome not in ("withdrawn", "received"):
        said.append(f"Due {say_date(cell.due_on)}.")
    return " ".join(part for part in said if part)


def is_of_concern(cell: Cell, column: Column) -> bool:
    """Whether the answer is one that people look at twice; rates and high figures are not judged
    cell by cell."""
    if cell.answer is None or not column.concern:
        return False
    value = cell.answer.value
    if isinstance(value, bool):
        return ("yes" if value else "no") in column.concern
    if isinstance(value, str):
        return column.facts.type == "choice" and value in column.concern
    number = cell.answer.number
    return "negative" in column.concern and number is not None and number < 0

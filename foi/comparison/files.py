"""The table as files: one row a cell, the same columns in CSV, JSON and the spreadsheet."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings

from foi.rules.cells import Cell
from foi.rules.grounds import by_slug

from .shape import Row, Shown, Table

COLUMNS = (
    "letter round authority gss_code dfe_code type region question heading outcome value unit "
    "grounds asked_on due_on late_after answered_on working_days days_late stage checked quote url"
).split()
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ATTRIBUTION = (
    "Twentieth Day; councils' names and codes: DfE and ONS (OGL v3.0), mySociety (CC BY 4.0)"
)
NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(made: Table) -> str:
    """CSV of one round, whole."""
    return "".join(csv_parts([made], columns=columns_of(made.as_at)))


def csv_parts(tables: Iterable[Table], *, columns: list[str]) -> Iterator[str]:
    """CSV, opened by Excel as UTF-8 (it begins with a byte order mark); RFC 4180 line ends.

    The head comes before the first table is made; then a council's rows at a time.
    """
    yield "\ufeff" + ",".join(columns) + "\r\n"
    for made in tables:
        for row in made.rows:
            out = io.StringIO()
            writer = csv.DictWriter(out, columns)
            for record in _of_row(made, row):
                writer.writerow({name: harmless(value) for name, value in record.items()})
            yield out.getvalue()


def columns_of(as_at: date | None) -> list[str]:
    """COLUMNS, then the earlier day whose table it is and the mark of a sample, where it is that;
    and last whether the council disputes the cell ("yes" or nothing)."""
    earlier, sample = ["as_at"] if as_at else [], ["made_up"] if settings.DEMO else []
    return [*COLUMNS, *earlier, *sample, "disputed"]


def json_parts(tables: Iterable[Table], *, filters: dict[str, str]) -> Iterator[str]:
    """Several rounds, each as `as_json` has it, one after the other."""
    yield '{"rounds": ['
    for number, made in enumerate(tables):
        yield ("," if number else "") + as_json(made, filters=filters)
    yield "]}"


def as_json(made: Table, *, filters: dict[str, str]) -> str:
    """The same rows, with what they are, how they were filtered and how much is covered."""
    return json.dumps(_about(made, filters), ensure_ascii=False, default=_plain)


def _about(made: Table, filters: dict[str, str]) -> dict[str, Any]:
    cover = made.coverage
    about: dict[str, Any] = {
        "letter": {"slug": made.letter.slug, "title": made.letter.title},
        "round": {
            "number": made.round.number,
            "opened_on": made.round.opened_on,
            "closed_on": made.round.closed_on,
        },
        "generated_on": made.on,
        "as_at": made.as_at,
        "filters": filters,
        "coverage": {
            "councils": cover.councils,
            "asked": cover.asked,
            "not_asked": cover.not_asked,
            "councils_with": dict(cover.by_group),
            "by_question": {key: dict(groups) for key, groups in cover.by_question.items()},
        },
        "questions": [
            {
                "key": column.key,
                "heading": column.heading,
                "wording": column.wording,
                "type": column.facts.type,
                "unit": column.facts.unit,
                "choices": dict(column.facts.choices),
            }
            for column in made.columns
        ],
        "columns": columns_of(made.as_at),
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "method": f"{settings.SITE_URL}/method/",
        "made_up": settings.DEMO,
        "rows": list(records(made)),
    }
    return about


def records(made: Table) -> Iterator[dict[str, Any]]:
    """One dict a cell that was not filtered out, councils never asked included, in the order of
    `columns_of`.

    None where there is nothing to say; numbers and dates as such.
    """
    for row in made.rows:
        yield from _of_row(made, row)


def _of_row(made: Table, row: Row) -> Iterator[dict[str, Any]]:
    who, last = _who(made, row), {"as_at": made.as_at} if made.as_at else {}
    for shown in row.cells:
        if shown.is_in:
            url = {"url": f"{settings.SITE_URL}{row.url}#{shown.key}"}
            yield who | _cell(shown) | url | last | _made_up() | _disputed(shown.cell)


def _made_up() -> dict[str, Any]:
    return {"made_up": True} if settings.DEMO else {}


def _disputed(cell: Cell) -> dict[str, str]:
    return {"disputed": "yes" if cell.council is not None and cell.council.disputed else ""}


def harmless(value: Any) -> Any:
    """A value for a spreadsheet: text that would run as a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return "yes" if value is True else value
    if value.startswith(_DANGEROUS) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def _who(made: Table, row: Row) -> dict[str, Any]:
    council = row.authority
    return {
        "letter": made.letter.slug,
        "round": made.round.number,
        "authority": council.slug,
        "gss_code": council.gss_code,
        "dfe_code": council.dfe_code,
        "type": council.type,
        "region": council.region,
    }


def _cell(shown: Shown) -> dict[str, Any]:
    cell = shown.cell
    return {
        "question": shown.key,
        "heading": shown.column.heading,
        "outcome": cell.outcome,
        "value": cell.value,
        "unit": cell.unit,
        "grounds": "; ".join(by_slug(ground.slug).code for ground in cell.grounds),
        "asked_on": cell.asked_on,
        "due_on": cell.due_on,
        "late_after": cell.late_after,
        "answered_on": cell.answered_on,
        "working_days": cell.working_days,
        "days_late": _days_late(cell),
        "stage": cell.stage,
        "checked": cell.checked,
        "quote": cell.quote,
    }


def _days_late(cell: Cell) -> int | None:
    """0 is said only of a reply that came in time."""
    known = cell.answered_on is not None and cell.late_after is not None
    return cell.days_late if known or cell.outcome == "overdue" else None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)

"""The table as files: one row a cell, the same columns in CSV and JSON."""

import csv
import io
import json
import re
from collections.abc import Iterator
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
    """CSV, opened by Excel as UTF-8 (it begins with a byte order mark); RFC 4180 line ends.

    In a made-up database every row says so in a last column, `made_up`.
    """
    out = io.StringIO()
    out.write("\ufeff")
    names = [*COLUMNS, "made_up"] if settings.DEMO else COLUMNS
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    for record in records(made):
        if settings.DEMO:
            record["made_up"] = True
        writer.writerow({name: harmless(value) for name, value in record.items()})
    return out.getvalue()


def as_json(made: Table, *, filters: dict[str, str]) -> str:
    """The same rows, with what they are, how they were filtered and how much is covered."""
    cover = made.coverage
    about: dict[str, Any] = {
        "letter": {"slug": made.letter.slug, "title": made.letter.title},
        "round": {
            "number": made.round.number,
            "opened_on": made.round.opened_on,
            "closed_on": made.round.closed_on,
        },
        "generated_on": made.on,
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
        "columns": COLUMNS,
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "method": f"{settings.SITE_URL}/method/",
        "made_up": settings.DEMO,
        "rows": list(records(made)),
    }
    return json.dumps(about, ensure_ascii=False, default=_plain)


def records(made: Table) -> Iterator[dict[str, Any]]:
    """One dict a cell that was not filtered out, councils never asked included, in COLUMNS' order.

    None where there is nothing to say; numbers and dates as such.
    """
    for row in made.rows:
        who = _who(made, row)
        for shown in row.cells:
            if shown.is_in:
                yield who | _cell(shown) | {"url": f"{settings.SITE_URL}{row.url}#{shown.key}"}


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

"""What tests of the table share: made as on a day, one of its cells, its outcomes."""

from datetime import date

from foi.comparison import newest_round, table
from foi.models import LetterVersion
from foi.rules.answers import read, to_json
from tests.builders import (
    load_holidays,
)

TODAY = date(2026, 12, 15)


def value(kind: str, raw: str, choices: tuple[str, ...] = ()) -> dict:
    return to_json(read(kind, raw, choices))


def made(version: LetterVersion, *, user=None, on=TODAY, round_=None, **kwargs):
    load_holidays()
    letter = version.letter
    return table(
        letter, round_ or newest_round(letter), user=user, on=on, **{"in_full": True} | kwargs
    )


def cell(a_table, council="kent", key="pay_linked"):
    for row in a_table.rows:
        if row.authority.slug == council:
            return next(shown.cell for shown in row.cells if shown.key == key)
    raise AssertionError(f"{council} has no row")


def outcomes(a_table) -> dict[str, str]:
    return {row.authority.slug: row.cells[0].outcome for row in a_table.rows}

"""Small register files for the tests, made from the shipped one."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

from authorities.loading import Outcome, load_register
from authorities.shipped import SHIPPED

TODAY = date(2026, 11, 22)


def shipped_rows(path: Path = SHIPPED[0]) -> list[dict[str, str]]:
    """The lines of a shipped file."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """A CSV file of these rows, under the columns of the first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def edited(change: Callable[[dict[str, str]], None], *, only: str = "") -> bytes:
    """The shipped English file, each row (or the rows of one nice name) passed to `change`."""
    rows = shipped_rows()
    for row in rows:
        if not only or row["nice_name"] == only:
            change(row)
    return as_csv(rows)


def load(
    data: bytes | str, *, on: date = TODAY, source: str = "file.csv", dry_run: bool = False
) -> Outcome:
    """Loads a file as the command does."""
    raw = data.encode() if isinstance(data, str) else data
    return load_register(raw, source=source, on=on, dry_run=dry_run)


def told(outcome: Outcome) -> list[str]:
    """The changes as the command prints them."""
    return [f"{authority}: {difference}" for authority, difference in outcome.changes]


def reasons(outcome: Outcome) -> str:
    """All bad rows in one text."""
    return "\n".join(str(problem) for problem in outcome.problems)

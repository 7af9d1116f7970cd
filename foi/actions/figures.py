"""Loading the published figures that the project ships, by the register's codes."""

import csv
import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import transaction

from authorities.models import Authority, Code
from foi.models import Figure
from foi.rules.context import ENGLAND, FIRST_YEAR, MEASURES

FILE = Path(__file__).resolve().parent.parent / "data" / "send_context.csv.gz"
NO_VALUE = "-"
BATCH = 2000
Key = tuple[int | None, int, str]  # authority (None: England), year, measure


class CannotLoadFigures(ValueError):
    """The file cannot be loaded as it is; nothing was changed. The text says where and why."""


@dataclass(frozen=True)
class FiguresLoaded:
    """What loading did, in rows; `left_out`: joint rows and codes that no authority here holds."""

    added: int
    changed: int
    removed: int
    same: int
    left_out: int


def load_figures(*, path: Path = FILE) -> FiguresLoaded:
    """Bring the figures up to the file, all or none. Running it again changes nothing.

    Raises CannotLoadFigures for a row with an unknown measure, a year or value that is none.
    """
    wanted, left_out = _read(path)
    with transaction.atomic():
        rows = Figure.objects.values_list("authority", "year", "measure", "value", "pk")
        have = {(a, y, m): (value, pk) for a, y, m, value, pk in rows}
        changed = [key for key in wanted.keys() & have.keys() if wanted[key] != have[key][0]]
        gone = [have[key][1] for key in [*(have.keys() - wanted.keys()), *changed]]
        new = [*(wanted.keys() - have.keys()), *changed]
        for start in range(0, len(gone), BATCH):
            Figure.objects.filter(pk__in=gone[start : start + BATCH]).delete()
        Figure.objects.bulk_create(
            (Figure(authority_id=a, year=y, measure=m, value=wanted[a, y, m]) for a, y, m in new),
            batch_size=BATCH,
        )
    return FiguresLoaded(
        added=len(new) - len(changed),
        changed=len(changed),
        removed=len(gone) - len(changed),
        same=len(wanted) - len(new),
        left_out=left_out,
    )


def _read(path: Path) -> tuple[dict[Key, Decimal], int]:
    """Every figure of the file by its place; how many rows have no one place."""
    finder = _Finder()
    found: dict[Key, Decimal] = {}
    left_out = 0
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            if row["value"].strip() == NO_VALUE:
                continue
            year, value = _checked(row, number)
            place = finder.find(row["gss_code"], row["dfe_code"], date(year, 1, 1))
            if place is False:
                left_out += 1
                continue
            found[place, year, row["measure"]] = value
    return found, left_out


def _checked(row: Mapping[str, str], number: int) -> tuple[int, Decimal]:
    """Raises CannotLoadFigures with the line."""
    if row["measure"] not in MEASURES:
        raise CannotLoadFigures(f"Line {number}: there is no measure {row['measure']!r}.")
    try:
        year, value = int(row["year"]), Decimal(row["value"]).quantize(Decimal("0.0001"))
    except (ValueError, InvalidOperation) as error:
        raise CannotLoadFigures(f"Line {number}: year or value is no number.") from error
    if year < FIRST_YEAR:
        raise CannotLoadFigures(f"Line {number}: no series begins before {FIRST_YEAR}.")
    return year, value


class _Finder:
    """Any historic code -> its authority, the register's codes being read once."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], list[Code]] = {}
        shared = Code.objects.filter(scheme__in=(Code.Scheme.GSS, Code.Scheme.DFE))
        for code in shared.filter(authority__in=Authority.objects.england()):
            self.codes.setdefault((code.scheme, code.value), []).append(code)

    def find(self, gss: str, dfe: str, on: date) -> int | None | bool:
        """The authority's key, None for England, False where there is no one authority.

        A joint row ("940 / 941") is a figure of two councils together: of neither alone.
        """
        if gss == ENGLAND:
            return None
        if "/" in dfe:
            return False
        return _holder(self.codes.get((Code.Scheme.GSS, gss), ()), on) or _holder(
            self.codes.get((Code.Scheme.DFE, dfe), ()), on
        )


def _holder(codes: Iterable[Code], on: date) -> int | bool:
    """Who held it on the day, else who held it last."""
    held = list(codes)
    if not held:
        return False
    lasting = [
        code for code in held if (code.valid_from or date.min) <= on <= (code.valid_to or date.max)
    ]
    return max(lasting or held, key=Code.newness).authority_id

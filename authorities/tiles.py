"""The tile map of England: one square of a grid for each authority, by its day."""

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

from authorities.models import Authority

DATA = Path(__file__).parent / "data"
COLUMNS, ROWS = 13, 18  # of the grid, counted from 0 at its north-west corner
Tile = tuple[int, int]


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Tile]:
    with (DATA / "tiles.csv").open(newline="") as file:
        return {row["gss_code"]: (int(row["col"]), int(row["row"])) for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _moved() -> list[tuple[date, str, Tile]]:
    """From a day on, by slug, since a planned body has no code yet: a tile that replaces another.

    The oldest change first.
    """
    with (DATA / "tiles_from.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return sorted(
        (date.fromisoformat(row["from"]), row["slug"], (int(row["col"]), int(row["row"])))
        for row in rows
    )


def tile_of(authority: Authority, on: date) -> Tile | None:
    """Column and row of an authority's tile on a day; None for one not in force, or not on the map.

    Any code that it ever had finds it (`with_codes` fetches them for a list).
    """
    if not authority.in_force(on):
        return None
    moved = [tile for day, slug, tile in _moved() if slug == authority.slug and day <= on]
    if moved:
        return moved[-1]
    codes = [code.value for code in authority.codes.all() if code.scheme == "gss"]
    return next((_by_code()[code] for code in codes if code in _by_code()), None)

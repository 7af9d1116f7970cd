"""mySociety's uk_local_authorities.csv.

Taken: GSS codes that we lack, former ones, WhatDoTheyKnow's number, the end of a body and its
successors. Not taken: names (some are out of date), start dates (many are the day the list was
made), latitude, longitude and region (wrong for about ten counties and two bodies).
"""

from datetime import date, timedelta

from authorities.cells import GSS, Cells
from authorities.rows import Basis, CodeClaim, Row

NAME = "mySociety's list of local authorities"
NEEDED = ("local-authority-code", "official-name", "gss-code", "end-date", "replaced-by")
OPTIONAL = (
    "nice-name", "start-date", "nation", "local-authority-type", "alt-names",
    "former-gss-codes", "wdtk-id",
)  # fmt: skip


def last_day(day: date | None) -> date | None:
    """Councils end on 31 March; where the list gives 1 April it means the successor's first day."""
    if day is not None and (day.month, day.day) == (4, 1):
        return day - timedelta(days=1)
    return day


def read_row(line: int, cells: Cells, source: str) -> Row:
    """One council, of any kind: districts are none of ours and are skipped later."""
    code, name = cells.needed("local-authority-code", 20), cells.needed("official-name")
    gss = cells.shaped("gss-code", GSS, "E10000016")
    ended = last_day(cells.day("end-date"))
    codes = [
        CodeClaim("gss", former, Basis.FORMER, valid_to=ended)
        for former in cells.several("former-gss-codes")
        if GSS.fullmatch(former)
    ]
    if gss:
        codes.append(CodeClaim("gss", gss, Basis.SEEN))
    number = cells.text("wdtk-id", 20).removesuffix(".0")
    if number:
        codes.append(CodeClaim("wdtk_id", number, Basis.SEEN, soft=True))
    return Row(
        line=line,
        label=name,
        match=(("la_code", code), *((("gss", gss),) if gss else ())),
        agree=True,
        fills={"valid_to": ended},
        codes=tuple(codes),
        successors=tuple(("la_code", part) for part in cells.several("replaced-by")),
    )

"""WhatDoTheyKnow's all-authorities.csv, and mySociety's re-publication of it (tags with pipes).

Taken: their address for the body and their number, its disclosure log and publication scheme;
the home page only where we have none. Names and notes stay ours. Bodies that are none of ours
are skipped. The file holds no e-mail address.
"""

import re

from authorities.cells import Cells
from authorities.rows import Basis, CodeClaim, Row

NAME = "WhatDoTheyKnow's list of authorities"
NEEDED = ("name", "url-name", "tags")
OPTIONAL = (
    "internal-id", "short-name", "home-page", "publication-scheme", "disclosure-log",
    "notes", "created-at", "updated-at", "version",
)  # fmt: skip


def split_tags(tags: str) -> list[str]:
    """Tags stand between spaces, in the re-publication between pipes."""
    return [tag for tag in re.split(r"[\s|]+", tags) if tag]


def tagged(tags: list[str], key: str) -> list[str]:
    """Values of a machine tag: ["886"] for "la" in ["la:886", "gss:E10000016"]."""
    return [tag.partition(":")[2] for tag in tags if tag.startswith(f"{key}:")]


def code_keys(tags: list[str]) -> tuple[tuple[str, str], ...]:
    """`la:` first, then `gss:`; a body that serves several councils is none of them."""
    las, gsses = tagged(tags, "la"), tagged(tags, "gss")
    if len(las) > 1:
        return ()
    return (*(("dfe", la) for la in las), *(("gss", gss) for gss in gsses))


def read_row(line: int, cells: Cells, source: str) -> Row:
    """One body of the list."""
    name, url_name = cells.needed("name", 300), cells.needed("url-name")
    tags = split_tags(cells.text("tags"))
    joint = len(tagged(tags, "la")) > 1
    codes = [CodeClaim("wdtk", url_name, Basis.CURRENT)]
    number = cells.text("internal-id", 20).removesuffix(".0")
    if number:
        codes.append(CodeClaim("wdtk_id", number, Basis.CURRENT, soft=True))
    return Row(
        line=line,
        label=name,
        match=() if joint else (*code_keys(tags), ("wdtk", url_name)),
        defunct="defunct" in tags,
        facts={
            "disclosure_log": cells.link("disclosure-log", 500),
            "publication_scheme": cells.link("publication-scheme", 500),
        },
        remarks=cells.remarks,
        fills={"website": cells.link("home-page")},
        codes=tuple(codes),
    )

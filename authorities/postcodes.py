"""A postcode -> the council area it looks like. Plain Python; keeps and logs nothing.

The answers come from breakpoints of the ONS Postcode Directory (data/postcode_ranges.csv.gz):
they also answer for postcodes that do not exist, so pages say "looks like".
"""

import gzip
import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RANGES = Path(__file__).parent / "data" / "postcode_ranges.csv.gz"
WIDTH = 7
OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
WHOLE = re.compile(rf"({OUTCODE})([0-9][ABD-HJLNP-UW-Z]{{2}})")
LOOKS = "A postcode looks like ME14 1XQ."
NATIONS = {"E": "England", "S": "Scotland", "W": "Wales"}
ISLANDS = {"JE": "Jersey", "GY": "Guernsey", "IM": "Isle of Man"}
# Non-geographic areas and Gibraltar: no council is meant by them.
NOWHERE = frozenset({"BF", "BX", "GX", "GIR", "XX", "QC"})
FOIA = "Freedom of Information Act 2000"
FOISA = "Freedom of Information (Scotland) Act 2002"


class NotAPostcode(ValueError):
    """What was typed names no place. The sentence never repeats it: errors end up in logs."""


@dataclass(frozen=True)
class Place:
    """Where a postcode looks like it is.

    nation: of the UK, or the island outside it. gss: the council's code; None in Northern
    Ireland (one Education Authority) and on the islands. law: the Act that gives the right to
    ask there; None where no UK Act does.
    """

    nation: str
    gss: str | None
    law: str | None

    @property
    def in_england(self) -> bool:
        """Whether an authority of the comparison answers."""
        return self.nation == "England"

    @property
    def covered(self) -> bool:
        """Whether it lies in the UK; Jersey, Guernsey and the Isle of Man don't."""
        return self.law is not None


@dataclass(frozen=True)
class _Ranges:
    """Sorted 7-byte keys in one string and, for each, the number of its answer: 0.4 MB."""

    keys: bytes
    answers: "array[int]"
    codes: tuple[str, ...]

    def key(self, index: int) -> bytes:
        return self.keys[index * WIDTH : (index + 1) * WIDTH]

    def at(self, key: bytes) -> int:
        """Index of the last breakpoint at or before the key, -1 before the first."""
        return bisect_right(range(len(self.answers)), key, key=self.key) - 1

    def code(self, index: int) -> str:
        return self.codes[self.answers[index]]

    def within(self, outcode: str) -> set[str]:
        """All answers of postcodes that begin with an outcode."""
        first, last = f"{outcode:4}0AA".encode(), f"{outcode:4}9ZZ".encode()
        start = bisect_left(range(len(self.answers)), first, key=self.key)
        inside = {self.code(index) for index in range(start, self.at(last) + 1)}
        return inside | {self.code(max(self.at(first), 0))}


@cache
def _ranges() -> _Ranges:
    """Read on first use and kept for the life of the process."""
    keys, answers, known = bytearray(), array("H"), dict[str, int]()
    with gzip.open(RANGES, "rt", encoding="ascii") as lines:
        next(lines)
        for line in lines:
            key, _, code = line.rstrip("\n").partition(",")
            keys += key.encode().ljust(WIDTH)
            answers.append(known.setdefault(code, len(known)))
    return _Ranges(bytes(keys), answers, tuple(known))


@cache
def _areas() -> frozenset[str]:
    """The letters that postcodes of Great Britain begin with."""
    keys = _ranges().keys
    heads = {keys[start : start + 3].decode() for start in range(0, len(keys), WIDTH)}
    return frozenset(re.split(r"\d", head)[0].strip() for head in heads)


def find(typed: str) -> Place:
    """The place of a postcode, typed in any case and spacing.

    The first half alone ("ME14") will do where all of it lies in one council area.
    Raises NotAPostcode with a sentence for the visitor.
    """
    text = re.sub(r"[\s.\-]", "", typed.strip().upper())
    if not text:
        raise NotAPostcode(f"Type a postcode. {LOOKS}")
    area = re.split(r"\d", text)[0]
    whole = WHOLE.fullmatch(_zeros(text))
    if whole is None and not re.fullmatch(OUTCODE, text):
        raise NotAPostcode(f"That is not a whole postcode. {LOOKS}")
    if area in ISLANDS:
        return Place(ISLANDS[area], None, None)
    if area == "BT":
        return Place("Northern Ireland", None, FOIA)
    if area in NOWHERE or area not in _areas():
        raise NotAPostcode(f"No place in the UK has a postcode that begins so. {LOOKS}")
    return _place(_whole(*whole.groups()) if whole else _half(text))


def _zeros(text: str) -> str:
    """The last three are a figure and two letters: O and I are read as 0 and 1 there."""
    if len(text) < 5:
        return text
    return text[:-3] + text[-3].replace("O", "0").replace("I", "1") + text[-2:]


def _whole(outcode: str, incode: str) -> str:
    ranges = _ranges()
    return ranges.code(max(ranges.at(f"{outcode:4}{incode}".encode()), 0))


def _half(outcode: str) -> str:
    codes = _ranges().within(outcode)
    if len(codes) > 1:
        raise NotAPostcode(
            "That is the first half of a postcode, and more than one council has homes there. "
            f"Type all of it. {LOOKS}"
        )
    return codes.pop()


def _place(gss: str) -> Place:
    nation = NATIONS[gss[0]]
    return Place(nation, gss, FOISA if nation == "Scotland" else FOIA)

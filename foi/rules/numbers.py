"""One figure as people write it: "£1.2m", "(4,500,000)", "57.4 per cent", "twenty-one plans".

Only what is understood to the last character is taken. Separators must stand where English puts
them ("1,23" is nothing), digits of other scripts and footnote numbers are not read as figures.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from foi.rules.number_words import leading_number

Kind = Literal["plain", "money", "percent"]

SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "mill": 1_000_000}
SCALES |= {"million": 1_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000}
PERCENT = "%|per ?cents?|pct|pc"
_HALVES = {"½": ".5", "¼": ".25", "¾": ".75"}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣-"), "-")
_QUOTES = {ord("’"): "'", ord("‘"): "'"}

NUMERAL = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,3}(?: \d{3}){1,4}|\d{1,15})(?:\.\d{1,12})?|\.\d{1,12}"
FIGURE = re.compile(
    rf"(?P<pounds>£|gbp)?\s*(?P<number>{NUMERAL})(?![\d,.]\d)"
    rf"(?:\s*(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})(?![a-z]))?"
    rf"\s*(?:(?P<percent>{PERCENT})(?![a-z]))?\s*(?P<unit>[a-z][a-z/'. -]*)?",
    re.IGNORECASE,
)
_MIXED = re.compile(r"^(\D*\d+) ([13])/([24])(?!\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written: what was typed, its multiplier, its kind and the words after it."""

    digits: Decimal
    scale: int = 1
    kind: Kind = "plain"
    unit: str = ""
    negative: bool = False

    @property
    def value(self) -> Decimal:
        """The number it stands for, without trailing noughts."""
        number = self.digits * self.scale * (-1 if self.negative else 1)
        return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()

    def sharing(self, other: "Figure") -> "Figure":
        """This end of a range with what only the other end says: "1-2m", "10 to 20%"."""
        bare = self.scale == 1 and not self.unit and self.digits < other.digits
        return replace(
            self,
            scale=other.scale if bare else self.scale,
            kind=other.kind if self.kind == "plain" else self.kind,
            unit=self.unit or other.unit,
        )


def fold(raw: str) -> str:
    """One line of plain characters: wide digits, odd spaces and dashes made ordinary."""
    text = "".join(_plain_character(one) for one in raw)
    text = text.translate(_DASHES).translate(_QUOTES)
    return " ".join(_MIXED.sub(_mixed, text).split())


def figure(text: str) -> Figure | None:
    """Read one figure from folded text, to its last character; None where that fails."""
    body, negative = _sign(text)
    spelled = None if body[:1].isdigit() else leading_number(body)
    if spelled is not None:
        number, rest = spelled
        joined = not rest or rest[0] in " %"
        rest, half = (rest[11:], ".5") if rest.startswith(" and a half") else (rest, "")
        body = f"{number}{half}{rest}" if joined else ""
    elif body.lower() in ("half", "a half"):
        body = "0.5"
    match = FIGURE.fullmatch(body)
    return None if match is None else _from_match(match, negative)


def _plain_character(one: str) -> str:
    category = unicodedata.category(one)
    if category in ("Zs", "Zl", "Zp", "Cc"):
        return " "
    if category == "Cf":
        return ""
    if one in _HALVES:
        return _HALVES[one]
    if unicodedata.decomposition(one).startswith(("<wide>", "<narrow>")):
        return unicodedata.normalize("NFKC", one)
    # A digit that is not 0 to 9 (a footnote mark, another script) must not pass for one.
    return one if one.isascii() or not one.isnumeric() else "\N{REPLACEMENT CHARACTER}"


def _mixed(match: re.Match[str]) -> str:
    whole, top, bottom = match[1], int(match[2]), int(match[3])
    part = Decimal(top) / Decimal(bottom)
    return f"{whole}{str(part).removeprefix('0')}" if part < 1 else match[0]


def _sign(text: str) -> tuple[str, bool]:
    """Strip a minus ("-£4.5m", "£-4.5m", "minus 4") or an accountant's brackets."""
    lower = text.lower()
    if lower.startswith("minus "):
        return text[6:], True
    if text.startswith("-") and not text.startswith("--"):
        return text[1:].lstrip(), True
    if text.startswith(("£-", "£ -")):
        return "£" + text[text.index("-") + 1 :].lstrip(), True
    for opening in ("(", "£("):
        if text.startswith(opening) and text.endswith(")") and not _signed(text[len(opening) :]):
            return opening[:-1] + text[len(opening) : -1].strip(), True
    return text, False


def _signed(text: str) -> bool:
    return text.lstrip("£ ").startswith("-")


def _from_match(match: re.Match[str], negative: bool) -> Figure | None:
    unit = (match["unit"] or "").strip().rstrip(".")
    first, _, rest = unit.partition(" ")
    pounds = bool(match["pounds"])
    if first.lower() in ("pound", "pounds", "gbp"):
        pounds, unit = True, rest
    percent = bool(match["percent"])
    if pounds and percent:
        return None
    return Figure(
        digits=Decimal(match["number"].replace(",", "").replace(" ", "")),
        scale=SCALES[match["scale"].lower()] if match["scale"] else 1,
        kind="money" if pounds else "percent" if percent else "plain",
        unit=unit,
        negative=negative,
    )

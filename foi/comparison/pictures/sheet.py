"""A picture as a file of its own: title above, source, coverage, date and licence beneath."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foi.rules.showing import say_date

from .shape import Picture

MARGIN, LEAST_WIDTH = 20, 400  # units of the drawing
TITLE, SMALL = 44, 72  # letters a line
MADE_UP = "Made-up sample: nothing here is real"
SOURCE = "Source: Twentieth Day"
LICENCE = "Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text on the sheet. y: its foot."""

    words: str
    y: int
    size: int
    weight: str = "normal"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where everything stands. at: the top of the drawing; desc: for those who do not see it."""

    picture: Picture
    desc: str
    words: list[Words]
    at: int
    width: int
    height: int
    margin: int = MARGIN


def sheet(picture: Picture, *, about: str, url: str, on: date, made_up: bool) -> Sheet:
    """The sheet of a picture. about: letter, round, filters; url: where it is kept up to date."""
    words: list[Words] = []
    y = MARGIN
    if made_up:
        y = _write(words, [MADE_UP], y, size=14, weight="bold")
    y = _write(words, textwrap.wrap(picture.title, TITLE), y, size=17, weight="bold")
    y = _write(words, textwrap.wrap(about, SMALL - 12), y, size=13)
    if picture.drawing is None:
        y = _write(words, textwrap.wrap(picture.empty, SMALL - 12), y + 6, size=13)
    at = y + 12
    drawing = picture.drawing
    y = at + (drawing.height if drawing else 0) + 6
    said = [f"{picture.coverage}. As of {say_date(on)}.", *picture.notes, f"{SOURCE}, {url}"]
    said += [LICENCE] if not made_up else [LICENCE, f"{MADE_UP}."]
    for line in said:
        y = _write(words, textwrap.wrap(line, SMALL, break_on_hyphens=False), y, size=11) + 2
    width = max(drawing.width if drawing else 0, LEAST_WIDTH) + 2 * MARGIN
    desc = " ".join([*([f"{MADE_UP}."] if made_up else []), f"{about}.", picture.desc, *said])
    return Sheet(picture, desc, words, at, width, y + MARGIN)


def _write(
    words: list[Words], lines: Iterable[str], y: int, *, size: int, weight: str = "normal"
) -> int:
    for line in lines:
        y += size + 4
        words.append(Words(line, y, size, weight))
    return y

"""The files of ``foi/library/``: the letters, their common ending, and the way to them by worry."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from foi.rules.letter_shape import BadLetter

FOLDER = Path(__file__).resolve().parent.parent / "library"
NOT_LETTERS = ("ending.toml", "worries.toml")
AT_MOST_ON_A_SCREEN = 7


@dataclass(frozen=True)
class Ending:
    """The words that every letter shares; the names in braces are filled in when it is written."""

    subject: str
    reference: str
    greeting: str
    identification: str
    questions_heading: str
    answer_heading: str
    how_to_answer: tuple[str, ...]
    closing: str
    last_lines: str


@dataclass(frozen=True)
class Worry:
    """A worry in families' own words, and the letters (slugs, best first) that ask about it."""

    slug: str
    words: str
    letters: tuple[str, ...]


@dataclass(frozen=True)
class Worries:
    """The worries in the order they are shown, and the letter for somebody who is unsure."""

    worries: tuple[Worry, ...]
    unsure_words: str
    unsure_letter: str

    def first(self) -> tuple[Worry, ...]:
        """Those of the first screen."""
        return self.worries[:AT_MOST_ON_A_SCREEN]

    def more(self) -> tuple[Worry, ...]:
        """Those behind "more"."""
        return self.worries[AT_MOST_ON_A_SCREEN:]

    def leading_to(self, slug: str) -> tuple[Worry, ...]:
        """The worries that lead to a letter."""
        return tuple(worry for worry in self.worries if slug in worry.letters)


def letter_files() -> tuple[Path, ...]:
    """The letter files, by name."""
    return tuple(path for path in sorted(FOLDER.glob("*.toml")) if path.name not in NOT_LETTERS)


@cache
def ending() -> Ending:
    """The common ending, from ``ending.toml``."""
    data = _read("ending.toml")
    lines = tuple(data.pop("how_to_answer"))
    return Ending(**data, how_to_answer=lines)


@cache
def worries() -> Worries:
    """The worries, from ``worries.toml``. Raises BadLetter for one that leads to no letter file."""
    data = _read("worries.toml")
    found = Worries(
        worries=tuple(
            Worry(slug, row["words"], tuple(row["letters"]))
            for slug, row in data["worries"].items()
        ),
        unsure_words=data["unsure_words"],
        unsure_letter=data["unsure_letter"],
    )
    known = {path.stem for path in letter_files()}
    named = {slug for worry in found.worries for slug in worry.letters} | {found.unsure_letter}
    if named - known:
        raise BadLetter([f"worries.toml: there is no letter {slug}." for slug in named - known])
    return found


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))

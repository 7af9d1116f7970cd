"""Finding an authority by its name as people type it. Plain Python, no database."""

import csv
import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import TypeVar

NICKNAMES = Path(__file__).parent / "data" / "nicknames.csv"
GENERIC = frozenset(
    "the of and council county borough city royal metropolitan district corporation unitary".split()
)
# Below this share of equal letters two words are different names, not a slip of the finger.
LIKE_ENOUGH = 0.8

Key = TypeVar("Key")


def fold(text: str) -> str:
    """Small letters and single spaces, with "&" as "and" and full stops and hyphens gone."""
    text = text.casefold().replace("&", " and ").replace("'", "").replace(".", "")
    return " ".join(re.findall(r"[a-z0-9]+", text))


def core(text: str) -> str:
    """The folded name without words that many names share ("Kent County Council": "kent")."""
    folded = fold(text).removeprefix("london borough of ").replace(" saint ", " st ")
    words = [word for word in folded.split() if word not in GENERIC]
    return " ".join(words) or folded


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """Slug to what people also call it ("windsor-and-maidenhead": "RBWM"); own list."""
    with NICKNAMES.open(encoding="utf-8", newline="") as file:
        return {row["slug"]: tuple(row["names"].split(";")) for row in csv.DictReader(file)}


def _likeness(typed: str, name: str) -> float:
    """3 same, 2 begins so, 1 to 2 holds all the typed words, below 1 letters alike."""
    if typed == name:
        return 3
    if name.startswith(typed):
        return 2
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in typed.split()):
        return 1
    whole = _alike(typed, name)
    by_word = min(max(_alike(part, word) for word in words) for part in typed.split())
    likeness = max(whole, by_word - 0.01)
    return likeness if likeness >= LIKE_ENOUGH else 0


def _alike(one: str, other: str) -> float:
    """Share of letters that two words have in common, in their order."""
    return SequenceMatcher(None, one, other).ratio()


def _score(typed: str, names: Iterable[str]) -> float:
    return max(
        max(_likeness(fold(typed), fold(name)), _likeness(core(typed), core(name)) - 0.01)
        for name in names
    )


def best_matches(text: str, names: Mapping[Key, tuple[str, str, str]]) -> list[Key]:
    """Keys of the names like the text, best first; letters merely alike only when nothing fits.

    Each value is (slug, short name, official name). Fewer than two letters match nothing.
    """
    if len(fold(text)) < 2:
        return []
    also = nicknames()
    scores = {
        key: _score(text, (short, official, *also.get(slug, ())))
        for key, (slug, short, official) in names.items()
    }
    least = 0.9 if any(score >= 0.9 for score in scores.values()) else LIKE_ENOUGH - 0.01
    found = [key for key, score in scores.items() if score >= least]
    return sorted(found, key=lambda key: (-scores[key], names[key][1]))

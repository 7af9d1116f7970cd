"""Finding an authority by its name as people type it. Plain Python, no database."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

NICKNAMES = Path(__file__).parent / "data" / "nicknames.csv"
GENERIC = frozenset(
    "the of and council county borough city royal metropolitan district corporation unitary".split()
)
# Below this share of equal letters two words are different names, not a slip of the finger.
LIKE_ENOUGH = 0.8
LONGEST = 100

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


@lru_cache(maxsize=2048)
def _forms(name: str) -> tuple[str, str]:
    """Both foldings of a name of the register; what visitors type is never kept."""
    return fold(name), core(name)


def _holds(typed: str, name: str) -> float:
    """3 the same, 2 begins so, 1 every typed word begins a word of it, else 0."""
    if typed == name:
        return 3
    if name.startswith(typed):
        return 2
    words = name.split()
    return float(all(any(word.startswith(part) for word in words) for part in typed.split()))


def _alike(typed: str, name: str) -> float:
    """The share of letters in common, of the whole or word by word; 0 when too small."""
    words = name.split()
    by_word = min(max(_common(part, word) for word in words) for part in typed.split())
    likeness = max(_common(typed, name), by_word - 0.01)
    return likeness if likeness >= LIKE_ENOUGH else 0


def _common(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _score(typed: str, names: Iterable[str], measure: Callable[[str, str], float]) -> float:
    whole, short = fold(typed), core(typed)
    forms = [_forms(name) for name in names]
    return max(max(measure(whole, full), measure(short, bare) - 0.01) for full, bare in forms)


def best_matches(text: str, names: Mapping[Key, tuple[str, str, str]]) -> list[Key]:
    """Keys of the names like the text, best first; letters merely alike only when nothing fits.

    Each value is (slug, short name, official name). Fewer than two letters match nothing.
    """
    if not 2 <= len(fold(text)) <= LONGEST:
        return []
    also = nicknames()
    known = {key: (*name[1:], *also.get(name[0], ())) for key, name in names.items()}
    for measure in (_holds, _alike):
        scores = {key: _score(text, names, measure) for key, names in known.items()}
        found = [key for key, score in scores.items() if score > 0]
        if found:
            return sorted(found, key=lambda key: (-scores[key], known[key][0]))
    return []

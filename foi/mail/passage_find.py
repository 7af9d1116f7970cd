"""Which characters of a page are a passage, whatever became of spaces, line ends and hyphens."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from foi.mail.quoting import LEFT_OUT

_TOKEN = re.compile(r"\w+|[£%<>]")
_PAGE = re.compile(r"\s*(?:pages?|pp?)?[ .]*(\d{1,4})\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Plain:
    """Letters and figures run together: `at` is where each came from; `starts` and `ends` are the
    places where a word begins, and where one has just ended."""

    text: str
    at: tuple[int, ...]
    starts: frozenset[int]
    ends: frozenset[int]


def find_passage(quote: str, characters: Sequence[str]) -> list[int]:
    """The places of the passage's letters and figures among the characters, in order; [] where it
    does not stand there whole. Parts on either side of "…" may lie apart."""
    page = _plain(characters)
    where, found = 0, list[int]()
    parts = [part for part in (_plain(part).text for part in LEFT_OUT.split(quote)) if part]
    for part in parts:
        start = _next(page, part, where)
        if start < 0:
            return []
        where = start + len(part)
        found += page.at[start:where]
    return found


def page_named(place: str) -> int:
    """The number of the page that a person named: 3 for "page 3", "p. 3" and "3"; 0 for none."""
    named = _PAGE.match(place)
    return int(named[1]) if named else 0


def _next(page: _Plain, part: str, where: int) -> int:
    """Where the part stands next as whole words; -1 where nowhere."""
    start = page.text.find(part, where)
    while start >= 0 and not (start in page.starts and start + len(part) in page.ends):
        start = page.text.find(part, start + 1)
    return start


def _plain(characters: Iterable[str]) -> _Plain:
    folded, came_from = list[str](), list[int]()
    for number, character in enumerate(characters):
        for letter in unicodedata.normalize("NFKC", character).casefold():
            folded.append(letter)
            came_from.append(number)
    text, at, starts, ends = list[str](), list[int](), set[int](), set[int]()
    for token in _TOKEN.finditer("".join(folded)):
        starts.add(len(text))
        text += token[0]
        at += came_from[token.start() : token.end()]
        ends.add(len(text))
    return _Plain("".join(text), tuple(at), frozenset(starts), frozenset(ends))

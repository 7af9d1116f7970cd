"""Text made plain for reading by a rule, with the way back to the text as it was typed.

Compatibility forms, invisible characters, curly quotes and odd dashes would hide a name or a
number from a pattern. `fold` takes them away (Unicode NFKC, format characters dropped) and keeps,
for every character left, the place where it stood, so that a finding can be marked or masked in
the words that the person wrote.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""Start and end (exclusive) of a passage, in characters."""


def overlaps(span: Span, spans: list[Span]) -> bool:
    """Whether a passage overlaps one of `spans`, which are sorted and apart from each other."""
    place = bisect_right(spans, span) - 1
    near = spans[max(0, place) : place + 2]
    return any(start < span[1] and span[0] < end for start, end in near)


def lies_in(span: Span, spans: list[Span]) -> bool:
    """Whether a passage lies wholly in one of `spans`, which are sorted and apart."""
    place = bisect_right(spans, span) - 1
    near = spans[max(0, place) : place + 2]
    return any(start <= span[0] and span[1] <= end for start, end in near)


MOST_MARKS = 8
"""Combining marks kept on one letter: no written language needs more, and sorting thousands of
them is how a hostile text makes Unicode normalisation slow."""

_ONE_FOR_ONE = str.maketrans(
    dict.fromkeys("‘’‚‛ʼʹ`´′ʻ＇", "'")
    | dict.fromkeys("‐‑‒–—―−﹘﹣", "-")
    | {"“": '"', "”": '"', "⁄": "/"}
)
_INVISIBLE = {"Cf", "Me", "Cs"}
_SKIPPED = {"\u034f", "\u115f", "\u1160", "\u3164", "\u17b4", "\u17b5"}
_LINE_ENDS = {"\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\r"}
_LETTERS_WITHOUT_MARKS = str.maketrans("łŁøØđĐðÐħı", "lLoOdDdDhi")


_WORD = re.compile(r"[^\W\d_]+")
_LOOKS_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονρυχ",
    "ABESIJKMHOPCTYXaesijkopcyxhdqwABEZHIKMNOPTYXaovpux",
)
"""Cyrillic and Greek letters that look like Latin ones."""


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the plain form; `starts` and `ends` lead from each character back to `raw`."""

    raw: str = field(repr=False)
    text: str = field(repr=False)
    starts: list[int] | None = field(default=None, repr=False)
    ends: list[int] | None = field(default=None, repr=False)

    def raw_span(self, span: Span) -> Span:
        """Where a passage of the plain text stands in the raw one."""
        start, end = span
        if self.starts is None or self.ends is None or start >= end:
            return span
        return self.starts[start], self.ends[end - 1]

    def raw_text(self, span: Span) -> str:
        """A passage as the person typed it."""
        start, end = self.raw_span(span)
        return self.raw[start:end]


def fold(text: str) -> Folded:
    """The plain form of a text. Never raises; takes time in proportion to the length."""
    if text.isascii() and not any(ch in text for ch in "`\r\t\x0b\x0c"):
        return Folded(text, text)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        plain = _plain(text[start : min(end, start + 1 + MOST_MARKS)])
        characters.append(plain)
        starts.extend([start] * len(plain))
        ends.extend([end] * len(plain))
    return Folded(text, _one_script("".join(characters)), starts, ends)


def _one_script(text: str) -> str:
    """Words of Latin letters with look-alikes among them, in Latin letters alone: a name typed
    so (by a trick, or by an odd keyboard) is the same name. Whole words of another script stay."""
    return _WORD.sub(
        lambda m: m[0].translate(_LOOKS_LATIN) if re.search("[A-Za-z]", m[0]) else m[0], text
    )


def without_accents(text: str) -> str:
    """The same text, letter for letter, without accents: Zoë and Zoe are one name."""
    if text.isascii():
        return text
    return "".join(_base(ch) for ch in text).translate(_LETTERS_WITHOUT_MARKS)


def _clusters(text: str) -> Iterator[Span]:
    """Each character together with the combining marks that follow it."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.combining(text[index]):
            yield start, index
            start = index


def _plain(cluster: str) -> str:
    seen = [ch for ch in cluster if not _is_invisible(ch)]
    return "".join(_plain_character(ch) for ch in unicodedata.normalize("NFKC", "".join(seen)))


def _plain_character(ch: str) -> str:
    if ch.isascii() and ch >= " ":
        return "'" if ch == "`" else ch
    if ch == "\n" or ch in _LINE_ENDS:
        return "\n"
    if unicodedata.category(ch) in {"Cc", "Zs"}:
        return " "
    digit = unicodedata.decimal(ch, None)
    return ch.translate(_ONE_FOR_ONE) if digit is None else str(digit)


def _is_invisible(ch: str) -> bool:
    if ch in _SKIPPED or "\ufe00" <= ch <= "\ufe0f" or "\U000e0100" <= ch <= "\U000e01ef":
        return True
    return unicodedata.category(ch) in _INVISIBLE


def _base(ch: str) -> str:
    return ch if ch.isascii() else unicodedata.normalize("NFD", ch)[0]

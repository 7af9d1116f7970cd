"""Sentences of a text and where they stand: what a hint shows the person who decides."""

import re
from dataclasses import dataclass

LONGEST_PASSAGE = 400


@dataclass(frozen=True)
class Passage:
    """A sentence of the text: `text[start:end] == quote`."""

    start: int
    end: int
    quote: str


# A sentence ends at a stop before a capital, or at an empty line; "s. 40" and "No. 5" don't end.
_SENTENCE_END = re.compile(
    r"(?<![\s.(][A-Za-z])(?<!\b[Nn]o)(?<!\b[Rr]eg)[.!?](?=\s+[A-Z0-9“\"'])"
    r"|\n\s*\n|\n(?=[ \t]*[-•*\d])"
)


def sentences(text: str) -> list[Passage]:
    """Return the sentences, list items and headings of a text, in order."""
    found, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        found.append(_trimmed(text, start, match.end()))
        start = match.end()
    found.append(_trimmed(text, start, len(text)))
    return [passage for passage in found if passage.quote]


def passage_at(text: str, start: int, end: int) -> Passage:
    """Return the sentence around a place, cut where it is very long."""
    low, high = max(0, start - LONGEST_PASSAGE), min(len(text), end + LONGEST_PASSAGE)
    window = text[low:high]
    ends = [match.end() + low for match in _SENTENCE_END.finditer(window)]
    first = max((place for place in ends if place <= start), default=low)
    last = min((place for place in ends if place >= end), default=high)
    return _trimmed(text, first, last)


def _trimmed(text: str, start: int, end: int) -> Passage:
    while start < end and text[start].isspace():
        start += 1
    end = min(end, start + 2 * LONGEST_PASSAGE)
    while end > start and text[end - 1].isspace():
        end -= 1
    return Passage(start, end, text[start:end])

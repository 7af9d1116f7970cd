"""A passage where it stands: the words around it, so that a second person can judge it."""

import re
from dataclasses import dataclass

AROUND = 400  # characters shown on either side
_WORDS = re.compile(r"\w+|[£%<>]")
_LEFT_OUT = re.compile(r"\[?(?:…|\.{3,})\]?|\[[a-z -]{4,30} removed\]")
_BETWEEN = r"[^\w£%<>]*"
_MARKS = r"[^\w\s]*"  # a bracket or a full stop that belongs to the passage
_ANYTHING = r"(?s:.{0,4000}?)"


@dataclass(frozen=True)
class InContext:
    """`before`, `passage` and `after` follow on each other in the text; cut at whole words."""

    before: str
    passage: str
    after: str


def in_context(quote: str, text: str) -> InContext | None:
    """The passage with its surroundings, whatever became of spaces, dashes and quotation marks.

    None where it does not stand there word for word (a scanned page has no words at all).
    """
    parts = [_part(part) for part in _LEFT_OUT.split(quote)]
    pattern = _ANYTHING.join(part for part in parts if part)
    found = re.search(pattern, text, re.IGNORECASE) if pattern else None
    if found is None:
        return None
    start, end = found.span()
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return InContext(before.lstrip(), found.group(), after.rstrip())


def _part(words: str) -> str:
    """A part of the quote as a pattern: its words in order, anything but words between them."""
    found = [re.escape(word) for word in _WORDS.findall(words)]
    if not found:
        return ""
    trimmed = words.strip()
    first = r"(?<!\w)" if trimmed[0].isalnum() else _MARKS
    last = "" if trimmed[-1].isalnum() else _MARKS
    return first + _BETWEEN.join(found) + last

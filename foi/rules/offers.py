"""What may be offered to a person whose text holds one figure that was not understood.

"40ish kids" is not read as a count: we ask "did you mean about 40?". Nothing is offered where the
figure may be something else: a section, a page, a year, a part of a fraction.
"""

import re
from collections.abc import Callable

from foi.rules.number_words import leading_number
from foi.rules.numbers import FIGURE
from foi.rules.values import Answer, NotAnAnswer

_HEDGE = re.compile(
    r"ish\b|-?odd\b|\?|\b(?:nearly|almost|just|maybe|perhaps|probably|possibly|some|thereabouts)\b"
)
_NO_OFFER = re.compile(
    r"\b(?:section|sections|s|sec|table|page|p|pp|appendix|annex|question|q|part|paragraph|para|"
    r"regulation|reg|figure|row|column|sheet|tab|note|ref|see|attached|foi|act|not|no|except|"
    r"excluding|excl|unless|or|of|between|per|half|thirds?|quarters?|days?|weeks?|months?|years?)\b|n't|\d[ol]\b|\b[ol]\d|[/<>≤≥+]|--|%.*[£]"
)
_DEFICIT = re.compile(r"\b(?:deficit|overspend|overspent|overdrawn|negative)\b")


def offer(type: str, text: str, read: Callable[[str, str], Answer | None]) -> str:
    """What to suggest for a lower-case text that `read(suggestion, type)` takes, or ""."""
    found = "" if _NO_OFFER.search(text) else _only_figure(text)
    if not found or (found.isdigit() and 1900 <= int(found) <= 2099):
        return ""
    if type != "money" and "£" in text:
        return ""
    if _HEDGE.search(text):
        found = f"about {found}"
    elif type == "money" and _DEFICIT.search(text):
        found = f"-{found}"
    try:
        return found if read(found, type) is not None else ""
    except NotAnAnswer as refused:
        return refused.suggestion


def _only_figure(text: str) -> str:
    """The figure of a text that holds exactly one, in digits or in words."""
    figures, spelled = list(FIGURE.finditer(text)), leading_number(text)
    if spelled is not None and not figures:
        return f"{spelled[0]:,}"
    if len(figures) != 1 or (spelled is not None and not text[0].isdigit()):
        return ""
    found = figures[0]
    if found.start() and text[found.start() - 1] in "0123456789.,$€\N{REPLACEMENT CHARACTER}":
        return ""
    return text[found.start() : found.start("unit") if found["unit"] else found.end()].strip()

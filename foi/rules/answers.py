"""Reading what a council answered into a typed value, or saying why there is none.

`read` never guesses: what is not understood to the last character raises `NotAnAnswer` with a
sentence for the person who typed it and, where one stands out, a suggestion. What was decided:

- "0" is an exact 0; a word for nought ("nil", "none", "no appeals") is 0 with qualifier `nil`.
- "5 or fewer" is lt 6 and "at least 5" gt 4, marked `inclusive` so that they show as written.
- "31 out of 54" is 31 for a count or number and 57.4 for a percentage; "12/13" is nothing.
- a percentage lies between 0 and 100; below 1 it needs its sign, for 0.574 may be a share.
- "March 2025" for a date is the range of its days; money is in pounds, brackets are negative.
- a suppression mark ("*", "[c]", "n/a") is `not_a_value`, kept as what it is.
"""

import re
from collections.abc import Sequence

from foi.rules.marks import NOT_HELD_SENTENCE, is_mark, says_not_held
from foi.rules.numbers import fold
from foi.rules.quantities import read_quantity
from foi.rules.showing import bare, say
from foi.rules.values import (
    NUMERIC,
    TYPES,
    Answer,
    NotAnAnswer,
    counts_in_statistics,
    from_json,
    sort_key,
    to_json,
)
from foi.rules.written_dates import read_date

__all__ = [
    "TYPES",
    "Answer",
    "NotAnAnswer",
    "bare",
    "counts_in_statistics",
    "from_json",
    "read",
    "say",
    "sort_key",
    "to_json",
]

_YES = frozenset({"yes", "y", "true", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "✗", "✘"})
_FIRST = re.compile(r"([^\s,.;:!(-]+)\s*([,.;:!(-]|\Z)?\s*(.*)", re.DOTALL)
_AFTER_YES_NO = frozenset(
    "although and as because but except for however if in it only see subject that the there "
    "they this though unless we when where with".split()
)


def read(type: str, raw: str, choices: Sequence[str] = ()) -> Answer:
    """The typed answer in what was written; `choices` for type choice.

    Raises NotAnAnswer where no value of this type can be read, ValueError for an unknown type.
    """
    if type not in TYPES:
        raise ValueError(f"there is no answer type {type!r}")
    if type in NUMERIC:
        return read_quantity(type, raw)
    if type == "date":
        return read_date(raw)
    text = fold(raw)
    if not text:
        raise NotAnAnswer("Nothing was written here.")
    if type in ("text", "document"):
        return Answer(raw.strip(), "", None, raw.strip())
    if type == "yes_no":
        return _yes_no(text, raw.strip())
    return _choice(text, raw.strip(), choices)


def _yes_no(text: str, written: str) -> Answer:
    """Yes or no; what follows ("no, but …") stays in `written` and in the quote."""
    lower = text.lower()
    if is_mark(text, letters=False):
        return Answer(None, "", "not_a_value", written)
    if says_not_held(text):
        raise NotAnAnswer(NOT_HELD_SENTENCE)
    match = _FIRST.match(lower)
    word, stop, rest = (match[1], match[2], match[3]) if match else (lower, "", "")
    if word not in _YES | _NO:
        raise NotAnAnswer("This question asks for yes or no.", _yes_no_offer(word))
    follows = re.split(r"[^\w]+", rest)[0] if rest else ""
    opposite = (_NO if word in _YES else _YES) | {"/", "or"}
    joined = bool(rest) and not stop and follows not in _AFTER_YES_NO
    if joined or {follows, *_both(rest)} & opposite or lower.endswith("?"):
        raise NotAnAnswer("We cannot tell whether this is yes or no. Please choose one.")
    return Answer(word in _YES, "", None, written)


def _both(rest: str) -> list[str]:
    """The first two words of what follows: "yes and no" says both."""
    words = re.findall(r"\w+", rest)
    return words[1:2] if words[:1] in (["and"], ["or"], ["but"], ["also"]) else []


def _yes_no_offer(word: str) -> str:
    return {"yep": "yes", "yeah": "yes", "nope": "no", "none": "no", "not": ""}.get(word, "")


def _choice(text: str, written: str, choices: Sequence[str]) -> Answer:
    """One of the question's choices; words may follow it, but not another choice."""
    known = {_words(choice): choice for choice in choices}
    said = _words(text)
    if said in known:
        return Answer(known[said], "", None, written)
    if is_mark(text, letters=False):
        return Answer(None, "", "not_a_value", written)
    if says_not_held(text):
        raise NotAnAnswer(NOT_HELD_SENTENCE)
    named = [choice for key, choice in known.items() if f" {key} " in f" {said} "]
    head = _words(re.split(r"[,.;:]| - ", text)[0])
    if head in known and named == [known[head]]:
        return Answer(known[head], "", None, written)
    offered = named[0] if len(named) == 1 and not re.search(r"\b(?:not|nor|or)\b", said) else ""
    raise NotAnAnswer(f"Please choose one of: {', '.join(choices)}.", offered)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text).casefold().replace("_", " ")))

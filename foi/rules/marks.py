"""Marks and words that stand where a figure should: suppressed, unavailable, nought."""

import re

# As in the published tables of government statisticians and of councils: kept as what they are.
_SIGNS = frozenset("* ** *** # - -- --- . .. ... … : ~ © c x z u w k s (c) (x) (z) (s)".split())
_WORDS = frozenset(
    {
        "low",
        "supp",
        "suppressed",
        "withheld",
        "redacted",
        "confidential",
        "disclosive",
        "n/a",
        "n.a",
        "na",
        "not available",
        "unavailable",
        "not applicable",
        "not known",
        "unknown",
        "no data",
        "data not available",
        "information not available",
        "not provided",
        "small numbers",
        "low numbers",
    }
)
_CODE = re.compile(r"\[(?:[a-z]|low|supp)\]")
_HELD = re.compile(
    r"(?:data |figure |number )?(?:is |are |has been )?(?:suppressed|withheld|redacted)"
    r"[ ,:(-]+(?:[^\d]*|.*\b(?:section|s|regulation|reg)\b\.? ?\d+[a-z]?(?:\(\w+\))*\)?)"
)
NIL = frozenset({"nil", "none", "nought", "naught", "nil return", "nil response", "£nil", "zero"})
_NOT_HELD = re.compile(
    r"\b(?:not|never) (?:been )?(?:held|hold|record|recorded|collect|collected|keep|kept|collate|"
    r"collated|monitor|monitored)\b|n't (?:hold|record|collect|keep|collate)\b|"
    r"\bno (?:information|record|records|recorded information)\b"
)
NOT_HELD_SENTENCE = (
    "This says that the council does not hold it, which is an outcome of its own: "
    "choose “Council says it does not hold this”."
)


def is_mark(folded: str, *, letters: bool = True) -> bool:
    """Whether the whole text is a suppression mark. A lone letter is one only for figures."""
    text = folded.lower().strip("\"'“”")
    if len(text) == 1 and text.isalpha():
        return letters and text in _SIGNS
    if text in _SIGNS or text.rstrip(".") in _WORDS:
        return True
    return bool(_CODE.fullmatch(text) or _HELD.fullmatch(text))


def is_nil(folded: str, nouns: frozenset[str]) -> bool:
    """Whether the whole text is a word for nought: "nil", "none", "no appeals"."""
    text = folded.lower().rstrip(".")
    if text in NIL:
        return True
    first, _, rest = text.partition(" ")
    return first in ("no", "nil") and bool(rest) and all(word in nouns for word in rest.split())


def says_not_held(folded: str) -> bool:
    """Whether the words say that the council does not hold or record it."""
    return bool(_NOT_HELD.search(folded.lower()))

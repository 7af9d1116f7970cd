"""The words that say how exact a figure is."""

import re

BELOW = frozenset(
    {"<", "fewer than", "less than", "fewer then", "less then", "lower than", "smaller than"}
    | {"under", "below"}
)
AT_MOST = frozenset(
    {"<=", "=<", "≤", "up to", "up to and including", "at most", "no more than", "not more than"}
    | {"a maximum of", "maximum of", "maximum", "max", "not exceeding", "no greater than"}
    | {"or fewer", "or less", "or under", "or below", "or lower", "and under", "and below"}
    | {"and fewer"}
)
ABOVE = frozenset({">", "more than", "over", "above", "greater than", "in excess of"}) | {
    "exceeding",
    "more then",
    "upwards of",
    "higher than",
}
AT_LEAST = frozenset(
    {">=", "=>", "≥", "at least", "no fewer than", "no less than", "not less than"}
    | {"not fewer than", "a minimum of", "minimum of", "minimum", "min"}
    | {"or more", "or over", "or above", "or greater", "or higher", "and over", "and above"}
    | {"and more", "plus", "+"}
)
_ABOUT = {"about", "approximately", "approx", "around", "roughly", "circa", "an estimated"}
_ABOUT |= {"estimated", "estimate", "in the region of", "in the order of", "est", "ca"}


def _any(words: frozenset[str] | set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SIGNS = {word for word in BELOW | AT_MOST | ABOVE | AT_LEAST if not word[0].isalpha()} - {"+"}
_BEFORE = {word for word in BELOW | AT_MOST | ABOVE | AT_LEAST if word[0].isalpha()}
_AFTER = {word for word in _BEFORE if word.startswith(("or ", "and "))}
_AFTER |= {"plus", "max", "maximum", "minimum", "min", "at most", "at least"}

BOUND_BEFORE = re.compile(
    rf"(?:{_any(_SIGNS)}) ?|(?:{_any(_BEFORE - {'plus'} - _AFTER | {'max', 'min', 'at most'})}"
    r"|at least|maximum|minimum)\.? ",
    re.IGNORECASE,
)
BOUND_AFTER = re.compile(rf"(?<=.) (?:{_any(_AFTER)})(?= |$)| ?\+(?= |$)", re.IGNORECASE)
APPROX_BEFORE = re.compile(
    rf"(?:{_any(_ABOUT)})[.:]? ?(?=[ \d£(-])[ ]?|c\. ?|c(?=[\d£])|c (?=£)|[~≈] ?", re.IGNORECASE
)
APPROX_AFTER = re.compile(
    r"(?: or so| \(?(?:approx|approximately|est|estimate|estimated)\.?\)?)$", re.IGNORECASE
)

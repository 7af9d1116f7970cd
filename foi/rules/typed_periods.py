"""The period that a person types beside an answer: public only where it is a period and no more.

The public never reads a visitor's own words (PUBLICATION.md).
"""

import re

_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_PERIOD_WORDS = (
    "academic and as at autumn before beginning calendar current date day end ended ending "
    "financial first for from full half in last latest month months of on only over past period "
    "previous provisional quarter school september since spring start summer term terms the this "
    "three to two until up week weeks whole winter year years st nd rd th q fy ay"
).split()
_PERIOD = re.compile(
    rf"(?:(?:(?:{'|'.join(sorted({*_MONTHS, *_PERIOD_WORDS}, key=len, reverse=True))})(?![a-z])"
    r"|(?:19|20)\d\d(?:[/–-](?:19|20)?\d\d)?(?!\d)|[0-3]?\d(?:st|nd|rd|th)?(?![a-z\d])"
    r"|\d\d/\d\d(?!\d))[\s.,:;()/–-]{0,3})+",
    re.IGNORECASE,
)
_NAMES_TIME = re.compile(
    rf"(?:19|20)\d\d|\d\d/\d\d|\b(?:{'|'.join(_MONTHS)}|year|month|quarter|term|week)s?\b", re.I
)


def is_period(text: str) -> bool:
    """Whether a text names a time and says nothing else: "1 April 2024 to 31 March 2025"."""
    tidy = text.strip()
    return bool(_PERIOD.fullmatch(tidy) and _NAMES_TIME.search(tidy))

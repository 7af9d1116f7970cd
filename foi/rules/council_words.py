"""A council's own words as everybody reads them: small numbers of people masked."""

import re

from foi.rules.small_numbers import ANY_FEW, mask_few

_PEOPLE = re.compile(
    r"\b(?:child(?:ren)?|pupils?|students?|learners?|young (?:people|persons?)|boys?|girls?"
    r"|famil(?:y|ies)|parents?|carers?|people|persons?|siblings?|EHCPs?|EHC plans?|appeals?|cases?"
    r"|complaints?|complainants?)\b",
    re.IGNORECASE,
)


def as_shown(words: str, *, counts_people: bool) -> str:
    """Without numbers of 1 to 4 that count something, where they may count people: some question
    of the letter does (`counts_people`), or the words themselves speak of people or cases.

    A council may answer any question in any box, so no box is taken to be harmless; a number
    masked once too often does no harm, and what masks it says so.
    """
    return mask_few(words, ANY_FEW) if counts_people or _PEOPLE.search(words) else words

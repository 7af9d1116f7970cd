"""Small numbers: what may be said of few people, at every output path.

A count of 1 to 4 people, plans, appeals or cases is kept as entered and published as "<5"; 0 stays
0. What rests on fewer than 5 people is not published. The published answer never carries what was
typed.
"""

import re
from collections.abc import Collection
from decimal import Decimal

from foi.rules.masking_numbers import mask_small
from foi.rules.number_words import UNITS
from foi.rules.numbers import fold
from foi.rules.quantities import part_of_whole
from foi.rules.statistics import LEAST_FOR_A_PERCENTAGE
from foi.rules.values import HELD_BACK, NUMERIC, Answer

THRESHOLD = 5
# Counts of things that are no people; the letter file says so for each question.
EXEMPT = frozenset(
    {"targets_set", "targets_met", "places_forecast", "places_available", "places_planned"}
    | {"visits"}
)
_WORDS = {number: word for word, number in UNITS.items()}
ANY_FEW = frozenset(range(1, THRESHOLD))
_MAY_SAY_FEW = re.compile(r"(?<!\w)0?[1-4](?!\w)|one|two|three|four|single|couple|pair", re.I)
_SHARE = re.compile(r"\d+(?:\.\d+)? ?(?:%|per ?cent\b)", re.IGNORECASE)


def publish_count(
    answer: Answer, *, key: str, type: str, threshold: int = THRESHOLD, people: bool = True
) -> Answer:
    """The answer as it may be published; anything but a count of people is left alone.

    `people`: whether the question counts people, plans, appeals or cases (its letter file says).
    """
    if type not in NUMERIC or answer.value is None:
        return answer
    if type == "percentage":
        return _publish_share(answer, threshold) if people else _plain(answer)
    if type != "count" or not people or key in EXEMPT:
        return _plain(answer)
    if answer.ends is not None:
        return _publish_range(answer, threshold)
    number = answer.number
    if number is None or answer.qualifier == "gt":
        return _plain(answer)
    if answer.qualifier == "lt":
        return _masked(answer, threshold) if 1 < number < threshold else _plain(answer)
    return _masked(answer, threshold) if 0 < number < threshold else _plain(answer)


def is_small(answer: Answer | None, threshold: int = THRESHOLD) -> bool:
    """Whether an answer says, or may say, that there were 1 to 4."""
    if answer is None or answer.value is None or answer.qualifier == "gt":
        return False
    low, high = _extent(answer)
    return low < threshold and high >= 1


def fewest(answer: Answer, threshold: int = THRESHOLD) -> Decimal:
    """The least number of people that an answer may mean; "over 300" is taken as enough."""
    if answer.value is None:
        return Decimal(0)
    return Decimal(threshold) if answer.qualifier == "gt" else _extent(answer)[0]


def may_publish_figure(resting_on: int | Decimal, threshold: int = THRESHOLD) -> bool:
    """Whether a sum, percentage, rate, median or duration of so many people may be published."""
    return resting_on >= threshold


def publish_rate(part: Answer, whole: Answer, threshold: int = THRESHOLD) -> Decimal | None:
    """The part as a percentage of the whole; None of fewer than ten, as of any percentage here,
    where the part is too few, or where either is no exact figure."""
    top, bottom = part.number, whole.number
    if not (part.is_exact and whole.is_exact) or top is None or bottom is None or not bottom:
        return None
    if bottom < max(threshold, LEAST_FOR_A_PERCENTAGE) or 0 < top < threshold or top > bottom:
        return None
    return (top / bottom * 100).quantize(Decimal("0.1"))


def mask_quote(quote: str, answer: Answer, threshold: int = THRESHOLD) -> str:
    """The quote without the small number that the answer says, in figures or in words.

    Percentages in it go too, for they would give the number back.
    """
    small = few_said(answer, threshold)
    if not small:
        return quote
    spellings = "|".join(f"{number}|{_WORDS.get(number, number)}" for number in sorted(small))
    number = re.compile(rf"(?<![\w.,£])(?:{spellings})(?![\w%]|[.,]\d| ?per ?cent)", re.IGNORECASE)
    return number.sub(f"[fewer than {threshold}]", _SHARE.sub("[percentage not shown]", quote))


def few_said(answer: Answer, threshold: int = THRESHOLD) -> frozenset[int]:
    """The numbers of 1 to 4 that an answer names, such as may stand in a passage."""
    small = {int(end) for end in _ends(answer) if 0 < end < threshold and end == int(end)}
    if answer.inclusive and answer.number is not None:
        small.add(int(answer.number) - 1)
    return frozenset(small)


def mask_few(passage: str, few: Collection[int]) -> str:
    """A passage without these numbers of people, wherever one counts something.

    A council answers several questions in one paragraph: what one answer masks, the passage of
    another must not say. The percentages go too, where a number went.
    """
    if not few or (passage.isascii() and not _MAY_SAY_FEW.search(passage)):
        return passage
    masked = passage
    for number in sorted(few):
        masked = mask_small(masked, number)
    return passage if masked == passage else _SHARE.sub("[percentage not shown]", masked)


def _plain(answer: Answer) -> Answer:
    """Without what was typed, which may say more than the value; "<" is kept, it is a style."""
    sign = answer.written.lstrip()[:1]
    kept = sign if sign in ("<", ">") else ""
    return Answer(answer.value, answer.unit, answer.qualifier, kept, answer.inclusive)


def _masked(answer: Answer, threshold: int) -> Answer:
    return Answer(threshold, answer.unit, "lt", f"<{threshold}")


def _held_back(answer: Answer) -> Answer:
    return Answer(None, answer.unit, "not_a_value", HELD_BACK)


def _publish_range(answer: Answer, threshold: int) -> Answer:
    """ "1 to 4" is "<5"; "3 to 8" says no more than "8 or fewer"."""
    low, high = _extent(answer)
    if high < threshold:
        return _masked(answer, threshold)
    if 0 < low < threshold:
        return Answer(int(high) + 1, answer.unit, "lt", "", inclusive=True)
    return _plain(answer)


def _publish_share(answer: Answer, threshold: int) -> Answer:
    """A percentage read from "3 out of 54" rests on 3."""
    parts = part_of_whole(fold(answer.written).rstrip("."))
    if parts is None:
        return _plain(answer)
    part, whole = parts
    few = 0 < part.value < threshold or whole.value < threshold
    return _held_back(answer) if few else _plain(answer)


def _ends(answer: Answer) -> tuple[Decimal, ...]:
    if answer.ends is not None:
        return answer.ends
    return (answer.number,) if answer.number is not None else ()


def _extent(answer: Answer) -> tuple[Decimal, Decimal]:
    """The least and the most that a count may be."""
    if answer.ends is not None:
        return answer.ends
    number = answer.number or Decimal(0)
    return (Decimal(0), number - 1) if answer.qualifier == "lt" else (number, number)

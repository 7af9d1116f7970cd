"""Figures with what is said about them: bounds, estimates, ranges, a part of a whole.

"fewer than 5", "5 or fewer", "about 40", "between 10 and 20", "31 out of 54 (57.4%)". Each form is
taken only when all of it is understood; anything else is refused with a sentence and, where one
stands out, an offer.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from foi.rules.marks import NOT_HELD_SENTENCE, is_mark, is_nil, says_not_held
from foi.rules.measures import NOUNS, measure, understood
from foi.rules.numbers import Figure, figure, fold
from foi.rules.offers import offer
from foi.rules.phrases import (
    APPROX_AFTER,
    APPROX_BEFORE,
    AT_LEAST,
    AT_MOST,
    BELOW,
    BOUND_AFTER,
    BOUND_BEFORE,
)
from foi.rules.values import WHOLE, Answer, NotAnAnswer

LONGEST = 160
SENTENCES = {
    "count": "We cannot read this as a count. Write it like 54, fewer than 5, 10 to 20 or [c].",
    "number": "We cannot read this as a number. Write it like 2.5, about 40 or 10 to 20.",
    "money": "We cannot read this as a sum of money. Write it like £1,200,000, £1.2m or -£4.5m.",
    "percentage": "We cannot read this as a percentage. Write it like 57.4% or 31 out of 54.",
    "days": "We cannot read this as a number of days. Write it like 20 days or 3 weeks.",
}
_WHOLE_PART = re.compile(r"(.+?) (?:out of|of) (?:the |a total of |all )?(.+)", re.IGNORECASE)
_ONE_IN = re.compile(r"(.+?) in (?:every )?(.+)", re.IGNORECASE)
_BRACKET = re.compile(r"(.+?) ?\((.+)\)")
_LEAD = re.compile(r"(?:(?:a |in )?total(?: of|:| is)?|=) ?(?=[\d£(<>~-]|\w)", re.IGNORECASE)
_A_YEAR = re.compile(r"(?<=[\w)]) ?/ ?(?=(?:year|yr|annum)\b)", re.IGNORECASE)


def read_quantity(type: str, raw: str) -> Answer:
    """Read a count, number, sum, percentage or number of days. Raises NotAnAnswer."""
    text, written = fold(raw), raw.strip()
    if not text:
        raise NotAnAnswer("Nothing was written here.")
    if len(text) > LONGEST:
        raise NotAnAnswer("This is too long for one figure; the passage goes into the quote.")
    if is_mark(text):
        return Answer(None, "", "not_a_value", written)
    found = _shape(_trim(text), type)
    if found is None:
        if says_not_held(text):
            raise NotAnAnswer(NOT_HELD_SENTENCE)
        raise NotAnAnswer(SENTENCES[type], offer(type, text.lower(), _shape))
    return replace(found, written=written)


def part_of_whole(text: str) -> tuple[Figure, Figure] | None:
    """Both numbers of "31 out of 54", from folded text; None where it is none."""
    match = _WHOLE_PART.fullmatch(text)
    part, whole = (figure(match[1]), figure(match[2])) if match else (None, None)
    if part is None or whole is None or "percent" in (part.kind, whole.kind):
        return None
    return (part, whole) if not part.unit and understood(whole, "count") else None


def _trim(text: str) -> str:
    text = text.strip("\"'“”")
    lead = _LEAD.match(text)
    body = text[lead.end() :] if lead else text
    stop = body.endswith(".") and not body.lower().endswith((" est.", " approx.", "p.a."))
    return _A_YEAR.sub(" per ", body.rstrip(".").rstrip() if stop else body)


def _shape(body: str, type: str) -> Answer | None:
    """The first form that takes the whole text. A form that fits with a wrong value raises."""
    if is_nil(body, NOUNS):
        value, unit = measure(Figure(Decimal(0)), type)
        return Answer(value, unit, "nil")
    plain = figure(body)
    if plain is not None and understood(plain, type):
        value, unit = measure(plain, type)
        spelled = value == 0 and not any(one.isdigit() for one in body)
        return Answer(value, unit, "nil" if spelled else None)
    forms: tuple[Callable[[str, str], Answer | None], ...]
    forms = (_bounded, _about, _range, _part, _twice_said)
    return next((found for form in forms if (found := form(body, type)) is not None), None)


def _known(text: str, type: str) -> Figure | None:
    found = figure(text)
    return found if found is not None and understood(found, type) else None


def _bounded(body: str, type: str) -> Answer | None:
    """ "fewer than 5", "<5", "5 or fewer children", "300+", "at least 5"."""
    before = BOUND_BEFORE.match(body)
    if before is not None:
        words, rest = before[0], body[before.end() :]
    else:
        after = BOUND_AFTER.search(body)
        if after is None:
            return None
        words, rest = after[0], f"{body[: after.start()].rstrip()} {body[after.end() :]}".strip()
    found = _known(rest, type)
    return None if found is None else _bound(found, words.lower().strip(), type)


def _bound(found: Figure, words: str, type: str) -> Answer:
    value, unit = measure(found, type)
    below = words in BELOW or words in AT_MOST
    inclusive = words in AT_MOST or words in AT_LEAST
    if inclusive:
        value = value + 1 if below else value - 1
    if below and type in WHOLE and value < 1:
        raise NotAnAnswer("Nothing can be fewer than none.", "0")
    return Answer(value, unit, "lt" if below else "gt", inclusive=inclusive)


def _about(body: str, type: str) -> Answer | None:
    before, after = APPROX_BEFORE.match(body), APPROX_AFTER.search(body)
    if before is None and after is None:
        return None
    rest = body[before.end() :] if before else body
    after = APPROX_AFTER.search(rest) if before else after
    found = _known(rest[: after.start()].rstrip() if after else rest, type)
    if found is None:
        return None
    value, unit = measure(found, type)
    return Answer(value, unit, "approx")


def _ends(body: str) -> Iterator[tuple[str, str]]:
    """Every way to part a text into two ends of a range."""
    lower = body.lower()
    joints: tuple[str, ...] = (" to ", "-")
    for opening, its_joints in (("between ", (" and ", "-", " to ")), ("from ", (" to ",))):
        if lower.startswith(opening):
            body, lower, joints = body[len(opening) :], lower[len(opening) :], its_joints
    for joint in joints:
        place = lower.find(joint)
        while place > 0:
            yield body[:place].strip(), body[place + len(joint) :].strip()
            place = lower.find(joint, place + 1)


def _range(body: str, type: str) -> Answer | None:
    for first, second in _ends(body):
        low, high = _known(first, type), _known(second, type)
        if low is None or high is None or not high.digits:
            continue
        shared = low.sharing(high)
        (low_value, _), (high_value, unit) = measure(shared, type), measure(high, type)
        if low_value >= high_value:
            turned = _turned(first, second)
            raise NotAnAnswer("Please write the lower end of a range first.", turned)
        _refuse_split_scale(low, high, shared, second)
        return Answer((low_value, high_value), unit, "range")
    return None


def _refuse_split_scale(low: Figure, high: Figure, shared: Figure, second: str) -> None:
    """ "£500-£1.2m" may start at £500 or at £500,000: nobody should guess."""
    split = low.scale == 1 and high.scale > 1 and low.digits != 0
    twice_pounds = low.kind == "money" and "£" in second
    if split and (shared.scale == 1 or twice_pounds):
        raise NotAnAnswer("Please write both ends of the range in full, like £1m to £2m.")


def _turned(first: str, second: str) -> str:
    """The range the right way round, unless it is two years ("2023-24")."""
    years = len(first) == 4 and first.isdigit() and len(second) <= 4
    return "" if years or first == second else f"{second} to {first}"


def _part(body: str, type: str) -> Answer | None:
    """ "31 out of 54": the part for a number of things, the share for a percentage."""
    found = part_of_whole(body)
    if found is None and type == "percentage" and (match := _ONE_IN.fullmatch(body)):
        found = part_of_whole(f"{match[1]} out of {match[2]}")
    if found is None or type in ("money", "days"):
        return None
    part, whole = found
    if part.value > whole.value or part.negative:
        raise NotAnAnswer("The part is larger than the whole.")
    if type != "percentage":
        value, unit = measure(part, type)
        return Answer(value, unit or whole.unit)
    if not whole.value:
        raise NotAnAnswer("There is no percentage of none.")
    share = (part.value / whole.value * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    value, unit = measure(Figure(share, kind="percent"), type)
    return Answer(value, unit)


def _twice_said(body: str, type: str) -> Answer | None:
    """ "31 (57.4%)", where the type chooses, and "three (3)", where both say the same."""
    match = _BRACKET.fullmatch(body)
    if match is None:
        return None
    outer, inner = match[1], match[2]
    shares = [_is_share(outer), _is_share(inner)]
    if shares == [True, False] or shares == [False, True]:
        chosen = outer if shares[0] == (type == "percentage") else inner
        return _shape(chosen, type)
    first, second = _shape(outer, type), _shape(inner, type)
    if first is not None and first.qualifier in ("lt", "gt", "range") and is_mark(inner):
        return first
    if first is None or second is None:
        return None
    same = (first.value, first.qualifier or "nil") == (second.value, second.qualifier or "nil")
    return first if same else None


def _is_share(text: str) -> bool:
    found = figure(text)
    return found is not None and found.kind == "percent"

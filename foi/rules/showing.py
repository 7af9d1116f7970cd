"""How a typed answer is shown: in full for people, and bare for the files.

Ranges, estimates and bounds are shown as they were written ("10 to 20", "about 40", "fewer than 5",
"<5"); exact values exactly, with separators ("£1,200,000"), never rounded for looks.
"""

from datetime import date, timedelta
from decimal import Decimal

from foi.rules.values import HELD_BACK, Answer, Scalar

MONTHS = (
    "January February March April May June July August September October November December"
).split()


def say(answer: Answer, type: str, unit: str = "") -> str:
    """The answer for a reader; `unit` is the question's own ("FTE"), the answer's comes first.

    A count stands bare unless the question has a unit; nought is 0 however it was written; a
    suppression mark is named as what it is.
    """
    if answer.value is None:
        return HELD_BACK if answer.written == HELD_BACK else f"no value given ({answer.written})"
    shown_unit = unit if type == "count" else answer.unit or unit
    if isinstance(answer.value, tuple):
        return _range(answer.value, type, shown_unit)
    text = _one(_bound(answer), type, shown_unit)
    fewer = "fewer" if type in ("count", "days") else "less"
    if answer.qualifier == "lt":
        if answer.inclusive:
            return f"{text} or {fewer}"
        return f"<{text}" if "<" in answer.written else f"{fewer} than {text}"
    if answer.qualifier == "gt":
        if answer.inclusive:
            return f"{text} or more"
        return f">{text}" if ">" in answer.written else f"more than {text}"
    return f"about {text}" if answer.qualifier == "approx" else text


def bare(answer: Answer | None) -> str:
    """The value column of the files, without separators or unit ("1200000", "<5", "<=5")."""
    if answer is None:
        return ""
    value = answer.value
    if value is None:
        return answer.written
    if isinstance(value, tuple):
        # Never "10-20": a spreadsheet would make 10 October of it.
        return f"{_bare_one(value[0])} to {_bare_one(value[1])}"
    before = {"lt": "<", "gt": ">", "approx": "about "}.get(answer.qualifier or "", "")
    return f"{before}{'=' if answer.inclusive else ''}{_bare_one(_bound(answer))}"


def say_date(day: date) -> str:
    """A date as the site writes it: 21 December 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def plain_decimal(value: Decimal) -> str:
    """A decimal without exponent or trailing noughts."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bound(answer: Answer) -> Scalar:
    """The number as the council gave it: "5 or fewer" is kept as less than 6 and shown as 5."""
    value = answer.value
    assert value is not None and not isinstance(value, tuple)
    if not answer.inclusive or not isinstance(value, int | Decimal):
        return value
    return value - 1 if answer.qualifier == "lt" else value + 1


def _range(pair: tuple[Scalar, Scalar], type: str, unit: str) -> str:
    low, high = pair
    if isinstance(low, date) and isinstance(high, date):
        return _span(low, high)
    if type == "money":
        unit = "GBP"
    first = _one(low, type, unit if type in ("money", "percentage") else "", bare_days=True)
    return f"{first} to {_one(high, type, unit)}"


def _span(low: date, high: date) -> str:
    """A month or a year given instead of a day."""
    if (low.month, low.day, high.month, high.day) == (1, 1, 12, 31) and low.year == high.year:
        return str(low.year)
    whole = low.day == 1 and (high + timedelta(days=1)).day == 1
    if whole and (low.year, low.month) == (high.year, high.month):
        return f"{MONTHS[low.month - 1]} {low.year}"
    return f"{say_date(low)} to {say_date(high)}"


def _one(value: Scalar, type: str, unit: str, *, bare_days: bool = False) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, str):
        return value
    if type == "money":
        return _money(Decimal(value))
    text = _separated(value)
    if type == "percentage":
        return f"{text}%"
    if type == "days" and not bare_days:
        unit = unit or "days"
        return f"{text} {unit.removesuffix('s') if value == 1 else unit}"
    return f"{text} {unit}" if unit else text


def _separated(value: int | Decimal) -> str:
    return f"{value:,}" if isinstance(value, int) else _group(plain_decimal(value))


def _group(text: str) -> str:
    whole, dot, rest = text.partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole not in ("-0", "") else text


def _money(value: Decimal) -> str:
    text = plain_decimal(abs(value))
    whole, dot, pence = text.partition(".")
    return f"{'-' if value < 0 else ''}£{int(whole):,}" + (f".{pence:0<2}" if dot else "")


def _bare_one(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return plain_decimal(value) if isinstance(value, Decimal) else str(value)

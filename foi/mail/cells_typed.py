"""What a cell of Excel holds, as the words that a person would have typed there."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_POUNDS = re.compile(r"£|\[\$£|GBP")
_BESIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # words, colours and fillers in a format
_DECIMALS = re.compile(r"[0#?]\.([0#?]+)")
_EXACT = 10  # digits that a number without a format keeps: what Excel shows of it


def as_typed(value: Any, number_format: str = "") -> str:
    """The words of a value; "" for an empty cell.

    A date is "31 March 2026" ("March 2026" or "2026" where the format shows no more), a share
    formatted as a percentage "57.4%", pounds "£1,200,000", a truth value TRUE or FALSE.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return _number(value, number_format)
    if isinstance(value, datetime | date):
        return _day(value, _BESIDE.sub("", number_format).lower())
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value) if not isinstance(value, timedelta) else f"{value.total_seconds() / 3600:g} h"


def _day(value: date, shown: str) -> str:
    if "y" in shown and "d" not in shown and "h" not in shown:
        return f"{value:%B %Y}" if "m" in shown else f"{value:%Y}"
    return f"{value.day} {value:%B %Y}"


def _number(value: int | float | Decimal, number_format: str) -> str:
    shown = _BESIDE.sub("", number_format.split(";")[0])
    percent = "%" in shown
    exact = Decimal(str(value)) * (100 if percent else 1)
    if not exact.is_finite():
        return str(value)
    words = _digits(exact, shown, grouped=",0" in shown or ",#" in shown)
    if _POUNDS.search(number_format):
        words = words.removesuffix(".00")
        return f"-£{words[1:]}" if words.startswith("-") else f"£{words}"
    # "12.50" is typed as "12.5"; "12.0" as "12".
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return f"{words}%" if percent else words


def _digits(exact: Decimal, shown: str, *, grouped: bool) -> str:
    """As many decimals as the format shows; without a format as many as Excel would show."""
    if "0" in shown and "E" not in shown:
        decimals = _DECIMALS.search(shown)
        fixed = round(exact, len(decimals[1]) if decimals else 0)
        return f"{fixed:,f}" if grouped else f"{fixed:f}"
    words = f"{exact:.{_EXACT}g}" if exact != exact.to_integral_value() else f"{exact:.0f}"
    return words if "e" not in words else f"{Decimal(words):f}"

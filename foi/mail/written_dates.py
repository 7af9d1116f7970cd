"""Dates as mail programs write them, read the British way (day before month)."""

import re
from datetime import date, time

_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?<!\d)([0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_ISO = re.compile(rf"(?<!\d){_YEAR}-(\d\d?)-(\d\d?)(?!\d)")
_DAY_FIRST = re.compile(rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}", re.IGNORECASE)
_FIGURES = re.compile(rf"(?<!\d)(\d\d?)[./](\d\d?)[./]{_YEAR}")
_TIME = re.compile(r"(?<![\d:])([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?\s*([ap])?\.?m?\b", re.I)


def read_date(written: str) -> date | None:
    """Return the first date in a line, or None.

    "3 November 2026", "Tuesday, November 3, 2026", "3/11/2026" (the third of November, unless
    only the American order makes a date) and "2026-11-03".
    """
    text = written[:300]
    if match := _ISO.search(text):
        return _date(match[1], match[2], match[3])
    if match := _DAY_FIRST.search(text):
        return _date(match[3], match[2], match[1])
    if match := _MONTH_FIRST.search(text):
        return _date(match[3], match[1], match[2])
    if match := _FIGURES.search(text):
        return _date(match[3], match[2], match[1]) or _date(match[3], match[1], match[2])
    return None


def read_time(written: str) -> time | None:
    """Return the first time of day in a line, or None."""
    match = _TIME.search(written[:300])
    if match is None:
        return None
    hour, half = int(match[1]), (match[3] or "").lower()
    if half and not 1 <= hour <= 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(match[2]))


def _date(year: str, month: str, day: str) -> date | None:
    number = _MONTHS.get(month[:3].lower()) or int(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None

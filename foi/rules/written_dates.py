"""Dates as people in Britain write them: day first.

A month or a year given where a day was asked is kept as what it says: the range from its first to
its last day. Nothing is read by today's date: the clock is not looked at.
"""

import calendar
import re
from datetime import date

from foi.rules.marks import is_mark
from foi.rules.numbers import fold
from foi.rules.showing import MONTHS, say_date
from foi.rules.values import Answer, NotAnAnswer

SENTENCE = "We cannot read this as a date. Write it like 1 April 2025, 01/04/2025 or March 2025."
_NAMES = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_NAMES |= {name[:3]: number for name, number in list(_NAMES.items())} | {"sept": 9}
_MONTH = "|".join(sorted(_NAMES, key=len, reverse=True))
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = [
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})(?P<gap>[-/])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})"
        r"(?:[t ]00:00(?::00)?)?",
        _WEEKDAY + r"(?P<day>\d{1,2})(?P<gap>[/.-])(?P<month>\d{1,2})(?P=gap)(?P<year>\d{4}|\d\d)",
        _WEEKDAY + rf"(?:the )?{_DAY}[ -](?:of )?(?P<name>{_MONTH})\.?,?[ -](?P<year>\d{{4}}|\d\d)",
        _WEEKDAY + rf"(?P<name>{_MONTH})\.? {_DAY},? (?P<year>\d{{4}})",
        rf"(?:in )?(?P<name>{_MONTH})\.?,?[ -](?P<year>\d{{4}})",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)",
        r"(?:in )?(?P<year>(?:19|20)\d\d)",
    )
]


def read_date(raw: str) -> Answer:
    """Read a day, or a month or year as a range of days. Raises NotAnAnswer."""
    text, written = fold(raw), raw.strip()
    if not text:
        raise NotAnAnswer("Nothing was written here.")
    if is_mark(text, letters=False):
        return Answer(None, "", "not_a_value", written)
    lower = text.lower().rstrip(".")
    for form in _FORMS:
        if (match := form.fullmatch(lower)) is not None:
            return _from_parts(match.groupdict(), written)
    raise NotAnAnswer(SENTENCE, _offer(lower))


def _from_parts(parts: dict[str, str | None], written: str) -> Answer:
    year = _year(str(parts["year"]))
    name = parts.get("name")
    month = _NAMES[name] if name else int(parts.get("month") or 0)
    if not 1900 <= year <= 2099:
        raise NotAnAnswer(SENTENCE)
    if parts.get("day"):
        return Answer(
            _day(year, month, int(str(parts["day"])), parts.get("weekday")), "", None, written
        )
    first, last = (month, month) if month else (1, 12)
    if not 1 <= last <= 12:
        raise NotAnAnswer(SENTENCE)
    ends = date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    return Answer(ends, "", "range", written)


def _day(year: int, month: int, day: int, weekday: str | None) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        turned = _turned(year, month, day)
        raise NotAnAnswer("There is no such day in the calendar.", turned) from None
    if weekday and weekday != f"{found:%a}".lower():
        raise NotAnAnswer(f"{say_date(found)} is a {found:%A}; please check the day.")
    return found


def _turned(year: int, month: int, day: int) -> str:
    """ "4/13/2025" was written month first."""
    return say_date(date(year, day, month)) if month > 12 >= day and month <= 28 else ""


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else int(text) + (2000 if int(text) < 50 else 1900)


def _offer(text: str) -> str:
    for form in _FORMS[:5]:
        found = [match for match in form.finditer(text) if _stands_alone(match)]
        if len(found) == 1 and len(form.pattern) and "day" in form.groupindex:
            try:
                answer = _from_parts(found[0].groupdict(), "")
            except NotAnAnswer:
                return ""
            return say_date(answer.value) if isinstance(answer.value, date) else ""
    return ""


def _stands_alone(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return not any(one.isdigit() or one in ("/", "-") for one in (before, after))

"""The periods a letter asks about, reckoned from the day of sending.

A question names its period by a placeholder in its wording (``{last_financial_year}``), so that
one letter file serves on every day of the year. Councils' years: the financial year runs from
1 April to 31 March, the academic year from 1 September to 31 August (Education Act 1996,
section 579: a school year begins with the first term after July).
"""

import re
from datetime import date

ANSWER_DAY = "the day you prepare the answer (please say which day)"

PERIODS = (
    "answer_day",
    "last_financial_year",
    "last_academic_year",
    "last_calendar_year",
    "this_financial_year",
    "last_three_financial_years",
    "next_september",
)

_IN_GENERAL = {
    "answer_day": "the day you prepare the answer",
    "last_financial_year": "the last full financial year",
    "last_academic_year": "the last full academic year",
    "last_calendar_year": "the last calendar year",
    "this_financial_year": "this financial year",
    "last_three_financial_years": "the last three full financial years",
    "next_september": "next September",
}

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def placeholders(text: str) -> set[str]:
    """The names between braces in ``text``."""
    return set(_PLACEHOLDER.findall(text))


def last_financial_year(sent_on: date) -> tuple[date, date]:
    """First and last day of the financial year that had ended before ``sent_on``."""
    start, _ = this_financial_year(sent_on)
    return date(start.year - 1, 4, 1), date(start.year, 3, 31)


def this_financial_year(sent_on: date) -> tuple[date, date]:
    """First and last day of the financial year that ``sent_on`` lies in."""
    year = sent_on.year if sent_on >= date(sent_on.year, 4, 1) else sent_on.year - 1
    return date(year, 4, 1), date(year + 1, 3, 31)


def last_academic_year(sent_on: date) -> tuple[date, date]:
    """First and last day of the academic year that had ended before ``sent_on``."""
    year = sent_on.year if sent_on >= date(sent_on.year, 9, 1) else sent_on.year - 1
    return date(year - 1, 9, 1), date(year, 8, 31)


def last_calendar_year(sent_on: date) -> tuple[date, date]:
    """First and last day of the calendar year before that of ``sent_on``."""
    return date(sent_on.year - 1, 1, 1), date(sent_on.year - 1, 12, 31)


def next_september(sent_on: date) -> date:
    """The first 1 September after ``sent_on``."""
    this_year = date(sent_on.year, 9, 1)
    return this_year if sent_on < this_year else date(sent_on.year + 1, 9, 1)


def in_words(sent_on: date) -> dict[str, str]:
    """Every period of PERIODS in words, for a letter sent on ``sent_on``."""
    financial, this = last_financial_year(sent_on), this_financial_year(sent_on)
    three = date(financial[0].year - 2, 4, 1), financial[1]
    return {
        "answer_day": ANSWER_DAY,
        "last_financial_year": f"the financial year {_from_to(financial)}",
        "last_academic_year": f"the academic year {_from_to(last_academic_year(sent_on))}",
        "last_calendar_year": f"the calendar year {last_calendar_year(sent_on)[0].year}",
        "this_financial_year": f"the financial year {_from_to(this)}",
        "last_three_financial_years": f"the three financial years {_from_to(three)}",
        "next_september": f"September {next_september(sent_on).year}",
    }


def fill_in(text: str, sent_on: date) -> str:
    """``text`` with its periods in words. Raises KeyError for a name that is no period."""
    words = in_words(sent_on)
    return _PLACEHOLDER.sub(lambda match: words[match.group(1)], text)


def in_general(text: str) -> str:
    """``text`` for a page that speaks of no one letter: "the last full financial year".

    Raises KeyError for a name that is no period.
    """
    return _PLACEHOLDER.sub(lambda match: _IN_GENERAL[match.group(1)], text)


def figure_year(period: str, day: date) -> int:
    """The year of the published figure that stands beside an answer ("the same year").

    ``day`` is the day of sending for ``last_calendar_year``, and the day the council answered for
    ``answer_day``. Other periods straddle two calendar years, so no yearly figure fits them:
    ValueError.
    """
    if period == "last_calendar_year":
        return day.year - 1
    if period == "answer_day":
        return day.year
    raise ValueError(f"No published yearly figure fits the period {period!r}.")


def day_in_words(day: date) -> str:
    """``20 November 2026``: the day without a leading nought, the month in full."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _from_to(period: tuple[date, date]) -> str:
    return f"{day_in_words(period[0])} to {day_in_words(period[1])}"


# Spelt here, because strftime follows the locale of the machine.
_MONTHS = (
    "January February March April May June July August September October November December"
).split()

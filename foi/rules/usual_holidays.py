"""The bank holidays that a year not yet published may be expected to have.

Schedule 1 of the Banking and Financial Dealings Act 1971 fixes some days; the rest (New Year's Day
outside Scotland, Early May, 12 July, every substitute for a Saturday) is proclaimed year by year
and has been the same for decades. Good enough to say "likely", never to call anybody late.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

SATURDAY, SUNDAY, MONDAY = 5, 6, 0


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of Meeus, Jones and Butcher)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - correction + 15) % 30
    quarters, quarter_rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * quarters - moon - quarter_rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def first_monday(year: int, month: int) -> date:
    """The first Monday of that month."""
    first = date(year, month, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7)


def last_monday(year: int, month: int) -> date:
    """The last Monday of that month (of one with 31 days: May and August are asked for)."""
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


def moved_off_weekend(day: date, *taken: date) -> date:
    """The day itself, or the first day after it that is neither at a weekend nor taken."""
    while day.weekday() >= SATURDAY or day in taken:
        day += timedelta(days=1)
    return day


def _fixed(year: int) -> Iterator[tuple[date, str, str]]:
    new_year = moved_off_weekend(date(year, 1, 1))
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    # Boxing Day keeps its own weekday first: 25 December on a Sunday makes Tuesday the substitute.
    boxing_on = moved_off_weekend(
        boxing, *((date(year, 12, 27),) if _is_saturday(christmas) else ())
    )
    yield new_year, "ESN", "New Year's Day"
    yield moved_off_weekend(date(year, 1, 2), new_year), "S", "2 January"
    yield moved_off_weekend(date(year, 3, 17)), "N", "St Patrick's Day"
    yield moved_off_weekend(date(year, 7, 12)), "N", "Battle of the Boyne"
    yield moved_off_weekend(date(year, 11, 30)), "S", "St Andrew's Day"
    yield moved_off_weekend(christmas, boxing_on), "ESN", "Christmas Day"
    yield boxing_on, "ESN", "Boxing Day"


def _is_saturday(day: date) -> bool:
    return day.weekday() == SATURDAY


@lru_cache(maxsize=256)
def usual_holidays(year: int) -> tuple[tuple[date, str, str], ...]:
    """(day, parts, name) of the year's usual weekday bank holidays; parts are letters of "ESN"."""
    easter = easter_sunday(year)
    return (
        *_fixed(year),
        (easter - timedelta(days=2), "ESN", "Good Friday"),
        (easter + timedelta(days=1), "EN", "Easter Monday"),
        (first_monday(year, 5), "ESN", "Early May"),
        (last_monday(year, 5), "ESN", "Spring"),
        (first_monday(year, 8), "S", "Summer"),
        (last_monday(year, 8), "EN", "Summer"),
    )

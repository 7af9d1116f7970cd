"""Working days: what the Acts count, and why a day is not counted.

FOIA section 10(6): any day other than a Saturday, a Sunday, Christmas Day, Good Friday or a bank
holiday under the Banking and Financial Dealings Act 1971 "in any part of the United Kingdom": the
union of the parts. FOISA section 73: a bank holiday in Scotland. Tribunal rule 12 and subject
access: England and Wales.
"""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from foi.rules.holiday import Holiday, OutsideTable
from foi.rules.usual_holidays import easter_sunday, usual_holidays

__all__ = ["Calendar", "Holiday", "Holidays", "OutsideTable", "in_words", "seed"]

SEED = Path(__file__).with_name("bank_holidays.json")
LAST_YEAR = 2199  # predictions end here; a later date is a slip of the pen
_WHERE = {
    "E": "in England and Wales",
    "S": "in Scotland",
    "N": "in Northern Ireland",
    "EN": "in England, Wales and Northern Ireland",
    "ES": "in England, Wales and Scotland",
    "SN": "in Scotland and Northern Ireland",
    "ESN": "in the whole UK",
}


def in_words(day: date) -> str:
    """A date as pages write it: "Monday 15 June 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


class _Off(NamedTuple):
    reason: str
    announced_on: date | None


class Calendar:
    """The working days of one law: pure look-ups, nothing cached from outside.

    Days before the table's first year, and after 2199, raise OutsideTable.
    """

    def __init__(
        self, rows: Iterable[Holiday], parts: str, *, first_on: date, published_until: date
    ) -> None:
        self.parts = parts
        self.first_on = first_on
        self.published_until = published_until
        self._off: dict[date, _Off] = {}
        self._predicted: dict[int, dict[date, str]] = {}
        by_day: dict[date, list[Holiday]] = {}
        for row in rows:
            if set(row.parts) & set(parts):
                by_day.setdefault(row.on, []).append(row)
        for day, named in by_day.items():
            self._off[day] = _Off(_bank_holiday(named, parts), _known_from(named))

    def is_working_day(self, day: date) -> bool:
        """True where the law counts this day."""
        return self.reason(day) is None

    def reason(self, day: date) -> str | None:
        """Why the day does not count, in words; None for a working day."""
        if not self.first_on.year <= day.year <= LAST_YEAR:
            raise OutsideTable(self.first_on.year, LAST_YEAR)
        if day.weekday() >= 5:
            return f"{day:%A}"
        if day in self._off:
            return self._off[day].reason
        if day > self.published_until:
            return self._expected(day.year).get(day)
        return self._named_in_the_act(day)

    def announced_on(self, day: date) -> date | None:
        """The day on which that bank holiday became known, where it came out of turn."""
        return self._off[day].announced_on if day in self._off else None

    def next_working_day(self, day: date) -> date:
        """The first working day strictly after this one."""
        return self.add(day, 1)

    def on_or_after(self, day: date) -> date:
        """The day itself where it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after this day (which is never counted); n is 1 or more."""
        if n < 1:
            raise ValueError("Count at least one working day.")
        while n:
            day += timedelta(days=1)
            n -= self.is_working_day(day)
        return day

    def count(self, after: date, until: date) -> int:
        """How many working days lie after the first and up to and including the second."""
        span = (until - after).days
        return sum(self.is_working_day(after + timedelta(days=n)) for n in range(1, span + 1))

    def _named_in_the_act(self, day: date) -> str | None:
        """Christmas Day (both Acts) and Good Friday (not in FOISA), even if a table lacks them."""
        if (day.month, day.day) == (12, 25):
            return "Christmas Day"
        if "E" in self.parts and day == easter_sunday(day.year) - timedelta(days=2):
            return "Good Friday"
        return None

    def _expected(self, year: int) -> dict[date, str]:
        if year not in self._predicted:
            self._predicted[year] = {
                day: f"{_bank_holiday([Holiday(day, where, name)], self.parts)}, expected"
                for day, where, name in usual_holidays(year)
                if set(where) & set(self.parts)
            }
        return self._predicted[year]


class Holidays:
    """Every bank holiday known, as three calendars: `uk`, `scotland`, `england_wales`.

    Unchanging once built, so it can be passed round. `published_until` is the last day whose bank
    holidays are all known: by default the end of the last year for which the table holds a
    year's worth of days, so that one early proclamation does not empty its year.
    """

    def __init__(self, rows: Iterable[Holiday], *, published_until: date | None = None) -> None:
        kept = tuple(sorted(rows, key=lambda row: (row.on, row.parts, row.name)))
        if not kept:
            raise ValueError("The table of bank holidays is empty.")
        self.rows = kept
        self.first_on = date(kept[0].on.year, 1, 1)
        self.published_until = published_until or _end_of_last_full_year(kept)
        self.uk = self._calendar("ESN")
        self.scotland = self._calendar("S")
        self.england_wales = self._calendar("E")

    def _calendar(self, parts: str) -> Calendar:
        return Calendar(
            self.rows, parts, first_on=self.first_on, published_until=self.published_until
        )


def read_rows(text: str) -> tuple[Holiday, ...]:
    """The rows of a bank holiday file: JSON, one object a day (date, parts, name, …)."""
    return tuple(
        Holiday(
            on=date.fromisoformat(row["date"]),
            parts=row["parts"],
            name=row["name"],
            announced_on=(
                date.fromisoformat(row["announced_on"]) if row.get("announced_on") else None
            ),
        )
        for row in json.loads(text)
    )


@lru_cache(maxsize=1)
def seed() -> Holidays:
    """The table shipped with the project, for seeding the database and for tests."""
    return Holidays(read_rows(SEED.read_text(encoding="utf-8")))


def _bank_holiday(named: list[Holiday], within: str) -> str:
    """ "bank holiday in Scotland (World Cup)", from the rows of one day that this law counts."""
    parts = "".join(p for p in "ESN" if p in within and any(p in row.parts for row in named))
    names = " and ".join(dict.fromkeys(row.name for row in named))
    return f"bank holiday {_WHERE[parts]} ({names})"


def _known_from(named: list[Holiday]) -> date | None:
    """When a day was first known to be one; None (always known) where any of its rows is usual."""
    dates = [row.announced_on for row in named]
    return None if None in dates else min(d for d in dates if d)


def _end_of_last_full_year(rows: tuple[Holiday, ...]) -> date:
    """A full year has at least six days in each part (England and Wales never had fewer)."""
    days: dict[tuple[int, str], set[date]] = {}
    for row in rows:
        for part in row.parts:
            days.setdefault((row.on.year, part), set()).add(row.on)
    years = sorted({row.on.year for row in rows})
    full = [y for y in years if all(len(days.get((y, part), ())) >= 6 for part in "ESN")]
    return date((full or years)[-1], 12, 31)

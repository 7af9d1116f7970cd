"""The count itself, day by day, so that anybody can check the sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foi.rules.working_days import Calendar, in_words

LONGEST_CLOSURE_DAYS = 5 * 366  # a school shut for longer has no twentieth school day


@dataclass(frozen=True)
class Step:
    """One day of a count: its number, or None and the reason why it was skipped."""

    on: date
    number: int | None
    note: str


@dataclass(frozen=True)
class Pause:
    """Days that are disregarded, both ends included; `last` is None while it goes on."""

    first: date
    last: date | None
    why: str

    def covers(self, day: date) -> bool:
        """True where the day lies in the pause."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Count:
    """A finished count (`until` is its last day) or one that an open pause stopped (None)."""

    steps: tuple[Step, ...]
    until: date | None


def skipped(day: date, reason: str) -> Step:
    """A day that does not count: "Monday 15 June 2026 skipped: bank holiday in Scotland …"."""
    why = "weekend" if day.weekday() >= 5 else reason
    return Step(day, None, f"{in_words(day)} skipped: {why}")


def count_days(
    calendar: Calendar,
    after: date,
    days: int,
    *,
    pauses: Sequence[Pause] = (),
    first_number: int = 1,
) -> Count:
    """Count `days` working days after a day, leaving the pauses out, and say why for each.

    Source: FOIA s.10(1), (2) and (6). A pause without an end stops the count where it begins.
    """
    steps: list[Step] = []
    day, number = after, first_number
    while number < first_number + days:
        day += timedelta(days=1)
        pause = next((p for p in pauses if p.covers(day)), None)
        if pause and pause.last is None or len(steps) > LONGEST_CLOSURE_DAYS:
            return Count(tuple(steps), None)
        reason = calendar.reason(day) or (pause.why if pause else None)
        if reason:
            steps.append(skipped(day, reason))
        else:
            steps.append(Step(day, number, f"{in_words(day)}: working day {number}"))
            number += 1
    return Count(tuple(steps), day)

"""When a link to reply is due, and how long a council has."""

from datetime import date

import pytest

from foi.rules.right_of_reply import AHEAD, REPLY_DAYS, expires_on, is_due, is_short, reply_by
from foi.rules.working_days import seed

UK = seed().uk
TODAY = date(2026, 12, 14)  # a Monday
FAR, NEAR = date(2027, 1, 11), date(2027, 1, 8)  # 16 and 15 working days ahead


@pytest.mark.parametrize(
    ("published", "past_due", "embargo", "expected"),
    [
        (True, False, None, True),  # a single request: the same day
        (False, True, None, False),  # nothing is said of it that was published
        (True, False, FAR, False),  # too early: its findings may still change
        (True, False, NEAR, True),
        (False, False, NEAR, False),  # the council's time is not over: nothing to say
        (False, True, NEAR, True),  # "no reply recorded" is said of it too
        (True, False, TODAY, True),  # the embargo has ended
        (False, True, TODAY, False),
    ],
)
def test_a_link_is_due(published: bool, past_due: bool, embargo: date, expected: bool) -> None:
    is_so = is_due(
        published=published, past_due=past_due, embargo_until=embargo, today=TODAY, calendar=UK
    )
    assert is_so is expected


def test_ten_working_days_fit_before_an_embargo_ends() -> None:
    assert AHEAD >= REPLY_DAYS
    assert UK.count(TODAY, NEAR) == AHEAD and UK.count(TODAY, FAR) == AHEAD + 1


def test_christmas_and_the_scottish_new_year_do_not_count() -> None:
    assert reply_by(TODAY, UK) == date(2026, 12, 30)
    assert reply_by(date(2026, 12, 21), UK) == date(2027, 1, 8)


def test_an_embargo_that_ends_within_the_ten_days_is_short() -> None:
    assert is_short(date(2026, 12, 30), TODAY, UK)
    assert not is_short(date(2026, 12, 31), TODAY, UK)
    assert not is_short(None, TODAY, UK) and not is_short(TODAY, TODAY, UK)


def test_a_link_opens_for_half_a_year() -> None:
    assert expires_on(TODAY) == date(2027, 6, 12)

"""Sixty consecutive working days, FOIA s.12(4) and reg 5 of the Fees Regulations 2004."""

from datetime import date, timedelta

import pytest

from foi.rules.aggregation import clear_from, look_back_to, may_be_added, safe_from
from foi.rules.working_days import seed

TABLE = seed()


@pytest.mark.parametrize(
    ("received", "clear"),
    [(date(2026, 2, 2), date(2026, 4, 30)), (date(2026, 5, 1), date(2026, 7, 30))],
)
def test_the_first_clear_day_is_the_first_outside_the_sixty(received: date, clear: date) -> None:
    assert clear_from(received, TABLE) == clear
    assert may_be_added(received, clear - timedelta(days=1), TABLE)
    assert not may_be_added(received, clear, TABLE)


def test_of_a_receipt_at_a_weekend_the_later_reading_counts() -> None:
    friday, saturday = date(2026, 11, 20), date(2026, 11, 21)
    assert clear_from(saturday, TABLE) > clear_from(friday, TABLE)


def test_one_that_is_still_to_come_adds_nothing() -> None:
    assert not may_be_added(date(2026, 11, 23), date(2026, 11, 20), TABLE)


def test_safe_is_after_the_last_of_several_and_none_when_all_are_past() -> None:
    today = date(2026, 11, 20)
    days = [date(2026, 5, 1), date(2026, 10, 1), date(2026, 11, 2)]
    assert safe_from(days, today, TABLE) == clear_from(date(2026, 11, 2), TABLE)
    assert safe_from(days[:1], today, TABLE) is None
    assert safe_from([], today, TABLE) is None


def test_nothing_that_may_be_added_lies_before_the_look_back() -> None:
    for start in range(0, 3000):
        received = date(2018, 1, 1) + timedelta(days=start)
        assert look_back_to(clear_from(received, TABLE) - timedelta(days=1)) <= received

"""Which mail is right on a day."""

from datetime import date

import pytest

from foi.rules.moments import moments, now_and_past
from foi.rules.working_days import seed

PLAN = moments(
    received_on=date(2026, 11, 20),
    due_on=date(2026, 12, 21),
    late_after=date(2026, 12, 21),
    calendar=seed().uk,
)


def test_the_three_moments_of_a_letter_of_20_november() -> None:
    assert [(row.kind, row.first_on) for row in PLAN] == [
        ("due_soon", date(2026, 12, 17)),
        ("late", date(2026, 12, 22)),
        ("fortieth", date(2027, 1, 22)),
    ]


@pytest.mark.parametrize(
    ("today", "current", "past"),
    [
        (date(2026, 12, 16), None, []),
        (date(2026, 12, 17), "due_soon", []),
        (date(2026, 12, 21), "due_soon", []),
        (date(2026, 12, 22), "late", ["due_soon"]),
        (date(2027, 1, 21), "late", ["due_soon"]),
        (date(2027, 1, 22), "fortieth", ["due_soon", "late"]),
        (date(2028, 1, 1), "fortieth", ["due_soon", "late"]),
    ],
)
def test_one_mail_at_most_is_right(today: date, current: str | None, past: list[str]) -> None:
    now, gone = now_and_past(PLAN, today)
    assert (now.kind if now else None) == current
    assert [row.kind for row in gone] == past


def test_between_the_two_legal_readings_nothing_is_said() -> None:
    plan = moments(
        received_on=date(2026, 9, 5),
        due_on=date(2026, 10, 2),
        late_after=date(2026, 10, 5),
        calendar=seed().uk,
    )
    now, gone = now_and_past(plan, date(2026, 10, 5))
    assert now is None and [row.kind for row in gone] == ["due_soon"]

"""Schools: the twentieth school day or the sixtieth working day, whichever comes first."""

from datetime import date

from foi.rules.clock import Happened, days_late, run
from foi.rules.working_days import seed

HALF_TERM = Happened("school_closed", date(2026, 2, 16), date(2026, 2, 20), "half term")


def clock(received, *events):
    return run("school", received, events, holidays=seed())


def test_without_closures_the_window_is_shown_and_nobody_is_late_before_its_end():
    due = clock(date(2026, 2, 2))
    assert due.due_on == date(2026, 3, 2)
    assert due.late_after == due.outer_on == due.sixtieth_working_day == date(2026, 4, 30)
    assert due.closures_known is False
    assert days_late(due, date(2026, 4, 30), holidays=seed()) == 0


def test_with_closures_the_school_days_decide():
    due = clock(date(2026, 2, 2), HALF_TERM)
    assert due.due_on == due.late_after == date(2026, 3, 9)
    assert due.closures_known is True
    assert due.skipped[0].note == "Monday 16 February 2026 skipped: school closed (half term)"


def test_a_closure_that_was_over_before_receipt_says_nothing_of_this_count():
    assert clock(date(2026, 2, 23), HALF_TERM) == clock(date(2026, 2, 23))


def test_the_scottish_holiday_is_no_working_day_for_an_english_school_either():
    assert clock(date(2026, 6, 1)).due_on == date(2026, 6, 30)


def test_a_school_shut_for_good_has_its_sixty_days():
    due = clock(date(2026, 2, 2), Happened("school_closed", date(2026, 2, 3), date(9999, 12, 31)))
    assert due.twentieth_school_day is None
    assert due.due_on == date(2026, 4, 30)


def test_a_fee_is_disregarded_in_both_limits():
    due = clock(
        date(2026, 2, 2),
        HALF_TERM,
        Happened("fees_notice", date(2026, 2, 9)),
        Happened("fee_paid", date(2026, 2, 13)),
    )
    assert due.due_on == date(2026, 3, 16)
    assert due.sixtieth_working_day == date(2026, 5, 8)


def test_a_closure_of_one_day_needs_no_end():
    due = clock(date(2026, 9, 1), Happened("school_closed", date(2026, 9, 2)))
    assert due.due_on == date(2026, 9, 30)


def test_an_extension_adds_twenty_working_days_after_whichever_limit():
    due = clock(date(2026, 2, 2), HALF_TERM, Happened("pit_extension_notified", date(2026, 3, 6)))
    assert (due.base_due_on, due.due_on, due.soft) == (date(2026, 3, 9), date(2026, 4, 9), True)


def test_closures_mean_nothing_to_a_council():
    plain = run("foia", date(2026, 2, 2), holidays=seed())
    assert run("foia", date(2026, 2, 2), [HALF_TERM], holidays=seed()) == plain

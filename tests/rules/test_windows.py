"""Reviews, regulators, the tribunal, aggregation and subject access."""

from datetime import date

import pytest

from foi.rules.clock import Happened, run
from foi.rules.months import add_months
from foi.rules.working_days import seed


def day(text):
    return date.fromisoformat(text)


def clock(regime, received, *events, **settings):
    happened = [Happened(kind, day(on)) for kind, on in events]
    return run(regime, day(received), happened, holidays=seed(), **settings)


def test_the_regulator_s_six_weeks_are_a_setting():
    assert clock("ico_complaint_window", "2026-02-02").due_on == day("2026-03-16")
    three_months = clock("ico_complaint_window", "2026-02-02", complaint_days=90)
    assert three_months.due_on == day("2026-05-03")


def test_an_internal_review_is_good_practice_and_an_eir_one_is_law():
    assert clock("internal_review", "2026-02-02").soft
    assert not clock("eir_internal_review", "2026-02-02").soft


def test_the_tribunal_s_last_day_rolls_on_over_christmas_in_england():
    due = clock("ftt_appeal", "2026-11-27")
    assert due.due_on == day("2026-12-25")
    assert due.latest_rule12_on == due.late_after == day("2026-12-29")
    assert due.steps[0].note == "Friday 25 December 2026 skipped: bank holiday in England and " \
                                "Wales (Christmas Day)"  # fmt: skip


def test_a_scottish_holiday_does_not_move_the_tribunal_s_day():
    assert clock("ftt_appeal", "2026-05-18").latest_rule12_on == day("2026-06-15")


def test_two_letters_are_clear_of_each_other_after_sixty_working_days():
    due = clock("foia_aggregation_clear", "2026-02-02")
    assert due.due_on == due.cautious_due_on == day("2026-04-30")
    saturday = clock("foia_aggregation_clear", "2026-01-31")
    assert (saturday.due_on, saturday.cautious_due_on) == (day("2026-04-29"), day("2026-04-30"))


def test_six_months_before_the_scottish_commissioner_end_with_the_month():
    due = clock("foisa_appeal_window", "2025-08-31")
    assert (due.due_on, due.cautious_due_on) == (day("2026-02-28"), day("2026-02-27"))


def test_a_late_scottish_answer_opens_the_window_from_its_receipt():
    due = clock("foisa_review_window", "2026-02-02", ("response", "2026-03-03"))
    assert due.s10_expiry == day("2026-03-02")
    assert due.due_on == due.cautious_due_on == day("2026-04-29")


def test_an_answer_in_time_leaves_the_window_open_from_the_end_of_the_period():
    due = clock(
        "foisa_review_window", "2026-02-02", ("clarification_requested", "2026-02-10"),
        ("clarification_received", "2026-02-17"), ("response", "2026-02-20"),
    )  # fmt: skip
    assert due.s10_expiry == day("2026-03-17")
    assert due.due_on == seed().scotland.add(day("2026-03-17"), 40)
    assert due.cautious_due_on == seed().scotland.add(day("2026-02-20"), 40)


def test_an_answer_while_the_clock_stood_opens_the_window_from_its_receipt():
    due = clock(
        "foisa_review_window", "2026-02-02", ("clarification_requested", "2026-02-10"),
        ("response", "2026-02-20"),
    )  # fmt: skip
    assert due.s10_expiry is None
    assert due.due_on == due.cautious_due_on


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-01-31", "2026-03-02"),  # 28 February is a Saturday
        ("2025-11-25", "2025-12-29"),  # Christmas Day, Boxing Day, a weekend
        ("2026-10-30", "2026-11-30"),  # a holiday in Scotland alone
        ("2026-09-01", "2026-10-01"),
    ],
)
def test_subject_access_takes_a_month_and_rolls_on_to_a_working_day(received, due):
    assert clock("sar", received).due_on == day(due)


def test_waiting_for_a_clarification_is_left_out_of_the_month():
    asked, replied = "clarification_requested", "clarification_received"
    due = clock("sar", "2026-09-01", (asked, "2026-09-07"), (replied, "2026-09-10"))
    assert due.due_on == day("2026-10-05"), "1 October and the four days of waiting"
    twice = clock(
        "sar", "2026-09-01", (asked, "2026-09-07"), (asked, "2026-09-08"),
        (replied, "2026-09-10"), (asked, "2026-09-14"), (replied, "2026-09-14"),
    )  # fmt: skip
    assert twice.due_on == day("2026-10-06")
    assert clock("sar", "2026-09-01", (asked, "2026-09-07")).due_on is None
    after = clock("sar", "2026-09-01", (asked, "2026-10-02"), (replied, "2026-10-09"))
    assert after.due_on == day("2026-10-01"), "the month was over"


def test_the_month_counts_neither_its_first_day_nor_a_wait_on_its_last():
    asked, replied = "clarification_requested", "clarification_received"
    first = clock("sar", "2026-09-01", (asked, "2026-09-01"), (replied, "2026-09-02"))
    assert first.due_on == day("2026-10-02"), "the day of receipt was not counted anyway"
    last = clock("sar", "2026-09-01", (asked, "2026-10-01"), (replied, "2026-10-01"))
    assert last.due_on == day("2026-10-02")


def test_the_month_begins_with_the_proof_of_identity_or_the_fee():
    held = clock("sar", "2026-09-01", ("id_requested", "2026-09-03"))
    assert (held.due_on, held.on_hold_since) == (None, day("2026-09-03"))
    begun = clock(
        "sar", "2026-09-01", ("id_requested", "2026-09-03"), ("id_received", "2026-09-08")
    )
    assert begun.due_on == day("2026-10-08")
    paid = clock("sar", "2026-09-01", ("fees_notice", "2026-09-03"), ("fee_paid", "2026-09-09"))
    assert paid.due_on == day("2026-10-09")


def test_two_more_months_only_if_said_within_the_first():
    in_time = clock("sar", "2026-02-02", ("sar_extension_notified", "2026-03-02"))
    too_late = clock("sar", "2026-02-02", ("sar_extension_notified", "2026-03-03"))
    assert (in_time.due_on, in_time.base_due_on) == (day("2026-05-05"), day("2026-03-02"))
    assert (too_late.due_on, too_late.extended) == (day("2026-03-02"), False)


def test_windows_near_the_end_of_the_table_are_provisional():
    assert clock("ftt_appeal", "2028-12-05").provisional
    assert clock("sar", "2028-12-05").provisional
    assert clock("foisa_review_window", "2028-12-05").provisional
    assert not clock("ico_complaint_window", "2028-12-05").provisional, "holidays do not matter"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_months_end_on_the_corresponding_date_or_the_month_s_last(start, months, end):
    assert add_months(day(start), months) == day(end)

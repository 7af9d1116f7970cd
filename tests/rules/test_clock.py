"""The clock with several things happening at once; every date here was counted by hand."""

from datetime import date

import pytest

from foi.rules.clock import Happened, days_late, days_taken, run
from foi.rules.regimes import REGIMES, UnknownRegime
from foi.rules.working_days import Holiday, Holidays, OutsideTable, seed


def day(text):
    return date.fromisoformat(text)


def clock(regime, received, *events, holidays=None):
    happened = [Happened(kind, day(on)) for kind, on in events]
    return run(regime, day(received), happened, holidays=holidays or seed())


ASKED, REPLIED = "clarification_requested", "clarification_received"
NOTICE, PAID = "fees_notice", "fee_paid"
PIT, EXTENDED = "pit_extension_notified", "eir_extension_notified"
GONE, ARRIVED = "transferred", "received_by_new_authority"


def test_a_clarification_and_then_a_fee():
    due = clock("foia", "2026-02-02", (ASKED, "2026-02-05"), (REPLIED, "2026-02-16"),
                (NOTICE, "2026-02-23"), (PAID, "2026-02-27"))  # fmt: skip
    assert due.due_on == day("2026-03-24")
    assert due.counted_from == day("2026-02-16")
    assert due.fee_payment_deadline == day("2026-05-22")


def test_a_fee_before_a_clarification_no_longer_matters_once_the_count_restarts():
    due = clock("foia", "2026-02-02", (NOTICE, "2026-02-03"), (PAID, "2026-02-05"),
                (ASKED, "2026-02-09"), (REPLIED, "2026-02-16"))  # fmt: skip
    assert due.due_on == clock("foia", "2026-02-16").due_on


def test_a_clarification_that_comes_on_a_saturday_has_both_readings():
    due = clock("foia", "2026-02-02", (ASKED, "2026-02-05"), (REPLIED, "2026-02-14"))
    assert due.due_on == day("2026-03-13")
    assert due.code_due_on == due.late_after == day("2026-03-16")


def test_a_transfer_received_on_a_sunday_has_both_readings_too():
    due = clock("foia", "2026-02-02", (GONE, "2026-02-13"), (ARRIVED, "2026-02-15"))
    assert (due.due_on, due.late_after) == (day("2026-03-13"), day("2026-03-16"))


def test_receipt_on_a_working_day_has_one_reading():
    due = clock("foia", "2026-09-01")
    assert due.code_due_on is None
    assert due.late_after == due.due_on == day("2026-09-29")


def test_a_public_interest_extension_after_a_fee():
    due = clock("foia", "2026-02-02", (NOTICE, "2026-02-09"), (PAID, "2026-02-13"),
                (PIT, "2026-03-06"))  # fmt: skip
    assert (due.base_due_on, due.due_on) == (day("2026-03-09"), day("2026-04-09"))
    assert due.soft and due.extended


def test_the_public_interest_extends_foia_alone():
    for regime in ("eir", "foisa", "internal_review", "sar"):
        assert clock(regime, "2026-02-02", (PIT, "2026-02-10")) == clock(regime, "2026-02-02")


def test_a_late_public_interest_notice_still_gives_the_time():
    due = clock("foia", "2026-02-02", (PIT, "2026-03-05"))
    assert (due.base_due_on, due.due_on) == (day("2026-03-02"), day("2026-03-31"))


def test_an_eir_extension_in_time_because_a_fee_moved_the_twentieth_day():
    events = [(NOTICE, "2026-02-09"), (PAID, "2026-02-13")]
    in_time = clock("eir", "2026-02-02", *events, (EXTENDED, "2026-03-09"))
    too_late = clock("eir", "2026-02-02", *events, (EXTENDED, "2026-03-10"))
    assert in_time.due_on == day("2026-04-09") and not in_time.soft
    assert too_late.due_on == day("2026-03-09") and not too_late.extended


def test_an_eir_extension_that_only_the_code_s_reading_lets_in_makes_nobody_late():
    due = clock("eir", "2026-09-05", (EXTENDED, "2026-10-05"))
    assert due.due_on == day("2026-10-02")
    assert due.late_after == day("2026-11-02")


def test_an_eir_extension_means_nothing_under_foia():
    assert clock("foia", "2026-02-02", (EXTENDED, "2026-02-10")) == clock("foia", "2026-02-02")


def test_an_unanswered_question_stops_the_clock():
    due = clock("foia", "2026-02-02", (ASKED, "2026-02-05"))
    assert (due.due_on, due.late_after, due.steps) == (None, None, ())
    assert (due.on_hold_since, due.hold) == (day("2026-02-05"), ASKED)


def test_a_second_question_stops_it_again_from_that_day():
    due = clock("foia", "2026-02-02", (ASKED, "2026-02-05"), (REPLIED, "2026-02-06"),
                (ASKED, "2026-02-10"), (ASKED, "2026-02-12"))  # fmt: skip
    assert due.due_on is None
    assert due.on_hold_since == day("2026-02-10")


def test_one_answer_settles_every_question_before_it():
    due = clock("foia", "2026-02-02", (ASKED, "2026-02-05"), (ASKED, "2026-02-10"),
                (REPLIED, "2026-02-16"))  # fmt: skip
    assert due.due_on == day("2026-03-16")


def test_a_question_answered_the_same_day_restarts_the_count_there():
    due = clock("foia", "2026-02-02", (REPLIED, "2026-02-16"), (ASKED, "2026-02-16"))
    assert due.due_on == day("2026-03-16")


def test_an_unpaid_fee_stops_the_clock_and_the_trace_ends_there():
    due = clock("foia", "2026-02-02", (NOTICE, "2026-02-09"))
    assert due.due_on is None and not due.lapsed
    assert (due.on_hold_since, due.hold) == (day("2026-02-09"), NOTICE)
    assert due.fee_payment_deadline == day("2026-05-08")
    assert [step.number for step in due.steps if step.number] == [1, 2, 3, 4]
    assert due.steps[-1].on == day("2026-02-08")


def test_a_fee_paid_after_its_last_day_lets_the_duty_lapse():
    last = clock("foia", "2026-02-02", (NOTICE, "2026-02-09"), (PAID, "2026-05-08"))
    late = clock("foia", "2026-02-02", (NOTICE, "2026-02-09"), (PAID, "2026-05-09"))
    assert last.due_on and not last.lapsed
    assert late.due_on is None and late.lapsed


def test_three_months_from_the_end_of_november_end_in_february():
    assert clock("foia", "2025-11-03", (NOTICE, "2025-11-30")).fee_payment_deadline == day(
        "2026-02-27"
    )


def test_eir_gives_sixty_working_days_to_pay():
    due = clock("eir", "2026-05-05", (NOTICE, "2026-05-11"))
    assert seed().uk.count(day("2026-05-11"), due.fee_payment_deadline) == 60
    assert due.fee_payment_deadline == day("2026-08-07")


def test_a_fee_asked_after_the_due_day_moves_nothing():
    due = clock("foia", "2026-02-02", (NOTICE, "2026-03-03"))
    assert due.due_on == day("2026-03-02")
    assert due.on_hold_since is None


def test_a_fee_asked_on_the_due_day_still_stops_it():
    assert clock("foia", "2026-02-02", (NOTICE, "2026-03-02")).due_on is None


def test_a_notice_sent_twice_waits_from_the_first_and_lapses_by_the_last():
    due = clock("foia", "2026-02-02", (NOTICE, "2026-02-09"), (NOTICE, "2026-02-11"),
                (PAID, "2026-02-13"))  # fmt: skip
    assert due.due_on == day("2026-03-09")
    assert due.fee_payment_deadline == day("2026-05-10")


def test_a_payment_nobody_asked_for_changes_nothing():
    assert clock("foia", "2026-02-02", (PAID, "2026-02-09")) == clock("foia", "2026-02-02")


def test_while_a_transfer_is_on_its_way_no_clock_runs():
    due = clock("foia", "2026-02-02", (GONE, "2026-02-09"))
    assert due.due_on is None
    assert (due.on_hold_since, due.hold) == (day("2026-02-09"), GONE)


def test_a_new_authority_starts_with_a_clean_sheet():
    due = clock("foia", "2026-02-02", (ASKED, "2026-02-04"), (NOTICE, "2026-02-05"),
                (PIT, "2026-02-06"), (GONE, "2026-02-09"), (ARRIVED, "2026-02-11"))  # fmt: skip
    assert due.due_on == day("2026-03-11")
    assert not due.soft and due.fee_payment_deadline is None


def test_chasing_acknowledging_and_council_holidays_change_nothing():
    idle = [(kind, "2026-02-10") for kind in
            ("acknowledged", "chased", "informal_query", "council_closed", "response")]  # fmt: skip
    assert clock("foia", "2026-02-02", *idle) == clock("foia", "2026-02-02")


def test_what_is_dated_before_receipt_has_no_effect():
    early = [(ASKED, "2026-01-30"), (NOTICE, "2026-01-30"), (GONE, "2026-01-30")]
    assert clock("foia", "2026-02-02", *early) == clock("foia", "2026-02-02")


def test_scotland_counts_its_own_days_through_a_fee():
    due = clock("foisa", "2026-03-02", (NOTICE, "2026-03-16"), (PAID, "2026-03-18"))
    assert due.due_on == day("2026-04-02"), "17 March is a working day there: three days lost"
    assert due.fee_payment_deadline == day("2026-06-15")


def test_public_record_offices_have_thirty_days():
    assert clock("foia_archives", "2026-09-01").due_on == day("2026-10-13")


def test_a_holiday_proclaimed_on_the_way_is_contested_and_one_known_before_is_not():
    assert clock("foia", "2022-09-05").due_on == day("2022-10-04")
    assert clock("foia", "2022-09-05").contested
    assert not clock("foia", "2022-09-10").contested, "received on the day of the proclamation"
    assert not clock("foia", "2022-08-15").contested, "over before the 19th"
    restarted = clock("foia", "2022-09-05", (ASKED, "2022-09-07"), (REPLIED, "2022-09-13"))
    assert not restarted.contested
    paused = clock("foia", "2022-09-05", (NOTICE, "2022-09-15"), (PAID, "2022-09-20"))
    assert not paused.contested, "the day would not have counted anyway"


def test_beyond_the_published_holidays_the_date_is_only_likely():
    due = clock("foia", "2028-12-15")
    assert due.due_on == day("2029-01-18")
    assert due.provisional
    assert days_late(due, day("2029-02-28"), holidays=seed()) == 0
    assert not clock("foia", "2028-11-27").provisional


def test_a_holiday_added_later_moves_the_date_and_a_withdrawn_one_moves_it_back():
    added = Holidays([*seed().rows, Holiday(day("2026-09-14"), "N", "One-off")])
    assert clock("foia", "2026-09-01", holidays=added).due_on == day("2026-09-30")
    fewer = Holidays(row for row in seed().rows if row.on != day("2026-06-15"))
    assert clock("foia", "2026-06-01", holidays=fewer).due_on == day("2026-06-29")
    assert clock("foia", "2026-06-01").due_on == day("2026-06-30")


def test_the_trace_names_each_skipped_day():
    skipped = [step.note for step in clock("foia", "2026-05-18").skipped]
    assert skipped == [
        "Monday 25 May 2026 skipped: bank holiday in the whole UK (Spring)",
        "Monday 15 June 2026 skipped: bank holiday in Scotland (World Cup)",
    ]


def test_the_trace_says_when_it_waited_for_a_fee():
    due = clock("foia", "2026-02-02", (NOTICE, "2026-02-09"), (PAID, "2026-02-09"))
    assert [step.note for step in due.skipped] == [
        "Monday 9 February 2026 skipped: waiting for the fee to be paid"
    ]


def test_days_taken_and_days_late_count_working_days():
    due = clock("foia", "2026-09-05")
    monday, tuesday = day("2026-10-05"), day("2026-10-06")
    assert days_taken(day("2026-09-05"), monday, regime="foia", holidays=seed()) == 21
    assert days_taken(monday, monday, regime="foia", holidays=seed()) == 0
    assert days_taken(tuesday, monday, regime="foia", holidays=seed()) == 0
    assert days_late(due, monday, holidays=seed()) == 0, "in time under the Code's reading"
    assert days_late(due, tuesday, holidays=seed()) == 2, "counted from the due day"


def test_lateness_is_counted_in_the_regime_s_own_days():
    # Both were due on 1 April 2026. Easter Monday, the 6th, is a working day in Scotland alone.
    assert days_late(clock("foisa", "2026-03-04"), day("2026-04-07"), holidays=seed()) == 3
    assert days_late(clock("foia", "2026-03-03"), day("2026-04-07"), holidays=seed()) == 2


def test_nobody_is_late_while_the_clock_stands():
    held = clock("foia", "2026-02-02", (ASKED, "2026-02-05"))
    assert days_late(held, day("2026-12-01"), holidays=seed()) == 0


def test_the_two_readings_may_part_over_an_unpaid_fee():
    """Due under one reading the day before the notice, waiting for the fee under the other."""
    due = clock("foia", "2026-09-05", (NOTICE, "2026-10-05"))
    assert due.due_on == day("2026-10-02")
    assert due.late_after is None
    assert days_late(due, day("2026-12-01"), holidays=seed()) == 0


def test_an_unknown_regime_and_a_year_outside_the_table_are_said():
    with pytest.raises(UnknownRegime, match="“foi” is no regime. Known: foia"):
        clock("foi", "2026-02-02")
    for regime in REGIMES:
        with pytest.raises(OutsideTable, match="1 January 2018"):
            clock(regime, "2017-12-31")
        with pytest.raises(OutsideTable, match="2199"):
            clock(regime, "2199-01-01")


def test_something_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Happened("school_closed", day("2026-02-20"), day("2026-02-16"))

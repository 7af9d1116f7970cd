"""Which request fills a cell, and what the cell says of it on a day."""

from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.rules.answers import read
from foi.rules.cells import (
    CitedGround,
    CouncilSaid,
    Facts,
    FindingFacts,
    QuestionFacts,
    Remembered,
    cell,
    shown_again,
    which,
)
from foi.rules.outcomes import WORDS, Waiting
from foi.rules.values import HELD_BACK
from foi.rules.working_days import seed

CALENDAR = seed().uk
DUE = date(2026, 12, 21)
COUNT = QuestionFacts("reviews_overdue", "count", small_numbers=True)
SENT = Facts(
    "TD-AAAAAA",
    sent_on=date(2026, 11, 20),
    received_on=date(2026, 11, 20),
    due_on=DUE,
    late_after=DUE,
    reached=True,
)


def made(*requests, today=date(2026, 12, 1), question=COUNT, **kwargs):
    return cell(requests, question=question, today=today, calendar=CALENDAR, **kwargs)


def finding(outcome="answered", raw="54", stage="first_response", day=1, **kwargs):
    answer = read("count", raw) if raw else None
    return FindingFacts(stage, outcome, answer, published_on=date(2027, 1, day), **kwargs)


def with_finding(*findings, **kwargs):
    return replace(SENT, first_reply_on=date(2026, 12, 18), findings=findings, **kwargs)


def test_nobody_asked():
    empty = made()
    assert (empty.outcome, empty.words, empty.value) == ("not_asked", "Not asked", "")
    assert made(Facts("TD-DRAFT1")).outcome == "not_asked"


@pytest.mark.parametrize(
    ("today", "changes", "outcome", "words"),
    [
        (date(2026, 12, 21), {}, "awaiting", "Due 21 December 2026"),
        (
            date(2026, 12, 1),
            {"provisional": True},
            "awaiting",
            "Likely due 21 December 2026 (holidays not yet published)",
        ),
        (date(2026, 12, 22), {}, "unconfirmed", "Past its date, not confirmed"),
        (
            date(2026, 12, 22),
            {"silence_said_on": date(2026, 12, 22)},
            "overdue",
            "No reply recorded, 1 working day after the due date (confirmed on 22 December 2026)",
        ),
        (
            date(2026, 12, 29),
            {"site_receives_replies": True},
            "overdue",
            "No reply recorded, 4 working days after the due date",
        ),
        (date(2026, 12, 10), {"withdrawn": True}, "withdrawn", "Withdrawn"),
        (
            date(2026, 12, 10),
            {"on_hold_since": date(2026, 12, 4), "hold_kind": "clarification", "due_on": None},
            "on_hold",
            "Asked us a question back",
        ),
        (
            date(2026, 12, 10),
            {"on_hold_since": date(2026, 12, 4), "hold_kind": "fee"},
            "on_hold",
            "Asked for a fee",
        ),
        (
            date(2027, 2, 1),
            {"first_reply_on": date(2026, 12, 18)},
            "received",
            "Replied, being read",
        ),
    ],
)
def test_without_a_finding_the_clock_speaks(today, changes, outcome, words):
    got = made(replace(SENT, **changes), today=today)
    assert (got.outcome, got.words, got.has_value) == (outcome, words, False)


SAID = {"silence_said_on": date(2027, 1, 4)}


@pytest.mark.parametrize(
    ("today", "changes"),
    [
        (date(2027, 1, 5), SAID | {"reached": False}),
        (date(2027, 1, 5), SAID | {"provisional": True}),
        (date(2027, 1, 5), SAID | {"imported": True}),
        (date(2027, 1, 5), {"silence_said_on": DUE}),
        (date(2027, 1, 5), {"silence_said_on": date(2026, 12, 10)}),
        (date(2027, 2, 4), SAID),
        (date(2026, 12, 22), {"site_receives_replies": True, "late_after": date(2026, 12, 22)}),
        (date(2027, 1, 5), {"site_receives_replies": True, "reached": False}),
        (date(2027, 1, 5), {"due_on": None, "late_after": None, "site_receives_replies": True}),
    ],
)
def test_past_its_date_is_not_overdue_until_it_is_known(today, changes):
    got = made(replace(SENT, **changes), today=today)
    assert (got.outcome, got.days_late) == ("unconfirmed", 0)


def test_a_confirmation_holds_for_thirty_days():
    facts = replace(SENT, **SAID)
    assert made(facts, today=date(2027, 2, 3)).outcome == "overdue"
    assert made(facts, today=date(2027, 2, 4)).outcome == "unconfirmed"


def test_overdue_counts_from_the_later_of_the_two_readings():
    facts = replace(SENT, late_after=date(2026, 12, 22), site_receives_replies=True)
    got = made(facts, today=date(2026, 12, 24))
    assert (got.outcome, got.days_late) == ("overdue", 2)


@given(st.integers(0, 120), st.booleans(), st.booleans(), st.booleans(), st.integers(-5, 60))
def test_overdue_always_has_a_reason_to_be_said(after, reached, receives, provisional, said):
    today = DUE + timedelta(days=after)
    facts = replace(
        SENT,
        reached=reached,
        site_receives_replies=receives,
        provisional=provisional,
        silence_said_on=DUE + timedelta(days=said) if said >= 0 else None,
    )
    got = made(facts, today=today)
    recent = 0 < said <= after and after - said <= 30
    expected = after > 0 and reached and not provisional and (receives or recent)
    assert (got.outcome == "overdue") == expected
    assert got.outcome in {one.value for one in Waiting}


def test_an_answer_is_shown_with_its_dates():
    got = made(with_finding(finding(quote="There are 54.", settled="checked"), working_days=20))
    assert (got.outcome, got.words, got.shown, got.value) == ("answered", "Answered", "54", "54")
    assert (got.asked_on, got.answered_on) == (date(2026, 11, 20), date(2026, 12, 18))
    assert (got.working_days, got.days_late, got.checked, got.notes) == (20, 0, "checked", ())


def test_an_unchecked_answer_says_so():
    assert made(with_finding(finding())).notes == ("entered by one person, not checked",)


def test_small_numbers_are_masked_in_value_and_quote():
    got = made(with_finding(finding(raw="3", quote="We have 3 such plans.")))
    assert (got.shown, got.value) == ("<5", "<5")
    assert got.quote == "We have [fewer than 5] such plans."
    assert "small numbers masked by us" in got.notes
    assert "3" not in repr((got.answer, got.shown, got.value, got.quote, got.notes, got.beside))
    plain = made(with_finding(finding(raw="3")), question=QuestionFacts("targets_set", "count"))
    assert plain.value == "3"


def test_a_share_of_few_people_is_held_back_with_its_quote():
    answer = read("percentage", "3 out of 54")
    spoken = FindingFacts("first_response", "answered", answer, quote="3 of 54 were late")
    got = made(with_finding(spoken), question=QuestionFacts("q", "percentage", small_numbers=True))
    assert (got.shown, got.has_value, got.quote) == (HELD_BACK, False, "")


def test_a_refusal_names_every_ground():
    grounds = (CitedGround("foia-s12-1", "s12"), CitedGround("foia-s40-2-3a", "s40(2)"))
    got = made(with_finding(finding("refused", "", grounds=grounds)))
    assert got.words == "Refused: section 40(2) (personal data), section 12 (cost)"
    assert made(with_finding(finding("refused", ""))).words == "Refused: no ground cited"


@pytest.mark.parametrize("outcome", ["not_held", "wrong_body", "unanswered", "unclear"])
def test_other_outcomes_have_their_words(outcome):
    got = made(with_finding(finding(outcome, "")))
    assert (got.outcome, got.words) == (outcome, WORDS[outcome])


def test_a_late_answer_is_late_after_the_later_reading_only():
    late = with_finding(finding())
    late = replace(late, first_reply_on=date(2026, 12, 24), late_after=date(2026, 12, 22))
    assert made(late).days_late == 2
    assert made(replace(late, provisional=True)).days_late == 0
    assert made(replace(late, imported=True)).days_late == 2
    assert made(replace(late, imported=True, sent_on=None, received_on=None)).days_late == 0


def test_the_last_stage_wins_and_the_earlier_stand_beside_it():
    review = finding("answered", "54", "review", day=9)
    got = made(with_finding(finding("refused", "", day=20), review))
    assert (got.outcome, got.stage, got.value) == ("answered", "review", "54")
    assert [one.words for one in got.beside] == ["Refused: no ground cited"]
    assert not got.two_answers
    regulator = finding("refused", "", "regulator", day=2)
    assert made(with_finding(review, regulator, finding())).stage == "regulator"


def test_a_published_answer_stays_while_a_newer_request_waits():
    answered = with_finding(finding(settled="agreed"))
    again = replace(
        SENT, request_ref="TD-BBBBBB", sent_on=date(2027, 3, 1), due_on=date(2027, 3, 31)
    )
    for order in ((answered, again), (again, answered)):
        got = made(*order, today=date(2027, 3, 5))
        assert (got.request_ref, got.value) == ("TD-AAAAAA", "54")
        assert (got.asked_again, got.asked_again_due_on) == (True, date(2027, 3, 31))
        assert got.notes == ("asked again, due 31 March 2027",)
        assert which(order) is answered
    assert not made(answered, replace(again, withdrawn=True)).asked_again


def test_two_answers_both_show_newest_first():
    first = with_finding(finding(raw="54", settled="checked"))
    second = replace(
        with_finding(finding(raw="60", day=20, settled="checked")),
        request_ref="TD-BBBBBB",
        sent_on=date(2027, 1, 4),
    )
    got = made(first, second)
    assert (got.value, got.two_answers, got.notes) == ("60", True, ("two answers",))
    assert [(one.request_ref, one.shown, one.contradicts) for one in got.beside] == [
        ("TD-AAAAAA", "54", True)
    ]
    same = replace(second, findings=(finding(raw="54", day=20),))
    assert not made(first, same).two_answers


def test_two_masked_answers_do_not_tell_each_other_apart():
    first = with_finding(finding(raw="2"))
    second = replace(first, request_ref="TD-BBBBBB", findings=(finding(raw="3"),))
    got = made(first, second)
    assert (got.two_answers, got.beside[0].shown) == (False, "<5")


def test_without_findings_the_request_sent_last_fills_the_cell():
    older = replace(SENT, sent_on=date(2026, 10, 1), request_ref="TD-OLDOLD")
    assert which([SENT, older]) is SENT
    assert which([older, SENT]) is SENT
    assert which([]) is None


def test_a_published_source_gives_the_value_that_the_council_pointed_to():
    source = finding(raw="54", link="https://example.org/paper", settled="checked")
    pointed = with_finding(finding("already_public", "", settled="checked"))
    got = made(pointed, sources=[source])
    assert (got.outcome, got.words) == ("already_public", "Council says it is already published")
    assert (got.value, got.link, got.has_value) == ("54", "https://example.org/paper", True)
    assert got.from_source and "from a published source" in got.notes
    alone = made(sources=[source])
    assert (alone.outcome, alone.value, alone.from_source) == ("answered", "54", True)
    assert alone.request_ref == "" and not alone.two_answers


def test_a_source_fills_the_cell_while_a_request_waits():
    got = made(SENT, sources=[finding(settled="checked")])
    assert (got.value, got.asked_again_due_on, got.two_answers) == ("54", DUE, False)


def test_dates_typed_by_the_requester_and_other_periods_are_marked():
    spoken = finding(settled="checked", other_period="calendar year 2025")
    got = made(with_finding(spoken, date_by_requester=True))
    assert got.notes == ("for another period: calendar year 2025", "date given by the requester")


@pytest.mark.parametrize(
    ("spoken", "marked"),
    [
        (finding(), False),
        (finding("answered_in_part", raw=""), False),
        (finding("refused", raw=""), True),
        (finding("not_held", raw=""), True),
    ],
)
def test_answered_only_in_the_right_of_reply_where_the_reply_has_no_answer(spoken, marked):
    got = made(with_finding(spoken), council=CouncilSaid(answered=True, says=True))
    assert ("answered only in the right of reply" in got.notes) is marked
    assert got.council.answered


def test_a_choice_shows_its_public_words():
    question = QuestionFacts("target", "choice", choices={"team": "Yes, for the team"})
    spoken = FindingFacts("first_response", "answered", read("choice", "team", ["team"]))
    got = made(with_finding(spoken), question=question)
    assert (got.shown, got.value) == ("Yes, for the team", "team")


def test_a_total_masked_by_its_row_takes_its_quote_with_it():
    got = made(with_finding(finding(raw="54", quote="54 in all")))
    masked = shown_again(got, COUNT, replace(got.answer, value=None, written=HELD_BACK))
    assert (masked.shown, masked.quote, masked.words) == (HELD_BACK, "", "Answered")


def test_a_table_counts_each_pair_of_dates_once():
    class Counting:
        asked = 0

        def count(self, after, until):
            self.asked += 1
            return CALENDAR.count(after, until)

    counting = Counting()
    days = Remembered(counting)
    facts = replace(SENT, site_receives_replies=True)
    started = perf_counter()
    for _ in range(3060):
        cell([facts], question=COUNT, today=date(2027, 3, 1), calendar=days)
    assert counting.asked == 1
    print(f"3060 cells in {1000 * (perf_counter() - started):.0f} ms")

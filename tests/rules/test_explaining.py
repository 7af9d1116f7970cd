"""A deadline in words: the day, the reason, both readings, and no accusation."""

from datetime import date, timedelta

import pytest

from foi.rules.clock import Happened, run
from foi.rules.event_words import EVENT_WORDS
from foi.rules.explaining import Explained, explain
from foi.rules.lifecycle import Kind
from foi.rules.regimes import REGIMES
from foi.rules.working_days import seed

FORBIDDEN = ("silent", "hides", "fails", "stonewall", "unlawful", "worst", "shame", "ranking")


def _say(regime: str, received: date, *events: Happened) -> Explained:
    return explain(run(regime, received, events, holidays=seed()), events)


def test_the_reason_names_both_ends_of_the_count() -> None:
    said = _say("foia", date(2026, 11, 20))
    assert said.headline == "Due Monday 21 December 2026"
    assert said.reason == (
        "The twentieth working day after Friday 20 November 2026 is Monday 21 December 2026."
    )
    assert said.notes == ("The law leaves out a bank holiday in any part of the United Kingdom.",)
    assert said.skipped == (
        "Monday 30 November 2026 skipped: bank holiday in Scotland (St Andrew's Day)",
    )


def test_scotlands_own_law_needs_no_word_about_the_rest() -> None:
    assert "United Kingdom" not in " ".join(_say("foisa", date(2026, 11, 20)).notes)


def test_a_clarification_says_from_which_day_the_count_began_anew() -> None:
    said = _say(
        "foia",
        date(2026, 11, 20),
        Happened("clarification_requested", date(2026, 12, 1)),
        Happened("clarification_received", date(2026, 12, 3)),
    )
    assert "began anew on Thursday 3 December 2026" in said.notes[0]
    assert "answer to its question" in said.notes[0]


def test_a_transfer_says_that_the_other_authority_received_it() -> None:
    said = _say(
        "foia",
        date(2026, 11, 20),
        Happened("transferred", date(2026, 12, 4)),
        Happened("received_by_new_authority", date(2026, 12, 8)),
    )
    assert "reached the other authority" in said.notes[0]


def test_a_stopped_clock_says_since_when_and_why() -> None:
    said = _say("foia", date(2026, 11, 20), Happened("fees_notice", date(2026, 12, 1)))
    assert said.headline == "The clock is stopped"
    assert said.reason.startswith("Since Tuesday 1 December 2026 the council asked for a fee")
    assert said.notes == ("The last day to pay is Sunday 28 February 2027.",)


def test_a_fee_paid_too_late_ends_the_duty() -> None:
    said = _say(
        "foia",
        date(2026, 11, 20),
        Happened("fees_notice", date(2026, 12, 1)),
        Happened("fee_paid", date(2027, 5, 4)),
    )
    assert "need not answer any more" in said.reason


@pytest.mark.parametrize("regime", REGIMES)
def test_every_law_is_said_in_whole_sentences_that_accuse_nobody(regime: str) -> None:
    for shift in range(370):
        said = _say(regime, date(2026, 1, 1) + timedelta(days=shift))
        for sentence in (said.reason, *said.notes):
            assert sentence[0].isupper() and sentence.endswith(".")
            assert "None" not in sentence
            assert not any(word in sentence.lower() for word in FORBIDDEN)


def test_every_kind_of_event_has_its_words() -> None:
    assert set(EVENT_WORDS) == {kind.value for kind in Kind}
    assert not any(word in " ".join(EVENT_WORDS.values()).lower() for word in FORBIDDEN)

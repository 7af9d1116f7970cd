"""The public words, and what is counted as what."""

from datetime import date

import pytest

from foi.rules.grounds import all_grounds
from foi.rules.outcomes import (
    HOLD_WORDS,
    NO_REPLY,
    WORDS,
    Outcome,
    Waiting,
    counts_as_refusal,
    due_words,
    group,
    overdue_words,
    refused_words,
)

NEVER = ("silent", "hides", "fails", "stonewall", "unlawful", "worst", "shame", "ranking")


def test_every_outcome_and_state_has_words():
    spoken = {*WORDS, "refused", "on_hold", "awaiting", "overdue"}
    assert spoken == {one.value for one in (*Outcome, *Waiting)}


def test_words_that_need_a_date_a_number_or_a_ground():
    assert due_words(date(2026, 12, 21)) == "Due 21 December 2026"
    assert due_words(date(2029, 12, 21), provisional=True) == (
        "Likely due 21 December 2029 (holidays not yet published)"
    )
    assert overdue_words(14, None) == "No reply recorded, 14 working days after the due date"
    assert overdue_words(1, date(2027, 1, 5)) == (
        "No reply recorded, 1 working day after the due date (confirmed on 5 January 2027)"
    )
    assert refused_words(["section 12 (cost)"]) == "Refused: section 12 (cost)"
    assert refused_words([]) == "Refused: no ground cited"


def test_the_site_accuses_nobody():
    texts = [*WORDS.values(), *HOLD_WORDS.values(), refused_words([]), overdue_words(3, None)]
    texts += [ground.words for ground in all_grounds()]
    assert not [text for text in texts for word in NEVER if word in text.lower()]


@pytest.mark.parametrize(
    ("outcome", "slugs", "counted"),
    [
        ("refused", ["foia-s12-1"], "refused"),
        ("refused", [], "refused"),
        ("refused", ["foia-s21"], "published"),
        ("refused", ["foia-s22"], "published"),
        ("refused", ["foia-s21", "foia-s22"], "published"),
        ("refused", ["foia-s21", "foia-s12-1"], "refused"),
        ("refused", ["foia-s22a"], "refused"),
        ("not_held", [], "not_held"),
        ("on_hold", [], "on_hold"),
        ("already_public", [], "published"),
        ("answered_in_part", ["foia-s12-1"], "answered"),
        ("unclear", [], "answered"),
        ("not_asked", [], "not_asked"),
        *((outcome, [], "no_reply") for outcome in sorted(NO_REPLY)),
    ],
)
def test_only_refusals_are_counted_as_refusals(outcome, slugs, counted):
    assert group(outcome, slugs) == counted
    assert counts_as_refusal(outcome, slugs) == (counted == "refused")


def test_a_value_found_where_the_council_pointed_counts_as_answered():
    assert group("already_public", ["foia-s21"], has_value=True) == "answered"

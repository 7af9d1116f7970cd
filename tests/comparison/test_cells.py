"""The comparison: which rows and cells, and what the evidence says of its place."""

from datetime import date

import pytest

from foi.comparison import newest_round, one_row
from foi.comparison.evidence import place_words
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)
from tests.comparison.tables import TODAY, cell, made, outcomes, value

pytestmark = pytest.mark.django_db


# ----------------------------------------------------------------- rows
def test_every_council_in_force_has_a_row_and_one_never_asked_says_so():
    version = create_letter()
    create_authority()
    create_authority(slug="leeds", region="Yorkshire and The Humber")
    create_authority(slug="old", valid_to=date(2023, 3, 31))
    create_authority(slug="coming", valid_from=date(2027, 4, 1))
    create_authority(slug="fife", nation="Scotland", region="Scotland", type="scottish-council")
    assert outcomes(made(version)) == {"kent": "not_asked", "leeds": "not_asked"}


def test_a_closed_round_has_the_councils_of_its_last_day_and_any_other_asked_in_it():
    version = create_letter()
    create_authority(slug="ended", valid_to=date(2026, 12, 1))
    create_authority(slug="later", valid_from=date(2026, 12, 5))
    create_request(authority=create_authority(slug="gone", valid_to=date(2026, 11, 25)))
    round_ = newest_round(version.letter)
    round_.close(on=date(2026, 11, 30))
    shown = outcomes(made(version, round_=round_))
    assert shown == {"ended": "not_asked", "gone": "awaiting"}


def test_a_council_asked_only_in_private_gets_no_row_from_it():
    version = create_letter()
    create_authority()
    gone = create_authority(slug="gone", valid_to=date(2026, 11, 25))
    create_request(authority=gone, visibility=Visibility.PRIVATE)
    assert "gone" not in outcomes(made(version))
    assert one_row(version.letter, newest_round(version.letter), gone, user=None, on=TODAY) is None


def test_another_round_fills_no_cell_of_this_one():
    request = create_request()
    letter = request.version.letter
    first = newest_round(letter)
    first.close(on=date(2026, 11, 30))
    second = letter.rounds.create(number=2, opened_on=date(2026, 12, 1))
    assert cell(made(request.version, round_=first)).outcome == "awaiting"
    assert cell(made(request.version, round_=second)).outcome == "not_asked"


# ----------------------------------------------------------------- cells
def test_a_question_left_out_says_not_asked():
    request = create_request(leave_out=("plans",))
    shown = made(request.version)
    assert cell(shown, key="plans").outcome == "not_asked"
    assert cell(shown, key="pay_linked").words == "Due 21 December 2026"


def test_the_words_follow_the_owners_word_and_the_reply():
    request = create_request()
    table_ = load_holidays()
    after = date(2027, 1, 12)
    assert cell(made(request.version, on=after)).words == "Past its date, not confirmed"
    by = request.requester
    request.record(Kind.NOTHING_CAME, on=after, by=by, holidays=table_, now=at(after))
    late = cell(made(request.version, on=after))
    assert late.outcome == "overdue" and "(confirmed on 12 January 2027)" in late.words
    assert "date given by the requester" in late.notes
    request.record(Kind.SOMETHING_CAME, on=after, by=by, holidays=table_, now=at(after, 13))
    came = cell(made(request.version, on=after))
    assert came.words == "Replied, being read"
    assert came.answered_on is None and came.days_late == 0  # nobody has logged the day


def test_a_reply_without_a_published_finding_is_being_read():
    request = create_request()
    create_reply(request=request)
    create_finding(request=request, value=value("yes_no", "yes"), published=False)
    shown = cell(made(request.version))
    assert (shown.outcome, shown.value, shown.quote) == ("received", "", "")
    assert shown.working_days == 13  # 30 November is a bank holiday in Scotland


def test_a_published_finding_speaks_and_says_that_nobody_has_checked_it():
    request = create_request()
    create_reply(request=request)
    create_finding(request=request, value=value("yes_no", "yes"))
    shown = cell(made(request.version))
    assert (shown.outcome, shown.value, shown.quote) == ("answered", "yes", "The passage.")
    assert "entered by one person, not checked" in shown.notes


def test_the_newer_request_stands_beside_and_two_answers_are_both_told():
    version = create_letter()
    first = create_request(sent_on=date(2026, 11, 2))
    create_finding(request=first, value=value("yes_no", "no"))
    second = create_request(owner=create_user(email="b@example.org"))
    again = cell(made(version))
    assert again.value == "no" and again.asked_again
    create_finding(request=second, value=value("yes_no", "yes"))
    both = cell(made(version))
    assert both.value == "yes" and both.two_answers
    coverage = made(version).coverage
    assert coverage.asked == 1 and coverage.by_question["pay_linked"]["answered"] == 1


def test_a_hidden_finding_gives_the_cell_back_to_the_clock():
    request = create_request()
    finding = create_finding(request=request, value=value("yes_no", "yes"))
    finding.hide(reason="A child can be recognised.", now=at(TODAY))
    shown = cell(made(request.version))
    assert shown.value == "" and shown.outcome != "answered"


# ----------------------------------------------------------------- evidence
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("page 3", "page 3, the reply"),
        ("12", "page 12, the reply"),
        ("Sheet 2, row 14", "Sheet 2, row 14, the reply"),
        ("Tom Smith's letter", "the reply"),
        ("<b>page 3</b>", "the reply"),
        ("", "the reply"),
    ],
)
def test_a_place_is_told_only_when_it_is_no_more_than_a_place(typed: str, said: str):
    finding = create_finding(request=create_request(), place=typed)
    assert place_words(finding) == said

"""A letter filled in for one council: numbering, covering words, names, and no gap left."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.rules.letters import CannotFill, Letter
from tests.rules.the_library import LIBRARY, filled

TARGETS = LIBRARY["send-staff-targets"]
ANY_DAY = st.dates(min_value=date(2018, 1, 1), max_value=date(2060, 12, 31))


@given(sent_on=ANY_DAY, letter=st.sampled_from(list(LIBRARY.values())))
def test_no_placeholder_is_left_on_any_day(sent_on: date, letter: Letter) -> None:
    made = filled(letter, sent_on=sent_on)
    for text in (made.subject, made.body, *(asked.wording for asked in made.questions)):
        assert not re.search(r"[{}]", text)


@given(sent_on=ANY_DAY, letter=st.sampled_from(list(LIBRARY.values())))
def test_no_letter_asks_about_a_day_that_has_passed(sent_on: date, letter: Letter) -> None:
    for asked in filled(letter, sent_on=sent_on).questions:
        question = letter.question(asked.key)
        if question.period == "answer_day":
            assert not re.search(r"\d{1,2} [A-Z][a-z]+ \d{4}", asked.wording)


def test_the_body_asks_the_very_questions_that_are_recorded() -> None:
    for letter in LIBRARY.values():
        made = filled(letter)
        parts = re.findall(r"^(\d+)\. (.*)$", made.body, flags=re.MULTILINE)
        assert [int(number) for number, _ in parts] == [asked.number for asked in made.questions]
        for (_, part), asked in zip(parts, made.questions, strict=True):
            first = re.split(r"(?<=[?.]) ", part)[0].lower()
            assert first in asked.wording.lower()


def test_questions_left_out_are_gone_and_the_rest_counted_from_one() -> None:
    made = filled(TARGETS, leave_out={"target_limit_plans", "targets_document"})
    assert [asked.number for asked in made.questions] == list(range(1, 11))
    assert made.questions[1].key == "target_special_school_spend"
    assert "2. to reduce or cap the number or cost of special school placements" in made.body
    assert "standard objectives for SEND posts" not in made.body


def test_the_shared_first_words_go_when_all_their_questions_are_left_out() -> None:
    left = [q.key for q in TARGETS.questions if q.group == "targets"]
    body = filled(TARGETS, leave_out=left).body
    assert "is there a target or objective" not in body
    assert "For each of these" not in body
    assert "1. On the day you prepare the answer" in body


def test_a_question_that_the_letter_does_not_have_cannot_be_left_out() -> None:
    with pytest.raises(CannotFill, match="no question shoe_size"):
        filled(TARGETS, leave_out=["shoe_size"])


def test_a_letter_without_a_question_is_not_made() -> None:
    with pytest.raises(CannotFill, match="at least one question"):
        filled(TARGETS, leave_out=[question.key for question in TARGETS.questions])


def test_the_covering_words_are_kept_as_typed() -> None:
    body = filled(TARGETS, opening="We are {a forum}.\r\n\r\n100 % of us ask. ").body
    assert "We are {a forum}.\n\n100 % of us ask.\n\nQuestions" in body
    assert "I would like to know which targets" not in body


def test_without_covering_words_the_letter_still_says_what_it_is() -> None:
    body = filled(TARGETS, opening="").body
    assert "This is a request under the Freedom of Information Act 2000.\n\nQuestions" in body


def test_the_last_lines_hold_name_reply_address_and_reference() -> None:
    lines = [line for line in filled(TARGETS).body.splitlines() if line]
    assert lines[-3:] == [
        "Yours faithfully,",
        "Ms A. Sample",
        "Please reply to r-7k4qf2@letters.example.org and quote our reference, TD-7K4QF2.",
    ]


def test_an_organisation_can_ask_with_or_without_a_persons_name() -> None:
    alone = filled(TARGETS, requester_name="", organisation="Example Parent Forum").body
    both = filled(TARGETS, organisation="Example Parent Forum").body
    assert "Yours faithfully,\n\nExample Parent Forum\n" in alone
    assert "Yours faithfully,\n\nMs A. Sample\nExample Parent Forum\n" in both


def test_nobody_can_ask_without_a_name() -> None:
    with pytest.raises(CannotFill, match="needs the name"):
        filled(TARGETS, requester_name=" ")


def test_the_subject_names_reference_and_letter_on_one_line() -> None:
    assert filled(TARGETS).subject == (
        "Freedom of information request TD-7K4QF2: SEND staff targets and objectives"
    )


def test_a_choice_without_a_note_lists_its_answers() -> None:
    body = filled(LIBRARY["placement-policies"]).body
    assert "one of: case officer; manager; panel; senior officer after a panel." in body


def test_the_notes_of_a_group_name_every_answer_of_its_questions() -> None:
    note = next(group.note for group in TARGETS.groups if group.key == "targets")
    for choice in TARGETS.question("target_budget").choices:
        assert choice.words.lower() in note


def test_a_letter_sent_in_november_2026_asks_about_the_years_that_have_ended() -> None:
    wordings = {
        asked.key: asked.wording
        for letter in LIBRARY.values()
        for asked in filled(letter).questions
    }
    assert "financial year 1 April 2025 to 31 March 2026" in wordings["targets_set"]
    assert "academic year 1 September 2025 to 31 August 2026" in wordings["transport_refused"]
    assert "calendar year 2025" in wordings["cease_appeals"]
    assert "September 2027" in wordings["places_forecast"]
    assert "1 April 2023 to 31 March 2026" in wordings["suppliers"]
    assert "1 April 2026 to 31 March 2027" in wordings["block_transfer"]

"""The privacy guard lets the library's own words through: it is there for what people type."""

import pytest

from foi.rules.letters import Letter
from foi.rules.periods import in_general
from foi.rules.privacy import check
from tests.rules.the_library import LIBRARY, filled

LETTERS = pytest.mark.parametrize("letter", LIBRARY.values(), ids=LIBRARY)
REPLY_TO = "r-7k4qf2@letters.example.org"


@LETTERS
def test_the_covering_words_of_the_library_pass_without_a_hint(letter: Letter) -> None:
    assert check(letter.opening).level == "pass"


@LETTERS
def test_no_question_or_public_line_is_stopped(letter: Letter) -> None:
    for question in letter.questions:
        for text in (
            in_general(question.wording),
            question.why_people_ask,
            question.what_may_be_fair,
        ):
            assert check(text).level == "pass", text


@LETTERS
def test_a_filled_letter_is_stopped_by_nothing_but_the_reply_address_it_needs(
    letter: Letter,
) -> None:
    body = filled(letter).body
    assert check(body, allowed=(REPLY_TO,)).level != "stop"
    stops = {reason.code for reason in check(body).reasons if reason.level == "stop"}
    assert stops == {"email"}


def test_covering_words_about_ones_own_child_are_stopped_inside_a_letter() -> None:
    letter = LIBRARY["ehc-assessments"]
    body = filled(letter, opening="Why was my son Tom refused an assessment in March?").body
    assert check(body, allowed=(REPLY_TO,)).level == "stop"

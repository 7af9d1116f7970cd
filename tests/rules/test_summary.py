"""The median of a column: of exact figures, of enough councils, never of few people."""

import pytest

from foi.rules.answers import read
from foi.rules.cells import Cell, QuestionFacts
from foi.rules.summary import middle

PEOPLE = QuestionFacts("plans", "count", unit="plans", small_numbers=True)


def cells(kind: str, *written: str) -> list[Cell]:
    return [Cell("answered", "Answered", answer=read(kind, raw)) for raw in written]


@pytest.mark.parametrize(
    ("question", "written", "said"),
    [
        (PEOPLE, "10 20 30 40 50", "30 plans (middle of 5 councils)"),
        (PEOPLE, "10 20 30 40 50 60", "35 plans (middle of 6 councils)"),
        (PEOPLE, "0 0 0 5 6 7", "<5 plans (middle of 6 councils)"),
        (PEOPLE, "0 0 0 0 6", "0 plans (middle of 5 councils)"),
        (PEOPLE, "10 20 30 40", "not shown: exact figures from 4 councils only"),
        (PEOPLE, "10", "not shown: exact figures from 1 council only"),
        (PEOPLE, "<5 <5", "no exact figure"),
        (PEOPLE, "10 20 30 40 50 <5", "30 plans (middle of 5 councils; 1 other answer is no exact "
         "figure)"),
        (QuestionFacts("paid", "money"), "1.10 2.20 3.30 4.40 5.50 6.60",
         "£3.85 (middle of 6 councils)"),
        (QuestionFacts("posts", "number", unit="FTE"), "1 2 3 4 5", "3 FTE (middle of 5 councils)"),
    ],
)  # fmt: skip
def test_a_median_in_words(question: QuestionFacts, written: str, said: str) -> None:
    found = middle(cells(question.type, *written.split()), question)
    assert found is not None and found.words == said


def test_a_question_that_asks_for_no_number_has_none() -> None:
    assert middle(cells("yes_no", "yes", "no"), QuestionFacts("pay", "yes_no")) is None

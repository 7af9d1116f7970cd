"""What changed between two rounds, in the words of the cells."""

import pytest

from foi.rules.cells import Cell
from foi.rules.changes import (
    NOTHING_CHANGED,
    NOTHING_TO_COMPARE,
    is_change,
    what_changed,
)

YES = Cell("answered", "Answered", shown="yes")
NO = Cell("answered", "Answered", shown="no")
REFUSED = Cell("refused", "Refused: section 12 (cost)")
NOT_ASKED = Cell("not_asked", "Not asked")
NO_VALUE = Cell("answered", "Answered")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (YES, NO, "yes, then no"),
        (YES, YES, NOTHING_CHANGED),
        (YES, REFUSED, "Answered, then Refused: section 12 (cost)"),
        (REFUSED, YES, "Refused: section 12 (cost), then Answered"),
        (YES, NO_VALUE, "Answered: yes, then Answered"),
        (NOT_ASKED, YES, "asked only in round 3"),
        (YES, NOT_ASKED, "asked only in round 2"),
        (NOT_ASKED, NOT_ASKED, ""),
        (YES, Cell("awaiting", "Due 21 December 2026"), NOTHING_TO_COMPARE),
        (Cell("unconfirmed", "Past its date, not confirmed"), YES, NOTHING_TO_COMPARE),
        (
            YES,
            Cell("overdue", "No reply recorded, 3 working days after the due date"),
            "Answered, then No reply recorded, 3 working days after the due date",
        ),
    ],
)
def test_each_change_in_plain_words(before: Cell, after: Cell, said: str) -> None:
    assert what_changed(before, after, earlier=2, later=3) == said


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("yes, then no", True),
        ("asked only in round 2", False),
        (NOTHING_CHANGED, False),
        (NOTHING_TO_COMPARE, False),
        ("", False),
    ],
)
def test_only_two_answers_that_differ_are_a_change(said: str, changed: bool) -> None:
    assert is_change(said) is changed

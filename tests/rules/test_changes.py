"""What changed between two rounds, in the words of the cells."""

import pytest

from foi.rules.cells import Cell
from foi.rules.changes import NOTHING_CHANGED, what_changed

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
        (NOT_ASKED, YES, "asked in round 3 only"),
        (YES, NOT_ASKED, "asked in round 2 only"),
        (NOT_ASKED, NOT_ASKED, ""),
    ],
)
def test_each_change_in_plain_words(before: Cell, after: Cell, said: str) -> None:
    assert what_changed(before, after, earlier=2, later=3) == said

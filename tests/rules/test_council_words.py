"""Small numbers in a council's own words."""

import pytest

from foi.rules.council_words import as_shown


@pytest.mark.parametrize(
    ("words", "counts_people", "shown"),
    [
        ("It was 3.", True, "It was [fewer than 5]."),
        ("It was 3 children.", False, "It was [fewer than 5] children."),
        ("Two families waited.", False, "[fewer than 5] families waited."),
        ("Of the appeals 4 were conceded.", False, "Of the appeals [fewer than 5] were conceded."),
        ("We set 3 targets.", False, "We set 3 targets."),
        ("It was 30 children in section 3.", False, "It was 30 children in section 3."),
        ("It was 0 children.", True, "It was 0 children."),
    ],
)
def test_numbers_that_may_count_people_are_masked(
    words: str, counts_people: bool, shown: str
) -> None:
    assert as_shown(words, counts_people=counts_people) == shown

"""Which page or sheet of a reply holds a quote."""

import pytest

from foi.mail.places import Part, Stands, stands

PARTS = [
    Part("message", "The e-mail", "", "Dear Pat, please see the file. We hold 312 plans."),
    Part("abc", "answers.pdf", "page 1", "1. There is no target.\n2. Pay is not"),
    Part("abc", "answers.pdf", "page 2", "linked to it. There is no target."),
    Part("def", "costs.xlsx", "sheet Costs", "Plans: 312\nSpend: £4,500"),
]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("We hold 312 plans", Stands(True, "message", "")),
        ("spend £4,500", Stands(True, "def", "sheet Costs")),
        ("linked to it", Stands(True, "abc", "page 2")),
        ("There is no target.", Stands(True, "abc", "")),  # on both pages
        ("Pay is not linked to it.", Stands(True, "abc", "")),  # runs over the page's end
        ("312", Stands(True, "", "")),  # in two documents
        ("We hold … plans", Stands(True, "message", "")),
        ("Dear [name removed], please", Stands(True, "message", "")),
        ("Nothing like it", Stands(False)),
        ("", Stands(False)),
    ],
)
def test_a_quote_is_found_in_the_one_place_where_it_stands(quote: str, found: Stands) -> None:
    assert stands(quote, PARTS) == found


def test_what_was_masked_in_the_text_is_masked_in_the_quote_too() -> None:
    masked = [Part("message", "The e-mail", "", "Dear [name removed], we hold 312 plans.")]
    assert stands("Dear [name removed], we hold 312", masked).is_found

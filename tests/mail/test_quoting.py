"""Whether a passage stands in a reply, and which grounds the reply may name."""

import pytest

from foi.mail.ground_slugs import grounds_hinted
from foi.mail.hints import read_hints
from foi.mail.quoting import is_quoted

REPLY = "Dear Ms Marsh,\nwe “hold” 312 plans – not\nmore. The infor-\nmation is   with us."


@pytest.mark.parametrize(
    "quote",
    [
        "we hold 312 plans",
        'WE "HOLD" 312 plans - not more.',
        "The information is with us",
        "we … 312 plans [...] with us",
        "Dear [name removed], we hold",
    ],
)
def test_line_ends_quotation_marks_and_gaps_do_not_matter(quote: str) -> None:
    assert is_quoted(quote, REPLY)


@pytest.mark.parametrize("quote", ["we hold 313 plans", "with us … 312 plans", "", " … "])
def test_other_figures_another_order_and_nothing_are_not_found(quote: str) -> None:
    assert not is_quoted(quote, REPLY)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("We refuse under section 12(1) of the Act.", ["foia-s12-1"]),
        ("Refused under section 12.", ["foia-s12-1", "foia-s12-2", "foia-s12-4-reg-5"]),
        ("Section 40(2) applies.", ["foia-s40-2-3a", "foia-s40-2-3b-4a"]),
        ("Regulation 12(4)(b) of the EIR applies.", ["eir-12-4-b"]),
        ("We hold 12 plans.", []),
    ],
)
def test_a_section_suggests_the_grounds_it_may_be(text: str, slugs: list[str]) -> None:
    assert list(grounds_hinted(read_hints(text).grounds)) == slugs

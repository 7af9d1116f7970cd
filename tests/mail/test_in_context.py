"""A passage where it stands, with the words around it."""

import pytest

from foi.mail.in_context import AROUND, in_context

TEXT = "Thank you. (Please note) that the council’s pay — is not\nlinked to “targets”. Yours, FOI."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("is not linked", "is not\nlinked"),
        ("the council's pay - is not linked", "the council’s pay — is not\nlinked"),
        ("IS NOT LINKED TO 'TARGETS'.", "is not\nlinked to “targets”."),
        ("(Please note) that", "(Please note) that"),
        ("Please note … linked to", "Please note) that the council’s pay — is not\nlinked to"),
    ],
)
def test_the_passage_is_found_whatever_became_of_spaces_and_marks(quote: str, found: str) -> None:
    stands = in_context(quote, [("", TEXT)])
    assert stands is not None and stands.passage == found
    assert stands.before + stands.passage + stands.after == TEXT


@pytest.mark.parametrize("quote", ["", "…", "is linked", "ouncil", "Yours, Kent", "(", "*+?"])
def test_what_does_not_stand_there_word_for_word_is_not_found(quote: str) -> None:
    assert in_context(quote, [("", TEXT)]) is None


def test_a_long_text_is_cut_at_whole_words() -> None:
    text = "before " * 200 + "the passage" + " after" * 200
    stands = in_context("the passage", [("", text)])
    assert stands is not None
    assert stands.before.startswith("… before ") and stands.after.endswith(" after …")
    assert len(stands.before) <= AROUND + 2 and len(stands.after) <= AROUND + 2


def test_a_quote_as_long_as_allowed_takes_no_time() -> None:
    words = "one two three " * 280
    assert in_context(words, [("", words * 20)]) is not None
    assert in_context(words + "four", [("", words * 20)]) is None

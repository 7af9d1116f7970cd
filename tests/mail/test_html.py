"""HTML that nobody would write, but somebody might send."""

import pytest

from foi.mail.html import to_text


@pytest.mark.parametrize("again", ["<a ", "<!--", "<![if x>", "\n", "<a x='", "&lt; \n"])
def test_markup_that_never_ends_is_read_once_not_again_from_each_sign(again):
    # Each of these took minutes when every sign was read on to the end of the mail.
    text = to_text(f"<p>We hold 31 plans.</p>{again * 60_000}")
    assert text.startswith("We hold 31 plans.")


def test_a_sign_that_is_no_tag_stays_in_the_text():
    assert to_text("<p>fewer < 5 and 6 <7</p>") == "fewer < 5 and 6 <7"


def test_comments_and_what_only_outlook_reads_are_left_out():
    html = "<!--[if mso]>hidden<![endif]--><![if !mso]><p>shown</p><![endif]><!-- never closed"
    assert to_text(html) == "shown"


def test_an_attribute_with_a_sign_in_it_does_not_spill_into_the_text():
    assert to_text("<p title='a > b'>words</p>") == "words"

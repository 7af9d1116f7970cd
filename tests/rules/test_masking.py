"""What a released text looks like: names, addresses, numbers and small counts masked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.rules.masking import ADDRESS, EMAIL, NAME, TELEPHONE, mask, mask_small

COUNCIL = ["foi@kent.gov.uk", "03000 41 41 41", "Kent County Council"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Sarah O’Brien wrote", f"{NAME} wrote"),
        ("SARAH JANE\nO'BRIEN", NAME),
        ("Dear Ms O'Brien,", f"Dear {NAME},"),
        ("Mr and Mrs O'Brien", NAME),
        ("Dear Sarah,", f"Dear {NAME},"),
        ("O'Brien, Sarah", NAME),
        ("S. O'Brien, S J O'Brien", f"{NAME}, {NAME}"),
        ("Sarah J. Obrien", NAME),
        ("O'Brien's letter", f"{NAME}'s letter"),
        ("letter_sarah_obrien.pdf", f"letter_{NAME}.pdf"),
        ("SarahOBrien.docx", f"{NAME}.docx"),
        ("Yours\n> Sarah\n> O'Brien", f"Yours\n> {NAME}"),
        ("Sa\u200brah O\u00a0Brien", NAME),
        ("Şarah Ó'Brien", NAME),
    ],
)
def test_a_name_is_masked_in_all_its_forms(text, masked):
    assert mask(text, names=["Mrs Sarah Jane O'Brien"]) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Grace Brown wrote", f"{NAME} wrote"),
        ("Ms Brown", NAME),
        ("Dear Grace", f"Dear {NAME}"),
        ("Brown, G.", NAME),
        ("brown bread, by the grace of God", "brown bread, by the grace of God"),
    ],
)
def test_a_name_of_ordinary_words_is_masked_only_where_it_is_a_name(text, masked):
    assert mask(text, names=["Grace Brown"]) == masked


def test_a_surname_that_is_a_place_leaves_the_council_its_name():
    text = "Dear Ms Kent, Kent County Council and Kent schools. Sarah Kent"
    masked = f"Dear {NAME}, Kent County Council and Kent schools. {NAME}"
    assert mask(text, names=["Sarah Kent"], allowed=COUNCIL) == masked


def test_addresses_and_numbers_go_but_the_councils_own_stay():
    text = "a.b@example.org, foi@kent.gov.uk, 07700 900123, +44 (0)1632 960 001, 03000 414141"
    masked = f"{EMAIL}, foi@kent.gov.uk, {TELEPHONE}, {TELEPHONE}, 03000 414141"
    assert mask(text, allowed=COUNCIL) == masked


def test_the_requesters_contacts_go_in_any_layout():
    masked = mask(
        "14 Acacia Road\nAshford, tn248xx", contacts=["14 Acacia Road, Ashford", "TN24 8XX"]
    )
    assert masked == f"{ADDRESS}, {ADDRESS}"


def test_all_else_stays_letter_for_letter():
    text = "Quote: “½ of the plans – 10 m² …” cost £1,234 in FOI/2026/01234 (naïve)."
    assert mask(text, names=["Sarah O'Brien"]) == text


def test_an_organisation_goes_only_by_its_whole_name():
    text = "Autism Voices of Medway asked about autism voices."
    assert mask(text, names=["Autism Voices of Medway"]) == f"{NAME} asked about autism voices."


@pytest.mark.parametrize("name", ["", "  ", "Ms", "1", "O", "(", "Li"])
def test_an_empty_or_odd_name_masks_nothing(name):
    assert (
        mask("A list of options, 1 of 10 (Ms)", names=[name]) == "A list of options, 1 of 10 (Ms)"
    )


@given(st.text(), st.text(max_size=20), st.text(max_size=20))
def test_masking_twice_changes_nothing_more(text, name, contact):
    once = mask(f"{text} {name} {contact}", names=[name], contacts=[contact])
    assert mask(once, names=[name], contacts=[contact]) == once


@given(st.lists(st.emails() | st.text(max_size=20)))
def test_no_email_address_is_left(pieces):
    assert not re.search(r"[\w.+-]+@[\w-]+\.[\w.-]+", mask(" ".join(pieces)))


@pytest.mark.parametrize("piece", ["a@b.c ", "Sarah ", "S. ", "07700 900123 ", "1 ", "(0)", "[n "])
def test_two_hundred_thousand_characters_come_to_an_end(piece):
    text = piece * (200_000 // len(piece))
    masked = mask(text, names=["Sarah O'Brien"], contacts=["1 High Road"], allowed=COUNCIL)
    assert "Sarah" not in masked
    assert isinstance(mask_small(text, 3), str)


@pytest.mark.parametrize(
    "text",
    ["{} children", "There were {}.", "Answer: {}", "{}", "Boys: {}, girls: 13", "{} of 54",
     "Q3: {}", "Year: {}", "in that year {} were refused", "the council's {} cases",
     "In May {} were refused", "{} declined", "{} may appeal", "{} day pupils", "2025: {}",
     "Refused={}", "total ({})", "under section 40(2) {} were"],
)  # fmt: skip
@pytest.mark.parametrize("written", ["3", "three", "THREE", "３"])
def test_a_small_number_of_people_is_masked(text, written):
    assert mask_small(text.format(written), 3) == text.format("[fewer than 5]")


@pytest.mark.parametrize(
    "text",
    ["13", "31", "2.3", "3.2", "3,000", "2023/3", "3/4/2026", "FOI/3", "section 3", "s.3",
     "Section 40(3)", "Year 3", "Key Stage 3", "KS3", "Q3", "Question 3", "£3", "£3m", "3%",
     "3 per cent", "3 million", "3 weeks", "3 working days", "three weeks", "three-year plan",
     "twenty-three", "three hundred", "three-quarters", "3 April 2026", "April 3, 2026", "aged 3",
     "3rd", "3. We hold this.", "(3) We hold this.", "3-year-olds", "2023-3", "10:3"],
)  # fmt: skip
def test_a_number_that_counts_nobody_stays(text):
    assert mask_small(text, 3) == text


def test_a_figure_in_a_row_or_after_a_dash_is_masked():
    assert mask_small("10,3,7 Boys-3", 3) == "10,[fewer than 5],7 Boys-[fewer than 5]"


def test_one_that_counts_nothing_stays():
    for text in ("no one", "one another", "one-to-one", "1 to 1 support", "each one", "one third"):
        assert mask_small(text, 1) == text
    assert mask_small("One child; only one was heard", 1) == (
        "[fewer than 5] child; only [fewer than 5] was heard"
    )


@pytest.mark.parametrize("value", [-1, 0, 5, 54])
def test_a_number_that_is_not_small_is_left(value):
    assert mask_small(f"{value} children", value) == f"{value} children"


@given(st.text(), st.integers(min_value=1, max_value=4))
def test_masking_a_small_number_twice_changes_nothing_more(text, value):
    once = mask_small(f"{text} {value} children", value)
    assert mask_small(once, value) == once

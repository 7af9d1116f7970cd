"""A postcode typed by a visitor."""

import gzip
import logging

import pytest

from authorities.postcodes import RANGES, NotAPostcode, find


@pytest.mark.parametrize(
    ("typed", "gss"),
    [
        ("ME14 1XQ", "E10000016"),
        ("me141xq", "E10000016"),
        ("  Me 14 1 xq ", "E10000016"),
        ("S1 2HH", "E08000039"),
        ("s12hh", "E08000039"),
        ("SW1A 1AA", "E09000033"),
        ("SW1A OAA", "E09000033"),
        ("RH2 8EF", "E10000030"),
        ("TR21 0LW", "E06000053"),
    ],
)
def test_an_english_postcode_gives_the_council_that_answers(typed, gss):
    place = find(typed)
    assert (place.gss, place.in_england, place.law) == (
        gss,
        True,
        "Freedom of Information Act 2000",
    )


@pytest.mark.parametrize(
    ("typed", "nation", "law"),
    [
        ("EH1 1YZ", "Scotland", "Freedom of Information (Scotland) Act 2002"),
        ("CF10 1EP", "Wales", "Freedom of Information Act 2000"),
        ("BT1 5GS", "Northern Ireland", "Freedom of Information Act 2000"),
        ("JE2 3AB", "Jersey", None),
        ("GY1 1AA", "Guernsey", None),
        ("IM1 1AA", "Isle of Man", None),
    ],
)
def test_elsewhere_the_nation_and_its_law_are_named(typed, nation, law):
    place = find(typed)
    assert (place.nation, place.law, place.in_england) == (nation, law, False)
    assert place.covered is (law is not None)


def test_the_first_half_will_do_inside_one_council():
    assert find("ME14").gss == "E10000016"
    assert find("bt9").nation == "Northern Ireland"


def test_the_first_half_is_not_enough_across_a_border():
    with pytest.raises(NotAPostcode, match="more than one council"):
        find("TN1")


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "hello", "12345", "ME14 1X", "ME14 1XI", "M", "ZZ9 9ZZ", "BX1 1LT", "GIR 0AA",
     "BF1 2AA", "ME14 1XQ please", "é" * 500, "ME14\n1XQ;--"],
)  # fmt: skip
def test_what_is_no_postcode_gets_a_sentence_that_does_not_repeat_it(typed):
    with pytest.raises(NotAPostcode) as caught:
        find(typed)
    said, example, _ = str(caught.value).partition("A postcode looks like ME14 1XQ.")
    assert example and (not typed.strip() or typed not in said)


def test_a_postcode_is_neither_kept_nor_logged(caplog):
    caplog.set_level(logging.DEBUG)
    assert "ME14" not in repr(find("ME14 1XQ")) and not caplog.records


def test_every_breakpoint_is_answered_by_itself():
    for line in gzip.decompress(RANGES.read_bytes()).decode().splitlines()[1::37]:
        key, code = line.split(",")
        try:
            assert find(key).gss == code
        except NotAPostcode:
            assert key.startswith("NPT")  # Newport before 1984, a form no longer in use

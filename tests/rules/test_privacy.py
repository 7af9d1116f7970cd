"""The privacy guard: what it stops, what it lets through, and what it says."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.rules.privacy import Verdict, check
from foi.rules.privacy_reasons import SENTENCES
from tests.rules.privacy_pass_texts import GO_ON
from tests.rules.privacy_stop_texts import STOP

LIBRARY = Path(__file__).parents[2] / "foi" / "library"
COUNCIL = ["foi@kent.gov.uk", "03000 41 41 41", "Sessions House, County Hall, Maidstone ME14 1XQ"]


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons}


@pytest.mark.parametrize("text", STOP)
def test_a_text_about_somebody_who_can_be_found_is_stopped(text):
    assert check(text).level == "stop"


@pytest.mark.parametrize("text", GO_ON)
def test_an_ordinary_text_goes_on(text):
    assert check(text).level in {"pass", "hint"}


@pytest.mark.parametrize(
    "text",
    [
        "as a parent of a child with SEND I would like to know how many plans were late",
        "My daughter waited 60 weeks. How many children wait?",
        "I am the grandmother of a disabled boy and would like to know the policy.",
    ],
)
def test_a_parent_who_speaks_of_herself_goes_on_with_a_hint(text):
    verdict = check(text)
    assert verdict.level == "hint"
    assert codes(verdict) == {"own_child"}


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_every_letter_of_the_library_passes(path):
    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for item in value.values() if isinstance(value, dict) else value:
                yield from texts(item)

    for text in texts(tomllib.loads(path.read_text(encoding="utf-8"))):
        assert check(text) == Verdict("pass"), text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("943 476 5919", "nhs_number"),
        ("UPN H801200001001", "pupil_number"),
        ("AB 12 34 56 C", "national_insurance"),
        ("dob 3/4/15", "date_of_birth"),
        ("TN24 8XX", "postcode"),
        ("someone@example.org", "email"),
        ("01632 960 001", "telephone"),
        ("my son Jamie", "child_named"),
        ("my child attends Oakfield Academy", "child_identifiable"),
        ("please send me my son's file", "own_records"),
        ("my wife Sarah", "person_identifiable"),
        ("we live at 5 Elm Close", "home_address"),
    ],
)
def test_each_reason_has_its_code_and_a_kind_sentence(text, code):
    reason = next(reason for reason in check(text).reasons if reason.code == code)
    assert reason.level == "stop"
    assert "lease" in reason.sentence
    assert all(found in text for found in reason.found)
    assert not any(found in reason.sentence for found in reason.found)


def test_what_was_found_is_marked_as_typed_and_never_in_the_repr():
    verdict = check("Hello. My\u00a0son Ja\u200bmie O’Neill waits.")
    named = next(reason for reason in verdict.reasons if reason.code == "child_named")
    assert named.found == ("My\u00a0son Ja\u200bmie O’Neill",)
    assert "O’Neill" not in repr(verdict)


def test_the_councils_own_contacts_never_count():
    text = (
        "Write to FOI@kent.gov.uk, ring +44 3000 414141, or Sessions House, County Hall, "
        "Maidstone, me141xq."
    )
    assert check(text).level == "stop"
    assert check(text, allowed=COUNCIL).level == "pass"


def test_an_officer_named_with_a_number_that_is_not_the_councils_is_stopped():
    assert check("Jane Smith, 01632 960 001", allowed=COUNCIL).level == "stop"
    assert check("jane.smith@kent.gov.uk", allowed=[*COUNCIL, "kent.gov.uk"]).level == "stop"


def test_a_name_of_the_councils_own_never_counts():
    assert check("Jane Smith, 03000 414141", allowed=["Jane Smith", *COUNCIL]).level == "pass"


def test_one_allowed_contact_may_be_given_as_a_string():
    assert check("foi@kent.gov.uk", allowed="foi@kent.gov.uk").level == "pass"


def test_an_nhs_number_with_a_wrong_check_digit_counts_only_where_it_says_so():
    assert check("9434765918").level == "pass"
    assert check("NHS number 9434765918").level == "stop"


def test_stops_come_before_hints():
    verdict = check("As a parent I ask. My son Jamie waits.")
    assert [reason.level for reason in verdict.reasons] == ["stop", "hint"]


def test_every_sentence_says_what_to_do():
    for level, sentence in SENTENCES.values():
        assert level in {"hint", "stop"}
        assert "lease" in sentence
        assert len(sentence) < 500


@given(st.text())
def test_no_text_makes_it_fail(text):
    assert check(text).level in {"pass", "hint", "stop"}


@given(st.text(alphabet="my son Jamie'.,-@0123456789()[]+\n\u200b\u0301ßİﬁ小", max_size=80))
def test_no_text_near_the_patterns_makes_it_fail(text):
    verdict = check(text, allowed=[text])
    assert all(found in text for reason in verdict.reasons for found in reason.found)


@given(st.emails(), st.sampled_from(["{}", "write to {}, please", "<{}>", "mailto:{}"]))
def test_an_email_address_is_stopped_wherever_it_stands(address, frame):
    assert check(frame.format(address)).level == "stop"


@given(st.integers(min_value=10**8, max_value=10**9 - 1), st.sampled_from(["", " ", "-"]))
def test_every_nhs_number_is_stopped_however_it_is_spaced(nine, gap):
    total = sum(w * int(d) for w, d in zip(range(10, 1, -1), str(nine), strict=True))
    check_digit = (11 - total % 11) % 11
    number = f"{nine}{check_digit}"
    if check_digit < 10:
        assert check(f"{number[:3]}{gap}{number[3:6]}{gap}{number[6:]}").level == "stop"


@pytest.mark.parametrize(
    "piece",
    ["a", "a@", "1 ", "(0)", "my son ", "dob ", "A.", "\n", " ", "a at b dot ", "\u200b",
     "a\u0301\u0323", "my son Tom at Oakfield School he ", "home 1 a b c d ", "+44", "'s "],
)  # fmt: skip
def test_two_hundred_thousand_characters_come_to_an_end(piece):
    assert check(piece * (200_000 // len(piece))).level in {"pass", "hint", "stop"}


def test_a_passage_with_look_alike_letters_is_marked_as_it_was_typed():
    typed = "We wait. M\u0443 s\u043en J\u0430mie is nine."
    reason = next(r for r in check(typed).reasons if r.code == "child_named")
    assert reason.found[0] == "M\u0443 s\u043en J\u0430mie"

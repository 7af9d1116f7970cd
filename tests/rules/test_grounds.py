"""Which ground goes with which outcome."""

import pytest

from foi.rules.grounds import (
    WrongGround,
    all_grounds,
    allowed_pairs,
    by_code,
    by_slug,
    check_pair,
    goes_with,
    grounds_for,
    named,
)
from foi.rules.outcomes import Outcome

EVENTS = {"foia-s1-3", "foia-s9", "foia-s10-3", "foia-s39"}
SPECIAL = EVENTS | {"foia-s1-1", "eir-12-4-a", "foia-s21", "eir-6-1-b", "foia-s11"}


def test_there_are_55_grounds_each_with_an_address_and_words_of_its_own():
    grounds = all_grounds()
    assert len(grounds) == 55
    for part in ("code", "slug", "words"):
        assert len({getattr(ground, part) for ground in grounds}) == 55
    assert {ground.regime for ground in grounds} == {"foia", "eir"}
    assert all(ground.name and ground.plain_english and ground.kind for ground in grounds)
    assert by_code("FOIA s.40(2)+(3A)").slug == "foia-s40-2-3a"
    assert by_slug("foia-s12-1").words == "section 12 (cost)"


@pytest.mark.parametrize(
    ("slug", "outcomes"),
    [
        ("foia-s1-1", {"not_held", "answered_in_part"}),
        ("eir-12-4-a", {"not_held"}),
        ("foia-s21", {"already_public", "refused", "answered_in_part"}),
        ("eir-6-1-b", {"already_public", "refused"}),
        ("foia-s11", {"answered", "answered_in_part", "refused"}),
        *((slug, set()) for slug in sorted(EVENTS)),
    ],
)
def test_some_grounds_are_no_plain_refusal(slug, outcomes):
    assert {one.value for one in Outcome if goes_with(by_slug(slug), one)} == outcomes
    assert {outcome for outcome, other in allowed_pairs() if other == slug} == outcomes


def test_every_other_ground_goes_with_refused_or_answered_in_part():
    for ground in all_grounds():
        if ground.slug not in SPECIAL:
            assert ground.outcomes == {Outcome.REFUSED, Outcome.ANSWERED_IN_PART}, ground.slug
    for slug in ("foia-s8", "foia-s22", "foia-s40-1", "foia-s40-5a-5b", "eir-12-4-c", "eir-12-6"):
        check_pair("refused", [slug])
        check_pair("answered_in_part", [slug])


@pytest.mark.parametrize("outcome", [one.value for one in Outcome])
def test_no_ground_at_all_is_allowed(outcome):
    check_pair(outcome, [])


@pytest.mark.parametrize(
    ("outcome", "slugs", "sentence"),
    [
        ("not_held", ["foia-s12-1"], "Section 12 .cost. goes with “answered in part” or “refused”"),
        ("refused", ["foia-s1-1"], "goes with “answered in part” or “not held”"),
        ("refused", ["foia-s1-3"], "is an event"),
        ("answered", ["foia-s40-2-3a"], "not with “answered”"),
        ("wrong_body", ["foia-s21"], "not with “held by another body”"),
        ("refused", ["foia-s25"], "only beside section 23 or 24"),
        ("refused", ["foia-s25", "foia-s12-1"], "only beside section 23 or 24"),
        ("refused", ["foia-s99"], "There is no ground"),
        ("refused", ["foia-s12-1", "foia-s9"], "is an event"),
    ],
)
def test_any_other_pair_is_refused_with_a_sentence(outcome, slugs, sentence):
    with pytest.raises(WrongGround, match=sentence):
        check_pair(outcome, slugs)


def test_a_certificate_stands_beside_what_it_certifies():
    check_pair("refused", ["foia-s25", "foia-s24"])
    check_pair("answered_in_part", ["foia-s23", "foia-s25"])


def test_the_grounds_offered_for_an_outcome_are_those_that_can_be_saved():
    for outcome in Outcome:
        for ground in grounds_for(outcome):
            assert (outcome.value, ground.slug) in allowed_pairs()
    assert [ground.slug for ground in grounds_for("not_held")] == ["foia-s1-1", "eir-12-4-a"]


def test_grounds_are_named_in_the_order_of_the_law():
    assert named(["foia-s12-1", "foia-s40-2-3a"]) == [
        "section 40(2) (personal data)",
        "section 12 (cost)",
    ]

"""The way to a letter in families' own words."""

from foi.rules.library import AT_MOST_ON_A_SCREEN, worries
from tests.rules.the_library import LIBRARY

IN_THEIR_WORDS = [
    "They refused to assess",
    "It takes too long",
    "The plan is not followed",
    "No school place",
    "They said it costs too much",
    "Transport",
    "They went to the SEND Tribunal against us",
    "Who decides, and by what rules",
    "Money",
]


def test_the_worries_stand_in_order_in_families_words() -> None:
    assert [worry.words for worry in worries().worries] == IN_THEIR_WORDS


def test_a_screen_shows_at_most_seven() -> None:
    assert AT_MOST_ON_A_SCREEN == 7
    assert len(worries().first()) == 7
    assert worries().first() + worries().more() == worries().worries
    assert all(1 <= len(worry.letters) <= 7 for worry in worries().worries)


def test_every_letter_is_found_by_a_worry_and_never_twice_in_one() -> None:
    found = {slug for worry in worries().worries for slug in worry.letters}
    assert found == set(LIBRARY)
    assert all(len(set(worry.letters)) == len(worry.letters) for worry in worries().worries)


def test_somebody_unsure_is_led_to_the_targets_letter() -> None:
    assert worries().unsure_letter == "send-staff-targets"


def test_a_letter_knows_the_worries_that_lead_to_it() -> None:
    leading = [worry.slug for worry in worries().leading_to("send-transport")]
    assert leading == ["transport"]


def test_every_worry_leads_first_to_a_letter_that_can_be_sent() -> None:
    assert all(LIBRARY[worry.letters[0]].can_be_sent for worry in worries().worries)

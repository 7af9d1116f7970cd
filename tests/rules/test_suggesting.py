"""What a marked passage may give: offers in its own words, never a guess."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foi.rules.answers import TYPES, read
from foi.rules.suggesting import MOST, suggest

CHOICES = (("no", "No"), ("team", "A target for the team"), ("individual", "For individuals"))


def written(type: str, passage: str) -> list[str]:
    return [offer.written for offer in suggest(type, passage, CHOICES)]


@pytest.mark.parametrize(
    ("type", "passage", "offered"),
    [
        ("count", "We hold 312 plans.", ["312"]),
        ("count", "312", ["312"]),
        ("count", "In total there were fewer than 5 appeals in 2025.", ["fewer than 5"]),
        ("count", "3. We hold about 40 plans.", ["about 40"]),
        ("count", "Question 3: 1,204 plans", ["1,204"]),
        ("count", "There were 12 in January 2025 and 15 in March 2025.", ["12", "15"]),
        ("count", "12 plans and, again, 12 plans.", ["12"]),
        ("count", "Between 10 and 20 children waited.", ["Between 10 and 20"]),
        ("count", "Twenty-one plans were late.", ["Twenty-one"]),
        ("count", "The number is nil.", ["nil"]),
        ("count", "31 out of 54 were late.", ["31"]),
        ("count", "We refuse under section 12(1) of the Freedom of Information Act 2000.", []),
        ("count", "Regulation 12(5)(e) and s.40(2) apply; see 2024/25 and page 3.", []),
        ("count", "The total for 2024-25 was 77.", ["77"]),
        ("count", "Please call 01622 123456.", []),
        ("count", "We do not hold this.", []),
        ("money", "In 2025 we spent £1.2m on 12 schools.", ["£1.2m"]),
        ("money", "Spend: 4,500,000", ["4,500,000"]),
        ("percentage", "Of 54 plans 57.4% were late.", ["57.4%"]),
        ("percentage", "31 out of 54 plans were late", ["31 out of 54"]),
        ("days", "The target is 15 working days for 300 cases.", ["15"]),
        ("date", "It began on 3 March 2025 and ended in April 2026.", ["3 March 2025"]),
        ("yes_no", "No, pay is not linked to any target.", ["no"]),
        ("yes_no", "Question 2: Yes", ["yes"]),
        ("yes_no", "2. Yes. We measure it.", ["yes"]),
        ("yes_no", "There is no target.", []),
        ("yes_no", "No records are held on this.", []),
        ("yes_no", "See form No. 5.", []),
        ("yes_no", "Yes for teams. No, not for individuals.", ["yes", "no"]),
        ("choice", "There is a target for the team, reviewed monthly.", ["team"]),
        ("choice", "No. There is none.", ["no"]),
        ("choice", "We have no such figure.", []),
        ("document", "Please see “SEND Performance Framework 2025” attached.", None),
        ("text", "The head of service decides.", ["The head of service decides."]),
        ("text", "A long story. " * 20, []),
        ("count", "", []),
    ],
)
def test_what_is_offered(type: str, passage: str, offered: list[str] | None) -> None:
    expected = ["SEND Performance Framework 2025"] if offered is None else offered
    found = written(type, passage)
    assert found[: len(expected)] == expected and (offered != [] or found == [])


def test_a_choice_is_offered_by_its_public_words() -> None:
    assert suggest("choice", "It is a target for the team.", CHOICES)[0].label == CHOICES[1][1]


def test_an_unknown_type_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="no answer type"):
        suggest("colour", "It is 5.")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TYPES), st.text(max_size=300))
def test_whatever_is_marked_every_offer_can_be_saved_and_few_are_made(
    type: str, passage: str
) -> None:
    offers = suggest(type, passage, CHOICES)
    assert len(offers) <= MOST
    for offer in offers:
        read(type, offer.written, [value for value, _ in CHOICES])

"""What a council's answers keep back, and how it goes out of words beside them."""

from decimal import Decimal

import pytest

from foi.rules.answers import read
from foi.rules.letters import parse
from foi.rules.library import letter_files
from foi.rules.masking_sums import mask_sum
from foi.rules.unsaid import RESTS_ON, Said, Unsaid, keep_back

BOTH = "There were 3 remedies, and we paid £2,417 in all."


def said(key: str, raw: str | None, request: int | None = 1, *, stands: bool = True) -> Said:
    kind = "count" if key in {"remedies", "appeals_conceded", "appeals_heard"} else "money"
    answer = read(kind, raw) if raw else None
    return Said(key, answer, request, people=kind == "count", stands=stands)


def held(*answers: Said, asked: tuple[str, ...] = ()) -> bool:
    return bool(keep_back(answers, {1: asked}).held)


@pytest.mark.parametrize(
    ("people", "paid", "is_held"),
    [
        ("2", "£900", True),
        ("<5", "£900", True),
        ("3-8", "£900", True),
        ("[c]", "£900", True),
        ("2", "£0", True),
        ("9", "£900", False),
        ("over 300", "£900", False),
        ("0", "£0", False),
        ("0", "£900", True),
        (None, "£900", False),  # refused: nobody will say
    ],
)
def test_a_sum_that_rests_on_few_is_held_back(people: str | None, paid: str, is_held: bool) -> None:
    answers = (said("remedies", people), said("remedy_paid", paid))
    assert held(*answers, asked=("remedies",)) == is_held
    assert held(said("remedies", people, request=None), said("remedy_paid", paid)) == is_held


def test_a_sum_waits_for_the_number_that_its_own_request_asked() -> None:
    paid = said("remedy_paid", "£900")
    assert held(paid, asked=("remedies",)) and not held(paid)
    replaced = said("remedies", "20", stands=False)
    assert held(paid, replaced, asked=("remedies",))
    assert not held(said("remedy_paid", "£900", request=None), asked=("remedies",))


@pytest.mark.parametrize(
    ("conceded", "heard", "is_held"),
    [
        ("2", "2", True),
        ("2", "3", False),
        ("0", "40", False),
        ("3", None, True),  # one of the two is refused: what is known is too few
        (None, None, False),
    ],
)
def test_a_sum_on_two_counts_rests_on_both_together(
    conceded: str | None, heard: str | None, is_held: bool
) -> None:
    answers = [said("appeals_conceded", conceded), said("appeals_heard", heard)]
    spent = said("tribunal_external_spend", "£41,000")
    assert held(*answers, spent, asked=("appeals_conceded", "appeals_heard")) == is_held


def test_what_is_kept_back_goes_out_of_every_passage() -> None:
    unsaid = keep_back([said("remedies", "3"), said("remedy_paid", "£2,417")], {})
    assert unsaid == Unsaid(frozenset({3}), frozenset({"remedy_paid"}), frozenset({Decimal(2417)}))
    assert unsaid.out_of(BOTH) == (
        "There were [fewer than 5] remedies, and we paid [sum not shown] in all."
    )
    enough = keep_back([said("remedies", "30"), said("remedy_paid", "£2,417")], {})
    assert not enough and enough.out_of(BOTH) == BOTH


def test_a_range_is_kept_back_at_both_ends_and_a_bound_as_it_was_written() -> None:
    few = said("remedies", "3")
    ends = keep_back([few, said("remedy_paid", "£2,000 to £3,000")], {})
    assert ends.out_of("From £2,000 to £3,000.") == "From [sum not shown] to [sum not shown]."
    bound = keep_back([few, said("remedy_paid", "up to £2,000")], {})
    assert bound.out_of("Up to £2,000.") == "Up to [sum not shown]."


@pytest.mark.parametrize(
    "written",
    ["£2,417", "2,417", "2417", "£ 2417", "£2 417", "2,417.00", "£2,417.0", "£2.417k"],
)
def test_a_sum_is_masked_however_it_is_written(written: str) -> None:
    shown = mask_sum(f"We paid {written}, in all. {written}.", Decimal(2417))
    assert shown == "We paid [sum not shown], in all. [sum not shown]."


@pytest.mark.parametrize(
    ("amount", "left", "masked"),
    [
        ("2417", "£12,417, £2,417.50, £2,4170 and 32417", ""),
        ("2417.5", "£2,417", "£2,417.50 or 2417.5"),
        ("0", "0 payments in 2020", "£0"),
        ("3000000", "£3,000 and 3", "£3m or £3 million"),
    ],
)
def test_only_the_sum_itself_is_masked(amount: str, left: str, masked: str) -> None:
    assert mask_sum(left, Decimal(amount)) == left
    if masked:
        assert "£" not in mask_sum(masked, Decimal(amount))


def test_what_a_sum_rests_on_is_counted_in_the_same_letter() -> None:
    letters = [parse(path.read_text()) for path in letter_files()]
    types = [{question.key: question for question in letter.questions} for letter in letters]
    for key, rests in RESTS_ON.items():
        asked = next(questions for questions in types if key in questions)
        assert all(asked[base].small_numbers for base in rests.on)
        assert {asked[base].period for base in rests.on} == {asked[key].period}

"""Few people are never shown, however the number was written or could be worked out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.rules.answers import Answer, bare, read, say
from foi.rules.small_numbers import (
    EXEMPT,
    fewest,
    is_small,
    mask_quote,
    may_publish_figure,
    publish_count,
    publish_rate,
)
from foi.rules.values import HELD_BACK


def published(raw, type="count", key="reviews_overdue", **kwargs):
    return publish_count(read(type, raw), key=key, type=type, **kwargs)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("0", "0"),
        ("nil", "0"),
        ("1", "<5"),
        ("four", "<5"),
        ("4 children", "<5"),
        ("3 out of 54", "<5"),
        ("about 3", "<5"),
        ("<3", "<5"),
        ("<5", "<5"),
        ("4 or fewer", "4 or fewer"),
        ("3 or fewer", "<5"),
        ("1-4", "<5"),
        ("2 to 3", "<5"),
        ("0-3", "<5"),
        ("3 to 8", "8 or fewer"),
        ("5", "5"),
        ("54", "54"),
        ("5 to 9", "5 to 9"),
        ("fewer than 10", "fewer than 10"),
        ("about 40", "about 40"),
        ("over 300", "more than 300"),
        ("[c]", "no value given ([c])"),
    ],
)
def test_a_count_of_one_to_four_is_published_as_fewer_than_5(raw, shown):
    assert say(published(raw), "count") == shown


@given(st.integers(0, 40), st.integers(2, 12))
def test_what_is_published_never_tells_a_small_number(number, threshold):
    answer = published(f"{number} out of 90", threshold=threshold)
    small = 0 < number < threshold
    assert bare(answer) == (f"<{threshold}" if small else str(number))
    assert "out of" not in answer.written
    assert is_small(Answer(number), threshold) == small


def test_counts_of_no_people_stay_as_they_are():
    for key in EXEMPT:
        assert published("3", key=key).value == 3
    assert published("3", people=False).value == 3
    assert published("£3", type="money").value == 3


def test_a_percentage_of_fewer_than_5_people_is_held_back():
    assert published("3 out of 54", type="percentage").written == HELD_BACK
    assert published("2 of 3", type="percentage").value is None
    kept = published("31 out of 54", type="percentage")
    assert (kept.value, kept.written) == (Decimal("57.4"), "")


def test_a_figure_needs_enough_people_behind_it():
    assert [may_publish_figure(n) for n in (0, 4, 5)] == [False, False, True]
    fewest_of = {"<5": 0, "3-8": 3, "[c]": 0, "over 300": 5, "54": 54}
    assert {raw: fewest(read("count", raw)) for raw in fewest_of} == fewest_of


def test_a_rate_is_published_only_of_enough_people():
    def rate(part, whole):
        return publish_rate(read("count", part), read("count", whole))

    assert rate("31", "54") == Decimal("57.4")
    assert rate("0", "54") == 0
    assert [rate(*pair) for pair in (("3", "54"), ("0", "4"), ("<5", "54"), ("60", "54"))] == [
        *(None, None, None, None),
    ]
    assert rate("31", "about 54") is None


@pytest.mark.parametrize(
    ("quote", "raw", "masked"),
    [
        ("There were 3 appeals.", "3", "There were [fewer than 5] appeals."),
        ("Three appeals, section 30, 3.5 FTE", "3", "[fewer than 5] appeals, section 30, 3.5 FTE"),
        ("3 of 54 (5.6%)", "3", "[fewer than 5] of 54 ([percentage not shown])"),
        ("between 2 and 3", "2-3", "between [fewer than 5] and [fewer than 5]"),
        ("no more than 3", "no more than 3", "no more than [fewer than 5]"),
        ("There were 54 appeals, 3 withdrawn", "54", "There were 54 appeals, 3 withdrawn"),
        ("13 or 31 or 3,000", "3", "13 or 31 or 3,000"),
    ],
)
def test_the_number_in_a_quote_is_masked(quote, raw, masked):
    assert mask_quote(quote, read("count", raw)) == masked


def test_the_threshold_is_a_setting():
    assert bare(published("9", threshold=20)) == "<20"
    assert mask_quote("Nineteen", read("count", "19"), 25) == "[fewer than 25]"
    assert mask_quote("21 plans", read("count", "21"), 25) == "[fewer than 25] plans"

"""Shares, medians and waiting times: worked by hand, and what holds for all of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.rules.statistics import (
    LEAST_FOR_A_PERCENTAGE,
    Share,
    Waited,
    share,
    waiting_curve,
    whole_percent,
    wilson,
)

SHARES = st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
LETTERS = st.lists(st.builds(Waited, st.integers(0, 90), st.booleans()), max_size=120)


# ------------------------------------------------------------------------------------ shares
@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (4, 34, 0.0467, 0.2662),
        (50, 100, 0.4038, 0.5962),
    ],
)  # fmt: skip
def test_wilsons_interval_is_the_one_in_the_books(count, of, low, high):
    found = wilson(count, of)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(SHARES)
def test_an_interval_holds_its_share_and_lies_within_nought_and_one(pair):
    count, of = pair
    found = wilson(count, of)
    assert 0 <= found.low <= count / of <= found.high <= 1


@given(SHARES)
def test_the_interval_of_the_rest_is_its_mirror(pair):
    count, of = pair
    one, other = wilson(count, of), wilson(of - count, of)
    assert one.low == pytest.approx(1 - other.high) and one.high == pytest.approx(1 - other.low)


@given(st.integers(10, 400))
def test_more_of_the_same_narrows_the_interval(of):
    one, many = wilson(of // 2, of), wilson(of // 2 * 10, of * 10)
    assert many.high - many.low < one.high - one.low


@given(SHARES)
def test_there_is_a_percentage_from_ten_on_and_n_always_beside_it(pair):
    found = share(*pair)
    assert (found.percent is not None) == (found.of >= LEAST_FOR_A_PERCENTAGE)
    assert f"{found.count} of {found.of}" in found.words
    assert ("%" in found.words) == (found.of >= LEAST_FOR_A_PERCENTAGE)


def test_words_say_count_n_and_interval():
    assert share(4, 34).words == "12% (4 of 34; 95% interval 5% to 27%)"
    assert share(4, 9).words == "4 of 9 (too few for a percentage)"
    assert share(0, 0) == Share(0, 0, None, None)
    assert share(0, 0).words == "nothing to count yet"


@pytest.mark.parametrize("pair", [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_has_no_interval(pair):
    with pytest.raises(ValueError, match="is no share"):
        share(*pair)


def test_halves_are_rounded_up():
    assert [whole_percent(x) for x in (0.125, 0.004, Fraction(1, 200), 1.0)] == [13, 0, 1, 100]


# -------------------------------------------------------------------------------- the curve
def test_a_curve_worked_by_hand():
    """Six letters: answered on days 5 and 10, 10 and 20; last known to wait on days 7 and 20."""
    letters = [Waited(5, True), Waited(7, False), Waited(10, True), Waited(10, True)]
    curve = waiting_curve([*letters, Waited(20, True), Waited(20, False)])
    assert [(s.day, s.at_risk, s.answered, s.left) for s in curve.steps] == [
        (5, 6, 1, 0), (7, 5, 0, 1), (10, 4, 2, 0), (20, 2, 1, 1),
    ]  # fmt: skip
    shares = [Fraction(5, 6), Fraction(5, 6), Fraction(5, 12), Fraction(5, 24)]
    assert [s.waiting for s in curve.steps] == shares
    assert curve.median == 10 and curve.after(9) == curve.steps[1] and curve.after(4) is None
    assert (curve.letters, curve.answered, curve.waiting) == (6, 4, 2)


def test_half_answered_is_the_median_and_less_is_none():
    assert waiting_curve([Waited(3, True), Waited(9, False)]).median == 3
    assert waiting_curve([Waited(3, True), Waited(9, False), Waited(9, False)]).median is None
    assert waiting_curve([]).steps == () and waiting_curve([]).median is None


def test_those_who_wait_are_not_counted_as_answered():
    """One answered at once and nine still waiting: the tenth that is answered, not all."""
    curve = waiting_curve([Waited(1, True)] + [Waited(60, False)] * 9)
    assert curve.steps[-1].percent == 90


@given(LETTERS)
def test_the_curve_only_falls_and_everybody_is_in_it_once(letters):
    curve = waiting_curve(letters)
    shares = [Fraction(1), *(step.waiting for step in curve.steps)]
    assert all(0 <= later <= before <= 1 for before, later in zip(shares, shares[1:], strict=False))
    assert sum(step.answered + step.left for step in curve.steps) == len(letters) == curve.letters
    risk = [step.at_risk for step in curve.steps]
    assert risk == sorted(risk, reverse=True)


@given(LETTERS)
def test_its_interval_holds_the_share(letters):
    for step in waiting_curve(letters).steps:
        if step.interval is not None:
            assert 0 <= step.interval.low <= step.waiting <= step.interval.high <= 1


@given(st.lists(st.integers(0, 90), min_size=1, max_size=120))
def test_with_nobody_waiting_it_is_what_is_left_of_the_answers(days):
    for step in waiting_curve([Waited(day, True) for day in days]).steps:
        answered = sum(day <= step.day for day in days)
        assert step.waiting == 1 - Fraction(answered, len(days))


@given(LETTERS, st.integers(0, 90))
def test_one_more_who_waits_longer_never_makes_the_council_look_quicker(letters, day):
    before, after = waiting_curve(letters), waiting_curve([*letters, Waited(91, False)])
    one, other = before.after(day), after.after(day)
    assert (one.waiting if one else 1) <= (other.waiting if other else 1)

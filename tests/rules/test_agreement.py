"""Cohen's kappa, worked by hand."""

import pytest

from foi.rules.agreement import agreement

YES_YES, YES_NO, NO_YES, NO_NO = ("y", "y"), ("y", "n"), ("n", "y"), ("n", "n")


def test_the_textbook_table() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: p = 0.7, e = 0.5, kappa = 0.4."""
    found = agreement([YES_YES] * 20 + [YES_NO] * 5 + [NO_YES] * 10 + [NO_NO] * 15)
    assert (found.n, found.agreed) == (50, 35) and found.kappa == pytest.approx(0.4)
    assert found.words == (
        "The two said the same in 35 of 50 double readings. Cohen’s kappa is 0.40 (n = 50)."
    )


def test_worse_than_chance_is_below_nought() -> None:
    assert agreement([YES_NO] * 5 + [NO_YES] * 5).kappa == pytest.approx(-1)


def test_full_agreement_on_several_categories_is_one() -> None:
    assert agreement([YES_YES] * 6 + [NO_NO] * 6).kappa == pytest.approx(1)


def test_it_is_undefined_where_chance_alone_agrees_fully() -> None:
    found = agreement([YES_YES] * 12)
    assert found.kappa is None and found.is_shown
    assert "no value here" in found.words


@pytest.mark.parametrize("n", [0, 9])
def test_under_ten_double_readings_nothing_is_shown(n: int) -> None:
    found = agreement([YES_YES, NO_NO, YES_NO][:n] * (n // 3))
    assert found.kappa is None and not found.is_shown
    assert "not shown under 10" in found.words


def test_ten_are_enough() -> None:
    assert agreement([YES_YES] * 5 + [NO_NO] * 5).kappa == pytest.approx(1)

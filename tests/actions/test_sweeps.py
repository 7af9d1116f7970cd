"""A sweep ends before its own claims look abandoned."""

from foi.actions import sweeps
from foi.models.reminders import CLAIM_LASTS as REMINDERS
from foi.models.reports import MAIL_CLAIM_LASTS as REPORTS


def test_a_sweep_takes_every_row_while_there_is_time() -> None:
    assert list(sweeps.in_good_time(range(1000))) == list(range(1000))


def test_a_sweep_that_takes_too_long_leaves_the_rest_to_the_next(monkeypatch) -> None:
    minutes = iter(range(100))  # a mail server that hangs: each look at the clock a minute later
    monkeypatch.setattr(sweeps, "monotonic", lambda: next(minutes) * 60)
    assert list(sweeps.in_good_time("abcdefgh")) == ["a", "b", "c", "d"]


def test_a_sweep_ends_long_before_any_claim_of_it_runs_out() -> None:
    for lasts in (sweeps.CLAIM_LASTS, REMINDERS, REPORTS):
        assert 2 * sweeps.SWEEP_LASTS < lasts

"""The made-up sample: never among real requests, every state in it, and true to its events."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from authorities.models import Authority
from foi.actions.library import load_letters
from foi.comparison import table
from foi.management import steps
from foi.models import (
    Letter,
    Request,
    User,
)
from foi.rules.library import letter_files
from foi.rules.outcomes import Outcome, Waiting
from tests.builders import at, create_request, load_holidays

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)  # a Sunday


@pytest.fixture(autouse=True)
def _sample(settings: Any) -> None:
    settings.DEMO = True
    load_holidays()


@pytest.fixture
def on_the_day() -> Iterator[None]:
    with time_machine.travel(at(TODAY), tick=False):
        yield


def load() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def test_a_database_with_real_requests_is_refused(settings: Any, on_the_day: None) -> None:
    create_request()
    with pytest.raises(CommandError, match="holds real requests"):
        load()
    assert Request.objects.count() == 1
    assert not Authority.objects.filter(slug="sampleshire").exists()


def test_real_requests_are_named_first_where_it_is_no_sample_either(
    settings: Any, on_the_day: None
) -> None:
    settings.DEMO = False
    create_request()
    with pytest.raises(CommandError, match="holds real requests"):
        load()


def test_it_is_refused_where_pages_would_not_say_that_it_is_made_up(
    settings: Any, on_the_day: None
) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        load()
    assert not Request.objects.exists()


def test_loading_twice_on_a_day_changes_nothing(on_the_day: None) -> None:
    assert "sample-checker-1@example.org" in load()  # whom one can sign in as
    before = sorted(Request.objects.values_list("ref", "due_on"))
    assert load() == "The sample is loaded already.\n"
    assert sorted(Request.objects.values_list("ref", "due_on")) == before


@pytest.mark.django_db(transaction=True)
def test_a_sample_of_another_day_makes_way() -> None:
    with time_machine.travel(at(date(2026, 11, 2)), tick=False):
        load()
        old = set(Request.objects.values_list("ref", flat=True))
    with time_machine.travel(at(TODAY), tick=False):
        assert "2 November 2026 makes way" in load()
    assert not old & set(Request.objects.values_list("ref", flat=True))
    assert Request.objects.filter(due_on__gt=TODAY).exists()


def test_a_sample_in_which_somebody_signed_in_is_kept() -> None:
    with time_machine.travel(at(date(2026, 11, 2)), tick=False):
        load()
    User.objects.create_user("visitor@example.org")
    with time_machine.travel(at(TODAY), tick=False):
        assert "is kept" in load()
    assert User.objects.filter(email="visitor@example.org").exists()


DAYS = [date(2026, 11, 22), date(2026, 12, 27), date(2027, 1, 4), date(2027, 4, 6)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_state_of_a_cell_is_shown_whatever_the_day(day: date) -> None:
    with time_machine.travel(at(day), tick=False):
        load()
    letter = Letter.objects.get(slug="send-staff-targets")
    made = table(letter, letter.rounds.get(), user=None, on=day)
    shown = [cell.cell for row in made.rows for cell in row.cells]
    assert {cell.outcome for cell in shown} == {*Outcome, *Waiting}
    assert {cell.words for cell in shown} >= {"Asked us a question back", "Asked for a fee"}
    assert any(cell.two_answers for cell in shown)
    assert any(cell.asked_again for cell in shown)
    assert any(cell.days_late for cell in shown if cell.outcome == "answered")
    assert {ground.slug for cell in shown for ground in cell.grounds} >= {
        "foia-s12-1",
        "foia-s40-2-3a",
        "foia-s36",
    }


def test_the_letters_need_not_be_loaded_before(on_the_day: None) -> None:
    assert not Letter.objects.exists()
    load()
    assert Letter.objects.count() == len(letter_files())
    load_letters(paths=letter_files(), on=TODAY)


def test_the_sample_is_prepared_without_the_real_register(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    monkeypatch.setattr(steps, "_take", lambda step, say: taken.append(step.command))
    for is_sample in (True, False):
        settings.DEMO = is_sample
        steps.prepare_database(say=lambda text: None)
    assert taken.count("import_authorities") == 1 and taken.count("load_letters") == 2

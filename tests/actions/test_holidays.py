"""A bank holiday comes or goes: open deadlines move, once, and say so."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from foi.actions.holidays import take_in, withdraw
from foi.models import BankHoliday, Request
from foi.rules.working_days import Holiday
from tests.builders import at, create_authority, create_reply, create_request

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
NEW = Holiday(date(2026, 12, 9), "ESN", "A day of thanks", TODAY)


def _add() -> None:
    take_in(rows=[NEW], basis="test", now=at(TODAY), on=TODAY)


def test_a_new_bank_holiday_moves_an_open_deadline_with_an_event_saying_so() -> None:
    request = create_request()
    _add()
    request.refresh_from_db()
    assert request.due_on == date(2026, 12, 22)
    event = request.events.get(kind="due_moved")
    assert "from 21 December 2026 to 22 December 2026" in event.note
    assert "A day of thanks" in event.note


def test_adding_it_again_does_nothing() -> None:
    request = create_request()
    _add()
    _add()
    assert request.events.filter(kind="due_moved").count() == 1


def test_a_withdrawn_bank_holiday_moves_it_back_and_stays_withdrawn() -> None:
    request = create_request()
    _add()
    for part in "ESN":
        withdraw(day=NEW.on, part=part, reason="Not proclaimed.", now=at(TODAY), on=TODAY)
    request.refresh_from_db()
    assert request.due_on == date(2026, 12, 21)
    assert request.events.filter(kind="due_moved").count() == 2
    _add()
    request.refresh_from_db()
    assert request.due_on == date(2026, 12, 21)


def test_an_answered_request_is_recounted_without_an_event() -> None:
    request = create_request()
    create_reply(request=request, on=date(2026, 12, 22))
    _add()
    request.refresh_from_db()
    assert (request.days_late, request.working_days) == (0, 20)
    assert not request.events.filter(kind="due_moved").exists()


def test_a_request_that_the_day_cannot_touch_is_left_alone() -> None:
    early = create_request(sent_on=date(2026, 9, 1), authority=create_authority(slug="devon"))
    before = Request.objects.get(pk=early.pk).due_on
    _add()
    early.refresh_from_db()
    assert early.due_on == before


def test_withdrawing_without_a_reason_is_refused() -> None:
    create_request()
    _add()
    with pytest.raises(ValueError, match="Say why"):
        withdraw(day=NEW.on, part="E", reason=" ", now=at(TODAY), on=TODAY)
    with pytest.raises(CommandError, match="--reason"):
        call_command("sync_bank_holidays", "--withdraw", "2026-12-09")


def test_the_command_seeds_the_table_once() -> None:
    call_command("sync_bank_holidays", "--seed")
    count = BankHoliday.objects.count()
    call_command("sync_bank_holidays", "--seed")
    assert BankHoliday.objects.count() == count > 147
    scottish = BankHoliday.objects.get(date=date(2026, 6, 15))
    assert scottish.part == "S"

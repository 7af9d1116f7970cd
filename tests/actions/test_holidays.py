"""A bank holiday comes or goes: open deadlines move, once, and say so."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from foi.actions.holidays import take_in, withdraw
from foi.models import BankHoliday, Request
from foi.rules import clock
from foi.rules.explaining import explain
from foi.rules.lifecycle import Kind
from foi.rules.working_days import Holiday
from tests.at_once import at_once
from tests.builders import at, create_authority, create_reply, create_request, load_holidays

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


def test_a_withdrawn_day_can_be_put_back_by_a_person() -> None:
    request = create_request()
    _add()
    call_command("sync_bank_holidays", "--withdraw", "2026-12-09", "--reason", "Not proclaimed.")
    request.refresh_from_db()
    assert request.due_on == date(2026, 12, 21)
    call_command("sync_bank_holidays", "--restore", "2026-12-09")
    request.refresh_from_db()
    assert request.due_on == date(2026, 12, 22)
    with pytest.raises(CommandError, match="was withdrawn there"):
        call_command("sync_bank_holidays", "--restore", "2026-12-09")


def test_one_part_is_enough_to_stop_the_clock_and_the_last_one_lets_it_go() -> None:
    request = create_request()
    _add()
    for part in "EN":
        change = withdraw(day=NEW.on, part=part, reason="No.", now=at(TODAY), on=TODAY)
        assert change.moved == ()
    change = withdraw(day=NEW.on, part="S", reason="No.", now=at(TODAY), on=TODAY)
    assert [moved.ref for moved in change.moved] == [request.ref]


def test_a_day_announced_while_the_time_runs_is_called_arguable() -> None:
    request = create_request()
    _add()
    counted = clock.run("foia", request.received_on, holidays=BankHoliday.objects.table())
    assert counted.contested and counted.due_on == date(2026, 12, 22)
    assert any("arguable" in note for note in explain(counted).notes)


def test_a_day_proclaimed_the_day_before_it_moves_a_letter_due_that_day() -> None:
    request = create_request()
    eve = date(2026, 12, 20)
    take_in(rows=[Holiday(date(2026, 12, 21), "S", "Snow", eve)], basis="test", now=at(eve), on=eve)
    request.refresh_from_db()
    assert (request.due_on, request.late_after) == (date(2026, 12, 22), date(2026, 12, 22))


def test_a_held_letter_has_no_date_to_move_and_gets_no_event() -> None:
    request, table = create_request(), BankHoliday.objects.table()
    request.record(
        Kind.CLARIFICATION_REQUESTED, on=TODAY, by=request.requester, holidays=table, now=at(TODAY)
    )
    _add()
    assert not request.events.filter(kind="due_moved").exists()
    table = BankHoliday.objects.table()
    request.record(
        Kind.CLARIFICATION_RECEIVED, on=TODAY, by=request.requester, holidays=table, now=at(TODAY)
    )
    assert request.due_on == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--withdraw", "2026-12-10", "--reason", "No."], "holds no bank holiday"),
        (["--add", "2026-12-10"], "--name"),
        (["--add", "2026-12-10", "--name", "X", "--parts", "EW"], "letters E"),
        (["--add", "2026-12-10", "--name", "X", "--parts", ""], "letters E"),
    ],
)
def test_a_wrong_use_of_the_command_is_one_sentence(arguments: list[str], sentence: str) -> None:
    load_holidays()
    with pytest.raises(CommandError, match=sentence):
        call_command("sync_bank_holidays", *arguments)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_add_each_day_once_and_move_the_date_once() -> None:
    request = create_request()
    at_once(_add)
    request.refresh_from_db()
    assert request.due_on == date(2026, 12, 22)
    assert BankHoliday.objects.filter(date=NEW.on).count() == 3
    assert request.events.filter(kind="due_moved").count() == 1

"""Putting dates right: what may be said, what cannot be, and what follows from it."""

from datetime import date

import pytest

from foi.actions.clock import CannotCorrect, Truth, correct, correctable
from foi.actions.send import confirm_sent
from foi.models import Event, Letter, Request
from foi.rules.lifecycle import Kind
from tests.at_once import at_once
from tests.builders import (
    SENT_ON,
    at,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 10)
WHY = "I looked at the wrong letter."


def _event(request: Request, kind: str = "sent") -> Event:
    return request.events.filter(kind=kind, corrected_by=None, voids=False).get()


def _number(request: Request, event: Event) -> int:
    """The event's place among all as recorded: what a form may show of it."""
    return list(request.events.order_by("pk")).index(event) + 1


def _correct(request: Request, on: date | None, kind: str = "sent", why: str = WHY) -> Event:
    return correct(
        request=request,
        event=_number(request, _event(request, kind)),
        by=request.requester,
        truth=Truth(on, why),
        now=at(TODAY),
    )


def test_a_wrong_day_of_sending_moves_the_deadline_and_keeps_both_entries() -> None:
    request = create_request()
    stamp = Letter.objects.get().stamp
    _correct(request, date(2026, 11, 19))
    request.refresh_from_db()
    assert (request.sent_on, request.due_on) == (date(2026, 11, 19), date(2026, 12, 18))
    assert [event.on for event in request.events.order_by("pk")] == [SENT_ON, date(2026, 11, 19)]
    assert Letter.objects.get().stamp > stamp


def test_a_correction_can_be_corrected_again() -> None:
    request = create_request()
    _correct(request, date(2026, 11, 19))
    _correct(request, date(2026, 11, 18))
    request.refresh_from_db()
    assert request.sent_on == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 12, 11), "still to come"),
        (date(2017, 12, 31), "from 1 January 2018"),
        (SENT_ON, "have already"),
        (None, "cannot be taken back"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_a_sentence(on: date | None, sentence: str) -> None:
    request = create_request()
    with pytest.raises(CannotCorrect, match=sentence):
        _correct(request, on)
    assert request.events.count() == 1


def test_a_correction_needs_its_reason() -> None:
    with pytest.raises(CannotCorrect, match="what was wrong") as caught:
        _correct(create_request(), date(2026, 11, 19), why="  ")
    assert caught.value.field == "why"


def test_the_letter_cannot_have_gone_after_its_reply_nor_the_reply_come_before_it() -> None:
    request = create_request()
    create_reply(request=request, on=date(2026, 12, 4))
    with pytest.raises(CannotCorrect, match="had written back by Friday 4 December 2026"):
        _correct(request, date(2026, 12, 5))
    with pytest.raises(CannotCorrect, match="before the letter went"):
        _correct(request, date(2026, 11, 19), kind="response")


def test_a_reply_that_came_on_another_day_is_counted_anew_with_its_letter() -> None:
    request = create_request()
    reply = create_reply(request=request, on=date(2026, 12, 4))
    _correct(request, date(2026, 12, 7), kind="response")
    request.refresh_from_db()
    reply.refresh_from_db()
    assert (request.first_reply_on, request.working_days) == (date(2026, 12, 7), 10)
    assert (reply.came_on, reply.date_by_requester) == (date(2026, 12, 7), True)


def test_what_never_happened_is_voided_and_the_clock_runs_as_if() -> None:
    request = create_request()
    create_reply(request=request, on=date(2026, 12, 4))
    _correct(request, None, kind="response")
    request.refresh_from_db()
    assert (request.state, request.first_reply_on) == ("sent", None)
    assert request.events.count() == 3


def test_an_answer_to_a_question_cannot_come_before_the_question() -> None:
    request, table, owner = create_request(), load_holidays(), create_user()
    request.record(Kind.CLARIFICATION_REQUESTED, on=date(2026, 12, 1), by=owner, holidays=table)
    request.record(Kind.CLARIFICATION_RECEIVED, on=date(2026, 12, 3), by=owner, holidays=table)
    with pytest.raises(CannotCorrect, match="before the council asked its question"):
        _correct(request, date(2026, 11, 30), kind="clarification_received")
    _correct(request, date(2026, 12, 2), kind="clarification_received")
    request.refresh_from_db()
    assert request.due_on == date(2027, 1, 5)


def test_a_withdrawal_by_mistake_is_undone_but_has_no_date_to_change() -> None:
    request = create_request()
    request.record(
        Kind.WITHDRAWN, on=TODAY, by=request.requester, holidays=load_holidays(), now=at(TODAY)
    )
    with pytest.raises(CannotCorrect, match="no date to change"):
        _correct(request, date(2026, 12, 1), kind="withdrawn")
    _correct(request, None, kind="withdrawn")
    request.refresh_from_db()
    assert request.state == "sent"


def test_a_posted_letter_is_taken_to_arrive_two_working_days_after_the_true_day() -> None:
    load_holidays()
    request = create_request(sent_on=None, created_at=at(SENT_ON))
    confirm_sent(request=request, by=request.requester, on=SENT_ON, way="post", now=at(TODAY))
    assert request.received_on == date(2026, 11, 24)
    _correct(request, date(2026, 11, 18))
    request.refresh_from_db()
    assert (request.sent_on, request.received_on) == (date(2026, 11, 18), date(2026, 11, 20))
    assert request.letter_message.came_on == date(2026, 11, 18)


def test_the_day_of_receipt_that_she_knows_stays_when_the_sending_is_put_right() -> None:
    request = create_request()
    request.record(
        Kind.RECEIVED,
        on=date(2026, 11, 26),
        by=request.requester,
        holidays=load_holidays(),
        now=at(TODAY),
    )
    _correct(request, date(2026, 11, 19))
    request.refresh_from_db()
    assert request.received_on == date(2026, 11, 26)
    with pytest.raises(CannotCorrect, match="taken as received"):
        _correct(request, date(2026, 11, 27))


def test_what_this_site_recorded_is_not_the_owners_to_change() -> None:
    request = create_request()
    request.record(Kind.BOUNCED, on=TODAY, holidays=load_holidays(), now=at(TODAY))
    rows = correctable(list(request.events.all()))
    assert [(n, row.kind) for n, row in rows] == [(1, "sent")]


@pytest.mark.parametrize("who", ["stranger", "staff"])
def test_only_the_owner_puts_her_dates_right(who: str) -> None:
    request = create_request()
    by = create_moderator() if who == "staff" else create_user(email="x@example.org")
    with pytest.raises(CannotCorrect):
        correct(
            request=request,
            event=_number(request, _event(request)),
            by=by,
            truth=Truth(date(2026, 11, 19), WHY),
            now=at(TODAY),
        )


def test_the_same_entry_is_not_put_right_twice() -> None:
    request = create_request()
    first = _event(request)
    _correct(request, date(2026, 11, 19))
    with pytest.raises(CannotCorrect, match="put right already"):
        correct(
            request=request,
            event=_number(request, first),
            by=request.requester,
            truth=Truth(date(2026, 11, 18), WHY),
            now=at(TODAY),
        )


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_number_that_is_no_entry_of_this_request_is_refused(number: int) -> None:
    request = create_request()
    with pytest.raises(CannotCorrect, match="put right already"):
        correct(
            request=request,
            event=number,
            by=request.requester,
            truth=Truth(date(2026, 11, 19), WHY),
            now=at(TODAY),
        )


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_put_it_right_once() -> None:
    request = create_request()
    key = _number(request, _event(request))

    def press() -> str:
        mine = Request.objects.get(pk=request.pk)
        truth = Truth(date(2026, 11, 19), WHY)
        try:
            correct(request=mine, event=key, by=mine.requester, truth=truth, now=at(TODAY))
        except CannotCorrect as error:
            return str(error)
        return "done"

    assert sorted(at_once(press))[1] == "done"
    assert request.events.count() == 2


def test_a_reason_that_names_a_child_is_stopped_and_not_kept() -> None:
    request = create_request()
    with pytest.raises(CannotCorrect) as refused:
        _correct(request, date(2026, 11, 19), why="My son Jamie Okafor typed it.")
    assert refused.value.field == "why"
    assert request.events.count() == 1

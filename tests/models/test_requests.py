"""A request's clock is derived from its events, and only from them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from foi.models import Event, NeverChanges, Request
from foi.rules.lifecycle import Kind, NotNow
from tests.builders import SENT_ON, at, create_reply, create_request, create_user, load_holidays

pytestmark = pytest.mark.django_db


def test_sending_on_20_november_makes_it_due_on_21_december() -> None:
    request = create_request()
    assert (request.state, request.due_on) == ("sent", date(2026, 12, 21))
    assert request.late_after == date(2026, 12, 21)


def test_a_reply_stops_the_clock_and_counts_the_working_days() -> None:
    request = create_request()
    create_reply(request=request, on=date(2026, 12, 22))
    assert (request.state, request.first_reply_on) == ("replied", date(2026, 12, 22))
    assert (request.working_days, request.days_late) == (21, 1)


def test_a_clarification_holds_the_clock_until_it_is_answered() -> None:
    request, table, owner = create_request(), load_holidays(), create_user()
    request.record(Kind.CLARIFICATION_REQUESTED, on=date(2026, 12, 1), by=owner, holidays=table)
    assert (request.state, request.due_on, request.hold_kind) == (
        "on_hold",
        None,
        "clarification",
    )
    request.record(Kind.CLARIFICATION_RECEIVED, on=date(2026, 12, 3), by=owner, holidays=table)
    assert (request.state, request.due_on) == ("sent", date(2027, 1, 6))


def test_a_wrong_date_is_put_right_by_a_correcting_event_with_its_reason() -> None:
    request, table = create_request(), load_holidays()
    sent = request.events.get(kind="sent")
    request.correct(
        sent, by=create_user(), on=date(2026, 11, 19), note="It was Thursday.", holidays=table
    )
    assert request.due_on == date(2026, 12, 18)
    assert request.events.count() == 2
    with pytest.raises(ValueError, match="already been corrected"):
        request.correct(sent, by=create_user(), on=SENT_ON, note="Again.", holidays=table)


def test_a_correction_without_a_reason_is_refused() -> None:
    request, table = create_request(), load_holidays()
    with pytest.raises(ValueError, match="Say why"):
        request.correct(
            request.events.get(), by=create_user(), on=SENT_ON, note=" ", holidays=table
        )


def test_nothing_comes_back_from_a_draft() -> None:
    request = create_request(sent_on=None)
    with pytest.raises(NotNow, match="has not been sent yet"):
        request.record(Kind.RESPONSE, on=SENT_ON, by=None, holidays=load_holidays())


def test_an_event_is_never_rewritten_or_deleted() -> None:
    event = create_request().events.get()
    with pytest.raises(NeverChanges):
        event.save()
    with pytest.raises(NeverChanges):
        event.delete()
    with pytest.raises(NeverChanges):
        Event.objects.all().update(note="x")


def test_recounting_again_changes_nothing() -> None:
    request = create_request()
    create_reply(request=request)
    assert Request.objects.get(pk=request.pk).recount(holidays=load_holidays()) == {}


def test_an_acknowledgement_does_not_touch_the_due_day() -> None:
    request = create_request()
    request.record(
        Kind.ACKNOWLEDGED, on=date(2026, 11, 24), by=create_user(), holidays=load_holidays()
    )
    assert (request.state, request.due_on) == ("sent", date(2026, 12, 21))
    assert request.reached_on == date(2026, 11, 24)


def test_a_letter_that_came_back_has_not_reached_anybody() -> None:
    request = create_request()
    request.record(Kind.BOUNCED, on=SENT_ON, by=None, holidays=load_holidays(), now=at(SENT_ON))
    assert request.reached_on is None


@pytest.mark.parametrize(
    "bad",
    [
        {"state": "sent", "sent_on": None},
        {"visibility": "everyone"},
        {"channel": "pigeon"},
        {"due_on": None, "late_after": date(2026, 12, 21)},
        {"due_on": date(2026, 12, 21), "late_after": date(2026, 12, 20)},
        {"hidden_at": at(SENT_ON), "hidden_reason": ""},
        {"on_hold_since": SENT_ON, "hold_kind": ""},
        {"own_text": "and a letter as well"},
        {"requester": None},
    ],
)
def test_the_database_refuses_nonsense(bad: dict[str, object]) -> None:
    request = create_request(sent_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(**bad)


def test_a_correction_counts_from_what_the_row_says_now() -> None:
    request, table, owner = create_request(), load_holidays(), create_user()
    stale = Request.objects.get(pk=request.pk)
    request.record(Kind.RESPONSE, on=date(2026, 12, 10), by=owner, holidays=table)
    reply = stale.events.get(kind="response")
    stale.correct(reply, by=owner, note="It was another letter.", holidays=table)
    fresh = Request.objects.get(pk=request.pk)
    assert (fresh.state, fresh.first_reply_on, fresh.working_days) == ("sent", None, None)
    assert fresh.recount(holidays=table) == {}

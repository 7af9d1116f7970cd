"""One reading: what it is and what it says, by one person at a time, and the rest passed over."""

from datetime import date

import pytest

from foi.actions.decide import CannotDecide, Passage, Said
from foi.actions.leases import Taken, standing, take
from foi.actions.reading import What, pass_over, read_at_once, unread
from foi.models import Finding, Lease, Message, Question, Request
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_campaigner,
    create_finding,
    create_reply,
    create_request,
    create_user,
)

pytestmark = pytest.mark.django_db
NOW, DAY = at(date(2026, 12, 11)), date(2026, 12, 10)
NO = Said("answered", "no", passage=Passage(quote="It is not."))
BAD = Said("answered", "40ish kids", passage=Passage(quote="40ish kids"))


@pytest.fixture
def mine() -> Request:
    return create_request()


@pytest.fixture
def came(mine: Request) -> Message:
    return Message.objects.create(
        request=mine, direction="in", kind="unread", came_on=DAY, text="It is not."
    )


def of(request: Request, key: str) -> Question:
    return request.asked.get(question__key=key).question


def test_what_it_is_and_what_it_says_are_saved_together(mine: Request, came: Message) -> None:
    found = read_at_once(
        message=came,
        by=mine.requester,
        readings=[(of(mine, "pay_linked"), NO)],
        what=What("response", DAY),
        now=NOW,
    )
    mine.refresh_from_db()
    assert (came.kind, mine.state, mine.first_reply_on) == ("response", "replied", DAY)
    assert [finding.reading.outcome for finding in found] == ["answered"]
    assert not Lease.objects.exists()  # given back


def test_where_one_part_cannot_be_recorded_nothing_is(mine: Request, came: Message) -> None:
    readings = [(of(mine, "pay_linked"), NO), (of(mine, "plans"), BAD)]
    with pytest.raises(CannotDecide):
        read_at_once(
            message=came, by=mine.requester, readings=readings, what=What("response"), now=NOW
        )
    stored = Request.objects.get(pk=mine.pk)
    assert (stored.state, Message.objects.get(pk=came.pk).kind) == ("sent", "unread")
    assert not Finding.objects.exists() and not mine.events.filter(kind="response").exists()


def test_a_wrong_day_keeps_the_readings_out_too(mine: Request, came: Message) -> None:
    with pytest.raises(CannotDecide, match="still to come"):
        read_at_once(
            message=came,
            by=mine.requester,
            readings=[(of(mine, "pay_linked"), NO)],
            what=What("response", date(2026, 12, 12)),
            now=NOW,
        )
    assert not Finding.objects.exists()


def test_while_somebody_else_reads_nothing_is_saved_and_after_that_it_is(mine: Request) -> None:
    reply, other = create_reply(request=mine), create_campaigner()
    take(request=mine, purpose="read", by=other, now=NOW)
    facts = {"message": reply, "by": mine.requester, "readings": [(of(mine, "pay_linked"), NO)]}
    with pytest.raises(Taken, match="until 12:30"):
        read_at_once(**facts, now=NOW)
    assert not Finding.objects.exists()
    assert read_at_once(**facts, now=at(date(2026, 12, 11), hour=13))


def test_saving_after_ones_lease_ran_out_works_while_nobody_else_has_it(mine: Request) -> None:
    reply, me = create_reply(request=mine), mine.requester
    take(request=mine, purpose="read", by=me, now=at(date(2026, 12, 11), hour=9))
    assert read_at_once(
        message=reply, by=me, readings=[(of(mine, "pay_linked"), NO)], now=NOW, goes_on=True
    )
    lease = standing(request=mine, purpose="read", now=NOW)
    assert lease is not None and lease.user == me


def test_only_who_may_log_reads_at_once(came: Message) -> None:
    Request.objects.filter(pk=came.request_id).update(visibility=Visibility.PRIVATE)
    came.request.refresh_from_db()
    with pytest.raises(CannotDecide, match="no such request"):
        read_at_once(
            message=came,
            by=create_user(email="other@example.org"),
            readings=[],
            what=What("response"),
            now=NOW,
        )
    assert not Lease.objects.exists()


def test_what_is_passed_over_is_recorded_for_exactly_the_unread_ones(mine: Request) -> None:
    reply = create_reply(request=mine)
    create_finding(request=mine, key="pay_linked", published=False)
    assert [row.number for row in unread(mine)] == [1, 3, 4]
    found = pass_over(message=reply, by=mine.requester, numbers={1, 2, 4}, now=NOW)
    assert [finding.reading.outcome for finding in found] == ["unanswered", "unanswered"]
    assert {finding.reading.message for finding in found} == {reply}
    assert [row.number for row in unread(mine)] == [3]
    assert mine.findings.get(question__key="pay_linked").reading.outcome == "answered"
    assert pass_over(message=reply, by=mine.requester, numbers={1, 2, 4}, now=NOW) == []


def test_what_nobody_has_called_a_reply_passes_over_nothing(mine: Request, came: Message) -> None:
    with pytest.raises(CannotDecide, match="First say what this is"):
        pass_over(message=came, by=mine.requester, numbers={1}, now=NOW)

"""Sending through a real mail server: once, never twice, and a person settles what is unsure."""

import email
import socket
from collections.abc import Iterator
from datetime import date, timedelta
from email import policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from foi.actions.file import Wish, file
from foi.actions.send import (
    CannotSend,
    confirm_sent,
    deliver_outbox,
    queue_letter,
    settle_unsure,
    take_back,
    why_not_by_site,
)
from foi.models import Message, Request
from foi.rules.lifecycle import State
from foi.rules.permissions import Visibility
from tests.actions.letters import load_letter
from tests.builders import (
    at,
    create_authority,
    create_moderator,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
NOW = at(TODAY)


class Council:
    """A mail server that keeps what it is given, or says `answer` instead."""

    def __init__(self) -> None:
        self.got: list[Envelope] = []
        self.answer = "250 OK"
        self.answer_to_address = "250 OK"

    async def handle_RCPT(  # noqa: N802 aiosmtpd's own name
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.answer_to_address.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_address

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.got.append(envelope)
        return self.answer


@pytest.fixture
def council(settings: Any) -> Iterator[Council]:
    handler = Council()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.OPERATOR_IS_NAMED = True
    settings.LETTERS_FROM = "Twentieth Day <letters@site.example>"
    settings.MAIL_DOMAIN = "site.example"
    yield handler
    server.stop()


def a_draft(*, slug: str = "kent", contact: str = "foi@kent.example") -> Request:
    load_holidays()
    return file(
        by=create_user(),
        authority=create_authority(slug=slug, email=contact),
        version=load_letter(),
        wish=Wish(name="Pat Marsh", visibility=Visibility.PUBLIC),
        now=NOW,
    )


def queued() -> Request:
    request = a_draft()
    queue_letter(request=request, by=create_user(), now=NOW)
    return request


def test_a_letter_goes_once_from_the_operator_with_the_requester_in_name_and_reply(
    council: Council,
) -> None:
    request = queued()
    assert deliver_outbox(now=NOW) == 1
    assert deliver_outbox(now=NOW) == 0
    (envelope,) = council.got
    mail = email.message_from_bytes(envelope.content, policy=policy.default)
    assert envelope.rcpt_tos == ["foi@kent.example"]
    assert envelope.mail_from == "letters@site.example"
    assert mail["From"] == '"Pat Marsh (by Twentieth Day)" <letters@site.example>'
    assert mail["Reply-To"] == "Pat Marsh <parent@example.org>"
    assert request.ref in mail["Subject"]
    last_lines = mail.get_content().strip().splitlines()[-1]
    assert "parent@example.org" in last_lines and request.ref in last_lines
    request.refresh_from_db()
    assert mail["Message-ID"] == request.letter_message.message_id
    assert request.process == State.SENT
    assert request.due_on == date(2026, 12, 21)
    assert request.received_basis == "site" and request.channel == "site"


def test_pressing_send_twice_queues_and_sends_once(council: Council) -> None:
    request = queued()
    queue_letter(request=request, by=create_user(), now=NOW)
    deliver_outbox(now=NOW)
    queue_letter(request=request, by=create_user(), now=NOW)
    deliver_outbox(now=NOW)
    assert len(council.got) == 1


def test_a_worker_that_dies_after_the_claim_leaves_it_to_a_person(council: Council) -> None:
    request = queued()
    assert Message.objects.filter(request=request).claim(now=NOW)  # and here it dies
    assert deliver_outbox(now=NOW + timedelta(minutes=14)) == 0
    assert request.letter_message.delivery == "claimed"
    assert deliver_outbox(now=NOW + timedelta(minutes=16)) == 0
    assert request.letter_message.delivery == "unsure"
    deliver_outbox(now=NOW + timedelta(days=1))
    assert council.got == []


def test_two_sweeps_cannot_both_claim_a_letter(council: Council) -> None:
    rows = Message.objects.filter(request=queued())
    assert [rows.claim(now=NOW), rows.claim(now=NOW)] == [True, False]


def an_unsure_letter() -> Request:
    request = queued()
    Message.objects.filter(request=request).claim(now=NOW)
    deliver_outbox(now=NOW + timedelta(hours=1))
    return request


def test_a_person_says_that_an_unsure_letter_went(council: Council) -> None:
    request = an_unsure_letter()
    later = at(date(2026, 11, 25))
    settle_unsure(message=request.letter_message, went=True, by=create_user(), now=later)
    request.refresh_from_db()
    assert request.sent_on == TODAY and request.due_on == date(2026, 12, 21)
    with pytest.raises(CannotSend):
        settle_unsure(message=request.letter_message, went=True, by=create_user(), now=later)


def test_a_person_says_that_an_unsure_letter_did_not_go(council: Council) -> None:
    request = an_unsure_letter()
    settle_unsure(message=request.letter_message, went=False, by=create_moderator(), now=NOW)
    assert request.letter_message.delivery == "failed"
    queue_letter(request=request, by=create_user(), now=NOW)
    deliver_outbox(now=NOW)
    assert len(council.got) == 1


def test_a_stranger_settles_nothing(council: Council) -> None:
    request = an_unsure_letter()
    stranger = create_user(email="stranger@example.org")
    with pytest.raises(CannotSend):
        settle_unsure(message=request.letter_message, went=True, by=stranger, now=NOW)
    assert request.letter_message.delivery == "unsure"


@pytest.mark.parametrize("where", ["answer", "answer_to_address"])
def test_a_letter_that_the_server_refuses_has_failed_and_can_be_sent_otherwise(
    council: Council, where: str
) -> None:
    request = queued()
    setattr(council, where, "550 no such mailbox")
    assert deliver_outbox(now=NOW) == 0
    request.refresh_from_db()
    assert request.letter_message.delivery == "failed" and request.process == State.DRAFT
    confirm_sent(request=request, by=create_user(), on=TODAY, way="portal", now=NOW, to="a form")
    request.refresh_from_db()
    assert request.process == State.SENT and request.channel == "self"


def test_a_server_that_is_not_there_has_surely_not_got_it(council: Council, settings: Any) -> None:
    request = queued()
    settings.EMAIL_PORT = 1
    deliver_outbox(now=NOW)
    assert request.letter_message.delivery == "failed"


def test_one_refused_letter_does_not_hold_up_the_next(council: Council) -> None:
    first = queued()
    second = a_draft(slug="devon", contact="foi@devon.example")
    queue_letter(request=second, by=create_user(), now=NOW)
    Message.objects.filter(request=first).update(to_address="not an address\r\nBcc: x@y.example")
    assert deliver_outbox(now=NOW) == 1
    assert [envelope.rcpt_tos for envelope in council.got] == [["foi@devon.example"]]
    assert first.letter_message.delivery == "unsure"


def test_undo_takes_a_waiting_letter_back_and_nothing_is_sent(council: Council) -> None:
    request = queued()
    take_back(request=request, by=create_user(), now=NOW)
    assert deliver_outbox(now=NOW) == 0 and council.got == []
    assert request.letter_message.delivery == "none" and request.channel == "self"


def test_undo_is_too_late_once_a_sweep_has_it(council: Council) -> None:
    request = queued()
    Message.objects.filter(request=request).claim(now=NOW)
    with pytest.raises(CannotSend, match="already on its way"):
        take_back(request=request, by=create_user(), now=NOW)


def test_the_daily_limit_holds_until_a_moderator_lifts_it(council: Council, settings: Any) -> None:
    settings.LETTERS_PER_DAY = 1
    queued()
    second, owner = a_draft(slug="devon", contact="foi@devon.example"), create_user()
    with pytest.raises(CannotSend, match="1 letter through this site today"):
        queue_letter(request=second, by=owner, now=NOW)
    type(owner).objects.filter(pk=owner.pk).update(letters_unlimited=True)
    second = Request.objects.get(pk=second.pk)
    queue_letter(request=second, by=owner, now=NOW)
    assert second.letter_message.delivery == "queued"


def test_tomorrow_is_a_new_day_for_the_limit(council: Council, settings: Any) -> None:
    settings.LETTERS_PER_DAY = 1
    queued()
    second = a_draft(slug="devon", contact="foi@devon.example")
    queue_letter(request=second, by=create_user(), now=at(date(2026, 11, 21)))
    assert second.letter_message.delivery == "queued"
    assert "21 November 2026" in second.letter_message.text


def test_without_an_operator_or_a_confirmed_address_the_site_sends_nothing(settings: Any) -> None:
    request = a_draft()
    assert "test site" in why_not_by_site(request=request, on=TODAY)
    settings.OPERATOR_IS_NAMED = True
    assert why_not_by_site(request=request, on=TODAY) == ""
    request.authority.contacts.get().withdraw()
    request = Request.objects.get(pk=request.pk)
    assert "no confirmed e-mail address" in why_not_by_site(request=request, on=TODAY)
    with pytest.raises(CannotSend):
        queue_letter(request=request, by=create_user(), now=NOW)


def test_a_letter_to_a_council_that_has_ended_is_not_sent(settings: Any) -> None:
    settings.OPERATOR_IS_NAMED = True
    request = a_draft()
    type(request.authority).objects.update(valid_to=date(2026, 11, 19))
    request = Request.objects.get(pk=request.pk)
    assert "does not answer" in why_not_by_site(request=request, on=TODAY)


def test_somebody_elses_letter_is_neither_queued_nor_confirmed(settings: Any) -> None:
    settings.OPERATOR_IS_NAMED = True
    request, stranger = a_draft(), create_user(email="stranger@example.org")
    with pytest.raises(CannotSend):
        queue_letter(request=request, by=stranger, now=NOW)
    with pytest.raises(CannotSend):
        confirm_sent(request=request, by=stranger, on=TODAY, way="email", now=NOW)


def test_confirming_starts_the_clock_by_the_day_she_gave() -> None:
    request = a_draft()
    confirm_sent(
        request=request, by=create_user(), on=TODAY, way="email", now=NOW, to="a@b.example"
    )
    assert request.due_on == date(2026, 12, 21)
    assert request.received_basis == "requester" and request.round is not None
    with pytest.raises(CannotSend, match="already told us"):
        confirm_sent(request=request, by=create_user(), on=TODAY, way="email", now=NOW)
    assert request.events.count() == 1


def test_a_letter_by_post_is_taken_to_arrive_two_working_days_later() -> None:
    request = a_draft()
    confirm_sent(request=request, by=create_user(), on=TODAY, way="post", now=NOW, to="County Hall")
    assert request.received_on == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 21), "still to come"),
        (date(2017, 12, 29), "1 January 2018"),
        (date(2025, 11, 20), "written here on 20 November 2026, long after that day"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_a_sentence(on: date, words: str) -> None:
    request = a_draft()
    with pytest.raises(CannotSend, match=words):
        confirm_sent(request=request, by=create_user(), on=on, way="email", now=NOW)
    assert request.process == State.DRAFT and request.letter_message.came_on is None


def test_a_letter_waiting_in_the_outbox_cannot_be_confirmed_besides(council: Council) -> None:
    request = queued()
    with pytest.raises(CannotSend, match="already sending"):
        confirm_sent(request=request, by=create_user(), on=TODAY, way="email", now=NOW)


def test_a_letter_confirmed_as_sent_in_another_tab_is_not_queued_too(council: Council) -> None:
    request, parent = a_draft(), create_user()
    other_tab = Request.objects.get(pk=request.pk)
    confirm_sent(request=request, by=parent, on=TODAY, way="email", to="foi@kent.example", now=NOW)
    queue_letter(request=other_tab, by=parent, now=NOW)
    assert deliver_outbox(now=NOW) == 0
    assert Message.objects.get(request=request).delivery == "none"

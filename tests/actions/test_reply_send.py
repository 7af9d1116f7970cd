"""Links to reply: who is owed one and when; mailed once, whatever happens meanwhile."""

import smtplib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from foi.actions.reply_due import due
from foi.actions.reply_send import Batch, pending, send, send_all, send_some
from foi.models import Investigation, ReplyLink, Request
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from tests.at_once import at_once
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_finding,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 14)
NOW = at(TODAY)
LATER = NOW + timedelta(minutes=16)


@pytest.fixture(autouse=True)
def _real_site(settings: Any) -> Iterator[None]:
    """An operator is named, so that councils are mailed."""
    settings.OPERATOR_IS_NAMED, settings.OPERATOR_NAME = True, "Example Trust"
    settings.CONTACT_EMAIL = "hello@example.org"
    with time_machine.travel(NOW, tick=False):
        yield


def kent() -> Any:
    return create_authority(email="foi@kent.gov.uk", website="https://www.kent.gov.uk/")


def answered(**fields: Any) -> Request:
    request = create_request(
        **(fields if "authority" in fields else fields | {"authority": kent()})
    )
    create_reply(request=request)
    create_finding(request=request, value={"value": False, "written": "no"}, written="no")
    return request


def investigation(request: Request, *, embargo: date | None) -> Investigation:
    """The request becomes one of an investigation."""
    made = Investigation.objects.filter(slug="sample").first() or Investigation.objects.create(
        slug="sample",
        title="Sample",
        version=request.version,
        round=request.round,
        embargo_until=embargo,
    )
    request.join(made)
    return made


def run(now: Any = NOW) -> int:
    return send_some(now=now, most=50)


def test_a_single_request_s_link_goes_the_same_day_and_once() -> None:
    request = answered()
    stamp = request.version.letter.stamp
    assert (run(), run(), run(LATER)) == (1, 0, 0)
    message = mail.outbox[0]
    link = ReplyLink.objects.get()
    assert message.to == ["foi@kent.gov.uk"] and f"/reply/{link.token}/" in message.body
    assert message.extra_headers["Message-ID"] == link.message_id
    request.refresh_from_db()
    assert request.council_told_on == link.told_on == TODAY
    assert request.events.get(kind=Kind.COUNCIL_TOLD).note == link.ref
    request.version.letter.refresh_from_db()
    assert request.version.letter.stamp > stamp


def test_neither_token_nor_code_is_kept() -> None:
    answered()
    run()
    link = ReplyLink.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM foi_replylink")
        row = str(cursor.fetchall())
    assert link.token not in row and link.code.replace("-", "") not in row
    assert link.token_hash in row and ReplyLink.objects.find(link.token) == link


def test_the_mail_says_what_is_said_and_never_who_asked() -> None:
    owner = create_user(email="quiet@example.org", legal_name="Ada Quillfeather")
    answered(owner=owner, visibility=Visibility.COUNTED, alias="Requester 77")
    run()
    body, subject = mail.outbox[0].body, mail.outbox[0].subject
    for words in (
        "Pay linked – Answered",
        "Asked 20 November 2026",
        "4 questions",
        "30 December 2026",
        "legal proceedings",
    ):
        assert words in body, words
    told = f"{subject}\n{body}\n{mail.outbox[0].message()}"
    for secret in ("Quillfeather", "quiet@", "Requester 77"):
        assert secret not in told
    assert "Send" not in subject and "Kent" not in subject


@pytest.mark.parametrize("change", ["private", "unpublished", "hidden", "request hidden", "draft"])
def test_nothing_goes_for_what_nobody_shall_see(change: str) -> None:
    request = answered()
    finding = request.findings.get()
    if change == "private":
        request.set_visibility(Visibility.PRIVATE)
    elif change == "unpublished":
        finding.unpublish()
    elif change == "hidden":
        finding.hide(reason="A slip.", now=NOW)
    elif change == "request hidden":
        request.hide(reason="A slip.", now=NOW)
    else:
        Request.objects.update(state="draft")
    assert due(on=TODAY) == [] and run() == 0 and mail.outbox == []


def test_an_imported_request_has_cells_and_so_a_link() -> None:
    answered(channel="imported")
    assert run() == 1


def test_an_embargoed_investigation_s_link_waits_until_its_end_is_near() -> None:
    request = answered()
    made = investigation(request, embargo=date(2027, 1, 11))
    assert run() == 0
    Investigation.objects.update(embargo_until=date(2027, 1, 8))
    assert run() == 1
    link = ReplyLink.objects.get()
    assert (link.investigation, link.request) == (made, None)
    assert "On Friday 8 January 2027 this is published" in mail.outbox[0].body
    request.refresh_from_db()
    assert request.council_told_on == TODAY


def test_before_publication_a_council_is_told_of_no_reply_recorded_too() -> None:
    request = create_request(authority=kent(), sent_on=date(2026, 10, 1))
    assert run() == 0  # a single request: nothing was published
    investigation(request, embargo=date(2027, 1, 8))
    assert run() == 1


def test_several_due_on_one_day_go_in_one_mail_each_with_its_own_link() -> None:
    answered()
    answered(owner=create_user(email="other@example.org"))
    assert run() == 1 and len(mail.outbox) == 1
    links = ReplyLink.objects.all()
    assert len(links) == 2 and all(link.token in mail.outbox[0].body for link in links)


def test_one_link_covers_all_of_a_council_s_requests_in_an_investigation() -> None:
    first = answered()
    made = investigation(first, embargo=None)
    assert run() == 1
    Request.objects.filter(pk=first.pk).update(superseded=True)
    second = answered(owner=create_campaigner())
    second.join(made)
    assert run(LATER) == 1, "the newer request was not told of"
    assert ReplyLink.objects.count() == 1 and len(mail.outbox) == 2
    assert run(LATER) == 0


def test_a_council_without_a_confirmed_address_is_mailed_nothing() -> None:
    answered(authority=create_authority())
    assert run() == 0 and [one.authority.slug for one in due(on=TODAY)] == ["kent"]


@pytest.mark.parametrize(
    ("demo", "named", "server", "goes"),
    [(False, False, "", 0), (True, False, "", 1), (True, True, "smtp://mail", 0)],
)
def test_a_test_site_sends_nothing_and_a_sample_only_to_its_own_outbox(
    settings: Any, demo: bool, named: bool, server: str, goes: int
) -> None:
    settings.DEMO, settings.OPERATOR_IS_NAMED, settings.EMAIL_URL = demo, named, server
    answered(made_up=demo)
    assert run() == goes and len(mail.outbox) == goes


def test_a_made_up_request_on_a_real_site_is_never_told_of() -> None:
    answered(made_up=True)
    assert run() == 0


class Dying(BaseException):
    """The process is killed; nothing catches it."""


def test_killed_between_the_servers_yes_and_our_stamp_it_goes_once_more_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered()
    real = EmailBackend.send_messages

    def take_and_die(self: Any, messages: Any) -> int:
        real(self, messages)
        raise Dying

    monkeypatch.setattr(EmailBackend, "send_messages", take_and_die)
    with pytest.raises(Dying):
        run()
    monkeypatch.setattr(EmailBackend, "send_messages", real)
    assert run() == 0, "another took a claim that is not old"
    assert run(LATER) == 1 and run(LATER + timedelta(minutes=16)) == 0
    first, second = mail.outbox
    assert first.extra_headers == second.extra_headers and first.body == second.body
    assert ReplyLink.objects.count() == 1


def test_a_server_that_is_down_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answered()
    monkeypatch.setattr(EmailBackend, "send_messages", _refuse(ConnectionRefusedError()))
    assert run() == 0 and ReplyLink.objects.get().told_on is None
    monkeypatch.undo()
    assert run(LATER) == 1


def test_an_address_that_the_server_refuses_is_not_written_to_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = answered()
    monkeypatch.setattr(EmailBackend, "send_messages", _refuse(_no(550)))
    run()
    monkeypatch.undo()
    assert run(LATER) == 0 and mail.outbox == []
    assert request.authority.contacts.get().status == "bouncing"
    assert ReplyLink.objects.get().bounced_at is not None
    assert [one.address(TODAY) for one in due(on=TODAY)] == [""], "listed for the post"


def test_an_address_that_is_put_off_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    request = answered()
    monkeypatch.setattr(EmailBackend, "send_messages", _refuse(_no(450, b"Greylisted")))
    assert run() == 0
    monkeypatch.undo()
    assert request.authority.contacts.get().status == "confirmed"
    minted = ReplyLink.objects.get().message_id
    assert run() == 0 and run(LATER) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == minted
    request.refresh_from_db()
    assert request.council_told_on == TODAY


def down(monkeypatch: pytest.MonkeyPatch) -> None:
    """One try while the server is down."""
    monkeypatch.setattr(EmailBackend, "send_messages", _refuse(ConnectionRefusedError()))
    assert run() == 0
    monkeypatch.undo()


def test_a_try_again_goes_to_the_address_that_is_confirmed_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = answered()
    down(monkeypatch)
    first = ReplyLink.objects.get().message_id
    contact = request.authority.contacts.get()
    contact.delete()
    assert run(LATER) == 0, "nothing goes where nobody confirms the address"
    create_authority(email="new@kent.gov.uk")
    assert (run(LATER), run(LATER)) == (1, 0)
    assert mail.outbox[0].to == ["new@kent.gov.uk"]
    assert mail.outbox[0].extra_headers["Message-ID"] != first


def test_a_renewed_link_never_goes_to_an_address_that_is_withdrawn_meanwhile() -> None:
    request = answered()
    assert run() == 1
    ReplyLink.objects.get().renew(expires_on=date(2027, 6, 1), now=LATER)
    request.authority.contacts.update(status="withdrawn")
    assert pending(now=LATER) == [] and run(LATER) == 0


def test_what_has_nothing_left_to_show_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    request = answered()
    down(monkeypatch)
    request.hide(reason="A slip.", now=NOW)
    essex = create_authority(slug="essex", email="foi@essex.gov.uk")
    answered(authority=essex)
    assert send_some(now=LATER, most=1) == 1 and mail.outbox[0].to == ["foi@essex.gov.uk"]
    request.show()
    assert send_some(now=LATER, most=1) == 1 and mail.outbox[1].to == ["foi@kent.gov.uk"]


def test_a_link_that_is_refused_later_counts_as_never_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = answered()
    assert run() == 1
    ReplyLink.objects.get().renew(expires_on=date(2027, 6, 1), now=LATER)
    monkeypatch.setattr(EmailBackend, "send_messages", _refuse(_no(550)))
    assert run(LATER) == 0
    monkeypatch.undo()
    request.refresh_from_db()
    assert request.council_told_on is None
    assert [one.address(TODAY) for one in due(on=TODAY)] == [""], "listed for the post"


@pytest.mark.parametrize("left", [-1, 13, 14])
def test_a_link_that_ends_soon_lasts_anew_before_it_is_sent(left: int) -> None:
    first = answered()
    made = investigation(first, embargo=None)
    assert run() == 1
    link = ReplyLink.objects.get()
    old, ends = link.token, link.expires_on
    after = at(ends - timedelta(days=left))
    Request.objects.filter(pk=first.pk).update(superseded=True)
    second = answered(owner=create_campaigner())
    second.join(made)
    assert (run(after), run(after)) == (1, 0)
    link.refresh_from_db()
    assert (link.token == old) == (left == 14) == (link.expires_on == ends)
    assert not link.ends_soon(after.date())
    assert ReplyLink.objects.find(link.token) == link and link.token in mail.outbox[1].body


def _refuse(error: Exception) -> Any:
    def send_messages(self: Any, messages: Any) -> int:
        raise error

    return send_messages


def _no(code: int, words: bytes = b"No such mailbox") -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"foi@kent.gov.uk": (code, words)})


def test_a_batch_found_before_somebody_else_sent_it_is_not_sent_again() -> None:
    answered()
    (batch,) = pending(now=NOW)
    assert run() == 1
    assert not send(batch=batch, now=NOW) and len(mail.outbox) == 1


def test_the_pace_is_kept_between_two_mails() -> None:
    for slug in ("kent", "essex", "devon"):
        answered(authority=create_authority(slug=slug, email=f"foi@{slug}.gov.uk"))
    pauses: list[int] = []
    sent: list[tuple[Batch, bool]] = list(
        send_all(clock=lambda: NOW, pause=lambda: pauses.append(len(mail.outbox)))
    )
    assert [went for _, went in sent] == [True] * 3 and pauses == [1, 2]
    assert run() == 0


def test_the_sweep_sends_no_more_than_go_in_a_minute() -> None:
    for slug in ("kent", "essex", "devon"):
        answered(authority=create_authority(slug=slug, email=f"foi@{slug}.gov.uk"))
    assert [send_some(now=NOW, most=2) for _ in range(3)] == [2, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_one_mail() -> None:
    answered()
    assert sorted(at_once(run)) == [0, 1]
    assert len(mail.outbox) == 1 and ReplyLink.objects.count() == 1
    load_holidays()
    assert Request.objects.get().events.filter(kind=Kind.COUNCIL_TOLD).count() == 1

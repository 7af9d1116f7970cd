"""On a shared screen only a mail's subject and first lines show: they say nothing of anybody."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from foi.actions.chase import remind_due
from foi.actions.reply_send import send_some
from foi.actions.report import decide, file_report, tell
from foi.models import Message, Report, Request
from foi.rules.reporting import ReportKind
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_moderator,
    create_reply,
    create_request,
    create_user,
)

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[1] / "templates"
SECRETS = ("wherewithal", "quillfeather", "requester 77", "borogove", "kestrel")
FIRST = 160  # characters that a list of mails shows
DAYS = (date(2026, 12, 17), date(2026, 12, 22), date(2027, 1, 22))


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(at(DAYS[0]), tick=False):
        yield


def asked() -> Request:
    """A council, a letter, a name, a public name and covering words that no mail shall name."""
    owner = create_user(email="quiet@example.org", legal_name="Ada Quillfeather")
    council = create_authority(slug="wherewithal", name="Wherewithal", email="foi@example.gov.uk")
    request = create_request(owner=owner, authority=council, alias="Requester 77")
    request.version.letter.__class__.objects.update(title="The borogove letter")
    request.version.__class__.objects.update(title="The borogove letter")
    Message.objects.filter(request=request).update(subject="The borogove letter", text="Kestrel")
    return request


def first_lines(message: EmailMessage) -> str:
    return f"{message.subject}\n{message.body[:FIRST]}".lower()


def check(messages: list[EmailMessage], names: set[str]) -> None:
    """`names`: the templates that these mails were made from, so that none goes untested."""
    assert len(messages) >= len(names)
    for message in messages:
        said = first_lines(message)
        assert not [word for word in SECRETS if word in said], said
        headers = {k: v for k, v in message.message().items() if k not in {"To", "Reply-To"}}
        told = str(headers).lower()
        assert not [word for word in SECRETS if word in told], told


def test_reminders_name_neither_letter_council_nor_person_where_it_shows() -> None:
    asked()
    for day in DAYS:
        with time_machine.travel(at(day), tick=False):
            remind_due(now=at(day))
    assert len(mail.outbox) == 3
    check(mail.outbox, {"reminder_due_soon", "reminder_late", "reminder_fortieth"})


def test_mails_on_a_report_name_nothing_of_the_page_where_it_shows() -> None:
    request, boss = asked(), create_moderator()
    create_reply(request=request, on=DAYS[0])
    create_finding(request=request)
    page = f"/compare/{request.version.letter.slug}/wherewithal/"
    file_report(
        page=page, kind=ReportKind.CHILD, words="Kestrel", email="a@example.org", now=at(DAYS[0])
    )
    tell(now=at(DAYS[0]))
    report = Report.objects.get()
    decide(report=report, by=boss, decision="It stays hidden.", show_again=False, now=at(DAYS[0]))
    tell(now=at(DAYS[0]))
    check(mail.outbox, {"report_staff", "report_decided", "report_owner"})
    assert {to for message in mail.outbox for to in message.to} == {
        boss.email,
        "a@example.org",
        request.requester.email,
    }


def test_a_council_s_link_names_nobody_who_asked_anywhere(settings: Any) -> None:
    settings.OPERATOR_IS_NAMED = True
    request = asked()
    create_reply(request=request, on=DAYS[0])
    create_finding(request=request)
    assert send_some(now=at(DAYS[0]), most=1) == 1
    message = mail.outbox[0]
    assert "borogove" not in message.subject.lower()
    told = f"{message.subject}\n{message.body}\n{message.message()}".lower()
    for secret in ("quillfeather", "requester 77", "kestrel", "quiet@", request.ref.lower()):
        assert secret not in told


def test_a_report_of_a_private_request_tells_the_reporter_nothing_of_it() -> None:
    request, boss = asked(), create_moderator()
    Request.objects.update(visibility="private")
    file_report(
        page=f"/requests/{request.ref}/",
        kind=ReportKind.CHILD,
        words="",
        email="a@example.org",
        now=at(DAYS[0]),
    )
    report = Report.objects.get()
    assert not report.hid_at_once
    decide(report=report, by=boss, decision="Nothing to do.", show_again=False, now=at(DAYS[0]))
    tell(now=at(DAYS[0]))
    told = [message for message in mail.outbox if message.to == ["a@example.org"]]
    assert len(told) == 1
    text = told[0].subject + told[0].body
    assert request.ref not in text and "hidden" not in text
    assert not [word for word in SECRETS if word in text.lower()]


def test_every_subject_of_a_mail_says_no_more_than_a_reference_and_a_day() -> None:
    subjects = [
        *TEMPLATES.glob("emails/*.subject.txt"),
        *TEMPLATES.glob("account/email/*_subject.txt"),
    ]
    assert len(subjects) > 10
    allowed = {"request.ref", "report.ref"}
    for path in subjects:
        for part in path.read_text(encoding="utf-8").split("{{")[1:]:
            name = part.split("}}")[0].strip().split("|")[0]
            assert name in allowed or name.endswith(("_on", "_by")), f"{path.name}: {name}"


@pytest.mark.parametrize(
    "typed", ["Pat\r\nBcc: all@example.org", "Pat\nSubject: x Marsh", "Pat\x00 Marsh", "a" * 300]
)
def test_a_name_adds_no_header(typed: str) -> None:
    user = create_user(email="quiet@example.org", legal_name="Ada Quillfeather")
    client = Client()
    client.force_login(user)
    client.post("/me/name/", {"name": typed})
    user.refresh_from_db()
    assert "\n" not in user.legal_name and "\r" not in user.legal_name
    assert ":" not in user.legal_name and len(user.legal_name) <= 100

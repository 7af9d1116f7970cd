"""`manage.py send_reply_links`: sends, paced, and lists what could not be sent and why."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command

from foi.management.commands import send_reply_links
from foi.models import ReplyLink
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_reply,
    create_request,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 14)


@pytest.fixture(autouse=True)
def _real_site(settings: Any) -> Iterator[None]:
    settings.OPERATOR_IS_NAMED = True
    with time_machine.travel(at(TODAY), tick=False):
        yield


def answered(slug: str, email: str = "") -> None:
    request = create_request(authority=create_authority(slug=slug, email=email))
    create_reply(request=request)
    create_finding(request=request)


def run(*options: str) -> str:
    said = StringIO()
    call_command("send_reply_links", *options, stdout=said)
    return said.getvalue()


def test_it_sends_what_is_due_once_and_lists_the_rest() -> None:
    answered("kent", "foi@kent.gov.uk")
    answered("essex")
    said = run()
    assert "Sent: Kent <foi@kent.gov.uk>, 1 link\n" in said
    assert "Could not be sent: Essex, " in said and "no confirmed e-mail address" in said
    assert len(mail.outbox) == 1
    assert "Sent" not in run() and len(mail.outbox) == 1


def test_a_dry_run_sends_and_writes_nothing() -> None:
    answered("kent", "foi@kent.gov.uk")
    assert "Would send: Kent <foi@kent.gov.uk>, 1 link\n" in run("--dry-run")
    assert mail.outbox == [] and not ReplyLink.objects.exists()


def test_a_test_site_sends_nothing_and_says_so(settings: Any) -> None:
    settings.OPERATOR_IS_NAMED = False
    answered("kent", "foi@kent.gov.uk")
    assert "This is a test site" in run() and mail.outbox == []


def test_with_nothing_due_it_says_so() -> None:
    assert run() == "Nothing is left that could not be sent.\n"


def test_the_pace_is_so_many_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(send_reply_links.time, "sleep", pauses.append)
    for slug in ("kent", "essex", "devon"):
        answered(slug, f"foi@{slug}.gov.uk")
    run("--pace", "30")
    assert pauses == [2, 2]
    with pytest.raises(CommandError, match="At least one"):
        run("--pace", "0")

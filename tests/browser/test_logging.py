"""Logging and publishing in a real browser: each page at two widths, with and without a mouse."""

import os
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page

from foi.models import Attachment, Message, Request, User
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.builders import create_authority, create_finding, create_letter, create_reply
from tests.builders import create_request
from tests.mail.pdf_builders import letter_pdf

SENT_ON, CAME_ON = date(2026, 10, 20), date(2026, 11, 10)
REPLY = """From: FOI Team <foi@kent.gov.uk>
Sent: 10 November 2026 10:15
Subject: Your request FOI-1234

Please find below our response.
2. Pay is not linked to any target.
3. We hold 40ish plans.
4. This is refused under section 12(1) of the Freedom of Information Act 2000."""
SHOTS = os.environ.get("SHOTS", "")


def shot(page: Page, name: str) -> None:
    """Keeps a picture where SHOTS names a folder, for a person to look at."""
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=f"{SHOTS}/log-{name}-{width}.png", full_page=True)


def sign_in(page: Page, user: User, base_url: str) -> None:
    """A session as signing in makes one."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": base_url}
    page.context.add_cookies([cookie])


@pytest.fixture
def mine() -> Request:
    return create_request(sent_on=SENT_ON, authority=create_authority(email="foi@kent.gov.uk"))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_of_logging_is_accessible_and_fits(
    page_at: PageAt, live_server, width: int, mine: Request
) -> None:
    page = page_at(width)
    sign_in(page, mine.requester, live_server.url)
    home = f"/requests/{mine.ref}/"
    unread = Message.objects.create(
        request=mine, direction="in", kind="unread", came_on=CAME_ON, text=REPLY, by=mine.requester
    )
    reply = create_reply(request=mine, on=CAME_ON, text=REPLY)
    file = Attachment.keep(
        message=reply, content=letter_pdf(), name="reply.pdf", content_type="application/pdf"
    )
    create_finding(request=mine, key="pay_linked", value=None, published=False)
    note = Message.objects.create(
        request=mine, direction="in", kind="note", came_on=CAME_ON, text="They will look."
    )
    pages = {
        "panel": "",
        "how": "log/",
        "email": "log/email/",
        "portal": "log/portal/",
        "post": "log/post/",
        "call": "log/phone/",
        "came": "messages/",
        "what": f"messages/{unread.token}/",
        "note": f"messages/{note.token}/",
        "read": f"messages/{reply.token}/read/",
        "publish": "publish/",
        "text": f"messages/{reply.token}/release/",
        "file": f"files/{file.token}/release/",
    }
    for name, address in pages.items():
        check_page(page, home + address)
        shot(page, name)
    reply.classify("refusal")
    check_page(page, f"{home}messages/{reply.token}/whole/")
    shot(page, "whole")

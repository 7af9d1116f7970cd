"""Logging and publishing in a real browser: each page at two widths, with and without a mouse."""

import os
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page

from foi.actions.own_word import want_reading
from foi.models import Attachment, Message, Request, User
from foi.rules.permissions import Visibility
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_finding,
    create_reply,
    create_request,
)
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
    page_at: PageAt, live_server: Any, width: int, mine: Request
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


def test_a_parent_logs_and_publishes_by_hand(
    page_at: PageAt, live_server: Any, mine: Request
) -> None:
    page = page_at(PHONE)
    sign_in(page, mine.requester, live_server.url)
    page.goto(f"/requests/{mine.ref}/")
    page.get_by_role("link", name="Log what came").last.click()
    page.get_by_label("By e-mail").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Paste the e-mail here").fill(REPLY)
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_label("Day").input_value() == "10"
    page.get_by_label("An answer, in whole or in part").check()
    page.get_by_role("button", name="Continue").click()
    second, third = page.locator("#question-2"), page.locator("#question-3")
    second.get_by_label("Answered", exact=True).check()
    second.get_by_label("No", exact=True).check()
    second.get_by_label("The passage that says so").fill("Pay is not linked to any target.")
    third.get_by_label("Answered", exact=True).check()
    third.get_by_label("The value").fill("40ish kids")
    third.get_by_label("The passage that says so").fill("We hold 40ish plans.")
    third.get_by_label("The value").press("Enter")
    check_here(page)
    shot(page, "sorry")
    assert page.get_by_label("The value").first.is_visible()
    page.get_by_role("button", name="Use “about 40”").click()
    shot(page, "to-publish")
    page.get_by_role("button", name="Publish 2 answers").click()
    check_here(page)
    assert page.get_by_text("2 answers are public now.").is_visible()
    assert mine.findings.published().count() == 2


def test_without_scripts_and_mouse_the_grounds_can_be_ticked(
    page_at: PageAt, live_server: Any, mine: Request
) -> None:
    page = page_at(PHONE, scripts=False)
    sign_in(page, mine.requester, live_server.url)
    reply = create_reply(request=mine, on=CAME_ON, text=REPLY)
    page.goto(f"/requests/{mine.ref}/messages/{reply.token}/read/")
    fourth = page.locator("#question-4")
    fourth.get_by_label("Refused", exact=True).check()
    fourth.get_by_label("The passage that says so").fill("This is refused under section 12(1)")
    fourth.get_by_text("Grounds the council named").click()
    fourth.get_by_label("Section 12 (cost) (the reply says “section 12(1)”)").check()
    page.get_by_role("button", name="Save, and see what will be public").click()
    assert page.get_by_text("Refused: section 12 (cost)").is_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_list_to_read_and_a_masked_reply_are_accessible(
    page_at: PageAt, live_server: Any, width: int
) -> None:
    page = page_at(width)
    counted = create_request(sent_on=SENT_ON, visibility=Visibility.COUNTED)
    reply = create_reply(request=counted, on=CAME_ON, text="Dear Ms Marsh, we hold 312 plans.")
    sign_in(page, create_campaigner(), live_server.url)
    check_page(page, "/requests/to-read/")
    want_reading(request=counted, by=counted.requester, now=at(CAME_ON))
    for name, address in (
        ("to-read", "/requests/to-read/"),
        ("masked", f"/requests/{counted.ref}/messages/{reply.token}/"),
    ):
        check_page(page, address)
        shot(page, name)
    assert page.get_by_text("Dear [name removed], we hold 312 plans.").is_visible()

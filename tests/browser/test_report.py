"""Reporting, the staff's page and the admin, looked at in a real browser."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone
from playwright.sync_api import ConsoleMessage, Page

from foi.actions.report import file_report
from foi.models import Correction, Report, Request, User
from foi.rules.permissions import Role
from foi.rules.reporting import ReportKind
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.builders import (
    create_finding,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)


def sign_in(page: Page, live_server: Any, user: User) -> None:
    """Gives this browser the session of this account."""
    client = Client()
    client.force_login(user)
    assert SESSION_KEY in client.session
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])


def staff() -> User:
    user = create_user(email="staff@example.org", role=Role.MODERATOR)
    user.make_admin()
    return user


def public_request() -> Request:
    request = create_request()
    create_reply(request=request)
    create_finding(request=request)
    return request


def fill_every_list() -> Report:
    """One row in each list of the staff's page."""
    now, request = timezone.now(), public_request()
    report = Report.objects.create(
        page=f"/requests/{request.ref}/",
        kind="person",
        words="The second passage names the head's secretary.",
        email="reader@example.org",
        made_at=now,
        answer_by=now + timedelta(hours=48),
    )
    Report.objects.create(page="/", kind="wrong", words="Old", made_at=now, answer_by=now)
    request.messages.filter(kind="letter").update(
        delivery="unsure", message_id="<a@b>", claimed_at=now
    )
    create_user(email="wants-to-be-a-campaigner@example.org").want_campaigner(now=now)
    request.hide(reason="A signature.", now=now)
    Correction.add(page="/compare/x/kent/", said="54", says="45", why="A slip.", on=now.date())
    return report


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_public_pages_are_accessible_and_fit(page_at: PageAt, width: int) -> None:
    load_holidays()
    page = page_at(width)
    check_page(page, "/corrections/")
    report = fill_every_list()
    for address in ("/report/?page=/about/", f"/report/{report.ref}/", "/corrections/"):
        check_page(page, address)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_staff_pages_are_accessible_and_fit(
    page_at: PageAt, live_server: Any, width: int
) -> None:
    page = page_at(width)
    sign_in(page, live_server, staff())
    check_page(page, "/ops/")
    report = fill_every_list()
    check_page(page, "/ops/")
    check_page(page, f"/ops/reports/{report.ref}/")


def test_a_visitor_reports_a_child_and_the_page_is_gone(page_at: PageAt) -> None:
    request = public_request()
    page = page_at(PHONE)
    page.goto(f"/requests/{request.ref}/")
    page.get_by_role("link", name="Something wrong on this page?").click()
    page.get_by_role("button", name="Send the report").click()
    check_here(page)
    assert page.title().startswith("Error: ")
    assert page.get_by_label("Which page?").input_value() == f"/requests/{request.ref}/"
    page.get_by_label("A child or a family can be identified").check()
    page.get_by_role("button", name="Send the report").click()
    assert page.get_by_text("is hidden from now on").is_visible()
    check_here(page)
    answer = page.goto(f"/requests/{request.ref}/")
    assert answer is not None and answer.status == 404


def test_a_visitor_of_a_table_names_the_council_and_loses_nothing(page_at: PageAt) -> None:
    request = public_request()
    page = page_at(PHONE)
    page.goto("/compare/send-staff-targets/")
    page.get_by_role("link", name="Something wrong on this page?").click()
    check_here(page)
    page.get_by_label("A child or a family can be identified").check()
    page.get_by_label("Tell us more").fill("The second quote.")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("link", name="Choose the council whose answer it is").click()
    check_here(page)
    assert page.get_by_label("Tell us more").input_value() == "The second quote."
    page.get_by_label("Which council").select_option(request.authority.short_name)
    page.get_by_role("button", name="Send the report").click()
    assert page.get_by_text("is hidden from now on").is_visible()
    check_here(page)


def test_staff_choose_what_becomes_of_what_was_hidden(page_at: PageAt, live_server: Any) -> None:
    request = public_request()
    report = file_report(
        page=f"/requests/{request.ref}/",
        kind=ReportKind.CHILD,
        words="",
        email="",
        now=timezone.now(),
    )
    page = page_at(PHONE)
    sign_in(page, live_server, staff())
    check_page(page, f"/ops/reports/{report.ref}/")
    page.get_by_label("Decision, with the reasons").fill("A road, no person.")
    page.get_by_role("button", name="Decide and tell both sides").click()
    check_here(page)
    assert page.title().startswith("Error: ")
    page.get_by_label("Keep it hidden").check()
    page.get_by_role("button", name="Decide and tell both sides").click()
    check_page(page, f"/report/{report.ref}/")
    assert page.get_by_text("Stays hidden").is_visible()


def test_staff_hide_a_page_with_one_click_and_a_reason(page_at: PageAt, live_server: Any) -> None:
    request = public_request()
    page = page_at(PHONE)
    sign_in(page, live_server, staff())
    check_page(page, f"/requests/{request.ref}/")
    page.get_by_label("Staff: hide this request").fill("A signature.")
    page.get_by_role("button", name="Hide this now").click()
    assert page.get_by_text("Staff took this page out of public view").is_visible()
    visitor = page_at(PHONE)
    answer = visitor.goto(f"/requests/{request.ref}/")
    assert answer is not None and answer.status == 404


def test_the_admin_works_under_the_policy_without_a_breach(
    page_at: PageAt, live_server: Any
) -> None:
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    request, page = public_request(), page_at(DESK)
    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/admin/")
    assert "/accounts/login/?next=/admin/" in page.url.replace("%2F", "/")
    sign_in(page, live_server, staff())
    for address in (
        "/admin/",
        "/admin/foi/request/",
        f"/admin/foi/request/{request.pk}/change/",
        "/admin/foi/investigation/add/",
        "/admin/authorities/authority/",
        "/admin/foi/user/",
    ):
        answer = page.goto(address, wait_until="networkidle")
        assert answer is not None and answer.status == 200, address
        assert "unsafe" not in answer.headers["content-security-policy"]
    assert said == []


def test_an_inline_script_does_not_run(page_at: PageAt) -> None:
    page = page_at(DESK)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/about/")
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.broken = 1';"
        "document.body.append(s)"
    )
    assert page.evaluate("window.broken") is None
    assert any("Content Security Policy" in text for text in said)

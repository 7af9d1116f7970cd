"""The request's page, its list, its verbs and the calculator, in a real browser."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from foi.actions.chase import remind_due
from foi.models import ActLink, Request
from foi.rules.lifecycle import Kind
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.builders import create_finding, create_reply, create_request, load_holidays


def _sign_in(page: Page, request: Request) -> None:
    client = Client()
    client.force_login(request.requester)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.goto("/about/")
    origin = page.evaluate("location.origin")
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": origin}]
    )


def _past() -> Request:
    """Sent long enough ago that its day is over, whatever today is."""
    return create_request(sent_on=timezone.localdate() - timedelta(days=60))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_public_pages_are_accessible_and_fit(page_at: PageAt, width: int) -> None:
    request = create_request()
    create_reply(request=request, on=date(2026, 12, 1))
    create_finding(request=request, outcome="refused", grounds=("foia-s12-1",))
    page = page_at(width)
    result = "/deadline/?regime=foia&on_day=21&on_month=11&on_year=2026"
    wrong = "/deadline/?regime=foia&on_day=31&on_month=2&on_year=2026&replied_day=1"
    for address in ("/requests/", f"/requests/{request.ref}/", "/deadline/", result, wrong):
        check_page(page, address)
    check_page(page, "/requests/TD-AAAAAA/", status=404)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_owners_pages_are_accessible_and_fit(page_at: PageAt, width: int) -> None:
    request = _past()
    page = page_at(width)
    _sign_in(page, request)
    for verb in ("", "correct/", "withdraw/", "visibility/"):
        check_page(page, f"/requests/{request.ref}/{verb}")
        assert page.url.endswith(f"/requests/{request.ref}/{verb}")
    held = create_request(owner=request.requester, leave_out=("plans",))
    held.record(
        Kind.FEES_NOTICE,
        on=held.sent_on + timedelta(days=1),
        by=held.requester,
        holidays=load_holidays(),
    )
    check_page(page, f"/requests/{held.ref}/")
    check_page(page, f"/requests/{held.ref}/hold/")


def test_the_owner_says_that_nothing_came_and_copies_the_reminder(page_at: PageAt) -> None:
    request = _past()
    page = page_at(PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _sign_in(page, request)
    page.goto(f"/requests/{request.ref}/")
    page.get_by_role("button", name="Nothing has come").click()
    page.get_by_text("We have noted that nothing has come").wait_for()
    check_here(page)
    page.get_by_role("button", name="Copy the text").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Dear information team,")
    request.refresh_from_db()
    assert request.silence_said_on == timezone.localdate()


def test_a_wrong_correction_leads_to_its_box_and_keeps_the_words(page_at: PageAt) -> None:
    request = create_request()
    page = page_at(PHONE)
    _sign_in(page, request)
    page.goto(f"/requests/{request.ref}/correct/")
    page.get_by_label("Sent to the council").check()
    page.get_by_label("What was wrong?").fill("A slip")
    page.get_by_role("button", name="Put it right").click()
    check_here(page)
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "id_on_0"
    assert page.get_by_label("What was wrong?").input_value() == "A slip"


def test_the_count_opens_without_scripts(page_at: PageAt) -> None:
    page = page_at(PHONE, scripts=False)
    load_holidays()
    page.goto("/deadline/")
    page.get_by_label("Day").first.fill("20")
    page.get_by_label("Month").first.fill("11")
    page.get_by_label("Year").first.fill("2026")
    page.get_by_role("button", name="Count").click()
    assert page.get_by_role("heading", name="Due Monday 21 December 2026").is_visible()
    page.get_by_text("How the days were counted").click()
    assert page.get_by_text("Monday 30 November 2026 skipped").first.is_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_one_button_pages_of_a_mail_are_accessible(page_at: PageAt, width: int) -> None:
    _past()
    assert remind_due(now=timezone.now()) == 1
    page = page_at(width)
    for link in ActLink.objects.order_by("verb"):
        check_page(page, f"/act/{link.token}/")
        assert link.token not in page.locator("footer").inner_html()
    page.get_by_role("button").click()
    check_here(page)

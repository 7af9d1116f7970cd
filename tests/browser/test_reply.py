"""A council replies through its link and disputes one cell, in a real browser."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from foi.models import Reply, ReplyLink, Report
from foi.rules.permissions import Role
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.browser.test_report import sign_in
from tests.builders import (
    create_finding,
    create_reply,
    create_reply_link,
    create_request,
    create_user,
    load_holidays,
)


def a_link(*, printed: bool = False) -> ReplyLink:
    load_holidays()
    request = create_request()
    create_reply(request=request)
    create_finding(request=request, quote="Nobody’s pay depends on it.")
    return create_reply_link(request=request, printed=printed, on=timezone.localdate())


def test_a_council_replies_through_its_link_and_disputes_one(
    page_at: PageAt, live_server: Any, tmp_path: Path
) -> None:
    link, page = a_link(), page_at(DESK)
    paper = tmp_path / "minutes.txt"
    paper.write_text("The committee decided otherwise.")
    check_page(page, f"/reply/{link.token}/")
    page.get_by_role("link", name=re.compile("wrong.*Plans")).click()
    page.get_by_label("A comment").check()
    page.get_by_label("Your words").fill("It was 3 children at the end of March.")
    page.get_by_role("button", name="See how it will stand").click()
    check_here(page)
    assert "It was [fewer than 5] children" in page.inner_text("main")
    page.get_by_role("button", name="Publish it").click()
    expect(page.locator("body")).to_contain_text("It is shown beside the answer")
    page.get_by_role("link", name=re.compile("wrong.*Pay linked")).click()
    page.get_by_label("This is wrong").check()
    page.get_by_label("Your words").fill("Pay was never linked to it.")
    page.get_by_role("button", name="See how it will stand").click()
    page.get_by_role("button", name="Mark it as disputed").click()
    check_here(page)
    assert "A document is needed" in page.inner_text("main")
    assert "Pay was never linked to it." in page.inner_text("main")
    page.get_by_label("The document that shows it").set_input_files(paper)
    page.get_by_role("button", name="Mark it as disputed").click()
    check_here(page)
    assert Reply.objects.filter(kind="dispute").count() == 1
    public = page_at(PHONE)
    check_page(public, "/compare/send-staff-targets/kent/")
    told = public.inner_text("#pay_linked")
    assert "disputed by the council" in told and "Pay was never linked to it." in told
    assert "3 children" not in public.inner_text("main")
    staff = page_at(DESK)
    sign_in(staff, live_server, create_user(email="staff@example.org", role=Role.MODERATOR))
    check_page(staff, f"/ops/reports/{Report.objects.get().ref}/")
    assert "minutes.txt" in staff.inner_text("main")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_are_accessible_and_fit_without_a_script_too(
    page_at: PageAt, live_server: Any, width: int
) -> None:
    link = a_link(printed=True)
    plain = page_at(width, scripts=False)
    plain.goto("/reply/")
    plain.get_by_label("Code from the letter").fill(link.code)
    plain.get_by_role("button", name="Go on").click()
    expect(plain).to_have_url(re.compile(f"/reply/{link.token}/$"))
    page = page_at(width)
    for path in (
        "/reply/",
        "/help/for-councils/",
        f"/reply/{link.token}/",
        f"/reply/{link.token}/say/all/",
        f"/reply/{link.token}/say/pay_linked/",
    ):
        check_page(page, path)
    check_page(page, "/reply/nothing/", status=404)
    staff = page_at(width)
    sign_in(staff, live_server, create_user(email="staff@example.org", role=Role.MODERATOR))
    for path in ("/ops/", "/ops/links/", f"/ops/links/{link.ref}/"):
        check_page(staff, path)

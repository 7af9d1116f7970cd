"""Staff's list of links: print, post, undo, what came back."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from foi.models import ReplyLink, Request
from tests.builders import (
    at,
    create_finding,
    create_moderator,
    create_reply,
    create_request,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 14)
DAY = {"on_day": "14", "on_month": "12", "on_year": "2026"}


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(create_moderator())
    return client


def answered() -> Request:
    request = create_request()
    create_reply(request=request)
    create_finding(request=request)
    return request


def made(staff: Client) -> ReplyLink:
    request = answered()
    staff.post("/ops/links/make/", {"council": "kent", "of": request.ref})
    return ReplyLink.objects.get()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_lists_are_empty_first(staff: Client) -> None:
    html = text(staff.get("/ops/links/"))
    assert "Nothing waits to be posted." in html and "No council has been told yet." in html
    assert "None waits." in text(staff.get("/ops/"))


def test_a_council_without_an_address_is_listed_and_its_letter_made(staff: Client) -> None:
    link = made(staff)
    assert "1 link to reply waits that cannot go by mail, to 1 council." in text(staff.get("/ops/"))
    assert f"The letter {link.ref}" in text(staff.get("/ops/links/"))
    html = text(staff.get(f"/ops/links/{link.ref}/"))
    assert link.code in html and link.token not in html


def test_the_letter_is_a_pdf_too(staff: Client) -> None:
    answer = staff.get(f"/ops/links/{made(staff).ref}/letter.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_it_was_posted_and_undone(staff: Client) -> None:
    link = made(staff)
    html = text(staff.post(f"/ops/links/{link.ref}/posted/", DAY | {"on_day": "15"}))
    assert "still to come" in html and "<title>Error: " in html
    staff.post(f"/ops/links/{link.ref}/posted/", DAY)
    link.refresh_from_db()
    assert link.told_on == TODAY and "on 14 December 2026" in text(staff.get("/ops/links/"))
    staff.post(f"/ops/links/{link.ref}/do/undo/")
    link.refresh_from_db()
    assert link.told_on is None


def test_it_came_back_and_is_listed_again(staff: Client) -> None:
    link = made(staff)
    staff.post(f"/ops/links/{link.ref}/posted/", DAY)
    staff.post(f"/ops/links/{link.ref}/do/came-back/")
    html = text(staff.get("/ops/links/"))
    assert "Make the letter" in html and "No council has been told yet." in html


def test_a_new_code_is_made(staff: Client) -> None:
    link = made(staff)
    old = link.code
    with time_machine.travel(at(TODAY, 13), tick=False):
        assert staff.post(f"/ops/links/{link.ref}/do/renew/").status_code == 302
    link.refresh_from_db()
    assert link.code != old


def test_a_letter_of_what_became_private_is_not_shown(staff: Client) -> None:
    link = made(staff)
    Request.objects.update(visibility="private")
    assert staff.get(f"/ops/links/{link.ref}/").status_code == 302
    assert staff.post("/ops/links/make/", {"council": "kent", "of": "x"}).status_code == 302

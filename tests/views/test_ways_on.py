"""Every step of logging is reached by a link from the page before it."""

from datetime import date

import pytest
from django.test import Client

from foi.models import Request
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_campaigner,
    create_finding,
    create_reply,
    create_request,
    load_holidays,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 11)


@pytest.fixture
def mine(client: Client) -> Request:
    """A public request of a parent who is signed in."""
    request = create_request()
    client.force_login(request.requester)
    return request


def page_of(client: Client, request: Request, after: str = "") -> str:
    return client.get(f"/requests/{request.ref}/{after}").content.decode()


def next_step_of(client: Client, request: Request) -> str:
    return page_of(client, request).split('id="next-title"')[1].split("</section>")[0]


def test_a_reply_to_read_leads_to_the_reply_not_to_handing_it_in_again(
    client: Client, mine: Request
) -> None:
    reply = create_reply(request=mine)
    step = next_step_of(client, mine)
    assert f'href="/requests/{mine.ref}/messages/"' in step and "/log/" not in step
    assert f"/messages/{reply.token}/" in page_of(client, mine, "messages/")


def test_answers_read_lead_to_the_page_that_publishes_them(client: Client, mine: Request) -> None:
    create_reply(request=mine)
    for asked in mine.asked.select_related("question"):
        create_finding(request=mine, key=asked.question.key, published=False)
    step = next_step_of(client, mine)
    assert f'href="/requests/{mine.ref}/publish/"' in step and "/log/" not in step


def test_after_publishing_no_page_offers_to_publish_the_others_now(
    client: Client, mine: Request
) -> None:
    create_reply(request=mine)
    create_finding(request=mine, published=False)
    assert "You can publish the others now" in page_of(client, mine, "publish/")
    client.post(f"/requests/{mine.ref}/publish/")
    after = page_of(client, mine, "publish/")
    assert "not read yet." in after and "You can publish the others now" not in after


def test_the_text_of_a_reply_is_shown_to_the_public_from_the_page_of_the_reply(
    client: Client, mine: Request
) -> None:
    reply = create_reply(request=mine)
    address = f"messages/{reply.token}/"
    release = f'href="/requests/{mine.ref}/{address}release/"'
    assert release in page_of(client, mine, address)
    client.post(f"/requests/{mine.ref}/{address}release/", {"text": "Our answer."})
    assert "make it private again" in page_of(client, mine, address)


def test_a_request_without_a_public_page_does_not_offer_to_show_its_texts(client: Client) -> None:
    request = create_request(visibility=Visibility.COUNTED)
    client.force_login(request.requester)
    reply = create_reply(request=request)
    assert "/release/" not in page_of(client, request, f"messages/{reply.token}/")


def test_a_campaigners_log_does_not_say_that_the_requester_spoke(client: Client) -> None:
    request = create_request()
    day = date(2026, 12, 10)
    by = create_campaigner()
    request.record(Kind.SOMETHING_CAME, on=day, by=by, holidays=load_holidays(), now=at(day))
    page = page_of(client, request)
    assert "We were told that something had come" in page
    assert "The requester said that something had come" not in page

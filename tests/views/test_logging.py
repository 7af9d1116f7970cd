"""From the e-mail in a parent's hand to the answer in public, page by page."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from foi.models import Finding, Message, Request
from tests.builders import at, create_request

pytestmark = pytest.mark.django_db
REPLY = """From: FOI Team <foi@kent.gov.uk>
Sent: 10 December 2026 10:15
Subject: Your request FOI-1234

Thank you for your request. Please find below our response.
Question 2: No, pay is not linked to any target.
Question 3: We hold 312 plans.
Question 4 is refused under section 12(1) of the Freedom of Information Act.
"""


@pytest.fixture(autouse=True)
def _in_december() -> Iterator[None]:
    with time_machine.travel(at(date(2026, 12, 11)), tick=False):
        yield


@pytest.fixture
def mine(client: Client) -> Request:
    """A public request of a parent who is signed in."""
    request = create_request()
    client.force_login(request.requester)
    return request


def test_a_parent_pastes_an_email_reads_it_and_publishes_the_answers(
    client: Client, mine: Request
) -> None:
    home = f"/requests/{mine.ref}/"
    chosen = client.post(f"{home}log/", {"way": "email"})
    assert chosen.url == f"{home}log/email/"
    handed = client.post(chosen.url, {"text": REPLY})
    what = client.get(handed.url)
    assert 'value="10"' in what.content.decode() and "FOI-1234" in what.content.decode()
    day = {"came_on_day": "10", "came_on_month": "12", "came_on_year": "2026"}
    said = client.post(handed.url, {"kind": "response", **day})
    assert said.url == f"{handed.url}read/"
    mine.refresh_from_db()
    assert mine.state == "replied" and mine.first_reply_on == date(2026, 12, 10)
    page = client.get(said.url).content.decode()
    assert "What about pay_linked?" in page and "section 12(1)" in page
    answers = {
        "q2-outcome": "answered",
        "q2-written": "no",
        "q2-quote": "No, pay is not linked to any target.",
        "q2-where": "message",
        "q4-outcome": "refused",
        "q4-grounds": ["foia-s12-1"],
        "q4-quote": "Question 4 is refused under section 12(1)",
        "q4-where": "message",
    }
    saved = client.post(said.url, answers)
    assert saved.url == f"{home}publish/"
    assert not Finding.objects.visible_to(None, date(2026, 12, 11)).exists()
    shown = client.get(saved.url).content.decode()
    assert "Refused: section 12 (cost)" in shown and "Publish 2 answers" in shown
    client.post(saved.url)
    public = Finding.objects.visible_to(None, date(2026, 12, 11))
    assert sorted(public.values_list("reading__outcome", flat=True)) == ["answered", "refused"]
    refusal = public.get(reading__outcome="refused").refusals.get()
    assert (refusal.ground, refusal.cited) == ("foia-s12-1", "section 12(1)")
    assert Message.objects.get(kind="response").date_by_requester
    for address in ("", "messages/", "log/", "publish/"):
        assert client.get(home + address).status_code == 200

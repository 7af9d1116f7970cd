"""A mail's one-button pages: one thing each, nothing private, no sign-in, no harm by scanners."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from foi.actions.chase import remind_due
from foi.models import ActLink
from foi.rules.permissions import Visibility
from tests.builders import at, create_reply, create_request

pytestmark = pytest.mark.django_db
LATE = date(2026, 12, 22)


@pytest.fixture(autouse=True)
def _first_day_after() -> object:
    with time_machine.travel(at(LATE), tick=False) as clock:
        yield clock


def _link(verb: str) -> ActLink:
    create_request(visibility=Visibility.PRIVATE)
    remind_due(now=at(LATE))
    return ActLink.objects.get(verb=verb)


@pytest.mark.parametrize("verb", ["nothing_came", "something_came", "stop"])
def test_each_page_has_one_button_does_just_that_and_shows_nothing_private(
    client: Client, verb: str
) -> None:
    link = _link(verb)
    for _ in range(2):
        page = client.get(f"/act/{link.token}/").content.decode()
    assert page.count("<button") == 1 and "noindex" in page
    assert link.request.events.count() == 1
    for private in ("Kent", "Pat", "Targets", "example.org"):
        assert private not in page.replace("SEND staff", "")
    assert link.token not in page
    done = client.post(f"/act/{link.token}/").content.decode()
    assert "<button" not in done
    assert link.request.events.count() == 2


def test_an_expired_link_says_so_and_does_nothing(client: Client) -> None:
    link = _link("nothing_came")
    with time_machine.travel(at(LATE + timedelta(days=91))):
        for page in (client.get(f"/act/{link.token}/"), client.post(f"/act/{link.token}/")):
            assert "This link has expired" in page.content.decode()
    assert link.request.events.count() == 1


def test_after_the_answer_is_logged_the_button_only_says_so(client: Client) -> None:
    link = _link("nothing_came")
    create_reply(request=link.request, on=LATE)
    page = client.post(f"/act/{link.token}/").content.decode()
    assert "has already been logged" in page
    assert not link.request.events.filter(kind="nothing_came").exists()


def test_an_unknown_link_is_not_there_and_another_method_is_refused(client: Client) -> None:
    assert client.get("/act/nonsense/").status_code == 404
    assert client.delete(f"/act/{_link('stop').token}/").status_code == 405

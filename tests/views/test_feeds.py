"""The feed of what was published lately."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings

from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_letter,
    create_request,
    create_user,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client) -> list[ElementTree.Element]:
    answer = client.get("/feeds/")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


def said(entry: ElementTree.Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}") or ""


def test_with_nothing_published_the_feed_is_empty(client: Client):
    assert entries(client) == []


def test_a_councils_answers_of_one_day_are_one_entry_without_values(client: Client):
    request = create_request()
    create_finding(request=request, quote="A passage.")
    create_finding(request=request, key="plans", outcome="refused", grounds=("foia-s12-1",))
    create_finding(request=request, key="targets_document", outcome="refused")
    (entry,) = entries(client)
    assert said(entry, "title") == "Kent: Send-Staff-Targets"
    assert said(entry, "summary") == "Refused: 2. Answered: 1."
    link = entry.find(f"{ATOM}link")
    assert link is not None and link.get("href", "").endswith(
        "/compare/send-staff-targets/kent/?round=1"
    )
    assert "A passage." not in client.get("/feeds/").content.decode()


def test_the_newest_come_first(client: Client):
    for slug, day in (("kent", 10), ("leeds", 12), ("york", 11)):
        request = create_request(
            authority=create_authority(slug=slug), owner=create_user(email=f"{slug}@example.org")
        )
        create_finding(request=request, now=at(date(2026, 12, day)))
    titles = [said(entry, "title").split(":")[0] for entry in entries(client)]
    assert titles == ["Leeds", "York", "Kent"]


def test_nothing_private_hidden_or_unpublished_is_in_it(client: Client):
    create_finding(request=create_request(visibility=Visibility.PRIVATE))
    other = create_request(owner=create_user(email="b@example.org"))
    create_finding(request=other, published=False)
    third = create_request(owner=create_user(email="c@example.org"))
    create_finding(request=third).hide(reason="A report.", now=at(date(2026, 12, 14)))
    assert entries(client) == []
    client.force_login(third.requester)
    assert entries(client) == []


def test_a_sample_says_so_in_every_entry(client: Client):
    create_finding(request=create_request())
    with override_settings(DEMO=True):
        (entry,) = entries(client)
        assert said(entry, "title").startswith("[Made up]")
        assert said(entry, "summary").startswith("[Made up]")


def test_one_query_however_many(client: Client, django_assert_max_num_queries):
    create_letter()
    for number in range(6):
        request = create_request(
            authority=create_authority(slug=f"c-{number}"),
            owner=create_user(email=f"{number}@example.org"),
        )
        create_finding(request=request)
    with django_assert_max_num_queries(1):
        assert len(entries(client)) == 6

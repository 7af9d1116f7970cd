"""The queue of replies to read: whose turn it is, who may see it, and taking the next one."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from foi.actions.leases import take
from foi.actions.own_word import want_reading
from foi.models import Investigation, Lease, LetterVersion, Message, Request, User
from foi.rules.permissions import Visibility, may_log
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_finding,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    declare,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 11)
QUEUE = "/requests/to-read/"


@pytest.fixture
def reader(client: Client) -> User:
    user = create_campaigner()
    client.force_login(user)
    return user


def replied(
    *, wanted_on: date | None = None, version: LetterVersion | None = None, slug: str = "kent"
) -> Request:
    """A public request of a parent of its own, with a reply that nobody has read."""
    owner = create_user(email=f"{User.objects.count()}@example.org")
    request = create_request(owner=owner, authority=create_authority(slug=slug), version=version)
    create_reply(request=request)
    if wanted_on:
        want_reading(request=request, by=owner, now=at(wanted_on))
    return request


def investigation(slug: str = "group", *, embargo: date | None = None) -> Investigation:
    version = create_letter()
    return Investigation.objects.create(
        slug=slug,
        title=f"The {slug}",
        version=version,
        round=version.letter.round_on(TODAY),
        embargo_until=embargo,
    )


def listed(client: Client, query: str = "") -> str:
    return client.get(f"{QUEUE}{query}").content.decode()


def opened(client: Client, **chosen: str) -> str:
    return client.post(f"{QUEUE}next/", chosen).url


def reading_of(request: Request) -> str:
    return f"/requests/{request.ref}/messages/{request.messages.get(direction='in').token}/read/"


def test_who_asked_for_a_reader_comes_first_the_oldest_before_the_newer(
    client: Client, reader: User
) -> None:
    plain = replied()
    newer = replied(wanted_on=date(2026, 12, 11))
    older = replied(wanted_on=date(2026, 12, 10))
    page = listed(client)
    places = [page.index(request.ref) for request in (older, newer, plain)]
    assert places == sorted(places) and page.count("Please read this for me</span>") == 2
    assert opened(client) == reading_of(older)


def test_what_is_all_read_or_has_no_reply_or_is_only_a_receipt_does_not_wait(
    client: Client, reader: User
) -> None:
    done, half, receipt, nothing = replied(), replied(), replied(), create_request()
    keys = [row.question.key for row in done.asked.select_related("question")]
    for key in keys:
        create_finding(request=done, key=key, published=False)
    create_finding(request=half, key=keys[0], published=False)
    receipt.messages.filter(direction="in").update(kind="acknowledgement")
    page = listed(client)
    assert half.ref in page
    assert not any(request.ref in page for request in (done, receipt, nothing))


def test_an_unread_message_waits_too_and_the_newest_is_opened(client: Client, reader: User) -> None:
    request = replied()
    newest = Message.objects.create(
        request=request, direction="in", kind="unread", came_on=TODAY, text="More."
    )
    assert opened(client).endswith(f"{newest.token}/read/")


def test_what_somebody_else_reads_is_shown_as_taken_and_passed_by(
    client: Client, reader: User
) -> None:
    first, second = replied(wanted_on=TODAY), replied()
    declare(user=reader, request=first)
    other = create_campaigner(email="other@example.org")
    take(request=first, purpose="read", by=other, now=at(TODAY))
    assert "Taken until 12:30" in listed(client)
    assert opened(client) == reading_of(second)
    assert Lease.objects.get(request=second).user == reader
    assert "You are reading this" in listed(client)
    assert opened(client) == reading_of(second)  # pressed again, she goes on with hers
    with time_machine.travel(at(TODAY) + timedelta(hours=1), tick=False):
        assert opened(client) == reading_of(first)


def test_nothing_free_and_nothing_at_all_are_said(client: Client, reader: User) -> None:
    assert "Nothing waits to be read." in listed(client)
    other = create_campaigner(email="other@example.org")
    take(request=replied(), purpose="read", by=other, now=at(TODAY))
    assert client.post(f"{QUEUE}next/").url == QUEUE
    assert "Nothing is free to read now." in listed(client)


def test_it_is_narrowed_by_letter_and_by_investigation_with_counts(
    client: Client, reader: User
) -> None:
    long = create_letter(slug="long-letter", questions=(("plans", "count"),))
    here, there = replied(version=long), replied()
    there.join(investigation())
    replied(slug="devon")
    page = listed(client)
    assert "Long-Letter</a> (1)" in page and "Send-Staff-Targets</a> (2)" in page
    assert "The group</a> (1)" in page
    assert here.ref in listed(client, "?letter=long-letter")
    assert there.ref not in listed(client, "?letter=long-letter")
    narrowed = listed(client, "?investigation=group")
    assert there.ref in narrowed and here.ref not in narrowed
    assert opened(client, letter="long-letter") == reading_of(here)
    assert "Nothing waits to be read here." in listed(client, "?letter=none")
    Lease.objects.all().delete()
    assert client.post(f"{QUEUE}next/", {"letter": "none"}).url == f"{QUEUE}?letter=none"


@pytest.mark.parametrize(("role", "sees"), [("owner", True), ("editor", True), ("reader", False)])
def test_an_investigation_is_read_by_its_owner_and_editors(
    client: Client, role: str, sees: bool
) -> None:
    group = investigation(embargo=date(2027, 6, 1))
    member = create_user(email="member@example.org")
    group.memberships.create(user=member, role=role)
    request = replied()
    request.join(group)
    Request.objects.filter(pk=request.pk).update(visibility=Visibility.PRIVATE)
    client.force_login(member)
    answer = client.get(QUEUE)
    assert answer.status_code == (200 if sees else 404)
    assert (request.ref in answer.content.decode()) == sees
    assert client.post(f"{QUEUE}next/").status_code == (302 if sees else 404)


def test_an_investigations_own_requests_wait_for_whoever_sent_them(client: Client) -> None:
    group = investigation()
    request, alone = replied(), replied(slug="devon")
    Request.objects.filter(pk=alone.pk).update(requester=request.requester)
    request.join(group)
    group.memberships.create(user=request.requester, role="owner")
    client.force_login(request.requester)
    page = listed(client)
    assert request.ref in page and alone.ref not in page  # her own letters are on their own pages


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.COUNTED])
def test_what_may_not_be_logged_is_not_there_not_even_as_a_number(
    client: Client, reader: User, visibility: Visibility
) -> None:
    hidden = replied()
    Request.objects.filter(pk=hidden.pk).update(visibility=visibility)
    secret = replied(slug="devon")
    secret.join(investigation(embargo=date(2027, 6, 1)))
    away = replied(slug="leeds")
    away.hide(reason="Names a child.", now=at(TODAY))
    page = listed(client)
    assert "Nothing waits to be read." in page and "The group" not in page
    assert client.post(f"{QUEUE}next/").url == QUEUE
    assert not Lease.objects.exists()


def test_a_moderator_reads_private_ones_only_where_she_was_asked(client: Client) -> None:
    asked, not_asked = replied(wanted_on=TODAY), replied(slug="devon")
    Request.objects.update(visibility=Visibility.PRIVATE)
    client.force_login(create_moderator())
    page = listed(client)
    assert asked.ref in page and not_asked.ref not in page


def test_the_rows_and_the_rule_agree_on_who_may_log_what_is_listed() -> None:
    group = investigation()
    people = [create_campaigner(), create_moderator()]
    for role in ("owner", "editor", "reader"):
        person = create_user(email=f"{role}@example.org")
        group.memberships.create(user=person, role=role)
        people.append(person)
    for number, visibility in enumerate(Visibility):
        for wanted in (None, TODAY):
            alone = replied(wanted_on=wanted, slug=f"council-{number}{bool(wanted)}")
            inside = replied(wanted_on=wanted, slug=f"inside-{number}{bool(wanted)}")
            inside.join(group)
            Request.objects.filter(pk__in=[alone.pk, inside.pk]).update(visibility=visibility)
    for person in people:
        for request in Request.objects.to_read(person, TODAY):
            assert may_log(person.actor, request.case_for(person, TODAY))


def test_a_council_that_she_has_a_tie_with_is_never_taken_nor_kept(
    client: Client, reader: User
) -> None:
    kent, essex = replied(wanted_on=date(2026, 12, 1)), replied(slug="essex")
    declare(user=reader, request=kent, tied="employed")
    for _ in range(2):
        answer = client.post(f"{QUEUE}next/")
        assert f"/requests/{essex.ref}/" in answer["Location"]
    assert not Lease.objects.filter(request=kent).exists()
    assert client.post(f"/requests/{kent.ref}/keep-reading/").status_code == 409
    assert not Lease.objects.filter(request=kent).exists()


def test_nothing_is_taken_before_she_said_whether_she_has_ties(
    client: Client, reader: User
) -> None:
    kent = replied()
    answer = client.post(f"{QUEUE}next/")
    assert f"/requests/{kent.ref}/" in answer["Location"] and not Lease.objects.exists()

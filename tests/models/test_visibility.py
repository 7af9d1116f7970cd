"""Rows and rules say the same: `visible_to` against `permissions`, for every combination."""

from datetime import date
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from authorities.models import Authority
from foi.models import Finding, Investigation, Membership, Message, Request, Round, User, actor_of
from foi.rules.permissions import Visibility, may_log, may_see_in_table, may_see_page
from tests.builders import (
    SENT_ON,
    at,
    create_authority,
    create_campaigner,
    create_finding,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


def _investigation(embargo: date | None, member: User) -> Investigation:
    version = create_letter()
    row = Investigation.objects.create(
        slug=f"inv-{embargo}",
        title="An investigation",
        version=version,
        round=Round.objects.get(),
        embargo_until=embargo,
    )
    Membership.objects.create(investigation=row, user=member, role="reader")
    return row


def _every_request(member: User) -> list[Request]:
    """One request for each visibility x investigation x hidden x draft."""
    groups = [None, _investigation(date(2027, 1, 1), member), _investigation(TODAY, member)]
    found, table = [], load_holidays()
    rows = product(Visibility, groups, (False, True), (SENT_ON, None))
    for n, (visibility, group, hidden, sent_on) in enumerate(rows):
        request = create_request(
            authority=create_authority(slug=f"council-{n}"),
            visibility=visibility,
            investigation=group,
            sent_on=sent_on,
            holidays=table,
        )
        if hidden:
            request.hide(reason="A reason.", now=at(TODAY))
        found.append(request)
    return found


def test_rows_and_rules_agree_on_every_case() -> None:
    member = create_user(email="member@example.org")
    requests = _every_request(member)
    people = [
        AnonymousUser(),
        create_user(),
        create_user(email="other@example.org"),
        create_campaigner(),
        create_moderator(),
        member,
    ]
    for person, request in product(people, requests):
        actor, case = actor_of(person), request.case_for(person, TODAY)
        told = f"{actor} {case}"
        rows = Request.objects.filter(pk=request.pk)
        assert rows.visible_to(person, TODAY).exists() == bool(may_see_page(actor, case)), told
        seen = rows.in_table_for(person, TODAY).exists()
        assert seen == bool(may_see_in_table(actor, case)), told


def test_a_private_request_exists_for_nobody_else_at_any_level() -> None:
    request = create_request(visibility=Visibility.PRIVATE)
    create_reply(request=request)
    create_finding(request=request)
    for person in (AnonymousUser(), create_campaigner(), create_user(email="x@example.org")):
        assert not Request.objects.visible_to(person, TODAY).exists()
        assert not Request.objects.in_table_for(person, TODAY).exists()
        assert not Message.objects.visible_to(person, TODAY).exists()
        assert not Finding.objects.visible_to(person, TODAY).exists()


def test_a_counted_request_gives_its_findings_and_nothing_else() -> None:
    request = create_request(visibility=Visibility.COUNTED)
    create_reply(request=request)
    create_finding(request=request)
    assert Finding.objects.visible_to(None, TODAY).count() == 1
    assert not Message.objects.visible_to(None, TODAY).exists()
    assert not Request.objects.visible_to(None, TODAY).exists()


def test_an_unpublished_finding_is_seen_by_insiders_only() -> None:
    create_finding(request=create_request(), published=False)
    assert not Finding.objects.visible_to(None, TODAY).exists()
    assert Finding.objects.visible_to(create_user(), TODAY).count() == 1


def test_an_own_text_request_waits_for_a_moderator() -> None:
    request = Request.objects.create(
        authority=Authority.objects.first() or create_authority(),
        own_text="My own words.",
        requester=create_user(),
        visibility="public",
        state="sent",
        sent_on=SENT_ON,
    )
    assert not Request.objects.visible_to(None, TODAY).exists()
    request.release(by=create_moderator(), now=at(TODAY))
    assert Request.objects.visible_to(None, TODAY).exists()


def test_an_account_that_was_closed_sees_what_a_visitor_sees() -> None:
    request = create_request(visibility=Visibility.PRIVATE)
    request.requester.erase()
    assert not Request.objects.visible_to(request.requester, TODAY).exists()


def test_rows_and_rules_agree_on_whose_replies_may_be_handed_in() -> None:
    editor = create_user(email="editor@example.org")
    requests = _every_request(create_user(email="reader@example.org"))
    for group in Investigation.objects.all():
        Membership.objects.create(investigation=group, user=editor, role="editor")
    wanted = [r.pk for r in requests if r.visibility == "counted" and r.state != "draft"]
    Request.objects.filter(pk__in=wanted[::2]).update(reading_wanted_on=TODAY)
    for request in requests:
        request.refresh_from_db()
    people = [
        AnonymousUser(),
        create_user(),
        editor,
        create_user(email="reader@example.org"),
        create_user(email="other@example.org"),
        create_campaigner(),
        create_moderator(),
    ]
    for person in people:
        listed = set(Request.objects.loggable_by(person, TODAY))
        for request in requests:
            ruled = bool(may_log(actor_of(person), request.case_for(person, TODAY)))
            assert (request in listed) == (ruled and request.state != "draft"), (person, request)

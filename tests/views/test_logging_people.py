"""Who may log, read and publish; and that a private request is not there for anybody else."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from foi.actions.own_word import want_reading
from foi.models import Attachment, Finding, Investigation, Request, User
from foi.rules.permissions import Visibility, may_log
from tests.builders import (
    at,
    create_campaigner,
    create_finding,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    declare,
)
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 11)
WORDS = "Dear Ms Marsh, write to pat@example.org. We hold 312 plans."


def addresses(request: Request) -> list[str]:
    """Every address below a request, with a message, a file and a finding in it."""
    reply = request.messages.filter(direction="in").first() or create_reply(
        request=request, text=WORDS
    )
    file = reply.attachments.first() or Attachment.keep(
        message=reply, content=b"Kestrel", name="Kestrel.txt", content_type="text/plain"
    )
    if not request.findings.exists():
        create_finding(request=request, quote="Kestrel quote", published=False)
    home, message = f"/requests/{request.ref}/", f"messages/{reply.token}/"
    below = ["log/", "log/email/", "log/post/", "log/phone/", "messages/", message, "publish/"]
    below += [f"{message}read/", f"{message}whole/", f"{message}release/"]
    return [
        home + each for each in [*below, f"files/{file.token}/", f"files/{file.token}/release/"]
    ]


def posts(request: Request) -> list[str]:
    reply = request.messages.filter(direction="in").first()
    home = f"/requests/{request.ref}/"
    verbs = ["want-reading/", "read-myself/", "unpublish/"]
    return [home + each for each in [*verbs, f"messages/{reply.token}/take-back/"]]


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.COUNTED])
@pytest.mark.parametrize("who", ["member", "campaigner"])
def test_anothers_private_or_counted_request_is_not_there(visibility: Visibility, who: str) -> None:
    owner = create_user(email="owner@example.org", legal_name="Alex Reed")
    request = create_request(owner=owner, visibility=visibility)
    user = create_campaigner() if who == "campaigner" else create_user()
    client = signed_in(user)
    for address in addresses(request):
        missing = address.replace(request.ref, "TD-AAAAAA")
        for asked in (client.get, client.post):
            there, nowhere = asked(address), asked(missing)
            assert there.status_code == nowhere.status_code in (404, 405), address
            assert b"Kestrel" not in there.content
    for address in posts(request):
        assert client.post(address).status_code == 404, address
    assert request.findings.filter(published_at=None).count() == 1
    assert request.reading_wanted_on is None


def test_a_visitor_is_asked_to_sign_in_whether_it_exists_or_not(client: Client) -> None:
    request = create_request(visibility=Visibility.PRIVATE)
    for address in addresses(request):
        missing = address.replace(request.ref, "TD-AAAAAA")
        assert client.get(address).status_code == client.get(missing).status_code


def test_a_member_who_only_sees_a_public_request_can_log_nothing() -> None:
    client = signed_in(create_user(email="other@example.org"))
    for address in addresses(create_request()):
        assert client.get(address).status_code == 404, address


def test_a_campaigner_reads_a_counted_request_only_when_asked_to_and_without_the_name() -> None:
    request = create_request(visibility=Visibility.COUNTED)
    pages = addresses(request)
    reply = request.messages.get(direction="in")
    client = signed_in(create_campaigner())
    declare(user=create_campaigner(), request=request)
    message = f"/requests/{request.ref}/messages/{reply.token}/"
    assert client.get(message).status_code == 404
    want_reading(request=request, by=request.requester, now=at(TODAY))
    assert request.ref in client.get("/requests/to-read/").content.decode()
    for page in (message, f"{message}read/", f"/requests/{request.ref}/messages/"):
        shown = client.get(page).content.decode()
        assert "Marsh" not in shown and "pat@example.org" not in shown, page
    assert "We hold 312 plans." in client.get(message).content.decode()
    assert client.get(pages[-2]).status_code == 404  # the file itself stays with its owner
    assert client.get(pages[-1]).status_code == 404
    answer = {"q3-outcome": "answered", "q3-written": "312", "q3-quote": "We hold 312 plans."}
    assert client.post(f"{message}read/", answer | {"q3-where": "message"}).status_code == 302
    client.post(f"/requests/{request.ref}/publish/")
    assert Finding.objects.visible_to(None, TODAY).filter(question__key="plans").exists()


def test_a_private_request_that_wants_a_reader_goes_to_a_moderator_only() -> None:
    request = create_request(visibility=Visibility.PRIVATE)
    addresses(request)
    want_reading(request=request, by=request.requester, now=at(TODAY))
    assert (
        request.ref not in signed_in(create_campaigner()).get("/requests/to-read/").content.decode()
    )
    moderator = signed_in(create_moderator())
    assert request.ref in moderator.get("/requests/to-read/").content.decode()
    assert moderator.get(f"/requests/{request.ref}/messages/").status_code == 200
    page = moderator.post(f"/requests/{request.ref}/publish/", {"visibility": "public"})
    assert "This request is private" in page.content.decode()
    assert not Finding.objects.visible_to(None, TODAY).exists()


def test_an_editor_of_an_investigation_logs_and_leaves_publishing_to_others() -> None:
    editor = create_user(email="editor@example.org")
    version = create_letter()
    group = Investigation.objects.create(
        slug="group", title="Group", version=version, round=version.letter.round_on(TODAY)
    )
    group.memberships.create(user=editor, role="editor")
    request = create_request(visibility=Visibility.PRIVATE, investigation=group)
    reply = create_reply(request=request, text=WORDS)
    declare(user=editor, request=request)
    client, home = signed_in(editor), f"/requests/{request.ref}/"
    answer = {"q3-outcome": "answered", "q3-written": "312", "q3-quote": "We hold 312 plans."}
    saved = client.post(f"{home}messages/{reply.token}/read/", answer)
    assert saved.url == f"{home}messages/" and client.get(saved.url).status_code == 200
    assert client.post(f"{home}publish/").status_code == 404
    assert not request.findings.published().exists()


def test_the_list_of_replies_to_read_is_for_campaigners_and_may_be_empty() -> None:
    assert signed_in(create_user()).get("/requests/to-read/").status_code == 404
    empty = signed_in(create_campaigner()).get("/requests/to-read/")
    assert "Nothing waits to be read." in empty.content.decode()


def test_the_list_needs_no_more_queries_for_more_replies(
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in(create_campaigner())
    for number in range(6):
        request = create_request(owner=create_user(email=f"p{number}@example.org"))
        create_reply(request=request)
        want_reading(request=request, by=request.requester, now=at(TODAY))
    with django_assert_max_num_queries(7):  # the lists by letter and by investigation, leases
        assert client.get("/requests/to-read/").content.decode().count("TD-") >= 6


def test_the_rows_and_the_rule_agree_on_who_may_read() -> None:
    people = [create_user(), create_user(email="other@example.org"), create_campaigner()]
    people.append(create_moderator())
    for visibility in Visibility:
        for wanted in (False, True):
            request = create_request(visibility=visibility)
            reply = create_reply(request=request)
            finding = create_finding(request=request, published=False)
            if wanted:
                want_reading(request=request, by=request.requester, now=at(TODAY))
            request.refresh_from_db()
            for person in people:
                from_rule = _may_read(person, request)
                rows = Finding.objects.readable_by(person, TODAY)
                assert rows.filter(pk=finding.pk).exists() == from_rule, (visibility, wanted)
                seen = type(reply).objects.readable_by(person, TODAY).filter(pk=reply.pk).exists()
                assert seen or not from_rule


def _may_read(person: User, request: Request) -> bool:
    return bool(may_log(person.actor, request.case_for(person, TODAY)))

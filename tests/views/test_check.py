"""The second look, page by page: the queue, the desk, and what a blind reader must not see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from foi.actions.leases import take
from foi.models import Correction, Finding, Message, Request
from foi.rules.permissions import Role, Visibility
from tests.builders import (
    add_member,
    at,
    create_attachment,
    create_authority,
    create_campaigner,
    create_finding,
    create_investigation,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    declare,
)
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 14)
TEXT = "Dear Ms Marsh, thank you. Pay is not linked to any target. We hold 312 plans. Goodbye."


def read_once(request: Request, **fields: Any) -> Finding:
    """The owner has read from the reply that pay is not linked."""
    reply = request.messages.filter(direction="in").first() or create_reply(
        request=request, text=TEXT
    )
    facts = {"value": {"value": False}, "written": "no", "quote": "Pay is not linked"}
    return create_finding(request=request, message=reply, **facts | fields)


def checker(request: Request, number: int = 2, role: Role = Role.CAMPAIGNER) -> Client:
    user = create_user(email=f"reader-{number}@example.org", role=role)
    declare(user=user, request=request)
    return signed_in(user)


def desk(request: Request) -> str:
    return f"/check/{request.ref}/"


def answers(client: Client, request: Request, **said: Any) -> dict[str, Any]:
    """What a desk posts back: its stamps, and what is said of the question on pay."""
    page = client.get(desk(request))
    forms = [one.form for one in page.context["desk"].open]
    seen = {f"{form.prefix}-seen": form.stamp for form in forms}
    return seen | {f"c2-first_response-{name}": value for name, value in said.items()}


OTHERWISE = {
    "verdict": "otherwise",
    "outcome": "answered",
    "written": "yes",
    "quote": "Pay is not linked to any target.",
    "where": "message",
    "reason": "The second half of the sentence says so.",
}


def test_a_second_person_sees_passage_and_value_in_place_and_confirms() -> None:
    request = create_request()
    finding = read_once(request)
    client = checker(request)
    assert request.ref in client.get("/check/").content.decode()
    page = client.get(desk(request)).content.decode()
    assert "thank you. <mark>Pay is not linked</mark> to any target." in page
    assert "Answered</span>: <strong>no</strong>" in page and "Marsh" not in page
    saved = client.post(desk(request), answers(client, request, verdict="same"))
    assert saved.url == "/check/"
    finding.refresh_from_db()
    assert finding.settled == "checked"
    shown = client.get(saved.url).content.decode()
    assert "Saved. 1 checked." in shown and "Nothing waits for you here" in shown
    cell = client.get("/compare/send-staff-targets/kent/").content.decode()
    assert "Checked by a second person" in cell and "not checked" not in cell.split("</h1>")[1]


def test_two_differ_and_the_third_sees_both_without_names_and_settles() -> None:
    request = create_request()
    finding = read_once(request)
    second, third = checker(request), checker(request, 3)
    saved = second.post(desk(request), answers(second, request, **OTHERWISE))
    assert saved.url == "/check/" and not Correction.objects.exists()
    assert "two people read one differently" in third.get("/check/").content.decode()
    assert request.ref not in second.get("/check/").content.decode()
    page = third.get(desk(request)).content.decode()
    assert "Reading 1" in page and "Reading 2" in page and OTHERWISE["reason"] in page
    for name in ("Requester", "Reader ", "reader-2", "parent@"):
        assert name not in page.split("</h1>")[1].split("</form>")[0], name
    third.post(desk(request), answers(third, request, verdict="2"))
    newer = Finding.objects.current().get()
    assert (newer.settled, newer.reading.written) == ("third_reader", "yes")
    finding.refresh_from_db()
    assert finding.superseded_at is not None
    assert "Answered: yes" in third.get("/corrections/").content.decode()


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost() -> None:
    request = create_request()
    read_once(request)
    client = checker(request)
    typed = {**OTHERWISE, "reason": "", "quote": "My own words of the passage"}
    page = client.post(desk(request), answers(client, request, **typed)).content.decode()
    assert "Error: Check" in page and "Question 2: Say why" in page
    assert "My own words of the passage" in page
    empty = client.post(desk(request), answers(client, request)).content.decode()
    assert "Choose what you read of at least one question." in empty
    assert Finding.objects.get().readings.count() == 1


def test_a_reading_changed_meanwhile_is_not_confirmed_unseen() -> None:
    request = create_request()
    read_once(request)
    client = checker(request)
    typed = answers(client, request, verdict="same")
    typed["c2-first_response-seen"] = "0" * 16
    page = client.post(desk(request), typed).content.decode()
    assert "Somebody was quicker" in page
    assert Finding.objects.get().settled == "unchecked"


def test_the_owner_and_a_reader_of_it_are_told_why_they_do_not_check_it() -> None:
    request = create_request()
    read_once(request)
    page = signed_in(request.requester).get(desk(request)).content.decode()
    assert "You have read this yourself" in page and "Save what I read" not in page


def test_only_one_person_is_at_it_at_a_time() -> None:
    request = create_request()
    read_once(request)
    first, other = checker(request), checker(request, 3)
    first.get(desk(request))
    page = other.get(desk(request)).content.decode()
    assert "Somebody is checking this until 12:30." in page and "Save what I read" not in page
    assert "Somebody is checking this until 12:30." in other.get("/check/").content.decode()
    typed = {"c2-first_response-verdict": "same"}
    assert other.post(desk(request), typed).status_code == 200
    assert Finding.objects.get().settled == "unchecked"


def test_take_the_next_goes_past_what_somebody_is_at() -> None:
    requests = [
        create_request(authority=create_authority(slug=slug)) for slug in ("kent", "medway")
    ]
    for number, request in enumerate(requests):
        read_once(request, now=at(TODAY - timedelta(days=3 - number)))
    client = checker(requests[0])
    assert client.post("/check/next/").url == desk(requests[0])
    other = checker(requests[0], 3)
    assert other.post("/check/next/").url == desk(requests[1])
    assert checker(requests[0], 4).post("/check/next/").url == "/check/"


def test_the_queue_is_oldest_first_and_filtered_by_letter_and_investigation() -> None:
    group = create_investigation()
    new = create_request(investigation=group)
    old = create_request(authority=create_authority(slug="medway"))
    other = create_request(version=create_letter(slug="send-transport"))
    read_once(new)
    read_once(old, now=at(TODAY - timedelta(days=9)))
    read_once(other)
    client = checker(new)

    def refs(query: str = "") -> list[str]:
        page = client.get(f"/check/{query}")
        return [pile.request.ref for pile in page.context["page"]]

    assert refs()[0] == old.ref and set(refs()) == {new.ref, old.ref, other.ref}
    assert refs("?letter=send-transport") == [other.ref]
    assert refs("?investigation=targets") == [new.ref]
    assert len(refs("?letter=nonsense")) == 3


def test_the_queue_needs_no_more_queries_for_more_to_check(
    django_assert_max_num_queries: Any,
) -> None:
    group = create_investigation()
    for number in range(6):
        slug, email = f"council-{number}", f"p{number}@example.org"
        request = create_request(
            authority=create_authority(slug=slug),
            owner=create_user(email=email),
            investigation=group if number % 2 else None,
        )
        read_once(request)
    client = checker(request)
    with django_assert_max_num_queries(15):
        client.get("/check/")


def test_there_is_no_queue_for_whoever_checks_nothing_but_there_is_for_an_editor() -> None:
    assert signed_in(create_user()).get("/check/").status_code == 404
    assert signed_in(create_user()).post("/check/next/").status_code == 404
    editor = add_member(investigation=create_investigation(), user=create_user())
    assert signed_in(editor).get("/check/").status_code == 200
    assert "/check/" in signed_in(editor).get("/me/").content.decode()


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.COUNTED])
def test_what_she_may_not_read_is_neither_in_the_queue_nor_on_a_desk(
    visibility: Visibility,
) -> None:
    request = create_request(visibility=visibility)
    read_once(request)
    client = checker(request)
    assert request.ref not in client.get("/check/").content.decode()
    assert client.get(desk(request)).status_code == client.get("/check/TD-ZZZZZZ/").status_code
    assert client.get(desk(request)).status_code == 404


def test_an_embargoed_request_waits_for_insiders_alone() -> None:
    group = create_investigation(embargo_until=date(2027, 3, 1))
    request = create_request(investigation=group)
    read_once(request)
    outsider = checker(request)
    assert request.ref not in outsider.get("/check/").content.decode()
    assert "Targets" not in outsider.get("/check/").content.decode()
    editor = add_member(investigation=group, user=create_user(email="editor@example.org"))
    declare(user=editor, request=request)
    page = signed_in(editor).get(desk(request)).content.decode()
    assert "checked by a member of the same investigation" in page
    assert "Pay is not linked" in page


def test_a_member_waits_while_an_outsider_is_free_and_is_told_so() -> None:
    group = create_investigation()
    request = create_request(investigation=group)
    read_once(request)
    create_moderator()
    editor = add_member(investigation=group, user=create_user(email="editor@example.org"))
    declare(user=editor, request=request)
    client = signed_in(editor)
    assert request.ref not in client.get("/check/").content.decode()
    assert "For five working days this waits" in client.get(desk(request)).content.decode()


def test_a_passage_in_a_document_is_shown_where_it_stands() -> None:
    request = create_request()
    reply = create_reply(request=request, text="See the file.")
    pages = [("page 1", "Page one."), ("page 2", "In the service pay\nis not linked to targets.")]
    file = create_attachment(message=reply, content=b"x", name="reply.pdf", words=pages)
    read_once(request, quote="pay is not linked", attachment=file, place="page 2")
    page = checker(request).get(desk(request)).content.decode()
    assert "In the service <mark>pay\nis not linked</mark> to targets." in page
    assert "Where it stands: page 2, reply.pdf" in page


def test_a_passage_that_is_not_there_is_shown_with_a_warning() -> None:
    request = create_request()
    read_once(request, quote="Nobody wrote this")
    page = checker(request).get(desk(request)).content.decode()
    assert "Nobody wrote this" in page and "We did not find these words" in page


def test_before_the_desk_opens_she_is_asked_for_her_ties_and_comes_back() -> None:
    request = create_request()
    read_once(request)
    client = signed_in(create_campaigner())
    asked = client.get(desk(request))
    assert asked.url == f"/me/ties/send-staff-targets/?round=1&next=%2Fcheck%2F{request.ref}%2F"
    assert client.post(asked.url, {"none": "yes"}).url == desk(request)
    assert client.get(desk(request)).status_code == 200


def test_with_a_tie_there_is_no_desk_and_nothing_in_the_queue() -> None:
    request = create_request()
    read_once(request)
    declare(user=create_campaigner(), request=request, tied="employed")
    client = signed_in(create_campaigner())
    page = client.get(desk(request)).content.decode()
    assert "Somebody else reads this" in page and "Pay is not linked" not in page
    assert request.ref not in client.get("/check/").content.decode()


# ----------------------------------------------------------------- blind
SECRETS = ("Kestrel passage", "KESTRELVALUE", "Council says it does not hold this</span>")


def read_blind() -> Request:
    """A double reading that waits: first read by an editor, on the owner's letter."""
    group = create_investigation(double_blind=True)
    request = create_request(investigation=group)
    first = add_member(investigation=group, user=create_user(email="editor@example.org"))
    add_member(investigation=group, user=create_user(email="editor2@example.org"))
    reply = create_reply(request=request, text=TEXT)
    facts = {"outcome": "not_held", "by": first, "published": False, "message": reply}
    create_finding(request=request, quote="Kestrel passage", written="KESTRELVALUE", **facts)
    return request


def test_the_blind_second_reader_sees_nothing_of_the_first_on_any_page() -> None:
    request = read_blind()
    reply = Message.objects.get(direction="in")
    home = f"/requests/{request.ref}/"
    pages = [
        *(desk(request), home, f"{home}messages/", f"{home}messages/{reply.token}/"),
        *(f"{home}messages/{reply.token}/read/", f"{home}publish/", "/check/"),
        *("/compare/send-staff-targets/kent/", "/compare/send-staff-targets/"),
    ]
    people = [
        checker(request),
        checker(request, 3, Role.MODERATOR),
        signed_in(create_user(email="editor2@example.org")),
    ]
    declare(user=create_user(email="editor2@example.org"), request=request)
    for client in people:
        for page in pages:
            shown = client.get(page, follow=True).content.decode()
            assert not [secret for secret in SECRETS if secret in shown], page
        Request.objects.get(pk=request.pk).leases.all().delete()
    insider = signed_in(create_user(email="editor@example.org"))
    assert "Kestrel passage" in insider.get(home).content.decode()  # she has read it herself
    assert "Kestrel passage" in signed_in(request.requester).get(home).content.decode()


def test_both_enter_and_only_then_see() -> None:
    request = read_blind()
    client = checker(request)
    page = client.get(desk(request)).content.decode()
    assert "You read this without seeing the first reading" in page
    assert "I read the same" not in page and "Thank you" not in page
    entered = {"outcome": "answered", "written": "no", "quote": "Pay is not linked"}
    client.post(desk(request), answers(client, request, **entered, where="message"))
    finding = Finding.objects.get()
    assert finding.settled == "unchecked" and finding.differs_at is not None
    home = client.get(f"/requests/{request.ref}/publish/").content.decode()
    assert "Kestrel passage" in home
    third = checker(request, 3).get(desk(request)).content.decode()
    assert "Kestrel passage" in third and "Reading 2" in third


def test_nothing_is_published_before_a_second_person_has_read_it() -> None:
    request = read_blind()
    page = f"/requests/{request.ref}/publish/"
    owner, second = signed_in(request.requester), checker(request)
    for client in (owner, second, checker(request, 3, Role.MODERATOR)):
        html = client.post(page).content.decode()
        assert html.count("can be published once a second person has read them") == 2
        assert "1 answer waits for a second reader" in html and "Publish 1 answer" not in html
        assert Finding.objects.get().published_at is None
    entered = {"outcome": "not_held", "quote": "Pay is not linked", "where": "message"}
    second.post(desk(request), answers(second, request, **entered))
    assert Finding.objects.get().settled == "agreed"
    assert "waits for a second reader" not in owner.get(page).content.decode()
    owner.post(page)
    assert Finding.objects.get().published_at is not None


# ----------------------------------------------------------------- staff
def test_staff_see_what_waits_those_who_differ_first() -> None:
    request = create_request()
    finding = read_once(request)
    client = signed_in(create_moderator())
    page = client.get("/ops/").content.decode()
    assert "1 answer is not checked" in page and "two readers differ" not in page
    finding.differ(now=at(TODAY))
    page = client.get("/ops/").content.decode()
    assert page.index("two readers differ") < page.index("not checked")
    finding.hide(reason="x", now=at(TODAY))
    take(request=request, purpose="check", by=create_moderator(), now=at(TODAY))
    section = client.get("/ops/").content.decode().split('id="ops_second"')[1]
    assert "None." in section.split("</section>")[0]


def test_of_words_that_stand_several_times_the_ones_meant_are_marked_or_it_is_said() -> None:
    same = "We have no such target."
    request = create_request()
    text = f"1. {same}\n2. {same} It is so.\n3. {same}"
    reply = create_reply(request=request, text=text)
    read_once(request, quote=same, place="answer 2")
    html = checker(request).get(desk(request)).content.decode()
    assert f"1. {same}\n2. <mark>{same}</mark> It is so." in html
    assert "compare the place" not in html
    type(reply).objects.filter(pk=reply.pk).update(text=f"{same} {same} {same}")
    request.leases.all().delete()
    html = checker(request, 3).get(desk(request)).content.decode()
    assert "These words stand in the reply 3 times: compare the place." in html
    assert f"<mark>{same}</mark> {same} {same}" in html

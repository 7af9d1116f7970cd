"""One's own page: whose turn it is, the name, campaigning, and the way out."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from foi.actions.file import Wish, file
from foi.actions.follow import follow
from foi.models import Event, Request, User, Watch
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from tests.actions.letters import load_letter
from tests.builders import (
    SENT_ON,
    at,
    create_authority,
    create_letter,
    create_reply,
    create_request,
    create_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 11, 23)


def client_of(user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or create_user())
    return client


def a_draft(slug: str = "devon") -> Request:
    return file(
        by=create_user(),
        authority=create_authority(slug=slug),
        version=load_letter(),
        wish=Wish(name="Pat Marsh", opening="Private words of Pat Marsh."),
        now=at(TODAY),
    )


def test_without_letters_it_says_how_to_begin() -> None:
    page = client_of().get("/me/").content.decode()
    assert "You have written no letter yet" in page and 'href="/letters/"' in page


def test_a_visitor_signs_in_first() -> None:
    for path in ("/me/", "/me/name/", "/me/close/"):
        assert Client().get(path).headers["Location"] == f"/accounts/login/?next={path}"


def test_letters_stand_under_whose_turn_it_is() -> None:
    draft, waiting = a_draft(), create_request(version=create_letter(slug="one"))
    answered = create_request(version=create_letter(slug="two"), sent_on=date(2026, 11, 2))
    create_reply(request=answered, on=date(2026, 11, 20))
    late = create_request(version=create_letter(slug="three"), sent_on=date(2026, 10, 1))
    groups = client_of().get("/me/").context["groups"]
    assert {name: [r.ref for r in rows] for name, rows in groups.items()} == {
        "to_do": [late.ref],
        "drafts": [draft.ref],
        "waiting": [waiting.ref],
        "answered": [answered.ref],
        "ended": [],
    }


def test_nobody_elses_letters_stand_there() -> None:
    create_request(owner=create_user(email="other@example.org"))
    page = client_of().get("/me/").content.decode()
    assert "You have written no letter yet" in page


def test_the_page_costs_the_same_for_many_letters(django_assert_num_queries: Any) -> None:
    client = client_of()
    for n in range(6):
        create_request(version=create_letter(slug=f"letter-{n}"))
    # Session, account, letters, followed, what she declared with its ties, what she edits.
    with django_assert_num_queries(7):
        client.get("/me/")


def test_a_followed_letter_leaves_the_page_when_its_owner_makes_it_private() -> None:
    other = create_request(owner=create_user(email="other@example.org"))
    follow(request=other, by=create_user(), on=TODAY)
    assert other.ref in client_of().get("/me/").content.decode()
    other.set_visibility(Visibility.PRIVATE)
    assert other.ref not in client_of().get("/me/").content.decode()


def test_the_name_is_changed_for_the_next_letter_only() -> None:
    client, sent = client_of(), create_request()
    assert client.post("/me/name/", {"name": " P  Marsh "}).headers["Location"] == "/me/"
    assert create_user().legal_name == "P Marsh"
    assert sent.letter_message.text == "Dear council"


def test_a_name_that_is_none_gets_a_sentence_and_stays() -> None:
    page = client_of().post("/me/name/", {"name": "my son Jamie"}).content.decode()
    assert "leave your child out" in page and "my son Jamie" in page
    assert create_user().legal_name == "Pat Marsh"


def test_asking_to_be_a_campaigner_is_noted_once(on_today: Any) -> None:
    client = client_of()
    client.post("/me/campaigner/")
    first = create_user().campaigner_wanted_at
    on_today.move_to(at(date(2026, 11, 24)))
    client.post("/me/campaigner/")
    assert create_user().campaigner_wanted_at == first == at(TODAY)
    assert "A moderator looks at it" in client.get("/me/").content.decode()
    assert client.get("/me/campaigner/").status_code == 405
    assert create_user().role == "member"


def test_closing_asks_for_a_tick_first() -> None:
    page = client_of().post("/me/close/").content.decode()
    assert "Nothing has been changed" in page and create_user().is_active


def test_closing_empties_the_account_and_keeps_the_dates() -> None:
    draft = a_draft()
    sent = create_request(version=create_letter(slug="one"), opening="Words of Pat Marsh.")
    letter = sent.letter_message
    letter.rewrite(subject="From PAT MARSH", text="Dear team,\nPat Marsh, parent@example.org")
    client, user = client_of(), create_user()
    assert client.post("/me/close/", {"sure": "on"}).headers["Location"] == "/"
    user.refresh_from_db()
    assert not user.is_active and user.legal_name == "" and "parent" not in user.email
    assert not Request.objects.filter(pk=draft.pk).exists()
    sent.refresh_from_db()
    assert sent.sent_on == SENT_ON and sent.due_on == date(2026, 12, 21)
    assert sent.visibility == Visibility.COUNTED and sent.opening == ""
    letter.refresh_from_db()
    assert letter.subject == "From [name removed]"
    assert letter.text == "Dear team,\n[name removed], [address removed]"
    assert sent.reminders_stopped_on == TODAY
    assert Event.objects.filter(request=sent, kind=Kind.SENT).exists()
    assert Event.objects.get(request=sent, kind=Kind.VISIBILITY_CHANGED).note == "counted"
    assert client.get("/me/").status_code == 302
    assert not Watch.objects.filter(user=user).exists()


def test_closing_waits_while_a_letter_is_being_sent() -> None:
    draft = a_draft()
    draft.letter_message.queue(message_id="<a@b>", to="foi@x.example", on=TODAY)
    rows = type(draft.letter_message).objects.filter(request=draft)
    assert rows.claim(now=at(TODAY))
    page = client_of().post("/me/close/", {"sure": "on"}).content.decode()
    assert "being sent just now" in page and create_user().is_active


def test_a_letter_still_waiting_in_the_outbox_is_not_sent_after_closing() -> None:
    draft = a_draft()
    draft.letter_message.queue(message_id="<a@b>", to="foi@x.example", on=TODAY)
    client_of().post("/me/close/", {"sure": "on"})
    assert not Request.objects.exists()


def test_a_letter_begun_before_signing_in_elsewhere_is_offered_and_only_to_her() -> None:
    load_letter()
    create_authority()
    client = Client()
    client.post(
        "/letters/send-staff-targets/ask/?authority=kent",
        {"name": "Pat Marsh", "opening": "Hello.", "alias": "Requester 4821"},
    )
    client.force_login(create_user())
    page = client.get("/me/").content.decode()
    assert "Begun and not finished" in page and "/letters/send-staff-targets/ask/" in page
    assert "You have written no letter yet" not in page
    assert "Begun and not" not in client_of(create_user()).get("/me/").content.decode()

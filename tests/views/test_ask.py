"""Asking: writing, being stopped, checking, filing. The clock is fixed, nothing is mocked."""

from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from authorities.models import Authority
from foi.actions.accounts import purge
from foi.actions.library import load_letters
from foi.models import Letter, Message, Request, User, Watch
from foi.rules.library import letter_files
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_letter,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
SLUG = "send-staff-targets"
LETTER = tuple(path for path in letter_files() if path.stem == SLUG)
ASK = f"/letters/{SLUG}/ask/?authority=kent"
CHECK = f"/letters/{SLUG}/ask/check/?authority=kent"
FILE = f"/letters/{SLUG}/ask/file/?authority=kent"
STOPPED = "Our son Jamie Marsh, born 3 May 2015, waits for a plan. Please send his file."


@pytest.fixture(autouse=True)
def _set_up() -> Any:
    with time_machine.travel(at(TODAY), tick=False):
        load_holidays()
        load_letters(paths=LETTER, on=TODAY)
        create_authority()
        yield


def typed(**more: Any) -> dict[str, Any]:
    return {
        "name": "Pat Marsh",
        "opening": "Dear team, thank you.",
        "alias": "Requester 4821",
    } | more


def signed_in(email: str = "parent@example.org") -> Client:
    client = Client()
    client.force_login(create_user(email=email))
    return client


def test_a_letter_written_by_a_visitor_is_shown_whole_before_she_signs_in() -> None:
    client = Client()
    assert client.post(ASK, typed()).headers["Location"] == CHECK
    page = client.get(CHECK).content.decode()
    assert "To: Kent Council" in page and "Dear team, thank you." in page
    assert "Pat Marsh" in page and "Nothing has been sent yet" in page
    assert not Request.objects.exists()


def test_what_was_typed_is_there_again_when_she_goes_back() -> None:
    client = Client()
    client.post(ASK, typed(leave_out=["pay_linked"], visibility="public", alias="A Kent reader"))
    page = client.get(ASK).content.decode()
    assert "Dear team, thank you." in page and 'value="A Kent reader"' in page
    assert 'value="pay_linked" checked' in page


def test_no_visibility_is_preselected_and_none_means_private() -> None:
    client = signed_in()
    page = client.get(ASK).content.decode()
    radios = page.split('name="visibility"')[1:]
    assert len(radios) == 3 and not any("checked" in radio[:80] for radio in radios)
    client.post(ASK, typed())
    client.post(FILE)
    assert Request.objects.get().visibility == Visibility.PRIVATE


def test_filing_makes_one_draft_however_often_it_is_pressed() -> None:
    client = signed_in()
    client.post(ASK, typed(leave_out=["pay_linked"], visibility="public"))
    first, second = client.post(FILE), client.post(FILE)
    draft = Request.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"/requests/{draft.ref}/send/"
    assert draft.alias == "Requester 4821" and draft.visibility == Visibility.PUBLIC
    keys = set(draft.asked.values_list("question__key", flat=True))
    assert "pay_linked" not in keys and len(keys) == 11
    assert "Please reply to parent@example.org" in draft.letter_message.text


def test_a_draft_is_taken_up_again_and_filled_anew() -> None:
    client = signed_in()
    client.post(ASK, typed(leave_out=["pay_linked"]))
    client.post(FILE)
    page = client.get(ASK).content.decode()
    assert "Dear team, thank you." in page and 'value="pay_linked" checked' in page
    client.post(ASK, typed(opening="Other words."))
    client.post(FILE)
    draft = Request.objects.get()
    assert "Other words." in draft.letter_message.text
    assert draft.asked.count() == 12


def test_without_covering_words_the_letter_has_none_even_when_dated_anew() -> None:
    client = signed_in()
    client.post(ASK, typed(opening=""))
    client.post(FILE)
    draft = Request.objects.get()
    own = Letter.objects.get(slug=SLUG).current_version.file.opening.split(".")[0]
    assert own not in draft.letter_message.text
    with time_machine.travel(at(date(2026, 11, 23)), tick=False):
        client.get(f"/requests/{draft.ref}/send/")
    assert "23 November 2026" in draft.letter_message.text
    assert own not in draft.letter_message.text


@pytest.mark.parametrize("field", ["opening", "alias"])
def test_the_guard_stops_kindly_and_nothing_of_it_is_kept_but_in_the_session(field: str) -> None:
    client = signed_in()
    words = STOPPED[:60] if field == "alias" else STOPPED
    response = client.post(ASK, typed(**{field: words}), follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert "subject access request" in page and "/help/subject-access/" in page
    assert "Jamie Marsh" in page  # what she typed is still there
    assert not Request.objects.exists() and not Message.objects.exists()
    assert "Jamie" in client.get(ASK).content.decode()
    assert client.get(CHECK).headers["Location"] == ASK
    assert client.post(FILE).headers["Location"] == ASK
    assert not Request.objects.exists()


def test_what_the_guard_stopped_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    Client().post(ASK, typed(opening=STOPPED))
    assert "Jamie" not in caplog.text


@pytest.mark.parametrize("name", ["my son Jamie", "Jamie", "", "Pat Marsh 07700 900123"])
def test_a_name_that_is_none_gets_a_sentence_and_keeps_what_was_typed(name: str) -> None:
    response = Client().post(ASK, typed(name=name), follow=True)
    assert response.status_code == 200 and response.context["form"].errors["name"]
    assert "Dear team, thank you." in response.content.decode()


def test_an_organisation_asks_in_its_own_name() -> None:
    response = Client().post(ASK, typed(name="Contact", is_organisation="on"))
    assert response.headers["Location"] == CHECK


def test_a_public_name_must_not_tell_who_she_is() -> None:
    response = Client().post(ASK, typed(alias="P Marsh of Kent", visibility="public"), follow=True)
    assert "would tell who you are" in response.content.decode()


def test_every_question_left_out_gets_a_sentence() -> None:
    keys = [q.key for q in Letter.objects.get(slug=SLUG).current_version.questions.all()]
    response = Client().post(ASK, typed(leave_out=keys), follow=True)
    assert "Keep at least one question" in response.content.decode()


def test_speaking_of_oneself_as_a_parent_passes_with_a_hint() -> None:
    client = Client()
    words = "As a parent of a child with SEND I would like to know how many plans there are."
    assert client.post(ASK, typed(opening=words)).headers["Location"] == CHECK
    assert "You speak of yourself" in client.get(CHECK).content.decode()


def test_the_typed_letter_outlives_no_day() -> None:
    client = Client()
    client.post(ASK, typed(opening=STOPPED))
    with time_machine.travel(at(date(2026, 11, 21), hour=13), tick=False):
        assert "Jamie" not in client.get(ASK).content.decode()
        assert client.get(CHECK).headers["Location"] == ASK


def test_a_long_session_does_not_keep_the_typed_letter_longer() -> None:
    client = signed_in()
    client.post(ASK, typed(opening=STOPPED))
    rows = Session.objects.filter(expire_date__lte=at(date(2026, 11, 21), hour=12))
    assert any("Jamie" in str(row.get_decoded()) for row in rows)
    others = Session.objects.exclude(pk__in=rows)
    assert others and not any("Jamie" in str(row.get_decoded()) for row in others)


def test_the_sweep_deletes_what_was_typed_a_day_ago_and_nothing_younger() -> None:
    client = signed_in()
    client.post(ASK, typed(opening=STOPPED))
    kept = Session.objects.count()
    purge(now=at(TODAY))
    assert Session.objects.count() == kept
    with time_machine.travel(at(date(2026, 11, 21), hour=13), tick=False):
        purge(now=at(date(2026, 11, 21), hour=13))
        purge(now=at(date(2026, 11, 21), hour=13))
    left = [row.get_decoded() for row in Session.objects.all()]
    assert len(left) == kept - 1 and "Jamie" not in str(left)


def test_the_next_person_on_this_browser_does_not_get_it() -> None:
    client = signed_in()
    client.post(ASK, typed(opening="Words of the first."))
    client.force_login(create_user(email="second@example.org"))
    assert "Words of the first." not in client.get(ASK).content.decode()
    client.logout()
    assert "Words of the first." not in client.get(ASK).content.decode()


def test_without_a_council_the_finder_comes_first() -> None:
    assert Client().get(f"/letters/{SLUG}/ask/").headers["Location"] == f"/authorities/?for={SLUG}"
    unknown = Client().get(f"/letters/{SLUG}/ask/?authority=atlantis")
    assert unknown.headers["Location"] == f"/authorities/?for={SLUG}"


def test_an_unknown_letter_is_not_found() -> None:
    assert Client().get("/letters/nothing/ask/?authority=kent").status_code == 404


def test_an_abolished_council_is_named_with_those_who_took_over() -> None:
    old = create_authority(slug="cumbria", valid_to=date(2023, 3, 31))
    old.successors.add(create_authority(slug="cumberland"))
    page = Client().get(f"/letters/{SLUG}/ask/?authority=cumbria").content.decode()
    assert "31 March 2023" in page and "authority=cumberland" in page
    assert "<textarea" not in page


def test_a_council_outside_england_is_not_asked_here() -> None:
    create_authority(slug="fife", nation=Authority.Nation.SCOTLAND)
    page = Client().get(f"/letters/{SLUG}/ask/?authority=fife").content.decode()
    assert "councils in England" in page and "<textarea" not in page


def test_a_withdrawn_letter_is_sent_no_more() -> None:
    letter = Letter.objects.get(slug=SLUG)
    letter.describe(title=letter.title, topic=letter.topic, withdrawn_on=date(2026, 11, 1))
    assert "sent no more" in Client().get(ASK).content.decode()
    assert signed_in().post(FILE).headers["Location"] == ASK


def test_a_letter_past_its_review_says_so() -> None:
    with time_machine.travel(at(date(2028, 1, 5)), tick=False):
        assert "due to be looked at again" in Client().get(ASK).content.decode()


def test_the_box_about_ones_own_child_comes_before_the_first_letter_only() -> None:
    words = "Is this about a decision on your own child?"
    client = signed_in()
    assert words in Client().get(ASK).content.decode()
    assert words in client.get(ASK).content.decode()
    create_request(owner=create_user(), authority=create_authority(slug="devon"), version=version())
    assert words not in client.get(ASK).content.decode()


def version() -> Any:
    return Letter.objects.get(slug=SLUG).current_version


def asked_by_another(visibility: Visibility, **more: Any) -> Request:
    other = create_user(email="other@example.org")
    return create_request(
        owner=other, visibility=visibility, version=version(), sent_on=date(2026, 10, 12), **more
    )


def test_a_public_letter_asked_there_lately_is_shown_and_can_be_followed() -> None:
    other = asked_by_another(Visibility.PUBLIC, alias="Requester 1111")
    client = signed_in()
    client.post(ASK, typed())
    page = client.get(CHECK).content.decode()
    assert other.ref in page and "Requester 1111" in page and "12 October 2026" in page
    assert client.post(f"/requests/{other.ref}/follow/").headers["Location"] == "/me/"
    client.post(f"/requests/{other.ref}/follow/")
    assert Watch.objects.filter(request=other).count() == 1
    assert other.ref in client.get("/me/").content.decode()
    client.post(f"/requests/{other.ref}/follow/", {"stop": "1"})
    assert not Watch.objects.exists()


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.COUNTED])
def test_a_letter_without_a_page_is_never_hinted_at(visibility: Visibility) -> None:
    client = Client()
    client.post(ASK, typed())
    before = client.get(CHECK).content
    other = asked_by_another(visibility)
    assert client.get(CHECK).content == before
    assert signed_in().post(f"/requests/{other.ref}/follow/").status_code == 404
    assert not Watch.objects.exists()


def test_the_page_costs_the_same_whether_a_hidden_letter_is_there_or_not() -> None:
    client = Client()
    client.post(ASK, typed())
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get(CHECK)
    asked_by_another(Visibility.PRIVATE)
    with CaptureQueriesContext(connection) as after:
        client.get(CHECK)
    assert len(before) == len(after)


def test_one_asked_longer_ago_than_sixty_working_days_is_not_shown() -> None:
    other = create_request(
        owner=create_user(email="other@example.org"), version=version(), sent_on=date(2026, 8, 20)
    )
    client = Client()
    client.post(ASK, typed())
    assert other.ref not in client.get(CHECK).content.decode()


def test_everybody_is_told_that_a_council_may_add_requests_together() -> None:
    client = Client()
    client.post(ASK, typed())
    assert "may add together similar requests" in client.get(CHECK).content.decode()


def test_a_second_letter_of_ones_own_there_gets_the_date_from_which_it_is_safe() -> None:
    create_request(version=create_letter(slug="other"), sent_on=date(2026, 11, 2))
    client = signed_in()
    client.post(ASK, typed())
    page = client.get(CHECK).content.decode()
    assert "You wrote to this council not long ago" in page
    assert "Monday 1 February 2027" in page


def test_a_draft_is_for_nobody_but_its_owner() -> None:
    client = signed_in()
    client.post(ASK, typed())
    client.post(FILE)
    ref = Request.objects.get().ref
    for path in ("send/", "send/confirm/", "letter/", "letter.txt"):
        assert signed_in("other@example.org").get(f"/requests/{ref}/{path}").status_code == 404
        assert Client().get(f"/requests/{ref}/{path}").headers["Location"].startswith("/accounts/")


def test_filing_needs_an_account_and_a_post() -> None:
    client = Client()
    client.post(ASK, typed())
    there = unquote(client.post(FILE).headers["Location"])
    assert there == f"/accounts/login/?next={CHECK}"
    assert signed_in().get(FILE).status_code == 405
    assert User.objects.count() == 1


def test_too_many_posts_in_an_hour_are_stopped_and_nothing_is_lost(settings: Any) -> None:
    settings.FORMS_PER_HOUR = 2
    client = Client()
    assert [client.post(ASK, typed()).status_code for _ in range(3)] == [302, 302, 429]
    assert "Dear team, thank you." in client.get(ASK).content.decode()

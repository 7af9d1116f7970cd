"""The owner's verbs below her request: each works, keeps what was typed, and is hers alone."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from foi.models import Request
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_campaigner,
    create_finding,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]

TODAY = date(2026, 12, 10)
LATE = date(2026, 12, 22)
VERBS = {
    "say/stop/": "post",
    "say/nothing_came/": "post",
    "say/something_came/": "post",
    "resume/": "post",
    "council-ref/": "post",
    "correct/": "get",
    "hold/": "get",
    "withdraw/": "get",
    "visibility/": "get",
}


def _owner(request: Request) -> Client:
    client = Client()
    client.force_login(request.requester)
    return client


def _url(request: Request, verb: str) -> str:
    return f"/requests/{request.ref}/{verb}"


def _day(name: str, day: date) -> dict[str, str]:
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


# ------------------------------------------------------------------ who may
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.PRIVATE])
def test_nobody_else_reaches_a_verb_not_even_staff(verb: str, visibility: Visibility) -> None:
    request = create_request(visibility=visibility)
    for user in (create_user(email="x@example.org"), create_campaigner(), create_moderator()):
        client = Client()
        client.force_login(user)
        for method in ("get", "post"):
            status = getattr(client, method)(_url(request, verb)).status_code
            assert status in ({404} if method == VERBS[verb] or method == "post" else {404, 405})
    assert request.events.count() == 1


@pytest.mark.parametrize("verb", VERBS)
def test_a_visitor_is_sent_to_sign_in_whether_it_exists_or_not(client: Client, verb: str) -> None:
    for ref in (create_request().ref, "TD-AAAAAA"):
        answer = client.post(f"/requests/{ref}/{verb}")
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/accounts/login/?next=/requests/{ref}/{verb}"


@pytest.mark.parametrize("verb", [verb for verb, method in VERBS.items() if method == "post"])
def test_a_verb_is_never_done_by_opening_a_link(verb: str) -> None:
    request = create_request()
    assert _owner(request).get(_url(request, verb)).status_code == 405


def test_an_unknown_word_is_not_there() -> None:
    request = create_request()
    assert _owner(request).post(_url(request, "say/thanks/")).status_code == 404


# ---------------------------------------------------------------- reminders
def test_i_cannot_go_on_ends_the_mails_and_is_undone() -> None:
    request = create_request()
    owner = _owner(request)
    page = owner.post(_url(request, "say/stop/"), follow=True).content.decode()
    assert "We send no more mails" in page and "Start them again" in page
    page = owner.post(_url(request, "resume/"), follow=True).content.decode()
    assert "I cannot go on" in page
    request.refresh_from_db()
    assert request.reminders_stopped_on is None


def test_nothing_has_come_is_offered_only_after_the_day_and_brings_the_reminder_letter() -> None:
    request = create_request(council_ref="FOI/77")
    owner = _owner(request)
    assert "Nothing has come" not in owner.get(f"/requests/{request.ref}/").content.decode()
    early = owner.post(_url(request, "say/nothing_came/"), follow=True).content.decode()
    assert "still has time" in early
    with time_machine.travel(at(LATE)):
        page = owner.get(f"/requests/{request.ref}/").content.decode()
        assert "The time is over. Has anything come?" in page
        page = owner.post(_url(request, "say/nothing_came/"), follow=True).content.decode()
    assert "Send the council a short reminder" in page
    assert "your reference FOI/77. By my count the time to answer it ended on 21 December" in page


def test_the_chaser_opens_in_a_mail_program_where_the_address_is_known() -> None:
    request = create_request()
    request.letter_message.set_went(
        channel="email", on=request.sent_on, to="foi@example.gov.uk", by_requester=True
    )
    with time_machine.travel(at(LATE)):
        page = _owner(request).get(f"/requests/{request.ref}/").content.decode()
    assert (
        "mailto:foi@example.gov.uk?subject=Re%3A%20A%20letter&amp;body=Dear%20information" in page
    )


# ------------------------------------------------------------------ correct
def test_a_date_is_put_right_from_the_page() -> None:
    request = create_request()
    typed = {"event": 1, "why": "A slip."} | _day("on", date(2026, 11, 19))
    page = _owner(request).post(_url(request, "correct/"), typed, follow=True).content.decode()
    assert "Due Friday 18 December 2026" in page
    assert "it was on 19 November 2026: A slip." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"why": "Slip"} | _day("on", date(2027, 1, 1)), "That day is still to come."),
        ({"why": "Slip"} | _day("on", date(2017, 1, 2)), "from 1 January 2018"),
        ({"why": ""} | _day("on", date(2026, 11, 19)), "Say in a few words what was wrong."),
        ({"why": "Slip", "never": "on"}, "cannot be taken back"),
        ({"why": "Slip"}, "Give the true day, or say that it never happened."),
        ({"why": "Slip", "on_day": "31", "on_month": "2", "on_year": "2026"}, "no 31 February"),
    ],
)
def test_a_wrong_correction_says_why_and_keeps_what_was_typed(
    typed: dict[str, str], sentence: str
) -> None:
    request = create_request()
    event = 1  # its place among all entries, never a key
    answer = _owner(request).post(_url(request, "correct/"), typed | {"event": event})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page and "Error: " in page
    for name in ("on_day", "on_year", "why"):
        if typed.get(name):
            assert f'name="{name}" value="{typed[name]}"' in page
    assert "checked" in page
    assert request.events.count() == 1


def test_nonsense_for_an_entry_is_a_sentence() -> None:
    request = create_request()
    typed = {"event": "0 or 1", "why": "x"} | _day("on", date(2026, 11, 19))
    page = _owner(request).post(_url(request, "correct/"), typed).content.decode()
    assert "has been put right already" in page


# --------------------------------------------------------------------- hold
def test_answering_the_councils_question_starts_the_clock_again() -> None:
    request = create_request()
    asked = date(2026, 12, 1)
    request.record(
        Kind.CLARIFICATION_REQUESTED, on=asked, by=None, holidays=load_holidays(), now=at(asked)
    )
    owner = _owner(request)
    assert "The council waits for you." in owner.get(f"/requests/{request.ref}/").content.decode()
    wrong = owner.post(_url(request, "hold/"), _day("on", date(2026, 11, 30))).content.decode()
    assert "Give a day from 1 December 2026 to today." in wrong and 'value="30"' in wrong
    page = owner.post(
        _url(request, "hold/"), _day("on", date(2026, 12, 3)), follow=True
    ).content.decode()
    assert "Due Wednesday 6 January 2027" in page
    assert "The count began anew on Thursday 3 December 2026" in page


def test_a_fee_is_paid_and_the_last_day_to_pay_is_said() -> None:
    request = create_request()
    asked = date(2026, 12, 1)
    request.record(Kind.FEES_NOTICE, on=asked, by=None, holidays=load_holidays(), now=at(asked))
    owner = _owner(request)
    page = owner.get(f"/requests/{request.ref}/").content.decode()
    assert "The last day to pay is Sunday 28 February 2027." in page and "I have paid" in page
    owner.post(_url(request, "hold/"), _day("on", date(2026, 12, 4)))
    request.refresh_from_db()
    assert (request.state, request.due_on) == ("sent", date(2026, 12, 29))


def test_where_nothing_is_on_hold_the_page_says_so() -> None:
    request = create_request()
    page = _owner(request).get(_url(request, "hold/"), follow=True).content.decode()
    assert "not waiting for anything from you" in page


# ----------------------------------------------------------------- withdraw
def test_withdrawing_is_confirmed_first_and_twice_is_once() -> None:
    request = create_request()
    owner = _owner(request)
    page = owner.get(_url(request, "withdraw/")).content.decode()
    assert "This page does not tell the council." in page
    assert request.events.count() == 1
    owner.post(_url(request, "withdraw/"))
    owner.post(_url(request, "withdraw/"))
    request.refresh_from_db()
    assert request.state == "withdrawn"
    assert request.events.filter(kind="withdrawn").count() == 1


# --------------------------------------------------------------- visibility
def test_lowering_takes_page_and_list_away_at_once(client: Client) -> None:
    request = create_request()
    assert client.get(f"/requests/{request.ref}/").status_code == 200
    _owner(request).post(_url(request, "visibility/"), {"visibility": "private", "alias": ""})
    assert client.get(f"/requests/{request.ref}/").status_code == 404
    assert request.ref not in client.get("/requests/").content.decode()


def test_published_answers_stay_as_counted_and_the_page_says_so() -> None:
    request = create_request()
    create_reply(request=request, on=TODAY)
    create_finding(request=request)
    page = (
        _owner(request)
        .post(_url(request, "visibility/"), {"visibility": "private", "alias": "A"}, follow=True)
        .content.decode()
    )
    request.refresh_from_db()
    assert request.visibility == "counted"
    assert "stay in the table, without your page" in page


@pytest.mark.parametrize(
    ("alias", "sentence"),
    [
        ("", "Write the name that your letter’s page shall show."),
        ("Pat Marsh", "part of your own name"),
        ("the MARSH family", "part of your own name"),
        ("me@example.org", "e-mail"),
    ],
)
def test_a_public_page_never_starts_under_a_name_that_says_too_much(
    alias: str, sentence: str
) -> None:
    request = create_request(visibility=Visibility.PRIVATE, alias="Requester 1234")
    typed = {"visibility": "public", "alias": alias}
    page = _owner(request).post(_url(request, "visibility/"), typed).content.decode()
    assert sentence in page
    request.refresh_from_db()
    assert (request.visibility, request.alias) == ("private", "Requester 1234")


def test_raising_to_public_shows_the_chosen_name(client: Client) -> None:
    request = create_request(visibility=Visibility.PRIVATE)
    typed = {"visibility": "public", "alias": "A parent by the sea"}
    _owner(request).post(_url(request, "visibility/"), typed)
    assert "A parent by the sea" in client.get(f"/requests/{request.ref}/").content.decode()


def test_each_choice_says_first_what_it_does() -> None:
    request = create_request()
    page = _owner(request).get(_url(request, "visibility/")).content.decode()
    assert "Nobody but you and the site’s staff knows of it." in page
    assert "There is no page for your letter, and no name." in page


# -------------------------------------------------------- council's reference
def test_the_councils_reference_is_kept_and_stays_private(client: Client) -> None:
    request = create_request()
    owner = _owner(request)
    owner.post(_url(request, "council-ref/"), {"council_ref": " FOI  12/345 "})
    request.refresh_from_db()
    assert request.council_ref == "FOI 12/345"
    assert "FOI 12/345" in owner.get(f"/requests/{request.ref}/").content.decode()
    assert "FOI 12/345" not in client.get(f"/requests/{request.ref}/").content.decode()
    page = owner.post(
        _url(request, "council-ref/"), {"council_ref": "9" * 61}, follow=True
    ).content.decode()
    assert "at most 60 letters" in page

"""A request's page: what the public sees, what its owner sees, and what nobody else learns."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from foi.models import Message, Request
from foi.rules.answers import read, to_json
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_campaigner,
    create_finding,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_source,
    create_user,
    load_holidays,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]

TODAY = date(2026, 12, 1)
DUE = date(2026, 12, 21)
LATE = date(2026, 12, 22)


def _page(request: Request, client: Client, *, status: int = 200) -> str:
    answer = client.get(f"/requests/{request.ref}/")
    assert answer.status_code == status
    return answer.content.decode()


def _signed_in(request: Request) -> Client:
    client = Client()
    client.force_login(request.requester)
    return client


def test_the_public_sees_the_alias_and_never_the_name(client: Client) -> None:
    request = create_request(alias="Requester 4821", opening="My covering words")
    page = _page(request, client)
    assert "Requester 4821" in page
    for private in ("Pat Marsh", "parent@example.org", "My covering words", "Dear council"):
        assert private not in page


def test_the_page_says_the_day_and_why(client: Client) -> None:
    page = _page(create_request(), client)
    assert "Due Monday 21 December 2026" in page
    assert (
        "The twentieth working day after Friday 20 November 2026 is Monday 21 December 2026."
    ) in page
    assert "Monday 30 November 2026 skipped: bank holiday in Scotland" in page
    assert "date given by the requester" in page


def test_a_day_that_rests_on_unpublished_holidays_is_likely(client: Client) -> None:
    with time_machine.travel(at(date(2029, 11, 21))):
        page = _page(create_request(sent_on=date(2029, 11, 20)), client)
    assert "Likely due Wednesday 19 December 2029" in page
    assert "(holidays not yet published)" in page


def test_a_letter_received_on_a_saturday_has_both_readings(client: Client) -> None:
    page = _page(create_request(sent_on=date(2026, 11, 21)), client)
    assert "Tuesday 22 December 2026" in page
    assert "We call nothing late" in page


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.COUNTED])
def test_any_other_request_answers_like_one_that_does_not_exist(
    client: Client, visibility: Visibility
) -> None:
    hidden = create_request(visibility=visibility)
    nothing = client.get("/requests/TD-AAAAAA/").content.decode()
    assert _page(hidden, client, status=404).replace(hidden.ref, "TD-AAAAAA") == nothing
    assert "or it is private" in nothing
    other = Client()
    other.force_login(create_user(email="other@example.org"))
    nothing = other.get("/requests/TD-AAAAAA/").content.decode()
    assert _page(hidden, other, status=404).replace(hidden.ref, "TD-AAAAAA") == nothing


def test_a_visitor_whose_letter_it_may_be_is_led_to_signing_in(client: Client) -> None:
    request = create_request(visibility=Visibility.PRIVATE)
    page = _page(request, client, status=404)
    assert f"/accounts/login/?next=/requests/{request.ref}/" in page


def test_a_draft_is_nobody_elses_and_leads_its_owner_to_sending(client: Client) -> None:
    draft = create_request(sent_on=None)
    _page(draft, client, status=404)
    answer = _signed_in(draft).get(f"/requests/{draft.ref}/")
    assert answer.headers["Location"] == reverse("send", args=[draft.ref])


def test_the_periods_of_the_questions_are_those_of_the_day_of_sending(client: Client) -> None:
    request = create_request()
    question = request.asked.get(number=1).question
    words = "Staff in {last_financial_year}?"
    type(question).objects.filter(pk=question.pk).update(wording=words)
    assert "Staff in the financial year 1 April 2025 to 31 March 2026?" in _page(request, client)


def test_a_question_left_out_is_not_shown(client: Client) -> None:
    request = create_request(leave_out=("plans",))
    page = _page(request, client)
    assert "What about plans?" not in page
    assert "3. Targets document" in page


def test_published_findings_stand_with_quote_and_mark_and_small_numbers_are_masked(
    client: Client,
) -> None:
    request = create_request()
    create_reply(request=request, on=TODAY)
    create_finding(
        request=request,
        key="plans",
        value={"value": 3, "unit": "", "qualifier": None, "written": "3"},
        written="3",
        quote="There are 3 plans.",
    )
    create_finding(request=request, key="pay_linked", outcome="not_held", published=False)
    page = _page(request, client)
    assert "&lt;5" in page and "There are 3 plans" not in page
    assert "entered by one person, not checked" in page
    assert "small numbers masked by us" in page
    assert "does not hold this" not in page
    assert "does not hold this" in _page(request, _signed_in(request))


def test_a_sum_that_rests_on_few_people_is_not_shown(client: Client) -> None:
    letter = create_letter(
        slug="remedies", questions=(("remedies", "count"), ("remedy_paid", "money"))
    )
    request = create_request(version=letter)
    create_reply(request=request, on=TODAY)
    few = {"value": 2, "unit": "", "qualifier": None, "written": "2"}
    create_finding(request=request, key="remedies", value=few, quote="2 families")
    paid = to_json(read("money", "£7,350"))
    create_finding(request=request, key="remedy_paid", value=paid, quote="We paid £7,350.")
    page = _page(request, client)
    assert "7,350" not in page and "not shown, to protect small numbers" in page


@pytest.mark.parametrize("published", [True, False])
def test_a_sum_rests_on_what_a_published_source_says_too(client: Client, published: bool) -> None:
    letter = create_letter(
        slug="remedies", questions=(("remedies", "count"), ("remedy_paid", "money"))
    )
    request = create_request(version=letter, leave_out=("remedies",))
    paid, two = to_json(read("money", "£7,350")), to_json(read("count", "2"))
    said = "We paid £7,350 to 2 families."
    create_finding(request=request, key="remedy_paid", value=paid, quote=said)
    create_source(version=letter, key="remedies", value=two, published=published)
    page = _page(request, client)
    assert ("7,350" not in page) is published
    assert ("not shown, to protect small numbers" in page) is published


@pytest.mark.parametrize("few", ["2", "20"])
def test_a_sum_waits_for_the_number_that_it_rests_on(client: Client, few: str) -> None:
    letter = create_letter(
        slug="remedies", questions=(("remedies", "count"), ("remedy_paid", "money"))
    )
    request = create_request(version=letter)
    create_finding(request=request, key="remedy_paid", value=to_json(read("money", "£7,350")))
    number = to_json(read("count", few))
    base = create_finding(request=request, key="remedies", value=number, published=False)
    page = _page(request, client)
    assert "7,350" not in page and "not shown, to protect small numbers" in page
    base.publish(by=request.requester, now=at(TODAY))
    assert ("7,350" in _page(request, client)) is (few == "20")


def test_a_passage_says_no_small_number_that_another_request_answers(client: Client) -> None:
    first, other = create_request(), create_request(owner=create_user(email="p@example.org"))
    create_finding(request=first, key="plans", value=to_json(read("count", "3")), quote="3 plans.")
    said = "Yes, in 3 borogoves."
    create_finding(request=other, value=to_json(read("yes_no", "yes")), quote=said)
    assert "Yes, in [fewer than 5] borogoves." in _page(other, client)


def test_something_came_says_so_to_everybody_without_a_day(client: Client) -> None:
    request = create_request()
    with time_machine.travel(at(LATE)):
        _signed_in(request).post(f"/requests/{request.ref}/say/something_came/")
        assert "Replied, being read" in _page(request, client)


def test_a_refusal_names_its_ground_and_leads_to_what_it_means(client: Client) -> None:
    request = create_request()
    create_reply(request=request, on=TODAY)
    create_finding(request=request, outcome="refused", grounds=("foia-s12-1",))
    page = _page(request, client)
    assert "Refused: section 12" in page and "/refusals/foia-s12-1/" in page


def test_each_of_several_grounds_has_a_link_of_its_own_name(client: Client) -> None:
    request = create_request()
    create_reply(request=request, on=TODAY)
    create_finding(request=request, outcome="refused", grounds=("foia-s12-1", "foia-s40-2-3a"))
    page = _page(request, client)
    assert 'href="/refusals/foia-s12-1/">What section 12 (cost) means</a>' in page
    assert 'href="/refusals/foia-s40-2-3a/">What section 40(2) (personal data) means</a>' in page


def test_what_a_person_typed_beside_an_answer_is_no_words_for_readers(client: Client) -> None:
    request = create_request()
    finding = create_finding(
        request=request,
        outcome="refused",
        grounds=("foia-s12-1",),
        other_period="the 3 who left in 2024",
    )
    finding.reading.__class__.objects.filter(pk=finding.reading_id).update(
        grounds=[{"slug": "foia-s12-1", "cited": "their shameful section 12"}]
    )
    page = _page(request, client)
    assert "for another period" in page and "who left" not in page
    assert "section 12" in page and "shameful" not in page


def test_texts_show_only_what_was_released_and_notes_of_calls_never(client: Client) -> None:
    request = create_request()
    reply = create_reply(request=request, on=TODAY, text="Dear Pat Marsh, yes.")
    Message.objects.create(request=request, direction="in", kind="note", text="She called")
    assert "yes." not in _page(request, client)
    reply.release("Dear [name], yes.", by=request.requester)
    page = _page(request, client)
    assert "Dear [name], yes." in page
    assert "Pat Marsh" not in page and "She called" not in page
    assert "She called" in _page(request, _signed_in(request))


def test_notes_typed_by_a_person_are_never_public_and_the_sites_own_are(client: Client) -> None:
    request, table = create_request(), load_holidays()
    request.record(
        Kind.ACKNOWLEDGED, on=TODAY, by=request.requester, holidays=table, note="My son Tim"
    )
    request.record(Kind.DUE_MOVED, on=TODAY, holidays=table, note="Moved by a new bank holiday")
    request.record(Kind.REMINDERS_STOPPED, on=TODAY, by=request.requester, holidays=table)
    page = _page(request, client)
    assert "Moved by a new bank holiday" in page
    assert "My son Tim" not in page and "reminders were stopped" not in page
    assert "My son Tim" in _page(request, _signed_in(request))


def test_a_corrected_entry_is_struck_and_its_typed_reason_stays_private(client: Client) -> None:
    request = create_request()
    request.correct(
        request.events.get(),
        by=request.requester,
        on=date(2026, 11, 19),
        note="My typing",
        holidays=load_holidays(),
        now=at(TODAY),
    )
    page = _page(request, client)
    assert "<del><strong>20 November 2026</strong>" in page
    assert "Put right on 1 December 2026: it was on 19 November 2026" in page
    assert "My typing" not in page
    assert "My typing" in _page(request, _signed_in(request))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (DUE, "Due Monday 21 December 2026"),
        (LATE, "Past its date, not confirmed"),
    ],
)
def test_where_it_stands_is_said_in_the_words_of_the_table(
    client: Client, day: date, words: str
) -> None:
    request = create_request()
    with time_machine.travel(at(day)):
        assert words in _page(request, client)


def test_no_page_says_late_before_somebody_confirmed_it(client: Client) -> None:
    request = create_request()
    with time_machine.travel(at(LATE)):
        assert "No reply recorded" not in _page(request, client)
        _signed_in(request).post(f"/requests/{request.ref}/say/nothing_came/")
        assert "No reply recorded, 1 working day after the due date" in _page(request, client)


def test_staff_and_a_campaigner_may_log_and_only_staff_see_the_name(client: Client) -> None:
    request = create_request()
    log = f"/requests/{request.ref}/log/"
    assert log not in _page(request, client)
    for user, sees_name in ((create_moderator(), True), (create_campaigner(), False)):
        client.force_login(user)
        page = _page(request, client)
        assert log in page
        assert ("Pat Marsh" in page) is sees_name
        assert "Your next step" not in page


def test_the_page_needs_few_queries_however_much_it_shows(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    request = create_request()
    reply = create_reply(request=request, on=TODAY)
    for row in request.asked.all():
        create_finding(request=request, key=row.question.key, outcome="not_held", message=reply)
    owner = _signed_in(request)
    with django_assert_max_num_queries(10):
        _page(request, owner)
    with django_assert_max_num_queries(8):
        _page(request, client)


def test_another_method_is_refused(client: Client) -> None:
    request = create_request()
    assert client.post(f"/requests/{request.ref}/").status_code == 405
    assert _signed_in(request).get(f"/requests/{request.ref}/resume/").status_code == 405

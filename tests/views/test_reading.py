"""The reply beside its questions: evidence found by itself, one screen for all, one reader."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from foi.actions.leases import take
from foi.models import Lease, Message, Request
from foi.rules.outcomes import Settled
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_attachment,
    create_campaigner,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
    declare,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY, CAME_ON = date(2026, 12, 11), date(2026, 12, 10)
WHEN = {"came_on_day": "10", "came_on_month": "12", "came_on_year": "2026"}
WORDS = "Dear Pat Marsh, see the file. Pay is not linked to any target."
PAGES = "1. There is a target for the team.\f3. We hold 312 plans.\fAll else is in our log."
PLANS = {"q3-outcome": "answered", "q3-written": "312", "q3-quote": "We hold 312 plans."}


@pytest.fixture
def mine(client: Client) -> Request:
    request = create_request()
    client.force_login(request.requester)
    return request


def with_file(
    message: Message, text: str = PAGES, places: tuple[str, ...] = ("page 1", "page 2", "page 3")
) -> Message:
    words = list(zip(places, text.split("\f"), strict=False))
    create_attachment(message=message, content=b"x", name="reply.pdf", words=words)
    return message


def screen(message: Message, *more: str) -> str:
    below = "".join(f"{part}/" for part in more)
    return f"/requests/{message.request.ref}/messages/{message.token}/read/{below}"


def unread(request: Request, **fields: Any) -> Message:
    known = {"direction": "in", "kind": "unread", "came_on": CAME_ON, "by": request.requester}
    return Message.objects.create(request=request, text=WORDS, **known | fields)


def test_every_page_and_sheet_stands_beside_the_questions_under_its_name(
    client: Client, mine: Request
) -> None:
    reply = with_file(
        create_reply(request=mine, text=WORDS), places=("page 1", "sheet Costs", "sheet Log")
    )
    page = client.get(screen(reply)).content.decode()
    for place, words in (("page 1", "target for the team"), ("sheet Costs", "312 plans")):
        assert f'data-place="{place}">' in page and words in page
    assert 'data-place="sheet Log"' in page
    assert 'href="#part-3"' in page and 'id="part-3"' in page


def test_a_file_without_words_says_why(client: Client, mine: Request) -> None:
    reply = create_reply(request=mine)
    create_attachment(message=reply, name="reply.pdf")
    assert "still being read" in client.get(screen(reply)).content.decode()
    problem = "This is a scan: there are no words in it."
    reply.attachments.update(words_problem=problem, words_read_at=at(TODAY))
    page = client.get(screen(reply)).content.decode()
    assert problem in page and "still being read" not in page


def test_saving_fills_in_where_the_passage_stands(client: Client, mine: Request) -> None:
    reply = with_file(create_reply(request=mine, text=WORDS), places=("page 1", "page 2", "page 3"))
    typed = PLANS | {"q2-outcome": "answered", "q2-written": "no", "q2-quote": "pay is not linked"}
    assert client.post(screen(reply), typed).status_code == 302
    plans = mine.findings.get(question__key="plans").reading
    pay = mine.findings.get(question__key="pay_linked").reading
    assert (plans.attachment, plans.place) == (reply.attachments.get(), "page 2")
    assert (pay.attachment, pay.message, pay.place) == (None, reply, "")


def test_what_a_person_chose_stays_as_she_chose_it(client: Client, mine: Request) -> None:
    reply = with_file(create_reply(request=mine, text="We hold 312 plans."))
    client.post(screen(reply), PLANS | {"q3-where": "message", "q3-place": "line 3"})
    reading = mine.findings.get().reading
    assert (reading.attachment, reading.place) == (None, "line 3")


def test_a_passage_that_is_nowhere_is_saved_and_remarked(client: Client, mine: Request) -> None:
    reply = create_reply(request=mine, text=WORDS)
    saved = client.post(screen(reply), PLANS, follow=True).content.decode()
    assert "did not find the passage of question 3 word for word" in saved
    assert mine.findings.get().reading.quote == "We hold 312 plans."


def test_the_button_finds_the_page_offers_the_value_and_saves_nothing(
    client: Client, mine: Request
) -> None:
    reply = with_file(create_reply(request=mine, text=WORDS))
    typed = {"q3-quote": "we hold 312 plans", "q1-quote": "half typed", "find": "q3"}
    page = client.post(screen(reply), typed).content.decode()
    assert 'value="page 2"' in page and "half typed" in page
    assert 'name="fill" value="q3:312"' in page and "put this right" not in page
    filled = client.post(screen(reply), typed | {"find": "", "fill": "q3:312"}).content.decode()
    assert 'name="q3-written" value="312"' in filled
    assert not mine.findings.exists()


def test_a_marked_passage_is_sent_in_the_body_and_its_values_come_back(
    client: Client, mine: Request
) -> None:
    reply = create_reply(request=mine, text=WORDS)
    values = screen(reply, "values")
    asked = {"question": "3", "quote": "3. In 2025 we held fewer than 5 plans."}
    assert "Use “fewer than 5”" in client.post(values, asked).content.decode()
    assert client.post(values, asked | {"quote": "Nothing."}).content.strip() == b""
    for question in ("99", "x", ""):
        assert client.post(values, {"question": question, "quote": "5"}).content == b""
    assert client.get(values).status_code == 405


def test_what_it_is_and_what_it_says_go_in_one_step(client: Client, mine: Request) -> None:
    came = with_file(unread(mine))
    page = client.get(screen(came)).content.decode()
    assert "What is it?" in page and 'value="10"' in page
    assert 'value="acknowledgement"' not in page and "checked" not in page.replace(
        'value="" id="id_q2-written_0" checked', ""
    ).replace('value="" id="id_q1-written_0" checked', "")
    saved = client.post(screen(came), PLANS | WHEN | {"kind": "response"})
    assert saved.url == f"/requests/{mine.ref}/publish/"
    came.refresh_from_db()
    mine.refresh_from_db()
    assert (came.kind, mine.first_reply_on) == ("response", CAME_ON)
    assert mine.findings.get().reading.place == "page 2"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": ""}, "Choose what it is."),
        ({"came_on_day": "12"}, "still to come"),
        ({"q3-written": "40ish"}, "Question 3"),
        ({"came_on_day": "19", "came_on_month": "11"}, "lies before it"),
        ({"q3-outcome": "", "q3-written": "", "q3-quote": ""}, "at least one question"),
    ],
)
def test_what_is_wrong_is_said_and_neither_is_saved(
    client: Client, mine: Request, wrong: dict[str, str], words: str
) -> None:
    came = unread(mine)
    page = client.post(screen(came), PLANS | WHEN | {"kind": "response"} | wrong).content.decode()
    assert words in page and "Nothing has been saved yet" in page
    assert "What is it?" in page  # it is asked again
    came.refresh_from_db()
    assert came.kind == "unread" and not mine.findings.exists()


def test_a_refusal_of_the_whole_goes_on_to_the_one_step(client: Client, mine: Request) -> None:
    came = unread(mine)
    said = client.post(screen(came), WHEN | {"kind": "refusal"})
    assert said.url == screen(came).replace("/read/", "/whole/")
    assert "The whole letter was refused" in client.get(said.url).content.decode()
    facts = {"grounds": ["foia-s12-1"], "quote": "Pay is not linked"}
    client.post(said.url, facts)
    assert mine.findings.count() == 4 and not Lease.objects.exists()


def test_save_and_go_on_leads_to_the_next_question_and_keeps_the_lease(
    client: Client, mine: Request
) -> None:
    reply = create_reply(request=mine, text=WORDS)
    client.get(screen(reply))
    typed = {"q1-outcome": "unanswered", "stay": "1"}
    assert client.post(screen(reply), typed).url == f"{screen(reply)}#question-2"
    assert Lease.objects.get().user == mine.requester
    page = client.get(screen(reply)).content.decode()
    assert "Not read yet: 3 of 4." in page and "3 of 4 not read yet" in page
    client.post(screen(reply), PLANS)
    assert not Lease.objects.exists()


def test_saving_again_leaves_what_another_person_read_to_her(client: Client, mine: Request) -> None:
    reply = create_reply(request=mine, text=WORDS)
    first = create_finding(
        request=mine, key="pay_linked", written="no", published=False, message=reply
    )
    other, reader = Client(), create_campaigner()
    declare(user=reader, request=mine)
    other.force_login(reader)
    same = {"q2-outcome": "answered", "q2-written": "no", "q2-quote": "The passage."}
    other.post(screen(reply), PLANS | same | {"q2-where": "message"})
    first.refresh_from_db()
    assert first.superseded_at is None and mine.findings.current().count() == 2
    nothing = other.post(screen(reply), PLANS | same | {"q2-where": "message"})
    assert nothing.status_code == 302 and mine.findings.count() == 2


def test_who_reads_what_two_settled_otherwise_is_told_what_becomes_of_it(
    client: Client, mine: Request
) -> None:
    reply = with_file(create_reply(request=mine, text=WORDS))
    settled = create_finding(
        request=mine, key="plans", written="300", value={"value": 300}, message=reply
    )
    settled.settle(Settled.CHECKED, same_side=False, now=at(TODAY))
    page = client.post(screen(reply), PLANS, follow=True).content.decode()
    assert "Question 3: others have settled this answer." in page
    settled.refresh_from_db()
    assert settled.reading.written == "300" and settled.differs_at is not None


def test_the_rest_is_passed_over_on_purpose_after_a_clear_list(
    client: Client, mine: Request
) -> None:
    reply = create_reply(request=mine, text=WORDS)
    client.post(screen(reply), PLANS)
    rest = screen(reply, "rest")
    assert rest in client.get(f"/requests/{mine.ref}/publish/").content.decode()
    page = client.get(rest).content.decode()
    assert "The reply passes over 3 questions" in page and "Pay linked" in page
    assert mine.findings.count() == 1
    create_finding(request=mine, key="targets_document", published=False)  # in another tab
    done = client.post(rest, {"number": ["1", "2", "4"]}, follow=True).content.decode()
    assert "Recorded: the reply passes over 2 questions." in done
    assert mine.findings.filter(reading__outcome="unanswered").count() == 2
    assert "Every question of this letter has been read" in client.get(rest).content.decode()


def test_the_rest_of_what_is_no_reply_cannot_be_passed_over(client: Client, mine: Request) -> None:
    came = unread(mine)
    assert client.post(screen(came, "rest"), {"number": "1"}).url.endswith(f"/{came.token}/")
    assert not mine.findings.exists()


def test_a_second_person_may_look_but_not_save_and_sees_no_name(
    client: Client, mine: Request
) -> None:
    reply = create_reply(request=mine, text=WORDS)
    other = create_campaigner()
    take(request=mine, purpose="read", by=other, now=at(TODAY))
    page = client.get(screen(reply)).content.decode()
    assert "Somebody is reading this until 12:30." in page and "Save, and" not in page
    assert "Chris" not in page and "campaigner@" not in page
    kept = client.post(screen(reply), PLANS).content.decode()
    assert "Nothing has been saved yet" in kept and "We hold 312 plans.</textarea>" in kept
    assert "reading this" in client.post(screen(reply, "rest"), {"number": "1"}).content.decode()
    assert not mine.findings.exists()
    for owner_page in (f"/requests/{mine.ref}/messages/", screen(reply).replace("read/", "")):
        assert "Somebody is reading this until" in client.get(owner_page).content.decode()
    with time_machine.travel(at(TODAY, hour=13), tick=False):
        assert client.post(screen(reply), PLANS).status_code == 302


def test_the_lease_is_kept_by_signs_of_life_and_given_back_by_a_button(
    client: Client, mine: Request
) -> None:
    reply = create_reply(request=mine, text=WORDS)
    client.get(screen(reply))
    home = f"/requests/{mine.ref}/"
    with time_machine.travel(at(TODAY, hour=13), tick=False):
        assert client.post(f"{home}keep-reading/").json() == {"taken": ""}
        assert Lease.objects.get().until == at(TODAY, hour=13).replace(minute=30)
        assert client.post(f"{home}stop-reading/").url == f"{home}messages/"
        assert not Lease.objects.exists()
        take(request=mine, purpose="read", by=create_campaigner(), now=at(TODAY, hour=13))
        told = client.post(f"{home}keep-reading/")
        assert told.status_code == 409 and "Somebody is reading" in told.json()["taken"]
        client.post(f"{home}stop-reading/")
    assert Lease.objects.count() == 1  # another's lease is not hers to give back


def test_who_may_not_log_reads_nothing_and_takes_no_lease(client: Client) -> None:
    private = create_request(visibility=Visibility.PRIVATE)
    reply = create_reply(request=private, text=WORDS)
    client.force_login(create_user(email="other@example.org"))
    for page in (screen(reply), screen(reply, "rest")):
        assert client.get(page).status_code == client.post(page).status_code == 404
    asked = {"question": "3", "quote": "We hold 3 plans."}
    assert client.post(screen(reply, "values"), asked).status_code == 404
    for verb in ("keep-reading", "stop-reading"):
        assert client.post(f"/requests/{private.ref}/{verb}/").status_code == 404
    assert not Lease.objects.exists()


def test_names_are_masked_for_a_reader_from_outside_page_by_page(client: Client) -> None:
    request = create_request()
    reply = with_file(
        create_reply(request=request, text=WORDS),
        text="Dear Ms Marsh, there is a target.\fPat Marsh asked for plans. We hold 312 plans.",
    )
    reader = create_campaigner()
    declare(user=reader, request=request)
    client.force_login(reader)
    page = client.get(screen(reply)).content.decode()
    assert "Marsh" not in page and 'data-place="page 2"' in page
    quote = "[name removed] asked for plans. We hold 312 plans."
    client.post(screen(reply), PLANS | {"q3-quote": quote})
    assert request.findings.get().reading.place == "page 2"


def test_twenty_questions_stay_light(client: Client, django_assert_max_num_queries: Any) -> None:
    many = tuple((f"question_{number}", "count") for number in range(20))
    request = create_request(version=create_letter(slug="long", questions=many))
    reply = with_file(create_reply(request=request, text=WORDS))
    client.force_login(request.requester)
    with django_assert_max_num_queries(18):
        page = client.get(screen(reply)).content.decode()
    assert page.count("<input") < 20 * 30
    typed = {"q20-outcome": "refused", "q20-quote": "Pay is not", "q20-grounds": ["", "foia-s24"]}
    assert client.post(screen(reply), typed).status_code == 302
    assert request.findings.get().refusals.get().ground == "foia-s24"
    assert 'value="foia-s24" checked' in client.get(screen(reply)).content.decode()

"""A person says what came and what it says of each question."""

from datetime import date
from typing import Any

import pytest

from foi.actions.decide import (
    CannotDecide,
    Passage,
    Said,
    answer_hold,
    read_question,
    read_reply,
    refuse_whole,
    say_what_it_is,
)
from foi.models import Finding, Message, Question, Reading, Request, User
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    declare,
)

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 12, 11))
DAY = date(2026, 12, 10)


def unread(request: Request, **fields: Any) -> Message:
    known = {"direction": "in", "kind": "unread", "came_on": DAY, "by": request.requester}
    return Message.objects.create(request=request, text="Words.", **known | fields)


def said_to_be(message: Message, kind: str, by: User | None = None, **more: Any) -> Request:
    who = by or message.request.requester
    say_what_it_is(message=message, by=who, kind=kind, now=NOW, **more)
    message.request.refresh_from_db()
    return message.request


def question(request: Request, key: str) -> Question:
    return request.asked.get(question__key=key).question


def read(request: Request, key: str = "pay_linked", by: User | None = None, **said: Any) -> Finding:
    facts = {"outcome": "answered", "written": "no", "passage": Passage(quote="It is not.")}
    return read_question(
        request=request,
        by=by or request.requester,
        question=question(request, key),
        said=Said(**facts | said),
        now=NOW,
    )


@pytest.mark.parametrize(
    ("kind", "state", "first_reply_on"),
    [
        ("acknowledgement", "sent", None),
        ("clarification", "on_hold", None),
        ("fee", "on_hold", None),
        ("extension", "sent", None),
        ("response", "replied", DAY),
        ("already_public", "replied", DAY),
        ("refusal", "refused", DAY),
        ("bounce", "sent", None),
    ],
)
def test_each_kind_moves_the_clock_as_the_law_has_it(
    kind: str, state: str, first_reply_on: date | None
) -> None:
    request = said_to_be(unread(create_request()), kind)
    assert (request.state, request.first_reply_on) == (state, first_reply_on)
    assert (request.on_hold_since == DAY) == (state == "on_hold")


def test_a_second_word_corrects_the_first_and_the_same_word_twice_is_one_event() -> None:
    message = unread(create_request())
    assert said_to_be(message, "acknowledgement").state == "sent"
    said_to_be(message, "acknowledgement")
    assert message.request.events.filter(kind="acknowledged").count() == 1
    request = said_to_be(message, "clarification")
    assert request.state == "on_hold" and message.kind == "clarification"
    assert request.events.filter(kind="acknowledged", voids=True).count() == 1
    request = said_to_be(message, "response", on=date(2026, 12, 9))
    assert (request.state, request.first_reply_on) == ("replied", date(2026, 12, 9))


def test_already_published_after_response_keeps_the_event_and_changes_the_kind() -> None:
    message = unread(create_request())
    said_to_be(message, "response")
    said_to_be(message, "already_public")
    message.refresh_from_db()
    assert message.kind == "already_public"
    assert message.request.events.filter(kind="response", voids=False).count() == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"on": date(2026, 11, 19)}, "lies before it"),
        ({"on": date(2026, 12, 12)}, "still to come"),
        ({"dated_on": date(2026, 12, 11)}, "after the day it came"),
    ],
)
def test_a_wrong_day_is_refused_and_nothing_changes(facts: dict[str, date], words: str) -> None:
    message = unread(create_request())
    with pytest.raises(CannotDecide, match=words):
        said_to_be(message, "response", **facts)
    message.refresh_from_db()
    assert (message.kind, message.request.state) == ("unread", "sent")


def test_without_any_day_it_asks_for_one() -> None:
    with pytest.raises(CannotDecide, match="Give the day") as stopped:
        said_to_be(unread(create_request(), came_on=None), "response")
    assert stopped.value.field == "came_on"


def test_a_day_typed_by_a_person_is_marked_so() -> None:
    message = unread(create_request(), date_by_requester=False)
    said_to_be(message, "response", on=date(2026, 12, 9), dated_on=date(2026, 12, 8))
    message.refresh_from_db()
    assert message.date_by_requester
    assert (message.came_on, message.dated_on) == (date(2026, 12, 9), date(2026, 12, 8))


def test_a_note_and_our_own_letter_are_nothing_to_classify() -> None:
    request = create_request()
    for message in (unread(request, kind="note"), request.letter_message):
        with pytest.raises(CannotDecide):
            said_to_be(message, "response")


def test_only_who_may_log_says_what_it_is() -> None:
    private = create_request(visibility=Visibility.PRIVATE)
    for other in (create_user(email="other@example.org"), create_campaigner()):
        with pytest.raises(CannotDecide, match="no such request"):
            said_to_be(unread(private), "response", by=other)
    assert said_to_be(unread(private), "response", by=create_moderator()).state == "replied"


def test_her_answer_to_the_council_starts_the_clock_anew() -> None:
    request = said_to_be(unread(create_request()), "clarification")
    with pytest.raises(CannotDecide, match="10 December 2026 to today"):
        answer_hold(request=request, by=request.requester, on=date(2026, 12, 9), now=NOW)
    answer_hold(request=request, by=request.requester, on=date(2026, 12, 11), now=NOW)
    request.refresh_from_db()
    assert request.on_hold_since is None and request.due_on == date(2027, 1, 14)
    with pytest.raises(CannotDecide, match="not waiting"):
        answer_hold(request=request, by=request.requester, on=DAY, now=NOW)


def test_her_answer_given_in_a_second_tab_too_counts_once() -> None:
    request = said_to_be(unread(create_request()), "clarification")
    stale = Request.objects.get(pk=request.pk)
    answer_hold(request=request, by=request.requester, on=DAY, now=NOW)
    with pytest.raises(CannotDecide, match="not waiting"):
        answer_hold(request=stale, by=request.requester, on=DAY, now=NOW)
    assert request.events.filter(kind="clarification_received").count() == 1


def test_a_reading_becomes_a_private_finding_with_its_evidence() -> None:
    request = create_request()
    reply = create_reply(request=request)
    finding = read(request, passage=Passage("It is not.", reply, None, "page 2"))
    assert (finding.published_at, finding.settled) == (None, "unchecked")
    reading = finding.reading
    assert (reading.message, reading.place, reading.quote) == (reply, "page 2", "It is not.")
    assert reading.value["value"] is False and reading.by == request.requester


def test_the_same_reading_twice_is_one_and_a_newer_one_supersedes() -> None:
    request = create_request()
    first = read(request)
    assert read(request) == first
    second = read(request, written="yes", passage=Passage(quote="It is."))
    first.refresh_from_db()
    assert first.superseded_at == NOW and second.superseded_at is None
    assert Reading.objects.count() == 2 and Finding.objects.current().count() == 1


def test_a_changed_public_answer_is_public_at_once_and_only_by_who_may_publish() -> None:
    request = create_request()
    read(request).publish(by=request.requester, now=NOW)
    stamp = request.version.letter.stamp
    newer = read(request, written="yes", passage=Passage(quote="It is."))
    request.version.letter.refresh_from_db()
    assert newer.published_at == NOW and request.version.letter.stamp == stamp + 1


def test_what_staff_hid_is_not_brought_back_by_reading_it_again() -> None:
    request = create_request()
    finding = read(request)
    finding.hide(reason="Names a child.", now=NOW)
    with pytest.raises(CannotDecide, match="Staff have hidden"):
        read(request, written="yes")
    declare(user=create_moderator(), request=request)
    assert read(request, written="yes", by=create_moderator()).hidden_at is None


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"outcome": "nonsense"}, "outcome", "Choose what"),
        ({"written": ""}, "written", "Write the value"),
        ({"passage": Passage()}, "quote", "Copy the passage"),
        ({"outcome": "refused"}, "written", "A value goes with"),
        ({"outcome": "already_public"}, "link", "Give the address"),
        ({"outcome": "already_public", "link": "javascript:alert(1)"}, "link", "web address"),
        ({"link": "https://example.org/"}, "link", "goes with"),
        (
            {"outcome": "already_public", "link": "https://kent.example/?to=mum%40example.org"},
            "link",
            "e-mail",
        ),
        (
            {"outcome": "already_public", "link": "https://kent.example/log/Ms%20Marsh"},
            "link",
            "person who asked",
        ),
        ({"grounds": (("foia-s12-1", ""),)}, "grounds", "goes with"),
        (
            {"outcome": "not_held", "written": "", "grounds": (("nope", ""),)},
            "grounds",
            "no ground",
        ),
        ({"passage": Passage(quote="x" * 4001)}, "quote", "4,000 characters"),
        ({"passage": Passage(quote="Dear Ms Marsh, no.")}, "quote", "person who asked"),
        ({"passage": Passage(quote="Call Jo on 07700 900123.")}, "quote", "telephone"),
        ({"other_period": "Tom Smith, born 1.2.2015"}, "other_period", "birth"),
        ({"other_period": "2024, the 3 who left"}, "other_period", "period alone"),
    ],
)
def test_what_cannot_be_recorded_is_refused_beside_its_field(
    said: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(CannotDecide, match=words) as stopped:
        read(create_request(), **said)
    assert stopped.value.field == field
    assert not Reading.objects.exists()


def test_a_host_may_share_its_name_with_whoever_asked() -> None:
    finding = read(
        create_request(), outcome="already_public", link="https://www.marsh.example/foi/4-12"
    )
    assert finding.reading.link == "https://www.marsh.example/foi/4-12"


def test_a_refusal_may_rest_on_several_grounds() -> None:
    two = (("foia-s12-1", "s12(1)"), ("foia-s40-2-3a", "s40(2)"))
    finding = read(create_request(), outcome="refused", written="", grounds=two)
    assert set(finding.refusals.values_list("ground", "cited")) == set(two)


def test_a_vague_count_is_refused_with_an_offer() -> None:
    with pytest.raises(CannotDecide) as stopped:
        read(create_request(), key="plans", written="40ish kids")
    assert (stopped.value.field, stopped.value.suggestion) == ("written", "about 40")


def test_the_councils_own_contacts_may_stand_in_a_quote() -> None:
    council = create_authority(email="foi@kent.gov.uk")
    quote = Passage(quote="It is not. Write to foi@kent.gov.uk.")
    assert read(create_request(authority=council), passage=quote).reading.quote == quote.quote


def test_a_passage_of_another_letter_is_refused() -> None:
    elsewhere = create_reply(request=create_request())
    with pytest.raises(CannotDecide, match="another letter"):
        read(create_request(), passage=Passage("Words.", elsewhere))


def test_several_answers_are_saved_all_or_none() -> None:
    request = create_request()
    good = Said("answered", "no", passage=Passage(quote="It is not."))
    bad = Said("answered", "40ish kids", passage=Passage(quote="40ish kids"))
    readings = [(question(request, "pay_linked"), good), (question(request, "plans"), bad)]
    with pytest.raises(CannotDecide):
        read_reply(request=request, by=request.requester, readings=readings, now=NOW)
    assert not Finding.objects.exists()


def test_a_refusal_of_the_whole_letter_is_one_per_question_in_one_step() -> None:
    request = create_request(leave_out=("targets_document",))
    grounds = (("foia-s12-1", "section 12(1)"), ("foia-s14-1", "section 14"))
    said = Said("refused", grounds=grounds, passage=Passage(quote="We refuse your request."))
    facts = {"request": request, "by": request.requester, "said": said, "now": NOW}
    made = refuse_whole(**facts)
    assert len(made) == 3 and refuse_whole(**facts) == made
    for finding in made:
        cited = finding.refusals.values_list("ground", "cited")
        assert sorted(cited) == sorted(grounds)


def test_what_the_reply_passes_over_needs_no_passage() -> None:
    finding = read(create_request(), outcome="unanswered", written="", passage=Passage())
    assert finding.reading.outcome == "unanswered"


def test_only_who_may_log_reads_a_reply() -> None:
    private = create_request(visibility=Visibility.PRIVATE)
    for other in (create_user(email="other@example.org"), create_campaigner()):
        with pytest.raises(CannotDecide, match="no such request"):
            read(private, by=other)
    public = create_request()
    declare(user=create_campaigner(), request=public)
    assert read(public, by=create_campaigner()).published_at is None

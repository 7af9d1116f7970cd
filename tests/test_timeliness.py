"""In time, late and still waiting: from events, each council once a letter and round."""

from datetime import date

import pytest

from authorities.models import Authority
from foi.comparison.timeliness import Timeliness, timeliness
from foi.models import Investigation, Request
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
SENT = date(2026, 11, 20)  # due on 21 December
DUE = date(2026, 12, 21)
LATER = date(2027, 2, 15)


def happens(request: Request, kind: Kind, on: date) -> None:
    request.record(
        kind, on=on, by=request.requester, holidays=load_holidays(), now=at(on)
    )  # fmt: skip


def standing(on: date = LATER) -> str:
    """Where the only letter stands."""
    (name,) = timeliness(on).counts
    return name


def waits(times: Timeliness) -> list[tuple[int, int, int]]:
    return [(step.day, step.answered, step.left) for step in times.curve.steps]


def test_nothing_asked_is_nothing_counted():
    times = timeliness(LATER)
    assert times.letters == 0 and times.curve.steps == () and times.apart == []
    assert times.late.words == "nothing to count yet"


def test_an_answer_by_the_last_day_is_in_time_and_counts_once_that_day_has_passed():
    create_reply(request=create_request(), on=DUE)
    assert standing(DUE) == "early" and timeliness(DUE).late.of == 0
    assert standing() == "in_time" and timeliness(LATER).in_time.count == 1


def test_a_letter_answered_late_is_late_for_ever():
    create_reply(request=create_request(), on=date(2027, 2, 12))
    for on in (date(2027, 2, 12), LATER, date(2030, 1, 1)):
        assert standing(on) == "late"
    assert timeliness(LATER).late.count == 1
    assert waits(timeliness(LATER)) == [(55, 1, 0)]


def test_without_a_reply_it_is_late_only_when_somebody_has_said_so():
    request = create_request()
    assert standing(DUE) == "waiting" and standing() == "unconfirmed"
    happens(request, Kind.NOTHING_CAME, LATER)
    assert standing() == "overdue" and timeliness(LATER).late.count == 1
    assert standing(date(2027, 4, 1)) == "unconfirmed"  # the word is too old by then


def test_an_unconfirmed_letter_is_known_to_have_waited_until_the_last_word_on_it():
    request = create_request()
    times = timeliness(LATER)
    assert times.curve.letters == 0 and times.left_out == 1
    happens(request, Kind.NOTHING_CAME, date(2027, 1, 4))
    times = timeliness(date(2027, 4, 1))
    assert waits(times) == [(26, 0, 1)] and times.left_out == 0


def test_a_word_from_before_the_count_began_anew_says_nothing_of_how_long_it_waited():
    request = create_request()
    happens(request, Kind.NOTHING_CAME, date(2026, 12, 22))
    happens(request, Kind.CLARIFICATION_REQUESTED, date(2026, 12, 23))
    happens(request, Kind.CLARIFICATION_RECEIVED, date(2027, 1, 4))
    times = timeliness(date(2027, 4, 1))
    assert times.counts == {"unconfirmed": 1}
    assert waits(times) == [] and times.left_out == 1


def test_a_letter_that_did_not_reach_the_council_is_in_no_share_and_no_curve():
    request = create_request()
    happens(request, Kind.BOUNCED, date(2026, 11, 23))
    happens(request, Kind.NOTHING_CAME, LATER)
    times = timeliness(LATER)
    assert times.counts == {"unconfirmed": 1} and times.late.of == 0 and times.left_out == 1


def test_a_provisional_date_makes_nothing_late():
    """No year's holidays beyond the table are certain."""
    sent = date(2029, 11, 20)
    request = create_request(sent_on=sent)
    assert request.provisional
    create_reply(request=request, on=date(2030, 3, 1))
    assert standing(date(2030, 3, 2)) == "unsure"
    other = create_request(authority=create_authority(slug="leeds"), sent_on=sent)
    happens(other, Kind.NOTHING_CAME, date(2030, 3, 1))
    times = timeliness(date(2030, 3, 2))
    assert times.counts == {"unsure": 1, "unconfirmed": 1} and times.late.of == 0


def test_an_answer_before_a_provisional_date_is_in_time():
    request = create_request(sent_on=date(2029, 11, 20))
    create_reply(request=request, on=date(2029, 11, 27))
    assert standing(date(2030, 3, 2)) == "in_time"


def test_on_hold_it_waited_until_the_clock_stopped():
    happens(create_request(), Kind.CLARIFICATION_REQUESTED, date(2026, 11, 27))
    times = timeliness(LATER)
    assert times.counts == {"on_hold": 1} and waits(times) == [(5, 0, 1)]


def test_after_a_question_back_the_count_begins_anew():
    request = create_request()
    happens(request, Kind.CLARIFICATION_REQUESTED, date(2026, 11, 27))
    happens(request, Kind.CLARIFICATION_RECEIVED, date(2027, 2, 8))
    times = timeliness(LATER)
    assert times.counts == {"waiting": 1} and waits(times) == [(5, 0, 1)]
    create_reply(request=request, on=date(2027, 2, 12))
    assert waits(timeliness(LATER)) == [(4, 1, 0)]


def test_a_withdrawn_letter_waited_until_its_withdrawal():
    happens(create_request(), Kind.WITHDRAWN, date(2026, 12, 4))
    times = timeliness(LATER)
    assert times.counts == {"withdrawn": 1} and waits(times) == [(9, 0, 1)]
    assert times.late.of == 0


def test_something_that_came_on_a_day_nobody_has_logged_is_left_out():
    happens(create_request(), Kind.SOMETHING_CAME, date(2027, 1, 20))
    times = timeliness(LATER)
    assert times.counts == {"undated": 1} and times.left_out == 1 and times.late.of == 0


def test_an_unread_reply_counts_on_its_day_and_is_told_apart():
    request = create_request()
    create_reply(request=request)
    assert timeliness(LATER).unread == 1 and standing() == "in_time"
    create_finding(request=request)
    assert timeliness(LATER).unread == 0


def test_a_council_counts_once_a_letter_and_round_by_the_request_that_fills_the_cells():
    first = create_request()
    create_request(sent_on=date(2027, 1, 15))
    create_reply(request=first, on=date(2027, 2, 1))
    assert timeliness(LATER).counts == {"unconfirmed": 1}
    create_finding(request=first)
    assert timeliness(LATER).counts == {"late": 1}
    other = create_letter(slug="mediation")
    create_reply(request=create_request(version=other))
    assert timeliness(LATER).counts == {"late": 1, "in_time": 1}


def test_one_round_or_some_councils_can_be_counted_alone():
    request = create_request()
    create_request(authority=create_authority(slug="leeds"))
    other = create_request(version=create_letter(slug="mediation"))
    assert timeliness(DUE).letters == 3
    assert timeliness(DUE, within={"round": request.round}).letters == 2
    only = Authority.objects.filter(slug="leeds")
    assert timeliness(DUE, councils=only).letters == 1
    assert timeliness(DUE, within={"round": other.round}, councils=only).letters == 0


@pytest.mark.parametrize("kind", ["private", "hidden", "draft", "embargoed"])
def test_what_is_not_public_is_in_no_count(kind):
    seen = Visibility.PRIVATE if kind == "private" else Visibility.PUBLIC
    request = create_request(visibility=seen, sent_on=None if kind == "draft" else SENT)
    if kind == "hidden":
        request.hide(reason="A report.", now=at(LATER))
    if kind == "embargoed":
        investigation = Investigation.objects.create(
            slug="i", title="I", version=request.version, round=request.round,
            embargo_until=date(2027, 6, 1),
        )  # fmt: skip
        request.join(investigation)
    assert timeliness(LATER).letters == 0
    if kind == "embargoed":
        assert timeliness(date(2027, 6, 1)).letters == 1


def test_shares_leave_out_what_is_open_and_say_it_apart():
    for number in range(12):
        council = create_authority(slug=f"council-{number}")
        owner = create_user(email=f"p{number}@example.org")
        request = create_request(authority=council, owner=owner)
        if number < 8:
            create_reply(request=request)
        elif number < 11:
            create_reply(request=request, on=date(2027, 1, 20))
    times = timeliness(LATER)
    assert times.late.words == "27% (3 of 11; 95% interval 10% to 57%)"
    assert times.in_time.words == "73% (8 of 11; 95% interval 43% to 90%)"
    assert times.apart == [("past its date, not confirmed", 1)]
    assert sum(number for _, number in times.told) == 11


def test_it_takes_as_many_queries_for_one_letter_as_for_many(django_assert_num_queries):
    for number in range(6):
        create_request(authority=create_authority(slug=f"council-{number}"))
    with django_assert_num_queries(3):
        timeliness(LATER)

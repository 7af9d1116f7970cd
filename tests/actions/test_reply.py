"""A council's own words beside its cells: what may be said, and who sees it when."""

from typing import Any

import pytest

from foi.actions.reply import CannotReply, Typed, say, take_back
from foi.comparison import one_row
from foi.comparison.council_says import council_says
from foi.models import Reply, Report
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from tests.actions.replying import (
    LATER,
    NOW,
    TODAY,
    a_link,
    answered,
    comment,
    embargoed,
    says,
    wrong,
)
from tests.at_once import at_once
from tests.builders import (
    create_council_reply,
    create_finding,
    create_moderator,
    create_reply_link,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]


def test_a_comment_stands_beside_the_cell_and_the_newest_replaces_the_older() -> None:
    link = a_link()
    stamp = link.request.version.letter.stamp
    say(link=link, typed=comment("First."), now=NOW)
    say(link=link, typed=comment("Second."), now=NOW)
    (one,) = says(link)["pay_linked"]
    assert (one.kind, one.words, one.on) == ("comment", "Second.", TODAY)
    assert Reply.objects.count() == 2, "the older is kept"
    link.request.version.letter.refresh_from_db()
    assert link.request.version.letter.stamp > stamp
    assert [use.what for use in link.uses.all()] == ["saved", "saved"]


def test_the_same_said_twice_stands_once() -> None:
    link = a_link()
    first, second = (say(link=link, typed=comment(), now=NOW) for _ in range(2))
    assert first == second and Reply.objects.count() == 1
    first, second = (say(link=link, typed=wrong(), now=NOW) for _ in range(2))
    assert first == second and Report.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one_standing() -> None:
    link = a_link()
    at_once(lambda: say(link=link, typed=comment(), now=NOW))
    assert Reply.objects.standing().count() == 1


def test_an_answer_given_only_here_has_its_own_mark() -> None:
    link = a_link()
    request = link.request
    create_finding(request=request, key="plans", outcome="refused", grounds=("foia-s12-1",))
    for key in ("pay_linked", "plans"):
        say(link=link, typed=Typed(key, "answer", "Yes, it is."), now=NOW)
    row = one_row(request.version.letter, request.round, request.authority, user=None, on=TODAY)
    cells = {one.key: one.cell for one in row.cells}
    mark = "answered only in the right of reply"
    assert mark in cells["plans"].notes and mark not in cells["pay_linked"].notes
    assert cells["plans"].council.answered and cells["pay_linked"].council.answered


def test_a_statement_on_the_whole_is_a_comment_with_no_key() -> None:
    link = a_link()
    say(link=link, typed=comment("All of it is from 2024.", key=""), now=NOW)
    assert says(link)[""][0].words == "All of it is from 2024."
    with pytest.raises(CannotReply, match="Choose"):
        say(link=link, typed=Typed("", "wrong", "All of it."), now=NOW)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Write what"),
        ("x" * 1501, "1,500 characters"),
        ("Jamie Smith, aged 9, of 12 High Street.", "take out"),
        ("Call Jo on 07700 900123.", "take out"),
        ("We told Pat Marsh so.", "person who asked"),
    ],
)
def test_words_that_cannot_stand_are_refused_with_a_sentence(words: str, said: str) -> None:
    link = a_link()
    with pytest.raises(CannotReply, match=said) as refused:
        say(link=link, typed=comment(words), now=NOW)
    assert refused.value.field == "words"
    assert not Reply.objects.exists() and not link.uses.exists()


@pytest.mark.parametrize("words", ["Ms Quillfeather has it too.", "Sent to ada@example.org."])
@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.COUNTED])
def test_nobody_else_who_asked_this_council_is_named(words: str, visibility: Visibility) -> None:
    link = a_link()
    other = create_user(email="ada@example.org", legal_name="Ada Quillfeather")
    create_request(owner=other, visibility=visibility)
    with pytest.raises(CannotReply, match="person who asked your council"):
        say(link=link, typed=comment(words), now=NOW)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("why", ["never sent", "came back"])
def test_who_has_not_reached_the_council_is_told_from_nobody_else(why: str) -> None:
    link = a_link()
    other = create_user(email="ada@example.org", legal_name="Ada Quillfeather")
    unsent = why == "never sent"
    request = create_request(owner=other, sent_on=None) if unsent else create_request(owner=other)
    if not unsent:
        holidays = load_holidays()
        request.record(Kind.BOUNCED, on=TODAY, by=other, holidays=holidays, now=NOW)
    words = "Ms Quillfeather has it too."
    assert say(link=link, typed=comment(words), now=NOW).words == words


def test_line_ends_of_a_browser_are_not_counted_twice() -> None:
    link = a_link()
    reply = say(link=link, typed=comment("a\r\n" * 700 + "b" * 100), now=NOW)
    assert len(reply.words) == 1500


def test_a_key_of_another_letter_is_no_answer_here() -> None:
    with pytest.raises(CannotReply, match="no such answer"):
        say(link=a_link(), typed=comment(key="appeals_heard"), now=NOW)


def test_what_was_said_can_be_taken_back() -> None:
    link = a_link()
    say(link=link, typed=comment(), now=NOW)
    assert take_back(link=link, key="pay_linked", kind="comment", now=NOW)
    assert says(link) == {} and link.uses.last().what == "withdrew"
    assert not take_back(link=link, key="pay_linked", kind="comment", now=NOW)


def test_small_numbers_of_people_are_masked_in_the_council_s_words() -> None:
    link = a_link()
    words = "It was 3 children, and two plans were late."
    say(link=link, typed=comment(words, key="plans"), now=NOW)
    say(link=link, typed=comment(words, key=""), now=NOW)
    for key in ("plans", ""):
        (one,) = says(link)[key]
        assert one.words.count("[fewer than 5]") == 2 and one.is_masked
        assert "3 children" not in one.words


def test_replying_through_any_link_shows_that_the_council_had_it() -> None:
    link = create_reply_link(request=answered(), printed=True, told=False)
    say(link=link, typed=comment(), now=NOW)
    link.refresh_from_db()
    link.request.refresh_from_db()
    assert link.told_on == link.request.council_told_on == TODAY


# ------------------------------------------------------------------- who sees it
def test_nothing_said_under_embargo_is_public_before_its_end() -> None:
    request, member = answered(), create_user(email="member@example.org")
    made = embargoed(request)
    made.memberships.create(user=member)
    link = create_reply_link(request=request)
    say(link=link, typed=comment(), now=NOW)
    assert says(link) == {} and says(link, user=create_user(email="z@example.org")) == {}
    assert says(link, user=member)["pay_linked"] and says(link, on=LATER)["pay_linked"]
    assert says(link, user=create_moderator())["pay_linked"]


@pytest.mark.parametrize("change", ["private", "unpublished", "finding hidden", "hidden"])
def test_words_go_with_the_cell_that_they_stand_beside(change: str) -> None:
    link = a_link()
    reply = say(link=link, typed=comment(), now=NOW)
    say(link=link, typed=comment(key=""), now=NOW)
    assert set(says(link)) == {"pay_linked", ""}
    request, finding = link.request, link.request.findings.get()
    if change == "private":
        request.set_visibility(Visibility.PRIVATE)
    elif change == "unpublished":
        finding.unpublish()
    elif change == "finding hidden":
        finding.hide(reason="A slip.", now=NOW)
    else:
        reply.hide(reason="A slip.", now=NOW)
    assert "pay_linked" not in says(link)
    assert Reply.objects.visible_to(None, TODAY).filter(key="pay_linked").count() == 0


def test_the_words_cost_no_query_more_with_more_of_them(
    django_assert_max_num_queries: Any,
) -> None:
    link = a_link()
    for number in range(5):
        create_council_reply(link=link, key="pay_linked", words=f"Comment {number}.")
        create_council_reply(link=link, key="pay_linked", kind="dispute")
    round_ = link.request.round
    with django_assert_max_num_queries(2):
        said = council_says(link.authority, round_, user=None, on=TODAY)
    assert len(said["pay_linked"]) == 10

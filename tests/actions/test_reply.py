"""A council replies through its link: its own cells alone, its words beside them, its disputes."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from foi.actions import hiding
from foi.actions.reply import CannotReply, Typed, renew, say, take_back
from foi.actions.reply_send import send_some
from foi.actions.report import CannotDecide, decide, file_report, tell
from foi.actions.uploads import Upload
from foi.comparison import one_row
from foi.comparison.council_says import council_says
from foi.comparison.link_cells import link_cells
from foi.models import Correction, Investigation, Reply, ReplyLink, Report, Request
from foi.rules.permissions import Visibility
from foi.rules.reporting import ReportKind
from tests.at_once import at_once
from tests.builders import (
    at,
    create_authority,
    create_council_reply,
    create_finding,
    create_moderator,
    create_reply,
    create_reply_link,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 14)
NOW = at(TODAY)
LATER = date(2027, 1, 8)  # an embargo's end
PAPER = Upload("minutes.txt", b"The committee decided otherwise.")
PAGE = "/compare/send-staff-targets/kent/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        load_holidays()
        yield


def answered(**fields: Any) -> Request:
    request = create_request(**fields)
    create_reply(request=request)
    create_finding(request=request)
    return request


def a_link(**fields: Any) -> ReplyLink:
    return create_reply_link(request=answered(**fields))


def embargoed(request: Request) -> Investigation:
    made, _ = Investigation.objects.get_or_create(
        slug="sample",
        defaults={
            "title": "Sample",
            "version": request.version,
            "round": request.round,
            "embargo_until": LATER,
        },
    )
    request.join(made)
    return made


def says(link: ReplyLink, on: date = TODAY, user: Any = None) -> dict[str, list[Any]]:
    round_ = (link.request or Request.objects.latest("pk")).round
    return council_says(link.authority, round_, user=user, on=on)


def comment(words: str = "We have since changed this.", key: str = "pay_linked") -> Typed:
    return Typed(key, "comment", words)


def wrong(upload: Upload | None = PAPER, words: str = "The committee decided otherwise.") -> Typed:
    return Typed("pay_linked", "wrong", words, upload)


# ------------------------------------------------------------------- what the link shows
def test_a_link_shows_its_own_request_s_cells_and_no_other() -> None:
    link = a_link()
    other = answered(owner=create_user(email="other@example.org"))
    create_finding(request=other, key="plans", quote="Another letter’s passage.", written="12")
    private = create_request(
        owner=create_user(email="third@example.org"), visibility=Visibility.PRIVATE
    )
    create_finding(request=private, key="targets_document", quote="A private passage.")
    shown = link_cells(link, on=TODAY)
    assert shown is not None and [row.ref for row in shown.requests] == [link.request.ref]
    cells = {cell.key: cell.told.shown.cell for cell in shown.cells}
    assert cells["pay_linked"].outcome == "answered"
    for key in ("plans", "targets_document"):
        assert (cells[key].quote, cells[key].outcome) == ("", "received")
    assert all(not cell.told.beside for cell in shown.cells)


def test_before_an_embargo_ends_the_council_sees_its_own_cells_alone() -> None:
    request = answered()
    embargoed(request)
    link = create_reply_link(request=request)
    essex = answered(authority=create_authority(slug="essex"), owner=create_user(email="e@x.org"))
    embargoed(essex)
    shown = link_cells(link, on=TODAY)
    assert shown is not None and shown.public_on == LATER
    assert [row.authority.slug for row in shown.requests] == ["kent"]
    assert link_cells(link, on=LATER).public_on is None


@pytest.mark.parametrize("change", ["private", "hidden"])
def test_what_is_private_or_hidden_now_is_on_no_link(change: str) -> None:
    link = a_link()
    if change == "private":
        link.request.set_visibility(Visibility.PRIVATE)
    else:
        link.request.hide(reason="A slip.", now=NOW)
    assert link_cells(link, on=TODAY) is None
    with pytest.raises(CannotReply, match="no such answer"):
        say(link=link, typed=comment(), now=NOW)


def test_an_unpublished_or_hidden_finding_is_not_on_the_link() -> None:
    link = a_link()
    link.request.findings.get().unpublish()
    shown = link_cells(link, on=TODAY)
    assert shown is not None
    assert shown.cell("pay_linked").told.shown.cell.outcome == "received"
    assert "passage" not in str(shown)


# ------------------------------------------------------------------- words
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


# ------------------------------------------------------------------- disputes
def test_disputed_with_a_document_shows_at_once_and_is_decided_in_five_working_days() -> None:
    link = a_link()
    reply = say(link=link, typed=wrong(), now=NOW)
    (one,) = says(link)["pay_linked"]
    assert one.is_disputed and one.decide_by == date(2026, 12, 21)
    assert (reply.report.kind, reply.report.page) == ("wrong", f"{PAGE}?round=1#pay_linked")
    assert reply.report.email == "foi@kent.gov.uk" and reply.document_name == "minutes.txt"
    assert link.uses.last().what == "disputed"
    decided(reply.report)
    (one,) = says(link)["pay_linked"]
    assert not one.is_disputed and one.decision == "The minutes are right." and one.corrected
    tell(now=NOW)
    assert "foi@kent.gov.uk" in {to for message in mail.outbox for to in message.to}


def decided(report: Report, correction: Any = ("No", "Yes", "The minutes say so.")) -> None:
    decide(
        report=report,
        by=create_moderator(),
        decision="The minutes are right.",
        show_again=False,
        correction=correction,
        now=NOW,
    )


def test_a_decision_moves_the_table_s_stamp() -> None:
    link = a_link()
    reply = say(link=link, typed=wrong(), now=NOW)
    letter = link.request.version.letter
    letter.refresh_from_db()
    before = letter.stamp
    decided(reply.report, None)
    letter.refresh_from_db()
    assert letter.stamp > before


@pytest.mark.parametrize("correction", [None, ("No", "Yes", "The minutes say so.")])
def test_a_second_look_s_decision_takes_the_place_of_the_first(correction: Any) -> None:
    link = a_link()
    reply = say(link=link, typed=wrong(), now=NOW)
    decided(reply.report, None)
    again = file_report(
        page=PAGE,
        kind=ReportKind.WRONG,
        words="",
        email="",
        now=NOW,
        earlier=reply.report.ref,
    )
    (one,) = says(link)["pay_linked"]
    assert (one.decision, one.is_disputed) == ("The minutes are right.", False)
    letter = link.request.version.letter
    letter.refresh_from_db()
    before = letter.stamp
    decide(
        report=again,
        by=create_moderator(email="second@example.org"),
        decision="The minutes are of another year.",
        show_again=False,
        correction=correction,
        now=at(TODAY + timedelta(days=1)),
    )
    (one,) = says(link)["pay_linked"]
    assert one.decision == "The minutes are of another year."
    assert one.decided_on == TODAY + timedelta(days=1) and one.corrected == bool(correction)
    letter.refresh_from_db()
    assert letter.stamp > before


def test_a_comment_leaves_an_open_dispute_standing() -> None:
    link = a_link()
    say(link=link, typed=wrong(), now=NOW)
    say(link=link, typed=comment(), now=NOW)
    assert [one.kind for one in says(link)["pay_linked"]] == ["dispute", "comment"]
    assert take_back(link=link, key="pay_linked", kind="dispute", now=NOW)
    assert [one.kind for one in says(link)["pay_linked"]] == ["comment"]
    assert Report.objects.open().count() == 1, "a person still looks"


def test_a_decided_dispute_is_neither_taken_back_nor_replaced() -> None:
    link = a_link()
    reply = say(link=link, typed=wrong(), now=NOW)
    decided(reply.report)
    with pytest.raises(CannotReply, match="A person has decided"):
        take_back(link=link, key="pay_linked", kind="dispute", now=NOW)
    again = say(link=link, typed=wrong(words="And the papers of May too."), now=NOW)
    first, second = says(link)["pay_linked"]
    assert first.decision == "The minutes are right." and second.is_disputed
    assert take_back(link=link, key="pay_linked", kind="dispute", now=NOW)
    assert list(Reply.objects.standing()) == [reply] and again != reply


def test_wrong_without_a_document_is_a_comment_once_public() -> None:
    link = a_link()
    reply = say(link=link, typed=wrong(None), now=NOW)
    assert (reply.kind, reply.report) == ("comment", None)


def test_before_publication_a_person_looks_into_it_with_or_without_a_document() -> None:
    request = answered()
    embargoed(request)
    link = create_reply_link(request=request)
    reply = say(link=link, typed=wrong(None), now=NOW)
    assert reply.kind == "comment" and reply.report is not None
    with pytest.raises(CannotDecide, match="not public yet"):
        decided(reply.report)
    assert not Correction.objects.exists()
    decided(reply.report, None)


def test_a_file_of_an_unknown_kind_is_refused_beside_its_field() -> None:
    link = a_link()
    with pytest.raises(CannotReply) as refused:
        say(link=link, typed=wrong(Upload("run.exe", b"MZ\x90\x00" + b"\x00" * 99)), now=NOW)
    assert refused.value.field == "document" and not Reply.objects.exists()


# ------------------------------------------------------------------- hiding
def test_a_reported_child_takes_the_council_s_words_out_at_once() -> None:
    link = a_link()
    say(link=link, typed=comment(), now=NOW)
    say(link=link, typed=comment(key=""), now=NOW)
    report = file_report(page=PAGE, kind=ReportKind.CHILD, words="", email="", now=NOW)
    assert report.hid_at_once and says(link) == {}
    things = hiding.hidden_by(report.ref)
    assert len(things.replies) == 2
    hiding.show(things=things, by=create_moderator(), now=NOW)
    assert set(says(link)) == {"pay_linked", ""}


def test_staff_hide_and_show_a_council_s_page_with_its_words() -> None:
    link, boss = a_link(), create_moderator()
    say(link=link, typed=comment(), now=NOW)
    link.request.findings.get().unpublish()
    hiding.hide_page(page=PAGE, reason="A name.", by=boss, now=NOW)
    assert Reply.objects.get().hidden_at is not None
    assert PAGE in {path for path, _, _ in hiding.hidden_pages()}
    hiding.show_page(page=PAGE, by=boss, now=NOW)
    assert Reply.objects.get().hidden_at is None


# ------------------------------------------------------------------- the link itself
def test_an_expired_link_keeps_nothing_and_is_renewed_at_the_same_address(settings: Any) -> None:
    settings.OPERATOR_IS_NAMED = True
    council = create_authority(email="foi@kent.gov.uk")
    link = a_link(authority=council)
    old, after = link.token, at(link.expires_on + timedelta(days=1))
    with pytest.raises(CannotReply, match="expired"):
        say(link=link, typed=comment(), now=after)
    assert not renew(link=link, now=NOW), "it is still open"
    assert renew(link=link, now=after) and not renew(link=link, now=after)
    link.refresh_from_db()
    assert link.token != old and ReplyLink.objects.find(old) is None
    assert ReplyLink.objects.find(link.token) == link
    assert send_some(now=after, most=9) == 1 and link.token in mail.outbox[0].body
    assert send_some(now=after, most=9) == 0
    link.refresh_from_db()
    assert link.told_on == date(2026, 12, 11), "told once"


@pytest.mark.parametrize("why", ["printed", "no longer confirmed"])
def test_a_link_is_not_renewed_where_nobody_knows_the_address(why: str) -> None:
    council = create_authority(email="foi@kent.gov.uk")
    request = answered(authority=council)
    link = create_reply_link(request=request, printed=why == "printed", told=True)
    council.contacts.update(status="withdrawn")
    assert not renew(link=link, now=at(link.expires_on + timedelta(days=1)))


def test_a_bounced_link_opens_nothing() -> None:
    link = a_link()
    link.mark_bounced(now=NOW)
    assert ReplyLink.objects.find(link.token) is None


def test_tokens_and_codes_of_two_links_differ_and_codes_forgive_how_they_are_typed() -> None:
    first = create_reply_link(request=answered(), printed=True)
    second = create_reply_link(
        request=answered(owner=create_user(email="other@example.org")), printed=True
    )
    assert first.token != second.token and first.code != second.code
    assert len(first.code) == 14 and not set(first.code) & set("IO01")
    assert ReplyLink.objects.find_code(f" {first.code.lower().replace('-', ' ')}") == first
    assert ReplyLink.objects.find_code("") is None
    assert ReplyLink.objects.find_code("AAAA-AAAA-AAAA") is None

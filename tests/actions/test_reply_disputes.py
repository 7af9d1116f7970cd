"""A council disputes a cell, a person decides; and what is said can be hidden."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from foi.actions import hiding
from foi.actions.reply import CannotReply, say, take_back
from foi.actions.report import CannotDecide, decide, file_report, tell
from foi.actions.uploads import Upload
from foi.models import Correction, Reply, Report
from foi.rules.reporting import ReportKind
from tests.actions.replying import (
    NOW,
    PAGE,
    TODAY,
    a_link,
    answered,
    comment,
    decided,
    embargoed,
    says,
    wrong,
)
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_moderator,
    create_reply_link,
    create_request,
    create_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]


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


def test_the_line_of_a_decided_dispute_is_of_the_answer_that_the_link_shows() -> None:
    link = a_link()
    other = create_request(owner=create_user(email="other@example.org"), authority=link.authority)
    create_finding(request=other)
    reply = say(link=link, typed=wrong(), now=NOW)
    decided(reply.report)
    assert Correction.objects.get().finding == link.request.findings.get()


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


def told_of(report: Report) -> set[str]:
    """Who is mailed the decision on a report, the council aside."""
    if report.decided_at is None:
        decided(report, None)
    mail.outbox.clear()
    tell(now=NOW)
    told = {m.to[0] for m in mail.outbox if "our decision" in m.subject}
    return told - {"foi@kent.gov.uk"}


@pytest.mark.parametrize("before_publication", [True, False])
def test_a_dispute_is_told_to_nobody_else_who_asked_the_same(before_publication: bool) -> None:
    answered(owner=create_user(email="stranger@example.org"))
    request = answered(owner=create_user(email="group@example.org"))
    if before_publication:
        embargoed(request)
    reply = say(link=create_reply_link(request=request), typed=wrong(), now=NOW)
    assert told_of(reply.report) == {"group@example.org"}
    again = file_report(
        page=PAGE, kind=ReportKind.WRONG, words="", email="", now=NOW, earlier=reply.report.ref
    )
    second = create_moderator(email="second@example.org")
    decide(report=again, by=second, decision="As before.", show_again=False, now=NOW)
    again.refresh_from_db()
    assert told_of(again) == {"group@example.org"}


def test_a_dispute_that_an_investigation_s_link_raised_is_told_to_its_owners_in_that_council() -> (
    None
):
    request = answered(owner=create_user(email="group@example.org"))
    essex = answered(
        owner=create_user(email="essex@example.org"), authority=create_authority(slug="essex")
    )
    embargoed(request), embargoed(essex)
    reply = say(link=create_reply_link(request=request), typed=wrong(), now=NOW)
    assert told_of(reply.report) == {"group@example.org"}


def test_reasons_go_to_nobody_who_cannot_see_every_answer_that_they_may_be_about() -> None:
    def reported() -> Report:
        cell = f"{PAGE}#pay_linked"
        return file_report(page=cell, kind=ReportKind.WRONG, words="", email="", now=NOW)

    answered(owner=create_user(email="stranger@example.org"))
    request = answered(owner=create_user(email="group@example.org"))
    assert told_of(reported()) == {"stranger@example.org", "group@example.org"}
    embargoed(request)
    assert told_of(reported()) == {"group@example.org"}


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

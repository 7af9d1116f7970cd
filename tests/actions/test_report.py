"""Reports: hidden at once, decided with reasons, both sides told once."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import override_settings

from foi.actions import hiding
from foi.actions.report import CannotDecide, decide, file_report, stays_hidden, tell
from foi.models import Correction, Event, Finding, Report, Request, User
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from foi.rules.reporting import ReportKind
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 14)
NOW = at(TODAY)


@pytest.fixture(autouse=True)
def _holidays() -> None:
    load_holidays()


def answered(**fields: object) -> Request:
    request = create_request(**fields)  # type: ignore[arg-type]  # a builder's own names
    create_reply(request=request)
    create_finding(request=request)
    return request


def child_report(page: str, **fields: object) -> Report:
    values = {"page": page, "kind": ReportKind.CHILD, "words": "Look at the quote.", "email": ""}
    return file_report(**(values | {"now": NOW} | fields))  # type: ignore[arg-type]  # as above


def public_findings() -> int:
    return Finding.objects.visible_to(None, TODAY).count()


def test_a_reported_child_is_hidden_before_anybody_looks() -> None:
    request = answered()
    before = request.version.letter.stamp
    report = child_report(f"/requests/{request.ref}/")
    assert report.hid_at_once
    assert not Request.objects.visible_to(None, TODAY).exists()
    assert public_findings() == 0
    assert Request.objects.visible_to(request.requester, TODAY).exists()
    request.version.letter.refresh_from_db()
    assert request.version.letter.stamp > before
    event = request.events.get(kind=Kind.HIDDEN)
    assert event.by is None and report.ref in event.note


def test_a_reported_cell_takes_that_council_s_answers_to_that_letter_alone() -> None:
    kent = answered()
    create_finding(request=kent, key="plans", quote="")
    answered(authority=create_authority(slug="essex"), owner=create_user(email="other@example.org"))
    assert public_findings() == 3
    report = child_report("/compare/send-staff-targets/kent/")
    assert report.hid_at_once and public_findings() == 1
    assert Request.objects.visible_to(None, TODAY).count() == 2


def test_a_reported_council_page_takes_the_answers_that_have_words() -> None:
    kent = answered()
    create_finding(request=kent, key="plans", quote="")
    assert child_report("/authorities/kent/").hid_at_once
    assert public_findings() == 1


@pytest.mark.parametrize("page", ["/compare/send-staff-targets/kent", "/authorities/kent"])
def test_an_address_without_its_last_slash_hides_the_same(page: str) -> None:
    answered()
    report = child_report(page)
    assert report.hid_at_once and report.page == f"{page}/"
    assert public_findings() == 0


@pytest.mark.parametrize("page", ["/", "/compare/send-staff-targets/", "/requests/TD-AAAAAA/"])
def test_a_page_of_many_things_hides_nothing_by_itself(page: str) -> None:
    answered()
    assert not child_report(page).hid_at_once
    assert public_findings() == 1


def test_a_private_request_is_neither_touched_nor_hinted_at() -> None:
    request = answered(visibility=Visibility.PRIVATE)
    report = child_report(f"/requests/{request.ref}/")
    assert not report.hid_at_once
    assert not request.events.filter(kind=Kind.HIDDEN).exists()


def test_whoever_has_had_much_hidden_waits_for_a_person() -> None:
    request = answered()
    report = child_report(f"/requests/{request.ref}/", may_hide=False)
    assert not report.hid_at_once and public_findings() == 1
    assert Report.objects.open().get() == report


@pytest.mark.parametrize("kind", [k for k in ReportKind if k != ReportKind.CHILD])
def test_no_other_kind_hides(kind: ReportKind) -> None:
    request = answered()
    assert not child_report(f"/requests/{request.ref}/", kind=kind).hid_at_once
    assert public_findings() == 1


def test_a_person_shows_it_again_with_reasons_and_a_correction() -> None:
    request = answered()
    report = child_report(f"/requests/{request.ref}/", email="reader@example.org")
    decide(
        report=report,
        by=create_moderator(),
        decision="The passage names a road, no person.",
        show_again=True,
        correction=("54 plans", "45 plans", "A slip in typing."),
        now=NOW,
    )
    assert public_findings() == 1
    line = Correction.objects.get()
    assert (line.said, line.says, line.page) == ("54 plans", "45 plans", report.page)
    kinds = list(request.events.values_list("kind", flat=True))
    assert kinds.count("hidden") == kinds.count("shown") == 1
    with pytest.raises(CannotDecide, match="decided already"):
        decide(report=report, by=create_moderator(), decision="x", show_again=False, now=NOW)


def test_what_staff_hid_for_another_reason_stays_hidden() -> None:
    request, other = answered(), answered(authority=create_authority(slug="essex"))
    staff = create_moderator()
    hiding.hide_page(page=f"/requests/{other.ref}/", reason="A name.", by=staff, now=NOW)
    report = child_report(f"/requests/{request.ref}/")
    decide(report=report, by=staff, decision="Nobody.", show_again=True, now=NOW)
    assert [r.ref for r in Request.objects.visible_to(None, TODAY)] == [request.ref]


def test_a_second_report_of_the_same_page_keeps_it_hidden() -> None:
    request = answered()
    page, staff = f"/requests/{request.ref}/", create_moderator()
    first, second = child_report(page), child_report(page)
    with pytest.raises(CannotDecide, match=second.ref):
        decide(report=first, by=staff, decision="Nobody.", show_again=True, now=NOW)
    assert public_findings() == 0
    decide(report=second, by=staff, decision="Nobody.", show_again=False, now=NOW)
    decide(report=first, by=staff, decision="Nobody.", show_again=True, now=NOW)
    assert public_findings() == 1


def test_what_a_wider_report_also_speaks_of_stays_hidden_until_that_is_decided() -> None:
    answered()
    staff = create_moderator()
    first = child_report("/compare/send-staff-targets/kent/")
    second = child_report("/authorities/kent/")
    with pytest.raises(CannotDecide, match=second.ref):
        decide(report=first, by=staff, decision="Nobody.", show_again=True, now=NOW)


@pytest.mark.parametrize("role", ["member", "campaigner"])
def test_only_staff_decide_and_hide(role: str) -> None:
    user = create_user(email="someone@example.org")
    User.objects.filter(pk=user.pk).update(role=role)
    user.refresh_from_db()
    report = child_report("/")
    with pytest.raises(CannotDecide, match="Only staff"):
        decide(report=report, by=user, decision="Mine.", show_again=False, now=NOW)
    with pytest.raises(hiding.CannotHide, match="Only staff"):
        hiding.hide_page(page="/authorities/kent/", reason="x", by=user, now=NOW)


def test_neither_a_decision_nor_a_correction_names_a_child() -> None:
    report, staff = child_report("/"), create_moderator()
    named = "My son Jamie Smith, born 3 May 2014, is in it."
    with pytest.raises(CannotDecide) as error:
        decide(report=report, by=staff, decision=named, show_again=False, now=NOW)
    assert error.value.field == "decision"
    with pytest.raises(CannotDecide) as error:
        correction = (named, "Nothing", "Removed.")
        decide(
            report=report,
            by=staff,
            decision="Done.",
            show_again=False,
            correction=correction,
            now=NOW,
        )
    assert error.value.field == "said"
    report.refresh_from_db()
    assert report.decided_at is None and not Correction.objects.exists()


def test_half_a_correction_is_none() -> None:
    report, staff = child_report("/"), create_moderator()
    with pytest.raises(CannotDecide, match="all three"):
        half = ("54 plans", "", "")
        decide(
            report=report, by=staff, decision="Done.", show_again=False, correction=half, now=NOW
        )


def test_another_person_looks_again_and_only_once() -> None:
    staff, colleague = create_moderator(), create_moderator(email="second@example.org")
    first = child_report("/")
    early = child_report("/", earlier=first.ref)
    assert early.review_of is None  # nobody has decided yet
    decide(report=first, by=staff, decision="Nobody is named.", show_again=False, now=NOW)
    again = child_report("/", earlier=first.ref.lower())
    assert again.review_of == first
    assert child_report("/", earlier=first.ref).review_of is None
    with pytest.raises(CannotDecide, match="Somebody else"):
        decide(report=again, by=staff, decision="As before.", show_again=False, now=NOW)
    decide(report=again, by=colleague, decision="As before.", show_again=False, now=NOW)


def test_staff_are_told_at_once_and_once_and_the_words_stay_here() -> None:
    create_moderator(), create_moderator(email="second@example.org")
    report = child_report("/about/", words="Jamie Smith lives there")
    assert tell(now=NOW) == 1 and tell(now=NOW) == 0
    assert sorted(m.to[0] for m in mail.outbox) == ["second@example.org", "staff@example.org"]
    for message in mail.outbox:
        text = message.subject + message.body
        assert report.ref in message.subject
        assert "Jamie" not in text and "/about/" not in message.subject
        assert "16 December 2026 at 12:00" in message.body
    assert len({m.extra_headers["Message-ID"] for m in mail.outbox}) == 2


@override_settings(CONTACT_EMAIL="desk@example.org")
def test_without_a_moderator_the_operator_is_told() -> None:
    child_report("/")
    tell(now=NOW)
    assert [m.to for m in mail.outbox] == [["desk@example.org"]]


def test_both_sides_read_the_reasons_once() -> None:
    request = answered()
    report = child_report(f"/requests/{request.ref}/", email="reader@example.org")
    tell(now=NOW)
    mail.outbox.clear()
    reasons = "It's a road <& no person>."
    decide(report=report, by=create_moderator(), decision=reasons, show_again=True, now=NOW)
    assert tell(now=NOW) == 1 and tell(now=NOW) == 0
    assert sorted(m.to[0] for m in mail.outbox) == ["parent@example.org", "reader@example.org"]
    for message in mail.outbox:
        assert reasons in message.body
        assert "reader@" not in message.body and "parent@" not in message.body
        assert "kent" not in message.subject.lower() and request.ref not in message.subject


def test_nothing_hidden_stays_so_without_anybody_having_chosen_it() -> None:
    request, staff = answered(), create_moderator()
    report = child_report(f"/requests/{request.ref}/")
    with pytest.raises(CannotDecide, match="Choose whether") as error:
        decide(report=report, by=staff, decision="Nobody.", show_again=None, now=NOW)
    assert error.value.field == "show_again"
    decide(report=child_report("/"), by=staff, decision="Nobody.", show_again=None, now=NOW)


@pytest.mark.parametrize(("again", "words"), [(True, "is shown again"), (False, "stays hidden")])
def test_both_mails_say_whether_it_stays_hidden(again: bool, words: str) -> None:
    request = answered()
    report = child_report(f"/requests/{request.ref}/", email="reader@example.org")
    decide(report=report, by=create_moderator(), decision="Seen.", show_again=again, now=NOW)
    tell(now=NOW)
    told = [m for m in mail.outbox if "our decision" in m.subject]
    assert len(told) == 2 and all(f"because of the report {words}" in m.body for m in told)
    assert stays_hidden(report) is not again


def test_a_second_look_chooses_too_what_becomes_of_what_the_first_had_hidden() -> None:
    request, second = answered(), create_moderator(email="second@example.org")
    first = child_report(f"/requests/{request.ref}/")
    decide(report=first, by=create_moderator(), decision="A name.", show_again=False, now=NOW)
    again = child_report("/", earlier=first.ref)
    with pytest.raises(CannotDecide, match="Choose whether"):
        decide(report=again, by=second, decision="No name.", show_again=None, now=NOW)
    decide(report=again, by=second, decision="No name.", show_again=True, now=NOW)
    assert public_findings() == 1
    assert stays_hidden(first) is False and stays_hidden(again) is False


def test_owners_of_the_answers_of_a_cell_are_told_too() -> None:
    request = answered()
    report = child_report("/compare/send-staff-targets/kent/")
    decide(report=report, by=create_moderator(), decision="It stays.", show_again=False, now=NOW)
    tell(now=NOW)
    assert [m.to[0] for m in mail.outbox if "stays hidden" in m.body] == [request.requester.email]


def test_a_claim_is_tried_again_after_a_quarter_of_an_hour_and_not_before() -> None:
    create_moderator()
    report = child_report("/")
    assert Report.objects.filter(pk=report.pk).claim("told", now=NOW)
    assert tell(now=NOW + timedelta(minutes=14)) == 0
    assert tell(now=NOW + timedelta(minutes=16)) == 1


def test_a_mail_server_that_is_down_loses_nothing() -> None:
    create_moderator()
    report = child_report("/")
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=1,
    ):
        assert tell(now=NOW) == 0
    report.refresh_from_db()
    assert report.told_at is None
    assert tell(now=NOW + timedelta(minutes=16)) == 1


def test_staff_hide_and_show_with_a_reason() -> None:
    request, staff = answered(), create_moderator()
    page = f"/requests/{request.ref}/"
    with pytest.raises(hiding.CannotHide, match="Say why"):
        hiding.hide_page(page=page, reason=" ", by=staff, now=NOW)
    hiding.hide_page(page=page, reason="A signature.", by=staff, now=NOW)
    with pytest.raises(hiding.CannotHide, match="nothing on that page"):
        hiding.hide_page(page=page, reason="Twice.", by=staff, now=NOW)
    assert [(path, reason) for path, reason, _ in hiding.hidden_pages()] == [(page, "A signature.")]
    hiding.show_page(page=page, by=staff, now=NOW)
    assert public_findings() == 1 and not list(hiding.hidden_pages())
    assert Event.objects.filter(kind="hidden").get().by == staff

"""Lines of correction and decisions: masked, naming nobody, told to both sides, looked at twice."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError

from foi.actions.decide import Passage, Said, read_question
from foi.actions.report import CannotDecide, decide, file_report, tell
from foi.comparison.corrected import lines_shown
from foi.models import Correction, Finding, Report
from foi.rules.answers import read, to_json
from foi.rules.permissions import Visibility
from foi.rules.reporting import ReportKind
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_finding,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    declare,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 14)
NOW = at(TODAY)
CELL = "/compare/send-staff-targets/kent/?round=1#plans"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        load_holidays()
        yield


def plans(written: str = "54", **fields: Any) -> Finding:
    request = create_request(**fields)
    reply = create_reply(request=request)
    value = to_json(read("count", written))
    quote = f"We hold {written} plans."
    return create_finding(
        request=request, key="plans", value=value, message=reply, quote=quote, written=written
    )


def reported(page: str = CELL, kind: ReportKind = ReportKind.WRONG, **fields: Any) -> Report:
    values = {"page": page, "kind": kind, "words": "It says 45.", "email": "", "now": NOW}
    return file_report(**(values | fields))


def settle(report: Report, decision: str = "It was a slip.", **fields: Any) -> None:
    values = {"by": create_moderator(), "show_again": False, "now": NOW}
    decide(report=report, decision=decision, **(values | fields))


def put_right(finding: Finding, written: str, when: Any = NOW) -> Finding:
    request = finding.request
    assert request is not None
    said = Said(
        outcome="answered",
        written=written,
        passage=Passage(quote=f"We hold {written} plans.", message=finding.reading.message),
    )
    by = create_moderator()
    declare(user=by, request=request)
    return read_question(request=request, by=by, question=finding.question, said=said, now=when)


# ---------------------------------------------------------------------- the line of correction
def test_a_line_says_no_number_of_fewer_than_five_people() -> None:
    plans("3")
    settle(reported(), correction=("Answered: 3 plans", "Answered: 4 plans", "It says 4, not 3."))
    line = Correction.objects.get()
    assert (line.said, line.page) == ("Answered: [fewer than 5] plans", CELL)
    assert not {"3", "4"} & set(f"{line.said}{line.says}")


def test_the_reasons_say_no_number_that_an_answer_names_or_named() -> None:
    finding = plans("3")
    put_right(finding, "54")
    report = reported()
    settle(report, "The reply says 54 plans, not 3. One page was read wrongly.")
    report.refresh_from_db()
    assert report.decision.endswith("54 plans, not [fewer than 5]. One page was read wrongly.")


def test_a_letter_that_counts_no_people_keeps_its_numbers() -> None:
    version = create_letter(slug="other", questions=(("targets_set", "yes_no"),))
    create_request(version=version)
    page = "/compare/other/kent/?round=1#targets_set"
    settle(reported(page), correction=("3 targets", "4 targets", "A slip."))
    assert Correction.objects.get().said == "3 targets"


@pytest.mark.parametrize("field", ["decision", "said", "says", "why"])
def test_nothing_that_goes_out_names_the_person_who_asked(field: str) -> None:
    plans()
    texts = {"decision": "A slip.", "said": "54", "says": "45", "why": "A slip."}
    texts[field] = "As Pat Marsh told us."
    line = (texts["said"], texts["says"], texts["why"])
    with pytest.raises(CannotDecide, match="names the person who asked") as told:
        settle(reported(), texts["decision"], correction=line)
    assert told.value.field == field and not Correction.objects.exists()


# --------------------------------------------------------------------- the line of the change
def lines() -> list[tuple[str, str]]:
    return [(line.said, line.says) for line in lines_shown(TODAY)]


def test_putting_a_public_answer_right_writes_the_line_as_the_table_said_it() -> None:
    put_right(plans("3"), "54")
    assert lines() == [("Plans: Answered: <5", "Plans: Answered: 54")]


@pytest.mark.parametrize("then", ["private", "unpublished", "hidden"])
def test_a_line_goes_with_the_answer_that_it_speaks_of(then: str) -> None:
    finding = put_right(plans("54"), "45")
    assert lines() == [("Plans: Answered: 54", "Plans: Answered: 45")]
    if then == "private":
        finding.request.set_visibility(Visibility.PRIVATE)
    elif then == "unpublished":
        finding.unpublish()
    else:
        finding.hide(reason="A name.", now=NOW)
    assert lines() == []


def beside(finding: Finding) -> Finding:
    """Another person's public answer in the same cell."""
    request = create_request(
        owner=create_user(email="other@example.org"), authority=finding.authority
    )
    value = to_json(read("count", "60"))
    return create_finding(request=request, key="plans", value=value, written="60")


@pytest.mark.parametrize("then", ["private", "unpublished"])
def test_it_goes_though_another_answer_stands_in_the_cell(then: str) -> None:
    finding = put_right(plans("54"), "45")
    beside(finding)
    assert len(lines()) == 1
    if then == "private":
        finding.request.set_visibility(Visibility.PRIVATE)
    else:
        finding.unpublish()
    assert lines() == []


def test_a_line_stays_with_the_answer_that_replaced_its_own_unless_that_was_hidden() -> None:
    finding = put_right(plans("54"), "45")
    newer = put_right(finding, "46")
    assert [says for _, says in lines()] == ["Plans: Answered: 46", "Plans: Answered: 45"]
    newer.unpublish()
    assert lines() == []
    newer.publish(by=create_moderator(), now=NOW)
    newer.hide(reason="A name.", now=NOW)
    put_right(newer, "47")
    shown = Correction.objects.of_what_is_public(TODAY)
    assert [line.says for line in shown] == ["Plans: Answered: 45"] and lines() == []


def test_a_line_by_staff_on_a_cell_goes_with_its_only_answer() -> None:
    finding = plans("54")
    settle(reported(), correction=("54", "45", "A slip."))
    assert Correction.objects.get().finding == finding
    beside(finding)
    finding.request.set_visibility(Visibility.PRIVATE)
    assert lines() == []


def test_where_the_cell_has_two_answers_nobody_knows_which_it_was() -> None:
    beside(plans("54"))
    settle(reported(), correction=("54", "45", "A slip."))
    assert Correction.objects.get().finding is None and lines() == [("54", "45")]


@pytest.mark.parametrize("then", ["private", "counted", "hidden"])
def test_a_line_on_a_request_s_page_goes_with_that_page(then: str) -> None:
    request = plans().request
    page = f"/requests/{request.ref}/"
    settle(reported(page), correction=("54", "45", "A slip."))
    assert lines() == [("54", "45")] and Correction.objects.get().request == request
    if then == "hidden":
        request.hide(reason="A child.", now=NOW)
    else:
        request.set_visibility(Visibility(then))
    assert lines() == []


def test_a_line_is_of_an_answer_or_of_a_page_and_never_of_both() -> None:
    finding = plans()
    row = {"said": "54", "says": "45", "why": "A slip.", "on": TODAY}
    Correction.add(page=f"/requests/{finding.request.ref}/files/x/", **row)
    with pytest.raises(IntegrityError, match="correction_of_one_thing"):
        Correction.objects.update(finding=finding)


def test_nothing_is_said_of_what_the_public_does_not_see() -> None:
    put_right(plans("54", visibility=Visibility.PRIVATE), "45")
    assert not Correction.objects.exists()


# ------------------------------------------------------------------------------ who is told
def test_the_owner_of_the_answer_reported_hears_the_decision_though_nothing_was_hidden() -> None:
    plans()
    other = create_user(email="other@example.org")
    create_finding(request=create_request(owner=other), key="pay_linked")
    essex = create_request(owner=create_campaigner(), authority=create_authority(slug="essex"))
    create_finding(request=essex, key="plans")
    report = reported(email="reader@example.org")
    settle(report)
    mail.outbox.clear()
    tell(now=NOW)
    told = sorted(one.to[0] for one in mail.outbox if "our decision" in one.subject)
    assert told == ["parent@example.org", "reader@example.org"]


def test_my_data_is_acknowledged_by_mail_once() -> None:
    report = reported(kind=ReportKind.MY_DATA, email="me@example.org")
    reported(email="reader@example.org")
    tell(now=NOW)
    tell(now=NOW)
    mails = [one for one in mail.outbox if one.to != ["staff@example.org"]]
    assert [one.to for one in mails] == [["me@example.org"]]
    assert report.ref in mails[0].subject and "acknowledges it" in mails[0].body
    assert "13 January 2027" in mails[0].body and "It says 45" not in mails[0].body


# ------------------------------------------------------------------------------ second looks
def test_a_second_look_is_the_last() -> None:
    first = reported()
    settle(first)
    second = reported(earlier=first.ref)
    assert second.review_of == first
    with pytest.raises(CannotDecide, match="Somebody else"):
        settle(second)
    settle(second, by=create_moderator(email="second@example.org"))
    for ref in (first.ref, second.ref):
        assert reported(earlier=ref).review_of is None
    mail.outbox.clear()
    Report.objects.filter(pk=second.pk).update(email="reader@example.org")
    tell(now=NOW)
    said = next(one.body for one in mail.outbox if one.to == ["reader@example.org"])
    assert "our last decision" in said and "Not content?" not in said


def test_two_reports_of_one_page_hide_it_until_both_are_decided() -> None:
    """Whichever cell of the page each of them names."""
    plans()
    one = reported(kind=ReportKind.CHILD)
    other = reported("/compare/send-staff-targets/kent/#pay_linked", ReportKind.CHILD)
    assert one.hid_at_once
    with pytest.raises(CannotDecide, match=other.ref):
        settle(one, show_again=True)

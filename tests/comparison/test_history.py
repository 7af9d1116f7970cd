"""What a cell said, when, by whom and why: only what was public, under public names."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from foi.actions.check import Verdict, check
from foi.actions.decide import Passage, Said, read_question
from foi.comparison.history import Step, histories, history
from foi.models import Finding, Request, User
from foi.rules.permissions import Role, Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_letter,
    create_request,
    create_user,
    declare,
)

pytestmark = pytest.mark.django_db
DAYS = [date(2026, 12, day) for day in (11, 14, 15)]
LATER = date(2026, 12, 20)
WHY = "The second sentence says so."


def read(request: Request, day: int = 0, key: str = "pay_linked", **said: Any) -> Finding:
    """The owner reads it on one of the days."""
    facts = {"outcome": "answered", "written": "no", "passage": Passage(quote="It is not.")}
    return read_question(
        request=request,
        by=request.requester,
        question=request.asked.get(question__key=key).question,
        said=Said(**facts | said),
        reason=said.pop("reason", ""),
        now=at(DAYS[day]),
    )


def published(request: Request, **said: Any) -> Finding:
    finding = read(request, **said)
    finding.publish(by=request.requester, now=at(DAYS[0]))
    return finding


def look(finding: Finding, number: int, day: int, **said: Any) -> Finding:
    """Another person picks a reading, or reads it herself."""
    user = reader(number)
    declare(user=user, request=finding.request)
    seen = frozenset(row.pk for row in finding.readings.all())
    said = said or {"picks": finding.reading}
    told = Verdict(finding, seen, **said)
    (found,) = check(request=finding.request, by=user, verdicts=[told], now=at(DAYS[day]))
    finding.request.leases.all().delete()
    return found


def reader(number: int) -> User:
    return create_user(email=f"reader-{number}@example.org", role=Role.CAMPAIGNER)


def yes(reason: str = WHY) -> dict[str, Any]:
    return {"said": Said("answered", "yes", passage=Passage(quote="It is.")), "reason": reason}


def steps(request: Request, key: str = "pay_linked", user: User | None = None) -> list[Step]:
    return history(request.authority, key, request.round, user, LATER)


def lines(request: Request, **more: Any) -> list[tuple[date, str, str, str]]:
    return [(step.on, step.line, step.said, step.why) for step in steps(request, **more)]


def test_entered_read_otherwise_and_settled_each_with_its_day_name_and_reason() -> None:
    request = create_request()
    finding = published(request)
    look(finding, 2, 1, **yes())
    look(finding, 3, 2, picks=finding.readings.get(by=reader(2)))
    second, third = reader(2).reader_alias, reader(3).reader_alias
    assert lines(request) == [
        (DAYS[0], f"entered by {request.alias}", "Answered: no", ""),
        (DAYS[1], f"read otherwise by {second}", "", WHY),
        (DAYS[2], f"settled by {third}", "Answered: yes", ""),  # the reason was the second's
    ]
    page = Client().get("/compare/send-staff-targets/kent/").content.decode()
    assert page.count(f"The reason given: {WHY}") == 1


def test_a_third_who_gives_a_reason_of_her_own_has_it_under_her_name() -> None:
    request = create_request()
    finding = published(request)
    look(finding, 2, 1, **yes())
    look(finding, 3, 2, picks=finding.readings.get(by=reader(2)), reason="So does the table.")
    assert [step.why for step in steps(request)] == ["", WHY, "So does the table."]


def test_checked_and_read_again_by_its_reader() -> None:
    request = create_request()
    finding = published(request)
    look(finding, 2, 1)
    read(request, 2, written="yes", passage=Passage(quote="It is."))
    assert lines(request) == [
        (DAYS[0], f"entered by {request.alias}", "Answered: no", ""),
        (DAYS[1], f"checked by {reader(2).reader_alias}", "Answered: no", ""),
        (DAYS[2], f"read otherwise by {request.alias}", "", ""),
    ]


def test_a_first_reader_who_comes_round_is_checked_by_the_second() -> None:
    request = create_request()
    finding = published(request)
    look(finding, 2, 1, **yes())
    read(request, 2, written="yes", passage=Passage(quote="It is."))
    assert [step.what for step in steps(request)] == [
        "entered",
        "read otherwise",
        "entered",
        "checked",
    ]


def test_where_the_third_reads_what_is_shown_the_cell_stays_and_says_so() -> None:
    request = create_request()
    finding = published(request)
    look(finding, 2, 1, **yes())
    look(finding, 3, 2)
    found = steps(request)
    assert [step.what for step in found] == ["entered", "read otherwise", "settled"]
    assert found[-1].said == "Answered: no"


def test_the_person_who_asked_has_her_alias_or_none_and_never_her_name() -> None:
    counted = create_request(visibility=Visibility.COUNTED)
    published(counted)
    assert steps(counted)[0].who == "the person who asked"
    page = Client().get("/compare/send-staff-targets/kent/").content.decode()
    assert "entered by the person who asked" in page
    for word in (counted.alias, "Marsh", "parent@example.org"):
        assert word not in page


def test_what_was_never_public_is_no_history() -> None:
    request = create_request()
    read(request)
    assert steps(request) == steps(request, user=request.requester) == []
    newer = read(request, 1, written="yes", passage=Passage(quote="It is."))
    newer.publish(by=request.requester, now=at(DAYS[1]))
    assert [step.said for step in steps(request)] == ["Answered: yes"]


def test_two_who_differed_in_private_leave_only_what_was_settled() -> None:
    request = create_request()
    finding = read(request)
    look(finding, 2, 1, **yes())
    newer = look(finding, 3, 2, picks=finding.readings.get(by=reader(2)))
    newer.publish(by=request.requester, now=at(DAYS[2]))
    assert [(step.what, step.said) for step in steps(request)] == [("settled", "Answered: yes")]


@pytest.mark.parametrize("how", ["unpublished", "hidden", "private", "request hidden"])
def test_what_is_hidden_or_private_now_has_no_history_either(how: str) -> None:
    request = create_request()
    published(request)
    newer = read(request, 1, written="yes", passage=Passage(quote="It is."))
    assert len(steps(request)) == 2
    if how == "unpublished":
        newer.unpublish()
    elif how == "hidden":
        newer.hide(reason="A child.", now=at(DAYS[1]))
    elif how == "private":
        request.set_visibility(Visibility.PRIVATE)
    else:
        request.hide(reason="A child.", now=at(DAYS[1]))
    assert steps(request) == []


def test_a_small_number_is_masked_in_value_and_reason_as_in_the_cell() -> None:
    request = create_request()
    value = {"value": 3, "qualifier": None}
    finding = create_finding(request=request, key="plans", written="3", value=value)
    said = Said("answered", "12", passage=Passage(quote="12 plans"))
    look(finding, 2, 1, said=said, reason="It says 12 plans, not 3 plans.")
    text = " ".join(f"{step.said} {step.why}" for step in steps(request, "plans"))
    assert "Answered: <5" in text and "12 plans" in text and "3" not in text


def test_a_sum_that_rests_on_few_people_is_held_back() -> None:
    version = create_letter(
        slug="ombudsman-complaints", questions=(("remedies", "count"), ("remedy_paid", "money"))
    )
    request = create_request(version=version)
    create_finding(request=request, key="remedies", value={"value": 2}, written="2")
    money = {"value": {"decimal": "900"}, "unit": "GBP"}
    create_finding(request=request, key="remedy_paid", value=money, written="£900")
    assert "900" not in steps(request, "remedy_paid")[0].said


def test_words_that_were_replaced_are_not_repeated() -> None:
    request = create_request()
    key = "targets_document"
    published(request, key=key, written="Plan of a named team")
    read(request, 1, key=key, written="Service plan")
    assert [step.said for step in steps(request, key)] == ["Answered", "Answered: Service plan"]


def test_all_cells_of_a_page_cost_the_same(django_assert_num_queries: Any) -> None:
    for number in range(4):
        owner = create_user(email=f"p{number}@example.org")
        request = create_request(owner=owner, authority=create_authority())
        for key in ("pay_linked", "plans"):
            create_finding(request=request, key=key, outcome="not_held")
    with django_assert_num_queries(2):
        found = histories(request.authority, request.round, user=None, on=LATER)
    assert {key: len(group) for key, group in found.items()} == {"pay_linked": 4, "plans": 4}


@pytest.mark.parametrize("few", [2, 20])
def test_a_sum_waits_here_too_for_the_number_that_it_rests_on(few: int) -> None:
    version = create_letter(
        slug="ombudsman-complaints", questions=(("remedies", "count"), ("remedy_paid", "money"))
    )
    request = create_request(version=version)
    money = {"value": "900", "unit": "GBP"}
    create_finding(request=request, key="remedy_paid", value=money, written="£900")
    number = {"value": few}
    base = create_finding(request=request, key="remedies", value=number, published=False)
    assert "900" not in steps(request, "remedy_paid")[0].said
    base.publish(by=request.requester, now=at(DAYS[1]))
    assert ("900" in steps(request, "remedy_paid")[0].said) is (few == 20)

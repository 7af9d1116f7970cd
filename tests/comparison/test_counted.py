"""The comparison: columns, coverage, filters and sorting."""

from datetime import date

import pytest

from foi.comparison import Wanted, table
from foi.models import LetterVersion
from tests.builders import (
    add_version,
    create_authority,
    create_finding,
    create_letter,
    create_request,
    create_user,
)
from tests.comparison.tables import TODAY, cell, made, value

pytestmark = pytest.mark.django_db


# ----------------------------------------------------------------- columns and coverage
def test_an_older_versions_question_comes_last_while_it_is_asked():
    request = create_request()
    questions = (("brand_new", "yes_no", "W?"), ("pay_linked", "yes_no", "W?"))
    newer = add_version(request.version.letter, questions=questions, loaded_on=TODAY)
    keys = [column.key for column in made(newer).columns]
    old = ["target_limit_assessments", "plans", "targets_document"]
    assert keys == ["brand_new", "pay_linked", *old]
    create_finding(request=request, value=value("yes_no", "yes"))
    assert cell(made(newer), key="pay_linked").value == "yes"  # one key, two versions


def test_refusals_sections_21_and_not_held_are_counted_apart():
    version = create_letter()
    for slug, outcome, grounds in (
        ("a", "refused", ("foia-s12-1",)),
        ("b", "refused", ("foia-s21",)),
        ("c", "not_held", ()),
        ("d", "answered", ()),
    ):
        request = create_request(
            authority=create_authority(slug=slug), owner=create_user(email=f"{slug}@example.org")
        )
        given = value("yes_no", "yes") if outcome == "answered" else None
        create_finding(request=request, outcome=outcome, grounds=grounds, value=given)
    create_authority(slug="e")
    tally = made(version).coverage.by_question["pay_linked"]
    assert tally == {"refused": 1, "published": 1, "not_held": 1, "answered": 1, "not_asked": 1}


def test_past_its_date_is_never_counted_as_no_reply():
    request = create_request()
    coverage = made(request.version, on=date(2027, 2, 1)).coverage
    assert coverage.by_group["unconfirmed"] == 1 and coverage.by_group["overdue"] == 0


# ----------------------------------------------------------------- filter and sort
def _three() -> LetterVersion:
    version = create_letter()
    for slug, plans in (("a", "50"), ("b", "7"), ("c", "")):
        request = create_request(
            authority=create_authority(slug=slug), owner=create_user(email=f"{slug}@example.org")
        )
        if plans:
            create_finding(request=request, key="plans", value=value("count", plans))
    return version


@pytest.mark.parametrize(
    ("sort", "order"),
    [("", "abc"), ("-council", "cba"), ("plans", "bac"), ("-plans", "cab"), ("nonsense", "abc")],
)
def test_rows_sort_by_council_or_by_an_answer(sort: str, order: str):
    rows = made(_three(), wanted=Wanted(sort=sort)).rows
    assert "".join(row.authority.slug for row in rows) == order


def test_an_outcome_keeps_only_its_cells_but_coverage_stays():
    shown = made(_three(), wanted=Wanted(outcome="answered"))
    assert [row.authority.slug for row in shown.rows] == ["a", "b"]
    assert [one.key for row in shown.rows for one in row.cells if one.is_in] == ["plans", "plans"]
    assert shown.coverage.councils == 3


def test_one_question_alone():
    shown = made(_three(), wanted=Wanted(question="plans"))
    assert [column.key for column in shown.columns] == ["plans"]
    assert all(len(row.cells) == 1 for row in shown.rows)


def test_an_older_question_can_be_looked_at_though_nobody_asked_it_in_this_round():
    version = create_letter()
    create_authority()
    questions = (("brand_new", "yes_no", "W?"),)
    newer = add_version(version.letter, questions=questions, loaded_on=TODAY)
    shown = made(newer, wanted=Wanted(question="plans"))
    assert [column.key for column in shown.columns] == ["plans"] and len(shown.rows) == 1
    assert [column.key for column in made(newer).columns] == ["brand_new"]


def test_the_queries_do_not_grow_with_rows(django_assert_max_num_queries):
    version = _three()
    for slug in ("d", "e", "f", "g"):
        request = create_request(
            authority=create_authority(slug=slug),
            owner=create_user(email=f"{slug}@example.org"),
            leave_out=("plans",),
        )
        create_finding(request=request, outcome="refused", grounds=("foia-s12-1",))
    with django_assert_max_num_queries(10):
        table(version.letter, version.letter.rounds.get(), user=None, on=TODAY, in_full=True)

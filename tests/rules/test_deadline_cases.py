"""The worked deadlines: every date in every case, and a checker that notices a wrong one."""

import copy
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from foi.rules.case_file import EXPECTED, BadCaseFile, check_case, read_cases
from foi.rules.working_days import seed

FILE = Path(__file__).parents[1] / "data" / "deadline_cases.json"
CASES = read_cases(FILE.read_text(encoding="utf-8"))
PLAIN = {"id": "x", "regime": "foia", "received": "2026-09-01", "expected_due": "2026-09-29"}


def failures_of(case, **changes):
    return check_case({**case, **changes}, seed()).failures


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_date_of_a_worked_case_is_met(case):
    assert failures_of(case) == ()


def test_no_case_of_the_file_was_lost():
    assert len(CASES) == 105
    assert len({case["id"] for case in CASES}) == 105


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_each_expected_date_that_is_a_day_out_fails(case):
    for key in {*EXPECTED, "foia_due_for_comparison"} & set(case):
        wrong = copy.deepcopy(case)
        wrong[key] = (date.fromisoformat(case[key]) + timedelta(days=1)).isoformat()
        assert any(line.startswith(f"{key}: expected {wrong[key]}") for line in failures_of(wrong))


@pytest.mark.parametrize("flag", ["soft", "contested", "provisional"])
def test_a_flag_that_is_expected_wrongly_fails(flag):
    assert failures_of(PLAIN, **{flag: False}) == ()
    assert failures_of(PLAIN, **{flag: True}) == (f"{flag}: expected True, found False",)


def test_null_means_that_the_clock_is_not_running():
    asked = [{"type": "clarification_requested", "date": "2026-09-03"}]
    assert failures_of(PLAIN, events=asked, expected_due=None) == ()
    assert failures_of(PLAIN, expected_due=None) == (
        "expected_due: expected no date, found 2026-09-29",
    )


def test_the_day_of_receipt_is_london_s():
    late_june = {"received_utc": "2026-08-31T23:30:00Z"}
    assert failures_of(PLAIN, **late_june) == ()
    assert failures_of(PLAIN, received_utc="2026-09-01T23:30:00Z")[0] == (
        "received: expected 2026-09-01, found 2026-09-02"
    )
    assert failures_of(PLAIN, received_time="23:59") == ()
    assert "not a time" in failures_of(PLAIN, received_time="25:00")[0]


def test_an_expectation_that_nothing_checks_is_a_failure_not_a_pass():
    for key, value in {
        "expected_start": "2026-09-02",
        "due_in_wales": "2026-09-29",
        "late": None,
    }.items():
        assert failures_of(PLAIN, **{key: value})[0].startswith(f"{key}: this looks like")
    assert failures_of(PLAIN, why="words", note="2 words", source="a page") == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"regime": "fio"}, "“fio” is no regime"),
        ({"received": "2017-12-29"}, "from 1 January 2018"),
        ({"received": "1 September"}, "not a date"),
        ({"received": None}, "a date is missing"),
        ({"received": "9999-12-31"}, "2199"),
        ({"events": {"type": "fees_notice"}}, "a list is needed"),
        ({"events": [{"date": "2026-09-02"}]}, "no type"),
        ({"events": [{"type": "fees_notice"}]}, "a date is missing"),
        ({"events": [{"type": "school_closed", "from": "2026-09-09", "to": "2026-09-02"}]}, "ends"),
        ({"received_utc": "0001-01-01T00:00:00Z"}, "too far"),
        ({"received_utc": "soon"}, "not a moment"),
    ],
)
def test_a_case_that_cannot_be_read_fails_with_a_sentence(changes, words):
    assert words in failures_of(PLAIN, **changes)[0]


def test_a_case_that_expects_nothing_or_is_no_object_fails():
    assert "expects nothing" in check_case({"id": "x", "regime": "foia"}, seed()).failures[0]
    assert "not an object" in check_case("foia", seed()).failures[0]


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"cases": []}', '{"cases": {}}', "7"])
def test_a_file_that_holds_no_cases_is_refused(text):
    with pytest.raises(BadCaseFile):
        read_cases(text)


def test_the_file_says_itself_what_a_case_may_expect():
    keys = {key for case in CASES for key in case}
    words = {"id", "regime", "received", "events", "why", "note", "received_utc", "received_time"}
    assert keys - words <= {*EXPECTED, "soft", "contested", "foia_due_for_comparison"}
    assert json.loads(FILE.read_text(encoding="utf-8"))["meta"]["conventions"]["soft"]

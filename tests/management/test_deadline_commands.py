"""`deadline_cases` and `due_date`, as somebody types them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

FILE = Path(__file__).parents[1] / "data" / "deadline_cases.json"


def output(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue().splitlines()


def write(tmp_path, *cases):
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"cases": cases}), encoding="utf-8")
    return str(path)


def case(**changes):
    return {"id": "x-1", "regime": "foia", "received": "2026-09-01", "expected_due": "2026-09-29",
            **changes}  # fmt: skip


def test_every_worked_case_passes():
    assert output("deadline_cases", str(FILE)) == ["passed 105 of 105"]


def test_a_failure_is_named_before_the_sum_and_ends_in_an_error(tmp_path):
    out = StringIO()
    path = write(tmp_path, case(), case(id="x-2", expected_due="2026-09-28"), case(id="x-3"))
    with pytest.raises(SystemExit) as stopped:
        call_command("deadline_cases", path, stdout=out)
    assert stopped.value.code == 1
    assert out.getvalue().splitlines() == [
        "x-2: expected_due: expected 2026-09-28, found 2026-09-29",
        "passed 2 of 3",
    ]


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"cases": [case()]}), encoding="utf-8-sig")
    assert output("deadline_cases", str(path)) == ["passed 1 of 1"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{", "not JSON: line 1"), (b'{"cases": []}', "no cases"), (b"\xff\xfe\x00", "UTF-8")],
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path, content, words):
    path = tmp_path / "cases.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words) as refused:
        call_command("deadline_cases", str(path))
    assert refused.value.returncode == 2


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("deadline_cases", str(tmp_path / "none.json"))


def test_a_due_date_is_printed_with_its_sum():
    lines = output("due_date", "2026-11-20")
    assert lines[:3] == [
        "Freedom of Information Act 2000 (FOIA s.10(1))",
        "Received Friday 20 November 2026",
        "Due Monday 21 December 2026",
    ]
    assert "  Monday 30 November 2026 skipped: bank holiday in Scotland (St Andrew's Day)" in lines
    assert lines[-1] == "  Monday 21 December 2026: working day 20"


def test_the_second_reading_is_printed_where_it_differs():
    assert "Late only after Monday 5 October 2026" in output("due_date", "2026-09-05")
    assert not any("Late only" in line for line in output("due_date", "2026-09-04"))


def test_another_regime_is_asked_for_by_name():
    lines = output("due_date", "2026-07-04", "--regime", "internal_review")
    assert "Due Tuesday 4 August 2026" in lines
    assert "At the outside Wednesday 2 September 2026" in lines
    assert "This is good practice, not a date set by an Act." in lines


def test_a_date_ahead_of_the_published_holidays_is_only_likely():
    lines = output("due_date", "2028-12-15")
    assert "Likely due Thursday 18 January 2029" in lines
    assert "Bank holidays are not yet published that far ahead." in lines


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["20 November"], "is not a date: write it as 2026-11-20"),
        (["2017-06-01"], "from 1 January 2018"),
        (["2026-11-20", "--regime", "foi"], "invalid choice"),
    ],
)
def test_what_cannot_be_counted_is_said(args, words):
    with pytest.raises(CommandError, match=words):
        call_command("due_date", *args)

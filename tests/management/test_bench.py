"""The bench: its rows are true, its table says what was measured, its budgets bite."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from foi.management import bench_server, benchmark
from foi.management.bench_rows import Rows
from foi.management.bench_tables import LARGEST, fill_tables
from foi.management.benchmark import Line, growth, report
from foi.management.commands import bench
from foi.models import Finding, Reading, Request
from tests.builders import SENT_ON, at, load_holidays

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> Any:
    """180 requests on a fixed day."""
    load_holidays()
    with time_machine.travel(at(SENT_ON), tick=False):
        call_command("import_authorities", verbosity=0, stdout=StringIO())
        call_command("load_letters", verbosity=0, stdout=StringIO())
        made = Rows(today=timezone.localdate())
        made.grow(180)
        yield made


def test_the_rows_caches_follow_from_their_events(rows: Rows) -> None:
    said = StringIO()
    call_command("recount", "--check", stdout=said)
    assert said.getvalue() == "180 requests replayed, 0 wrong.\n"


def test_the_rows_are_of_every_kind_and_leave_no_prototype_behind(rows: Rows) -> None:
    assert Request.objects.count() == 180
    assert set(Request.objects.values_list("visibility", flat=True)) == {
        "public",
        "counted",
        "private",
    }
    states = set(Request.objects.values_list("state", flat=True))
    assert states == {"sent", "on_hold", "replied", "refused"}
    assert Finding.objects.published().count() == Reading.objects.count() > 180
    assert Request.objects.filter(days_late__gt=0).exists()


def test_no_page_of_the_bench_is_missing_and_each_makes_few_queries(rows: Rows) -> None:
    found = benchmark.list_queries(rows.people[0])
    assert set(found) == {*benchmark.LISTS, *benchmark.SIGNED_IN}


def test_the_two_budgeted_pages_are_measured_and_kept(rows: Rows) -> None:
    lines = [*benchmark.comparison(times=1), *benchmark.request_pages()]
    queries = {line.what: line for line in lines if line.unit == "queries"}
    assert {line.budget for line in queries.values()} == {10}
    assert all(0 < line.figure and not line.is_over for line in queries.values())


def test_the_large_tables_hold_a_finding_in_every_cell_of_every_round(rows: Rows) -> None:
    assert fill_tables(rows, today=rows.today, findings=10) == 1
    of_largest = Finding.objects.published().filter(round__letter__slug=LARGEST)
    assert of_largest.count() == 153 * 20 * 5
    assert of_largest.values("round").distinct().count() == 5
    lines = benchmark.comparison(LARGEST, times=1)
    assert [line.what for line in lines if line.is_over and line.unit != "ms"] == []


def test_a_page_whose_queries_grow_is_over_its_budget() -> None:
    lines = growth({"good": 5, "bad": 5}, {"good": 5, "bad": 6}, (10, 1000))
    assert [line.what for line in lines if line.is_over] == ["bad"]


def test_the_table_says_what_is_over() -> None:
    text = report(
        [Line("one", 13, "queries", 12), Line("two", 60, "ms", 120), Line("three", 7, "MB")]
    )
    assert [row.split()[0] for row in text.splitlines()[1:]] == ["one", "two", "three"]
    assert "OVER" in text.splitlines()[1] and "108%" in text.splitlines()[1]
    assert "50%" in text.splitlines()[2] and "OVER" not in text.splitlines()[2]


def test_a_page_that_fails_is_no_fast_page() -> None:
    with pytest.raises(benchmark.PageFailed, match="405"):
        benchmark.queries(benchmark.visitor(), reverse("ask_file", args=["send-staff-targets"]))


def test_a_budget_exceeded_ends_with_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    over = [Line("comparison page", 13, "queries", 12)]
    command = bench.Command(stdout=StringIO())
    monkeypatch.setenv(bench.MARK, str(tmp_path))
    monkeypatch.setattr(bench.Command, "check_place", lambda self, folder: None)
    monkeypatch.setattr(bench, "prepare_database", lambda say: None)
    monkeypatch.setattr(bench, "prepare_static_files", lambda say: None)
    monkeypatch.setattr(bench, "Rows", _NoRows)
    monkeypatch.setattr(benchmark, "list_queries", lambda owner: {})
    monkeypatch.setattr(bench, "fill_tables", lambda rows, today, findings: None)
    monkeypatch.setattr(benchmark, "comparison", lambda letter: over)
    monkeypatch.setattr(benchmark, "request_pages", lambda: [])
    monkeypatch.setattr(benchmark, "addresses", lambda: [])
    monkeypatch.setattr(bench_server, "memory", lambda paths, stream: [])
    with pytest.raises(CommandError, match="Over budget: comparison page"):
        command.measure(10, 10)


class _NoRows:
    people, councils, made, today = [None], [], 0, None

    def __init__(self, today: Any) -> None:
        pass

    def grow(self, total: int) -> None:
        pass


def test_the_bench_refuses_any_database_but_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, bench.MARK, "/somewhere/else")
    with pytest.raises(CommandError, match="database of its own"):
        call_command("bench")
    assert not Request.objects.exists()

"""The comparison as CSV and JSON: its columns, its filters, what it says of itself."""

import json
from datetime import date

import pytest
from django.test import Client, override_settings

from foi.comparison import COLUMNS
from foi.comparison.files import harmless
from tests.builders import (
    create_authority,
    create_finding,
    create_reply,
    create_request,
)
from tests.tables import FILE, PAGE, answer, rows, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 15)


def test_the_csv_has_one_row_a_cell_with_the_columns_in_order(client: Client):
    kent = create_authority(gss="E10000016", dfe="886")
    create_authority(slug="leeds")
    request = create_request(authority=kent)
    create_reply(request=request)
    create_finding(
        request=request, outcome="refused", grounds=("foia-s12-1", "foia-s40-2-3a"), quote="No."
    )
    got = client.get(f"{FILE}.csv")
    assert got.content.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode())
    found = rows(client)
    assert len(found) == 2 * 4
    assert found[1] == {
        "letter": "send-staff-targets",
        "round": "1",
        "authority": "kent",
        "gss_code": "E10000016",
        "dfe_code": "886",
        "type": "county",
        "region": "South East",
        "question": "pay_linked",
        "heading": "Pay linked",
        "outcome": "refused",
        "value": "",
        "unit": "",
        "grounds": "FOIA s.12(1); FOIA s.40(2)+(3A)",
        "asked_on": "2026-11-20",
        "due_on": "2026-12-21",
        "late_after": "2026-12-21",
        "answered_on": "2026-12-10",
        "working_days": "13",
        "days_late": "0",
        "stage": "first_response",
        "checked": "unchecked",
        "quote": "No.",
        "url": "http://127.0.0.1:8000/compare/send-staff-targets/kent/?round=1#pay_linked",
        "disputed": "",
    }
    assert {row["outcome"] for row in found if row["authority"] == "leeds"} == {"not_asked"}


def test_the_files_hold_exactly_what_is_filtered(client: Client):
    request = create_request()
    answer(request)
    create_finding(request=request, key="plans", outcome="refused", grounds=("foia-s12-1",))
    create_authority(slug="leeds", region="London")
    for query, expected in (
        ("?outcome=refused", [("kent", "plans")]),
        ("?question=pay_linked", [("kent", "pay_linked"), ("leeds", "pay_linked")]),
        ("?question=pay_linked&sort=-council", [("leeds", "pay_linked"), ("kent", "pay_linked")]),
        ("?region=London&question=plans", [("leeds", "plans")]),
    ):
        found = rows(client, query)
        assert [(row["authority"], row["question"]) for row in found] == expected, query
        told = client.get(f"{FILE}.json{query}").json()
        assert [(row["authority"], row["question"]) for row in told["rows"]] == expected, query


def test_the_json_says_what_it_is(client: Client):
    answer()
    told = client.get("/compare/send-staff-targets.json?region=South+East").json()
    assert told["letter"]["slug"] == "send-staff-targets" and told["round"]["number"] == 1
    assert told["filters"] == {"region": "South East"} and told["generated_on"] == "2026-12-15"
    assert told["coverage"]["asked"] == 1 and told["made_up"] is False
    assert told["licence"].startswith("https://creativecommons.org/")
    assert list(told["rows"][0]) == [*COLUMNS, "disputed"] == told["columns"]


def test_a_sample_says_in_every_file_that_it_is_made_up(client: Client):
    answer()
    with override_settings(DEMO=True):
        assert {row["made_up"] for row in rows(client)} == {"yes"}
        got = client.get(f"{FILE}.csv")
        assert 'filename="made-up-' in got["Content-Disposition"]
        told = client.get(f"{FILE}.json").json()
        assert told["made_up"] is True
        assert "Made-up sample" in text(client, PAGE)


def test_text_that_would_run_as_a_formula_is_only_text(client: Client):
    answer(quote="=HYPERLINK(1)")
    assert rows(client)[1]["quote"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("=1+1", "'=1+1"), ("+44", "'+44"), ("-x", "'-x"), ("@a", "'@a"), ("\ta", "'\ta"),
        ("\ra", "'\ra"), ("-4500000", "-4500000"), ("-1.5", "-1.5"), ("<5", "<5"), (-3, -3),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"), (None, None), (True, "yes"),
    ],
)  # fmt: skip
def test_only_numbers_may_begin_with_a_minus(given, kept):
    assert harmless(given) == kept


def test_the_json_is_json(client: Client):
    answer(None, "March 2025", "date", "plans")
    assert json.loads(client.get(f"{FILE}.json").content)

"""The files: spreadsheet, all rounds one after the other, published figures."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from openpyxl import load_workbook

from foi.comparison import COLUMNS
from foi.models import Figure
from foi.rules.permissions import Visibility
from tests.builders import (
    create_authority,
    create_council_reply,
    create_letter,
    create_reply_link,
    create_request,
    create_user,
)
from tests.tables import FILE, answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 15)


def sheets(client: Client, query: str = ""):
    """The spreadsheet: what it says of itself, and its rows."""
    got = client.get(f"{FILE}.xlsx{query}")
    assert got.status_code == 200, got.content
    book = load_workbook(io.BytesIO(got.content))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    names, *rows = book["Answers"].iter_rows(values_only=True)
    return about, [dict(zip(names, row, strict=True)) for row in rows]


def whole(client: Client, address: str) -> str:
    got = client.get(address)
    assert got.status_code == 200 and got.streaming, address
    return b"".join(got).decode("utf-8-sig")


def two_rounds() -> None:
    request = create_request(sent_on=date(2026, 5, 1))
    answer(request)
    letter = request.version.letter
    letter.rounds.get().close(on=date(2026, 6, 30))
    letter.rounds.create(number=2, opened_on=date(2026, 7, 1))
    answer(create_request(), "no")


# ----------------------------------------------------------------------------- spreadsheet
def test_the_spreadsheet_says_first_what_it_is(client: Client):
    answer()
    create_authority(slug="leeds", region="London")
    about, _ = sheets(client, "?region=South+East")
    assert about["What this is"] == "Send-Staff-Targets: what councils in England answered"
    assert about["Source"] == "http://127.0.0.1:8000/compare/send-staff-targets/?round=1"
    assert about["Councils"] == "1 of 1 asked, 0 not asked"
    assert about["Councils: answered"] == 1
    assert about["Shown"] == "region: South East"
    assert about["Made on"].date() == TODAY
    assert about["Licence"].startswith("https://creativecommons.org/")
    assert about["Method"] == "http://127.0.0.1:8000/method/"
    assert "Please note" not in about and "As it stood at" not in about


def test_its_rows_are_those_of_the_csv(client: Client):
    answer(raw="1200", kind="count", key="plans")
    _, rows = sheets(client)
    assert list(rows[0]) == [*COLUMNS, "disputed"]
    lines = csv.DictReader(io.StringIO(client.get(f"{FILE}.csv").content.decode("utf-8-sig")))
    for row, line in zip(rows, lines, strict=True):
        said = {
            name: "" if value is None else str(getattr(value, "date", lambda v=value: v)())
            for name, value in row.items()
        }
        assert said == line
    assert rows[2]["value"] == 1200  # a number, so that a spreadsheet can sum it


def test_nothing_in_it_runs_as_a_formula_and_bad_characters_are_left_out(client: Client):
    answer(quote="=HYPERLINK(1)\x07")
    got = client.get(f"{FILE}.xlsx")
    book = load_workbook(io.BytesIO(got.content))
    cells = [cell for row in book["Answers"].iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert any(cell.value == "'=HYPERLINK(1)" for cell in cells)


def test_it_says_the_day_and_that_a_sample_is_made_up(client: Client):
    answer()
    with override_settings(DEMO=True):
        about, rows = sheets(client, "?as_at=2026-12-13")
    assert about["As it stood at"] == "the end of 13 December 2026"
    assert about["Please note"].startswith("Made-up sample")
    assert {row["made_up"] for row in rows} == {"yes"}
    assert {row["as_at"].date() for row in rows} == {date(2026, 12, 13)}


def test_it_never_holds_what_is_private(client: Client):
    request = create_request(visibility=Visibility.PRIVATE)
    answer(request, quote="Nobody should see this.")
    client.force_login(request.requester)
    _, rows = sheets(client)
    assert {row["outcome"] for row in rows} == {"not_asked"}


def test_a_small_number_is_not_in_it(client: Client):
    answer(raw="3", kind="count", key="plans", quote="There are 3 plans.")
    _, rows = sheets(client)
    assert rows[2]["value"] == "<5" and rows[2]["quote"] == "There are [fewer than 5] plans."


def test_it_holds_one_round_and_says_so(client: Client):
    create_letter()
    got = client.get(f"{FILE}.xlsx?round=all")
    assert got.status_code == 400 and "holds one round" in got.content.decode()


def test_it_is_kept_until_a_public_cell_changes(client: Client):
    finding = answer()
    first = client.get(f"{FILE}.xlsx")
    known = {"if-none-match": first["ETag"]}
    assert client.get(f"{FILE}.xlsx", headers=known).status_code == 304
    finding.unpublish()
    finding.question.version.letter.touch()
    assert client.get(f"{FILE}.xlsx", headers=known).status_code == 200


# ------------------------------------------------------------------------------ all rounds
def test_the_csv_of_all_rounds_holds_each_after_the_other(client: Client):
    two_rounds()
    found = list(csv.DictReader(io.StringIO(whole(client, f"{FILE}.csv?round=all"))))
    assert list(found[0]) == [*COLUMNS, "disputed"] and len(found) == 2 * 4
    pay = [(row["round"], row["value"]) for row in found if row["question"] == "pay_linked"]
    assert pay == [("1", "yes"), ("2", "no")]
    got = client.get(f"{FILE}.csv?round=all")
    assert "send-staff-targets-all-rounds-2026-12-15.csv" in got["Content-Disposition"]


def test_it_begins_before_a_table_is_made(client: Client, django_assert_max_num_queries):
    two_rounds()
    got = client.get(f"{FILE}.csv?round=all")
    with django_assert_max_num_queries(0):
        assert next(iter(got)).decode("utf-8-sig").startswith("letter,round,authority")


def test_filters_and_day_go_with_it(client: Client):
    two_rounds()
    create_authority(slug="leeds", region="London")
    found = list(
        csv.DictReader(
            io.StringIO(whole(client, f"{FILE}.csv?round=all&with=kent&question=pay_linked"))
        )
    )
    assert [(row["round"], row["authority"]) for row in found] == [("1", "kent"), ("2", "kent")]
    early = csv.DictReader(
        io.StringIO(whole(client, f"{FILE}.csv?round=all&as_at=2026-06-01&question=plans"))
    )
    assert {row["round"] for row in early} == {"1"}
    wrong = client.get(f"{FILE}.csv?round=all&with=atlantis")
    assert wrong.status_code == 400


def test_the_json_of_all_rounds_is_json(client: Client):
    two_rounds()
    told = json.loads(whole(client, f"{FILE}.json?round=all"))
    assert [one["round"]["number"] for one in told["rounds"]] == [1, 2]


def test_the_page_offers_it_where_there_is_more_than_one_round(client: Client):
    two_rounds()
    assert "CSV of all rounds" in client.get(f"{FILE}/").content.decode()
    assert client.get(f"{FILE}/?round=all").status_code == 404


def test_all_rounds_never_hold_what_is_private(client: Client):
    two_rounds()
    request = create_request(
        owner=create_user(email="b@example.org"),
        authority=create_authority(slug="leeds"),
        visibility=Visibility.PRIVATE,
    )
    answer(request)
    client.force_login(request.requester)
    found = csv.DictReader(io.StringIO(whole(client, f"{FILE}.csv?round=all")))
    assert {row["outcome"] for row in found if row["authority"] == "leeds"} == {"not_asked"}


# ------------------------------------------------------------------------ published figures
def test_published_figures_are_a_file_of_their_own(client: Client):
    create_letter()
    kent = create_authority(gss="E10000016", dfe="886")
    leeds = create_authority(slug="leeds", region="London")
    for council, value in ((kent, 19_407), (leeds, 3), (None, 638_745)):
        Figure.objects.create(authority=council, year=2025, measure="SEN_CASES_JAN", value=value)
    Figure.objects.create(authority=kent, year=2024, measure="SEN_EHC_All_20wks", value="57.94")
    found = csv.DictReader(io.StringIO(whole(client, f"{FILE}/context.csv")))
    said = {(row["authority"], row["measure"]): row for row in found}
    assert said["kent", "SEN_CASES_JAN"] == {
        "authority": "kent",
        "gss_code": "E10000016",
        "dfe_code": "886",
        "year": "2025",
        "measure": "SEN_CASES_JAN",
        "name": "EHC plans maintained in January 2025",
        "value": "19407",
        "unit": "plans",
        "source": "Department for Education, Local Authority Interactive Tool (SEN2 return), "
        "OGL v3.0",
    }
    assert said["england", "SEN_CASES_JAN"]["gss_code"] == "E92000001"
    assert said["leeds", "SEN_CASES_JAN"]["value"] == "<5"
    assert said["kent", "SEN_EHC_All_20wks"]["value"] == "57.9"
    one = csv.DictReader(
        io.StringIO(whole(client, f"{FILE}/context.csv?region=London&context=SEN_CASES_JAN"))
    )
    assert {row["authority"] for row in one} == {"leeds", "england"}
    assert client.get(f"{FILE}/context.csv?context=shame").status_code == 400


def test_every_file_says_last_which_cells_a_council_disputes(client: Client) -> None:
    link = create_reply_link(request=answer().request)
    create_council_reply(link=link, key="plans", kind="comment")
    assert {row["disputed"] for row in rows_of_all(client)} == {""}
    create_council_reply(link=link, key="pay_linked", kind="dispute")
    cache.clear()
    found = rows_of_all(client)
    assert [list(row)[-1] for row in found] == ["disputed"] * len(found)
    told = {row["question"]: row["disputed"] for row in found}
    assert told.pop("pay_linked") == "yes" and set(told.values()) == {""}
    assert "disputed" not in json.loads(client.get(f"{FILE}.json").content)
    with override_settings(DEMO=True):
        cache.clear()
        last = [list(row)[-3:] for row in rows_of_all(client, "?as_at=2026-12-14")]
    assert last == [["as_at", "made_up", "disputed"]] * len(found)


def rows_of_all(client: Client, query: str = "") -> list[dict[str, Any]]:
    """The rows of CSV, JSON and spreadsheet, an empty cell of which is None to its reader."""
    text = client.get(f"{FILE}.csv{query}").content.decode("utf-8-sig")
    _, cells = sheets(client, query)
    sheet = [{name: "" if value is None else value for name, value in row.items()} for row in cells]
    told = json.loads(client.get(f"{FILE}.json{query}").content)["rows"]
    return [*csv.DictReader(io.StringIO(text)), *told, *sheet]

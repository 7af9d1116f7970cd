"""The comparison's pages and files: what they say, to whom, and what they never let out."""

import csv
import io
import json
from datetime import date

import pytest
import time_machine
from django.test import Client, override_settings

from foi.comparison import COLUMNS
from foi.comparison.files import harmless
from foi.rules.answers import read, to_json
from foi.rules.permissions import Visibility
from tests.builders import (
    LONDON,
    at,
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 15)
PAGE = "/compare/send-staff-targets/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at(TODAY).astimezone(LONDON), tick=False):
        load_holidays()
        yield


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def rows(client: Client, address: str = "/compare/send-staff-targets.csv") -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def answered(raw: str = "yes", kind: str = "yes_no", key: str = "pay_linked", **fields):
    request = fields.pop("request", None) or create_request()
    return create_finding(request=request, key=key, value=to_json(read(kind, raw)), **fields)


# ----------------------------------------------------------------------------------- pages
def test_every_letter_is_listed_with_how_many_councils_it_was_asked_of(client: Client):
    answered()
    create_authority(slug="leeds")
    create_letter(slug="mediation")
    page = text(client, "/compare/")
    assert "1 of 2" in page and "Nobody has asked this yet" in page


def test_without_any_letter_the_list_says_so(client: Client):
    assert "No letter is loaded yet" in text(client, "/compare/")


def test_the_table_says_words_value_quote_page_and_dates(client: Client):
    finding = answered()
    create_reply(request=finding.request)
    page = text(client, PAGE)
    assert "Answered: <strong>yes</strong>" in page
    assert "entered by one person, not checked" in page
    assert "Asked 20 November 2026. Replied 10 December 2026, after 13 working days." in page
    assert "/compare/send-staff-targets/kent/?round=1#pay_linked" in page
    assert " (Kent, Pay linked)</span>" in page


def test_nobody_asked_yet_invites_to_ask(client: Client):
    create_letter()
    create_authority()
    page = text(client, PAGE)
    assert "Nobody has asked this yet" in page
    assert "/letters/send-staff-targets/ask/?authority=kent" in page


def test_one_question_has_its_whole_wording_and_offers_to_ask_in_the_cell(client: Client):
    create_letter()
    create_authority()
    page = text(client, f"{PAGE}?question=pay_linked")
    assert "What about pay_linked?" in page and "What about plans?" not in page
    assert 'Ask this too<span class="govuk-visually-hidden">: Kent</span>' in page


def test_region_type_outcome_and_sort_are_links_and_a_get_form(client: Client):
    answered()
    create_authority(slug="leeds", region="Yorkshire and The Humber", type="metropolitan-district")
    assert [r["authority"] for r in rows(client)][:1] == ["kent"]
    only = text(client, f"{PAGE}?region=South+East")
    assert "/authorities/kent/" in only and "/authorities/leeds/" not in only
    only = text(client, f"{PAGE}?type=metropolitan-district&sort=-council")
    assert "/authorities/leeds/" in only and "/authorities/kent/" not in only
    assert 'aria-sort="descending"' in only
    only = text(client, f"{PAGE}?outcome=answered")
    assert "/authorities/kent/" in only and "/authorities/leeds/" not in only


@pytest.mark.parametrize("query", ["region=Nowhere", "outcome=shame", "question=x", "sort=x"])
def test_a_wrong_filter_says_so_and_shows_everything(client: Client, query: str):
    answered()
    page = text(client, f"{PAGE}?{query}")
    assert "is not one of the choices" in page and "/authorities/kent/" in page
    answer = client.get(f"/compare/send-staff-targets.csv?{query}")
    assert answer.status_code == 400 and "is not one of the choices" in answer.content.decode()


@pytest.mark.parametrize("address", ["/compare/none/", f"{PAGE}?round=9", f"{PAGE}?round=x"])
def test_an_unknown_letter_or_round_is_not_found(client: Client, address: str):
    create_letter()
    assert client.get(address).status_code == 404


def test_a_page_is_only_read(client: Client):
    create_letter()
    for address in (PAGE, "/compare/", "/compare/send-staff-targets.csv"):
        assert client.post(address).status_code == 405


def test_choosing_a_round_is_carried_by_the_form(client: Client):
    request = create_request()
    request.round.close(on=TODAY)
    request.version.letter.rounds.create(number=2, opened_on=TODAY)
    assert "1 of 1 councils asked" not in text(client, PAGE)
    first = text(client, f"{PAGE}?round=1")
    assert '<input type="hidden" name="round" value="1">' in first
    assert "1 of 1 councils asked in round 1, which closed on 15 December 2026" in first


# ------------------------------------------------------------------------- a council's cells
def test_the_permanent_address_shows_the_evidence(client: Client):
    request = create_request()
    create_finding(
        request=request, outcome="refused", grounds=("foia-s12-1",), quote="Over 18 hours.",
        place="page 2",
    )  # fmt: skip
    page = text(client, "/compare/send-staff-targets/kent/")
    for said in (
        'id="pay_linked"', "What about pay_linked?", "Refused: section 12 (cost)",
        "Over 18 hours.", "page 2, the reply", "/refusals/foia-s12-1/", f"/requests/{request.ref}/",
    ):  # fmt: skip
        assert said in page, said


def test_a_counted_request_fills_its_cell_and_has_no_page(client: Client):
    request = create_request(visibility=Visibility.COUNTED)
    answered(request=request)
    page = text(client, "/compare/send-staff-targets/kent/")
    assert "yes" in page and request.ref not in page and request.alias not in page


def test_a_link_that_is_no_web_address_is_not_shown(client: Client):
    create_finding(request=create_request(), outcome="already_public", link="javascript:alert(1)")
    assert "javascript:" not in text(client, "/compare/send-staff-targets/kent/")


def test_a_council_outside_england_is_not_compared(client: Client):
    create_letter()
    create_authority(slug="fife", nation="Scotland", region="Scotland", type="scottish-council")
    page = text(client, "/compare/send-staff-targets/fife/")
    assert "Only councils in England" in page
    assert client.get("/compare/send-staff-targets/atlantis/").status_code == 404


# ----------------------------------------------------------------------------------- files
def test_the_csv_has_one_row_a_cell_with_the_columns_in_order(client: Client):
    kent = create_authority(gss="E10000016", dfe="886")
    create_authority(slug="leeds")
    request = create_request(authority=kent)
    create_reply(request=request)
    create_finding(
        request=request, outcome="refused", grounds=("foia-s12-1", "foia-s40-2-3a"), quote="No."
    )
    answer = client.get("/compare/send-staff-targets.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode())
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
    }
    assert {row["outcome"] for row in found if row["authority"] == "leeds"} == {"not_asked"}


def test_the_files_hold_exactly_what_is_filtered(client: Client):
    request = create_request()
    answered(request=request)
    create_finding(request=request, key="plans", outcome="refused", grounds=("foia-s12-1",))
    create_authority(slug="leeds", region="London")
    for query, expected in (
        ("?outcome=refused", [("kent", "plans")]),
        ("?question=pay_linked", [("kent", "pay_linked"), ("leeds", "pay_linked")]),
        ("?question=pay_linked&sort=-council", [("leeds", "pay_linked"), ("kent", "pay_linked")]),
        ("?region=London&question=plans", [("leeds", "plans")]),
    ):
        found = rows(client, f"/compare/send-staff-targets.csv{query}")
        assert [(row["authority"], row["question"]) for row in found] == expected, query
        told = client.get(f"/compare/send-staff-targets.json{query}").json()
        assert [(row["authority"], row["question"]) for row in told["rows"]] == expected, query


def test_the_json_says_what_it_is(client: Client):
    answered()
    told = client.get("/compare/send-staff-targets.json?region=South+East").json()
    assert told["letter"]["slug"] == "send-staff-targets" and told["round"]["number"] == 1
    assert told["filters"] == {"region": "South East"} and told["generated_on"] == "2026-12-15"
    assert told["coverage"]["asked"] == 1 and told["made_up"] is False
    assert told["licence"].startswith("https://creativecommons.org/")
    assert list(told["rows"][0]) == COLUMNS == told["columns"]


def test_a_sample_says_in_every_file_that_it_is_made_up(client: Client):
    answered()
    with override_settings(DEMO=True):
        assert {row["made_up"] for row in rows(client)} == {"yes"}
        answer = client.get("/compare/send-staff-targets.csv")
        assert 'filename="made-up-' in answer["Content-Disposition"]
        told = client.get("/compare/send-staff-targets.json").json()
        assert told["made_up"] is True
        assert "Made-up sample" in text(client, PAGE)


def test_text_that_would_run_as_a_formula_is_only_text(client: Client):
    answered(quote="=HYPERLINK(1)")
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


# ------------------------------------------------------------------------------- held back
SECRET = "A passage nobody should see."


def _addresses(request_ref: str = "") -> list[str]:
    return [
        "/compare/",
        PAGE,
        f"{PAGE}?question=plans",
        "/compare/send-staff-targets.csv",
        "/compare/send-staff-targets.json",
        "/compare/send-staff-targets/kent/",
        "/authorities/kent/",
        "/refusals/",
        "/refusals/foia-s12-1/",
        "/feeds/",
    ]


@pytest.mark.parametrize("kind", ["private", "hidden", "unpublished", "hidden finding", "draft"])
def test_nothing_of_what_is_not_public_is_anywhere(client: Client, kind: str):
    """The same pages, byte for byte, as when it had never been."""
    create_letter()
    create_authority()
    if kind in ("unpublished", "hidden finding"):
        create_request()
    before = {address: client.get(address).content for address in _addresses()}
    if kind in ("unpublished", "hidden finding"):
        request = create_user().requests.get()
    else:
        seen = Visibility.PUBLIC if kind == "hidden" else Visibility.PRIVATE
        request = create_request(
            owner=create_user(email="other@example.org"),
            visibility=seen,
            sent_on=None if kind == "draft" else date(2026, 11, 20),
        )
    finding = create_finding(
        request=request, key="plans", outcome="refused", grounds=("foia-s12-1",), quote=SECRET,
        published=kind not in ("unpublished", "draft"),
    )  # fmt: skip
    if kind == "hidden":
        request.hide(reason="A report.", now=at(TODAY))
    if kind == "hidden finding":
        finding.hide(reason="A report.", now=at(TODAY))
    request.version.letter.touch()
    for address, content in before.items():
        now = client.get(address)
        assert now.content == content, address
        assert SECRET not in now.content.decode()


def test_a_small_number_is_nowhere(client: Client):
    answered("3", "count", "plans", quote="There were 3 plans, or 12% of all.")
    for address in _addresses():
        body = client.get(address).content.decode()
        assert "3 plans" not in body and "12%" not in body, address
    assert [row["value"] for row in rows(client) if row["question"] == "plans"] == ["<5"]


def test_signed_in_people_find_their_private_cells_on_the_page_and_never_in_files(client: Client):
    request = create_request(visibility=Visibility.PRIVATE)
    answered(request=request)
    public = client.get("/compare/send-staff-targets.csv").content
    client.force_login(request.requester)
    page = text(client, PAGE)
    assert "Answered: <strong>yes</strong>" in page
    assert "only you and those who share it" in page and "Not everything here is public" in page
    assert client.get("/compare/send-staff-targets.csv").content == public
    assert client.get("/compare/send-staff-targets.json").json()["coverage"]["asked"] == 0
    other = Client()
    assert "Answered: <strong>yes</strong>" not in text(other, PAGE)


# -------------------------------------------------------------------------- kept, and quick
def test_a_reader_who_has_it_is_told_so_until_a_public_cell_changes(client: Client):
    request = create_request()
    first = client.get(PAGE)
    assert client.get(PAGE, headers={"if-none-match": first["ETag"]}).status_code == 304
    answered(request=request)
    request.version.letter.touch()
    again = client.get(PAGE, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200 and again["ETag"] != first["ETag"]


def test_a_new_day_makes_a_new_page(client: Client):
    create_request()
    assert "Due 21 December 2026" in text(client, PAGE)
    with time_machine.travel(at(date(2026, 12, 22)), tick=False):
        assert "Past its date, not confirmed" in text(client, PAGE)


def test_nobody_signed_in_is_served_from_what_is_kept(client: Client):
    request = create_request(visibility=Visibility.PRIVATE)
    answered(request=request)
    client.force_login(request.requester)
    text(client, PAGE)
    assert "only you" not in text(Client(), PAGE)
    assert client.get(PAGE)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_more_than_twelve_queries_however_many_rows(
    client: Client, django_assert_max_num_queries, signed_in: bool
):
    for number in range(12):
        owner = create_user(email=f"p{number}@example.org")
        request = create_request(
            owner=owner,
            authority=create_authority(slug=f"council-{number}"),
            leave_out=("plans",) if number % 2 else (),
        )
        create_finding(request=request, outcome="refused", grounds=("foia-s12-1",))
    if signed_in:
        client.force_login(owner)
    with django_assert_max_num_queries(12 if signed_in else 10):
        client.get(PAGE)
    with django_assert_max_num_queries(22):
        client.get("/compare/send-staff-targets/council-1/")
    with django_assert_max_num_queries(6):
        client.get("/compare/")


def test_the_json_is_json(client: Client):
    answered("March 2025", "date", "plans")
    assert json.loads(client.get("/compare/send-staff-targets.json").content)

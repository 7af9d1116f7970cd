"""The comparison's pages: what they say, to whom, and how quickly."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
)
from tests.tables import FILE, PAGE, answer, rows, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 15)


def test_every_letter_is_listed_with_how_many_councils_it_was_asked_of(client: Client):
    answer()
    create_authority(slug="leeds")
    create_letter(slug="mediation")
    page = text(client, "/compare/")
    assert "1 of 2" in page and "Nobody has asked this yet" in page


def test_without_any_letter_the_list_says_so(client: Client):
    assert "No letter is loaded yet" in text(client, "/compare/")


def test_the_table_says_words_value_quote_page_and_dates(client: Client):
    finding = answer()
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
    answer()
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
    answer()
    page = text(client, f"{PAGE}?{query}")
    assert "is not one of the choices" in page and "/authorities/kent/" in page
    got = client.get(f"{FILE}.csv?{query}")
    assert got.status_code == 400 and "is not one of the choices" in got.content.decode()


@pytest.mark.parametrize("address", ["/compare/none/", f"{PAGE}?round=9", f"{PAGE}?round=x"])
def test_an_unknown_letter_or_round_is_not_found(client: Client, address: str):
    create_letter()
    assert client.get(address).status_code == 404


def test_a_page_is_only_read(client: Client):
    create_letter()
    for address in (PAGE, "/compare/", f"{FILE}.csv"):
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
    answer(request)
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


# -------------------------------------------------------------------------- kept, and quick
def test_a_reader_who_has_it_is_told_so_until_a_public_cell_changes(client: Client):
    request = create_request()
    first = client.get(PAGE)
    assert client.get(PAGE, headers={"if-none-match": first["ETag"]}).status_code == 304
    answer(request)
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
    answer(request)
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

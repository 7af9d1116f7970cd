"""A council's page: what was asked and answered there, who comes after it, how to reach it."""

from datetime import date

import pytest
from django.test import Client

from authorities.models import Code, Contact
from foi.rules.answers import read, to_json
from foi.rules.permissions import Visibility
from tests.actions.letters import load_letter
from tests.builders import (
    create_authority,
    create_finding,
    create_letter,
    create_request,
    create_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 15)


def page(client: Client, slug: str = "kent") -> str:
    answer = client.get(f"/authorities/{slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_council_nobody_asked_offers_every_letter(client: Client):
    create_authority()
    create_letter()
    said = page(client)
    assert "You could be the first" in said
    assert "/letters/send-staff-targets/ask/?authority=kent" in said


def test_from_a_council_found_she_chooses_a_letter_by_worry_and_keeps_the_council(client: Client):
    create_authority()
    load_letter()
    way = "/letters/?authority=kent"
    assert f'href="{way}"' in page(client)
    letters = client.get(way).content.decode()
    assert "/letters/send-staff-targets/?authority=kent" in letters
    letter = client.get("/letters/send-staff-targets/?authority=kent").content.decode()
    assert 'href="/letters/send-staff-targets/ask/?authority=kent"' in letter


def test_what_was_asked_and_answered_is_told_in_the_words_of_the_cells(client: Client):
    request = create_request()
    create_finding(request=request, value=to_json(read("yes_no", "yes")))
    create_finding(request=request, key="plans", outcome="refused", grounds=("foia-s12-1",))
    said = page(client)
    for words in (
        "Answered: <strong>yes</strong>",
        "Refused: section 12 (cost)",
        "not checked",
        "Due 21 December 2026",
        "/compare/send-staff-targets/kent/?round=1#plans",
        'Ask this too<span class="govuk-visually-hidden">: Send-Staff-Targets',
    ):
        assert words in said, words


def test_a_small_number_is_masked_here_too(client: Client):
    create_finding(request=create_request(), key="plans", value=to_json(read("count", "3")))
    assert "&lt;5" in page(client)


def test_a_private_letter_is_told_to_its_owner_alone(client: Client):
    request = create_request(visibility=Visibility.PRIVATE)
    assert "/compare/send-staff-targets/kent/" not in page(client)
    client.force_login(create_user(email="other@example.org"))
    assert request.ref not in page(client)
    client.force_login(request.requester)
    said = page(client)
    assert request.ref in said and "Only me" in said
    assert "/compare/send-staff-targets/kent/" not in said  # the public part stays public


def test_an_abolished_council_names_its_successors_and_is_asked_no_more(client: Client):
    create_letter()
    old = create_authority(slug="cumbria", valid_to=date(2023, 3, 31))
    old.successors.add(create_authority(slug="cumberland", valid_from=date(2023, 4, 1)))
    said = page(client, "cumbria")
    assert "ended on 31 March 2023" in said and "/authorities/cumberland/" in said
    assert "/ask/" not in said and "/letters/?authority" not in said
    assert "in place of" in page(client, "cumberland")


def test_a_planned_council_names_who_answers_until_then(client: Client):
    today = create_authority(slug="surrey", valid_to=date(2027, 3, 31))
    today.successors.add(create_authority(slug="east-surrey", valid_from=date(2027, 4, 1)))
    said = page(client, "east-surrey")
    assert "begins on 1 April 2027" in said and "/authorities/surrey/" in said
    assert "planned to end on 31 March 2027" in page(client, "surrey")


@pytest.mark.parametrize(
    ("nation", "type_", "law"),
    [
        ("Scotland", "scottish-council", "(Scotland) Act 2002"),
        ("Wales", "welsh-council", "Freedom of Information Act 2000"),
        ("Northern Ireland", "education-authority", "Freedom of Information Act 2000"),
    ],
)
def test_the_rest_of_the_uk_is_told_its_law(client: Client, nation: str, type_: str, law: str):
    create_letter()
    create_authority(slug="fife", nation=nation, region=nation, type=type_)
    said = page(client, "fife")
    assert "This site compares councils in England" in said and law in said and "/ask/" not in said


def test_only_confirmed_contacts_with_source_and_day(client: Client):
    council = create_authority(email="foi@kent.example")
    Contact.objects.create(
        authority=council, channel="portal", value="https://proposed.example", source="somewhere"
    )
    Code.objects.create(authority=council, scheme="wdtk", value="kent_county_council")
    said = page(client)
    assert "foi@kent.example" in said and "Seen on 1 November 2026" in said
    assert "proposed.example" not in said
    assert "https://www.whatdotheyknow.com/new/kent_county_council" in said


def test_an_unknown_council_is_not_found(client: Client):
    assert client.get("/authorities/atlantis/").status_code == 404
    create_authority()
    assert client.post("/authorities/kent/").status_code == 405


def test_the_queries_do_not_grow_with_the_letters(client: Client, django_assert_max_num_queries):
    for slug in ("one", "two", "three", "four"):
        request = create_request(version=create_letter(slug=slug))
        create_finding(request=request, outcome="refused", grounds=("foia-s12-1",))
    with django_assert_max_num_queries(16):
        assert "Refused: section 12 (cost)" in page(client)

"""Finding one's council: a postcode is posted, answered by a redirect and kept nowhere."""

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client

from authorities.models import Authority
from foi.actions.library import load_letters
from foi.rules.library import letter_files
from tests.builders import SENT_ON, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


@pytest.fixture
def register() -> None:
    call_command("import_authorities", verbosity=0)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(at(SENT_ON)):
        yield


def _post(client: Client, postcode: str, query: str = "") -> Any:
    return client.post(f"/authorities/{query}", {"postcode": postcode})


def test_a_kent_postcode_leads_to_kent(client: Client) -> None:
    answer = _post(client, "me14 1xq")
    assert (answer.status_code, answer["Location"]) == (302, "/authorities/kent/")


def test_with_a_letter_chosen_it_leads_straight_to_asking(client: Client) -> None:
    load_letters(paths=letter_files(), on=SENT_ON)
    answer = _post(client, "ME14 1XQ", "?for=send-staff-targets")
    assert answer["Location"] == "/letters/send-staff-targets/ask/?authority=kent"


def test_the_postcode_is_neither_stored_nor_logged_nor_in_an_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = _post(client, "ME14 1XQ")
    assert "1XQ" not in answer["Location"] and "1XQ" not in caplog.text
    assert not Session.objects.exists()


def test_a_scottish_postcode_leads_to_who_answers_there(client: Client) -> None:
    answer = _post(client, "AB1 0AA", "?for=send-staff-targets")
    assert answer["Location"] == "/authorities/aberdeen-city/"


def test_a_northern_irish_postcode_leads_to_the_education_authority(client: Client) -> None:
    assert "education-authority" in _post(client, "BT1 5GS")["Location"]


@pytest.mark.parametrize("bad", ["", "kent", "ZZ1 1ZZ", "JE2 3QA", "12345", "ME14 1X"])
def test_a_postcode_that_will_not_do_gets_a_sentence_and_stays_typed(
    client: Client, bad: str
) -> None:
    answer = _post(client, bad)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "govuk-error-summary" in page and "Error: " in page
    assert not bad or f'value="{bad}"' in page


def test_a_postcode_of_a_split_county_gives_both_to_choose_from(client: Client) -> None:
    with time_machine.travel("2027-04-02T12:00:00+00:00"):
        answer = _post(client, "GU1 1AA")
        page = client.get(answer["Location"]).content.decode()
    assert "East Surrey" in page and "West Surrey" in page


def test_a_postcode_that_leads_to_no_council_says_so_and_stays_typed(
    client: Client, settings: Any
) -> None:
    Authority.objects.filter(slug="kent").update(valid_to=date(2020, 1, 1))
    page = _post(client, "ME14 1XQ").content.decode()
    assert "We know no council that answers for this postcode." in page and "ME14 1XQ" in page
    settings.DEMO = True
    assert "The councils of this sample are made up" in _post(client, "ME14 1XQ").content.decode()


def test_a_name_typed_loosely_finds_the_council(client: Client) -> None:
    page = client.get("/authorities/", {"q": "st helens"}).content.decode()
    assert "/authorities/st-helens/" in page
    page = client.get("/authorities/", {"q": "Nowhereshire"}).content.decode()
    assert "no council with a name like" in page


def test_a_council_abolished_in_2023_names_those_in_its_place(client: Client) -> None:
    page = client.get("/authorities/", {"q": "Cumbria"}).content.decode()
    assert "ended on 31 March 2023" in page
    assert "/authorities/cumberland/" in page
    assert "/authorities/westmorland-and-furness/" in page


def test_the_list_of_all_councils_takes_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        page = client.get("/authorities/").content.decode()
    assert page.count('href="/authorities/') >= 153

"""Which addresses lie at a council's own web domain."""

import csv
from pathlib import Path

import pytest

from foi.rules.own_domain import is_own_address, own_host

KENT = "https://www.kent.gov.uk/"
REGISTER = Path(__file__).parents[2] / "authorities" / "data" / "authorities.csv"


@pytest.mark.parametrize(
    ("email", "website", "expected"),
    [
        ("foi@kent.gov.uk", KENT, True),
        ("FOI@Kent.Gov.UK", KENT, True),
        ("foi@send.kent.gov.uk", KENT, True),
        ("foi@kent.gov.uk", "kent.gov.uk", True),
        ("foi@notkent.gov.uk", KENT, False),
        ("foi@kent.gov.uk.example.org", KENT, False),
        ("kent.gov.uk@example.org", KENT, False),
        ("foi@gov.uk", KENT, False),
        ("foi@gov.uk", "https://www.gov.uk/kent", False),
        ("foi@essex.gov.uk", "https://gov.uk/", False),
        ("foi@kent.gov.uk", "", False),
        ("kent.gov.uk", KENT, False),
        ("", KENT, False),
        ("foi@kent.gov.uk", "https://[", False),
    ],
)
def test_an_address_is_the_councils_own(email: str, website: str, expected: bool) -> None:
    assert is_own_address(email, website, ["https://www.essex.gov.uk"]) is expected


def test_a_host_that_two_councils_share_is_nobodys_own() -> None:
    both = "https://www.richmondandwandsworth.gov.uk/"
    assert not is_own_address("foi@richmondandwandsworth.gov.uk", both, [KENT, both])


def test_of_two_hosts_one_below_the_other_the_longer_decides() -> None:
    above, below = "https://council.example.org", "https://schools.council.example.org"
    email = "foi@schools.council.example.org"
    assert not is_own_address(email, above, [below])
    assert is_own_address(email, below, [above])


def test_every_website_of_the_register_has_a_host_of_its_own() -> None:
    with REGISTER.open() as file:
        websites = [row["website"] for row in csv.DictReader(file) if row["website"]]
    hosts = [own_host(website) for website in websites]
    assert "" not in hosts and len(hosts) == len(set(hosts)) > 150

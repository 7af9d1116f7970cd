"""What staff change in the admin shows in the public table at once, also where it is kept."""

from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from foi.models import Investigation, Round, User
from tests.builders import (
    LONDON,
    at,
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 14)
CSV = "/compare/send-staff-targets.csv"


@pytest.fixture(autouse=True)
def _clock():
    cache.clear()
    with time_machine.travel(at(TODAY).astimezone(LONDON), tick=False):
        yield
    cache.clear()


def admin_client() -> Client:
    staff = User.objects.create_user("root@example.org")
    staff.make_admin()
    client = Client()
    client.force_login(staff)
    return client


def save(client: Client, address: str, **fields: str) -> None:
    answer = client.post(address, fields)
    assert answer.status_code == 302, answer.context["adminform"].form.errors


def test_an_embargo_takes_the_cells_out_of_a_table_that_was_kept() -> None:
    version = create_letter()
    investigation = Investigation.objects.create(
        slug="targets", title="Targets", version=version, round=version.letter.round_on(TODAY)
    )
    request = create_request(investigation=investigation)
    create_reply(request=request)
    create_finding(request=request, quote="We pay no such thing.")
    visitor = Client()
    assert "We pay no such thing." in visitor.get(CSV).content.decode()
    save(
        admin_client(),
        f"/admin/foi/investigation/{investigation.pk}/change/",
        slug="targets",
        title="Targets",
        version=str(version.pk),
        round=str(investigation.round.pk),
        authorities=str(create_authority().pk),
        method_note="",
        embargo_until="2027-02-01",
        **{"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"},
    )
    assert "We pay no such thing." not in visitor.get(CSV).content.decode()


def test_a_round_that_closes_is_closed_in_a_table_that_was_kept() -> None:
    create_request()
    visitor, json = Client(), CSV.replace("csv", "json")
    assert visitor.get(json).json()["round"]["closed_on"] is None
    first = Round.objects.get()
    save(
        admin_client(),
        f"/admin/foi/round/{first.pk}/change/",
        letter=str(first.letter_id),
        number="1",
        opened_on="2018-01-01",
        closed_on="2026-12-14",
    )
    assert visitor.get(json).json()["round"]["closed_on"] == "2026-12-14"

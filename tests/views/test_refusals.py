"""Refusals by ground, council and letter, and each ground in plain words."""

from datetime import date

import pytest
from django.test import Client

from foi.comparison import grounds_counted
from foi.models import Finding
from foi.rules.answers import read, to_json
from foi.rules.grounds import all_grounds
from foi.rules.outcomes import Stage
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_letter,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 15)


def refused(council: str = "kent", *grounds: str, key: str = "plans", **fields) -> Finding:
    """A published refusal by a council; its request is asked by somebody of its own."""
    request = fields.pop("request", None) or create_request(
        authority=create_authority(slug=council),
        owner=create_user(email=f"{council}@example.org"),
        visibility=fields.pop("visibility", Visibility.PUBLIC),
    )
    outcome = fields.pop("outcome", "refused")
    return create_finding(request=request, key=key, outcome=outcome, grounds=grounds, **fields)


def counts(pairs) -> dict[str, int]:
    return {ground.slug: number for ground, number in pairs if number}


def test_with_nothing_published_the_page_still_explains_every_ground(client: Client):
    page = client.get("/refusals/").content.decode()
    assert "No ground of refusal has been named" in page
    for ground in all_grounds():
        assert f'href="/refusals/{ground.slug}/"' in page, ground.slug


def test_grounds_councils_and_letters_are_counted():
    first = refused("kent", "foia-s12-1", "foia-s43-2")
    refused("kent", "foia-s12-1", key="pay_linked", request=first.request)
    refused("leeds", "foia-s12-1")
    counted = grounds_counted(TODAY)
    assert counts(counted.refusals) == {"foia-s12-1": 3, "foia-s43-2": 1}
    assert counted.councils == [("Kent", "kent", 2, 2), ("Leeds", "leeds", 1, 1)]
    assert counted.letters == [("Send-Staff-Targets", "send-staff-targets", 3)]


def test_a_council_counts_once_a_question_however_often_it_was_asked():
    refused("kent", "foia-s12-1")
    again = create_request(owner=create_user(email="b@example.org"))
    refused("kent", "foia-s12-1", request=again)
    counted = grounds_counted(TODAY)
    assert counts(counted.refusals) == {"foia-s12-1": 1}
    assert counted.councils == [("Kent", "kent", 1, 1)]


def test_sections_21_and_22_and_not_held_stand_apart_and_are_no_refusals():
    refused("kent", "foia-s21")
    refused("leeds", "foia-s1-1", outcome="not_held")
    refused("york", "foia-s22", "foia-s43-2")
    refused("hull")
    counted = grounds_counted(TODAY)
    assert counts(counted.published) == {"foia-s21": 1, "foia-s22": 1}
    assert counts(counted.not_held) == {"foia-s1-1": 1}
    assert counts(counted.refusals) == {"foia-s43-2": 1}
    assert {row[0] for row in counted.councils} == {"York", "Hull"}
    assert counted.uncited == 1


def test_steps_of_the_clock_are_no_outcomes():
    events = {ground.slug for ground in grounds_counted(TODAY).events}
    assert events == {"foia-s1-3", "foia-s9", "foia-s10-3", "foia-s39"}


def test_a_ground_says_what_it_means_and_lists_what_was_published(client: Client):
    refused("kent", "foia-s12-1", quote="It would take 40 hours.")
    page = client.get("/refusals/foia-s12-1/").content.decode()
    for said in ("Section 12 (cost)", "What to say in a review", "It would take 40 hours.",
                 "/compare/send-staff-targets/kent/?round=1#plans", "not checked"):  # fmt: skip
        assert said in page, said


def test_the_list_can_be_of_one_council_or_letter(client: Client):
    refused("kent", "foia-s12-1")
    refused("leeds", "foia-s12-1")
    page = client.get("/refusals/foia-s12-1/?authority=leeds").content.decode()
    assert "Leeds: Plans" in page and "Kent: Plans" not in page
    create_letter(slug="mediation")
    page = client.get("/refusals/foia-s12-1/?letter=mediation").content.decode()
    assert "No published answer names it there" in page
    assert client.get("/refusals/foia-s12-1/?letter=none").status_code == 404


@pytest.mark.parametrize("slug", ["foia-s99", "12"])
def test_an_unknown_ground_is_not_found(client: Client, slug: str):
    assert client.get(f"/refusals/{slug}/").status_code == 404


@pytest.mark.parametrize("ground", [ground.slug for ground in all_grounds()])
def test_every_ground_has_its_page(client: Client, ground: str):
    assert client.get(f"/refusals/{ground}/").status_code == 200


def test_what_a_later_stage_said_stands_beside(client: Client):
    first = refused("kent", "foia-s12-1")
    later = create_finding(request=first.request, key="pay_linked", value=None, outcome="not_held")
    Finding.objects.filter(pk=later.pk).update(stage=Stage.REVIEW, question=first.question)
    page = client.get("/refusals/foia-s12-1/").content.decode()
    assert "after an internal review: Council says it does not hold this" in page


def test_where_the_answer_holds_a_value_the_quote_stays_on_the_cells_own_page(client: Client):
    refused(
        "kent",
        "foia-s40-2-3a",
        outcome="answered_in_part",
        value=to_json(read("count", "3")),
        quote="We have 3 plans.",
    )
    page = client.get("/refusals/foia-s40-2-3a/").content.decode()
    assert "Answered in part" in page and "3 plans" not in page


def test_private_hidden_and_unpublished_refusals_count_nowhere(client: Client):
    refused("kent", "foia-s12-1", visibility=Visibility.PRIVATE)
    refused("leeds", "foia-s12-1", published=False)
    refused("york", "foia-s12-1").hide(reason="A report.", now=at(TODAY))
    hidden = refused("hull", "foia-s12-1").request
    hidden.hide(reason="A report.", now=at(TODAY))
    counted = grounds_counted(TODAY)
    assert not counted.refusals and not counted.councils and not counted.uncited
    assert (
        "No published answer names it yet" in client.get("/refusals/foia-s12-1/").content.decode()
    )


def test_the_queries_do_not_grow_with_the_list(client: Client, django_assert_max_num_queries):
    create_letter()
    load_holidays()
    for number in range(8):
        refused(f"council-{number}", "foia-s12-1")
    with django_assert_max_num_queries(8):
        client.get("/refusals/foia-s12-1/")
    with django_assert_max_num_queries(5):
        client.get("/refusals/")


def test_each_line_with_a_quote_can_be_reported_by_itself(client: Client):
    refused("kent", "foia-s40-2-3a", quote="The only boy of that school.")
    page = client.get("/refusals/foia-s40-2-3a/").content.decode()
    assert "The only boy of that school." in page
    cell = "%2Fcompare%2Fsend-staff-targets%2Fkent%2F%3Fround%3D1%23plans"
    assert f'href="/report/?page={cell}"' in page

"""Finding an authority by what people type."""

import pytest

from authorities.models import Authority
from tests.authorities.files import TODAY


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("kent", "kent"),
        ("  KENT county council ", "kent"),
        ("Bristol City", "bristol"),
        ("Bristol, City of", "bristol"),
        ("st helens", "st-helens"),
        ("St. Helen's", "st-helens"),
        ("saint helens", "st-helens"),
        ("Kingston upon Thames", "kingston-upon-thames"),
        ("Kingston-upon-Hull", "kingston-upon-hull"),
        ("hull", "kingston-upon-hull"),
        ("BANES", "bath-and-north-east-somerset"),
        ("B&NES", "bath-and-north-east-somerset"),
        ("Bath & North East Somerset", "bath-and-north-east-somerset"),
        ("RBWM", "windsor-and-maidenhead"),
        ("BCP", "bournemouth-christchurch-and-poole"),
        ("London Borough of Camden", "camden"),
        ("city of london", "city-of-london"),
        ("durham", "county-durham"),
        ("york", "york"),
        ("newcastle", "newcastle-upon-tyne"),
        ("birmingam", "birmingham"),
        ("Sheffeild", "sheffield"),
        ("westmoreland", "westmorland-and-furness"),
        ("Glocestershire", "gloucestershire"),
        ("herts", "hertfordshire"),
        ("isle of wight", "isle-of-wight"),
    ],
)
def test_the_meant_council_comes_first(register, typed, slug):
    assert Authority.objects.answering_for_send(TODAY).named(typed)[0].slug == slug


@pytest.mark.parametrize("typed", ["", " ", "k", "xyzzy", "council of elders in rohan", "%"])
def test_nothing_is_found_for_nonsense(register, typed):
    assert list(Authority.objects.all().named(typed)) == []


def test_only_the_asked_set_is_searched(register):
    assert not Authority.objects.england().named("Aberdeenshire").exists()
    assert [a.slug for a in Authority.objects.abolished(TODAY).named("cumbria")] == ["cumbria"]


def test_every_authority_is_found_first_by_its_own_names(register):
    current = Authority.objects.answering_for_send(TODAY)
    for authority in current:
        assert current.named(authority.short_name)[0] == authority
        assert current.named(authority.name)[0] == authority


def test_several_of_a_name_are_all_offered(register):
    found = [a.slug for a in Authority.objects.all().named("Surrey")]
    assert found == ["surrey", "east-surrey", "west-surrey"]

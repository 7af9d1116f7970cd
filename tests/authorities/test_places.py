"""Who answers at a place, before and after councils change."""

from datetime import date

import pytest

from authorities.models import Authority
from authorities.places import answering_at, authorities_for, in_force_instead, named
from authorities.postcodes import find
from tests.authorities.files import TODAY

SPLIT = date(2027, 4, 1)


def slugs(authorities: list[Authority]) -> list[str]:
    return [authority.slug for authority in authorities]


@pytest.mark.parametrize(
    ("day", "answering"),
    [
        (TODAY, ["surrey"]),
        (date(2027, 3, 31), ["surrey"]),
        (SPLIT, ["east-surrey", "west-surrey"]),
    ],
)
def test_a_surrey_postcode_offers_both_councils_after_the_split(register, day, answering):
    assert slugs(answering_at(find("RH2 8EF"), day)) == answering


@pytest.mark.parametrize(
    ("gss", "day", "answering"),
    [
        ("E10000016", TODAY, ["kent"]),
        ("E08000016", TODAY, ["barnsley"]),
        ("E10000006", TODAY, ["cumberland", "westmorland-and-furness"]),
        ("E10000009", TODAY, ["bournemouth-christchurch-and-poole", "dorset"]),
        ("E06000058", date(2018, 1, 1), ["bournemouth", "dorset-county", "poole"]),
        ("E99999999", TODAY, []),
    ],
)
def test_a_code_gives_those_in_force_on_the_day(register, gss, day, answering):
    assert slugs(authorities_for(gss, day)) == answering


def test_elsewhere_the_council_is_named(register):
    assert slugs(answering_at(find("EH1 1YZ"), TODAY)) == ["city-of-edinburgh"]
    assert slugs(answering_at(find("CF10 1EP"), TODAY)) == ["cardiff"]
    assert slugs(answering_at(find("BT1 5GS"), TODAY)) == ["education-authority-ni"]
    assert answering_at(find("JE2 3AB"), TODAY) == []


def test_succession_in_a_circle_ends(register):
    surrey = Authority.objects.get(slug="surrey")
    Authority.objects.get(slug="east-surrey").successors.add(surrey)
    Authority.objects.filter(slug="east-surrey").update(valid_to=date(2028, 3, 31))
    assert slugs(in_force_instead(surrey, date(2028, 4, 1))) == ["west-surrey"]


@pytest.mark.parametrize(
    ("typed", "day", "found"),
    [
        ("Kent", TODAY, [("kent", ["kent"])]),
        ("Cumbria", TODAY, [("cumbria", ["cumberland", "westmorland-and-furness"])]),
        ("Poole", TODAY, [("bournemouth-christchurch-and-poole",) * 2]),
        ("East Surrey", TODAY, [("east-surrey", ["surrey"])]),
        ("East Surrey", SPLIT, [("east-surrey", ["east-surrey"])]),
        ("Aberdeenshire", TODAY, []),
    ],
)
def test_a_name_gives_who_answers_for_it(register, typed, day, found):
    wanted = [(slug, [who] if isinstance(who, str) else who) for slug, who in found]
    matches = named(typed, day)
    assert [(one.authority.slug, slugs(one.answering)) for one in matches] == wanted
    assert [one.itself for one in matches] == [[slug] == who for slug, who in wanted]


def test_after_the_split_surrey_is_explained_by_its_heirs(register):
    assert [one.authority.slug for one in named("Surrey", SPLIT)] == ["east-surrey", "west-surrey"]
    assert [one.authority.slug for one in named("Surrey", TODAY)] == ["surrey"]

"""The tile map: one square an authority, on every day."""

from datetime import date

import pytest

from authorities.models import Authority
from authorities.tiles import COLUMNS, ROWS, tile_of
from tests.authorities.files import TODAY

SPLIT = date(2027, 4, 1)


@pytest.mark.parametrize(("day", "number"), [(TODAY, 153), (SPLIT, 154)])
def test_every_council_in_force_has_a_tile_of_its_own(register, day, number):
    councils = Authority.objects.answering_for_send(day).with_codes()
    tiles = {council.slug: tile_of(council, day) for council in councils}
    assert [slug for slug, tile in tiles.items() if tile is None] == []
    assert len(tiles) == len(set(tiles.values())) == number
    assert all(0 <= col < COLUMNS and 0 <= row < ROWS for col, row in tiles.values())


@pytest.mark.parametrize(
    ("slug", "before", "after"),
    [
        ("surrey", (7, 15), None),
        ("west-surrey", None, (7, 15)),
        ("east-surrey", None, (8, 16)),
        ("brighton-and-hove", (8, 16), (8, 17)),
        ("kent", (10, 17), (10, 17)),
        ("cumbria", None, None),
    ],
)
def test_surreys_tile_passes_on_when_it_is_divided(register, slug, before, after):
    council = Authority.objects.get(slug=slug)
    assert tile_of(council, date(2027, 3, 31)) == before
    assert tile_of(council, SPLIT) == after


def test_a_council_whose_code_changed_keeps_its_tile(register):
    barnsley = Authority.objects.get(slug="barnsley")
    assert tile_of(barnsley, TODAY) == (6, 5)


def test_a_council_outside_england_has_none(register):
    assert tile_of(Authority.objects.get(slug="cardiff"), TODAY) is None

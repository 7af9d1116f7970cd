"""What is not public changes nothing that the public can take away, at any address.

Every output is fetched three times: with findings that are private, embargoed, unpublished or
hidden and a small number of "3"; with the same findings saying something else and a "2"; and with
those findings gone. Byte for byte the three must be alike. The tests are made from the list of
outputs, and a new address that stands in no list fails.
"""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from foi.filters import TableFilter
from tests import outputs
from tests.builders import at, create_user
from tests.test_addresses import RULES, WHO

pytestmark = pytest.mark.django_db
SMALL = re.compile(r"\b(?:3|three) (?:officers|in all)|For 3 it")


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(at(outputs.TODAY), tick=False):
        yield


def fetched(paths: list[str]) -> dict[str, tuple[int, bytes]]:
    """Every path as a visitor and as somebody else's account, without one-time tokens."""
    stranger = Client()
    stranger.force_login(create_user(email="stranger@example.org", legal_name="Ash Down"))
    return {
        f"{who} {path}": _plain(client, path)
        for who, client in (("visitor", Client()), ("stranger", stranger))
        for path in paths
    }


def _plain(client: Client, path: str) -> tuple[int, bytes]:
    cache.clear()
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):  # a workbook: its parts, without the moment it was packed
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join(parts.read(name) for name in sorted(parts.namelist()))
    once = rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce-[\w+/=-]+|Requester \d+'
    return answer.status_code, re.sub(once, b"", body)


def test_every_address_open_to_visitors_is_an_output_or_says_why_not() -> None:
    is_open = {
        route
        for route, (methods, who) in RULES.items()
        if "get" in methods and any("visitor" in roles for roles in WHO[who].values())
    }
    listed = {*outputs.OUTPUTS, *outputs.SAYS_NOTHING}
    assert is_open - listed == set(), "put each into tests/outputs.py"
    assert listed - is_open == set(), "no such address"
    assert not set(outputs.OUTPUTS) & set(outputs.SAYS_NOTHING)


def test_every_filter_of_the_table_is_among_the_queries_of_its_outputs() -> None:
    days = {"today": outputs.TODAY, "since": outputs.TODAY}
    names = set(TableFilter({}, questions=[], rounds=[], **days).filters)
    asked = {name for query in outputs.TABLE for name in re.findall(r"[?&](\w+)=", query)}
    assert names - asked == set()


@pytest.mark.parametrize("route", outputs.OUTPUTS)
def test_an_output_says_nothing_of_what_is_not_public(route: str) -> None:
    world = outputs.build()
    paths = list(outputs.paths_of(route, world))
    first = fetched(paths)
    # No picture has been drawn here: that there is none is what must stay alike.
    assert route.endswith(".png") or any(status == 200 for status, _ in first.values())
    for path, (_, body) in first.items():
        assert not SMALL.search(body.decode(errors="replace")), f"a small number at {path}"
    outputs.say_otherwise(world)
    other = fetched(paths)
    outputs.take_away(world)
    gone = fetched(paths)
    for path, was in first.items():
        assert other[path] == was, f"{path} tells what a finding says that is not public"
        assert gone[path] == was, f"{path} tells that there is a finding which is not public"


def test_the_list_tells_a_leak_when_there_is_one() -> None:
    """The public finding, changed in the same way, changes the outputs: the test can fail."""
    world = outputs.build()
    paths = list(outputs.paths_of("/compare/<slug>.csv", world))
    first = fetched(paths)
    world["private"].set_visibility(outputs.Visibility.PUBLIC)
    assert fetched(paths) != first

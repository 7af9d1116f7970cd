"""By when a report is answered, and what the page it names shows."""

from datetime import date, datetime

import pytest

from foi.rules.reporting import (
    PageOf,
    ReportKind,
    answer_by,
    as_address,
    as_path,
    letter_of,
    of_council,
    page_of,
    share_something,
    shows_many,
)
from foi.rules.working_days import seed
from tests.builders import LONDON

MADE = datetime(2026, 12, 22, 15, 0, tzinfo=LONDON)  # the Tuesday before Christmas


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        (ReportKind.CHILD, datetime(2026, 12, 24, 15, 0, tzinfo=LONDON)),
        (ReportKind.PERSON, datetime(2026, 12, 24, 15, 0, tzinfo=LONDON)),
        # 23, 24, 29, 30, 31: Christmas Day and the Boxing Day holiday on Monday do not count.
        (ReportKind.WRONG, datetime(2026, 12, 31, 23, 59, 59, tzinfo=LONDON)),
        (ReportKind.COPYRIGHT, datetime(2026, 12, 31, 23, 59, 59, tzinfo=LONDON)),
        (ReportKind.MY_DATA, datetime(2027, 1, 21, 23, 59, 59, tzinfo=LONDON)),
    ],
)
def test_each_kind_has_its_clock(kind: ReportKind, last: datetime) -> None:
    assert answer_by(kind, MADE, seed().uk) == last


def test_every_kind_ends_after_it_began() -> None:
    assert all(answer_by(kind, MADE, seed().uk) > MADE for kind in ReportKind)
    assert answer_by(ReportKind.OTHER, MADE, seed().uk).date() > date(2027, 1, 4)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/requests/TD-7K4QF2/", PageOf(ref="TD-7K4QF2")),
        ("/requests/td-7k4qf2/letter/", PageOf(ref="TD-7K4QF2")),
        ("/requests/TD-7K4QF2/files/aB_-9/", PageOf(ref="TD-7K4QF2", token="aB_-9")),
        (
            "/compare/send-staff-targets/kent/",
            PageOf(letter="send-staff-targets", authority="kent"),
        ),
        ("/compare/send-staff-targets/kent", PageOf(letter="send-staff-targets", authority="kent")),
        (
            "/compare/send-staff-targets/kent/pay_linked.png",
            PageOf(letter="send-staff-targets", authority="kent"),
        ),
        ("/authorities/kent/", PageOf(authority="kent")),
        ("/authorities/kent", PageOf(authority="kent")),
        ("/compare/send-staff-targets", PageOf()),
        ("/compare/send-staff-targets.csv", PageOf()),
        ("/compare/send-staff-targets/context.csv", PageOf()),
        ("/compare/send-staff-targets/pictures/", PageOf()),
        ("/compare/send-staff-targets/pictures", PageOf()),
        ("/compare/send-staff-targets/pictures/map.svg", PageOf()),
        ("/compare/send-staff-targets/", PageOf()),
        ("/authorities/", PageOf()),
        ("/requests/", PageOf()),
        ("/", PageOf()),
        ("/requests/TD-7K4QF2x/", PageOf()),
    ],
)
def test_a_path_says_what_its_page_shows(path: str, shown: PageOf) -> None:
    assert page_of(path) == shown
    assert page_of(path).is_one_thing == bool(shown.ref or shown.authority)


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("https://example.org/requests/TD-7K4QF2/?a=b#c", "/requests/TD-7K4QF2/"),
        (" /about/ ", "/about/"),
        ("about/", "/about/"),
        ("/compare/send-staff-targets/kent", "/compare/send-staff-targets/kent/"),
        ("https://example.org/authorities/kent?a=b", "/authorities/kent/"),
        ("/requests/TD-7K4QF2", "/requests/TD-7K4QF2/"),
        ("/compare/send-staff-targets.csv", "/compare/send-staff-targets.csv"),
        ("//evil.example/x", "/evil.example/x"),
        ("/\\evil.example", "/evil.example"),
        ("javascript:alert(1)", "/javascript:alert(1)"),
        ("/a\r\nb", "/ab"),
        ("", "/"),
        ("/" + "x" * 500, "/" + "x" * 299),
    ],
)
def test_whatever_is_typed_becomes_a_path_of_ours(typed: str, path: str) -> None:
    assert as_path(typed) == path


CELL = "/compare/send-staff-targets/kent/"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"https://example.org{CELL}?round=2#pay_linked", f"{CELL}?round=2#pay_linked"),
        (f"{CELL}?a=b&round=2&c=d", f"{CELL}?round=2"),
        (f"{CELL}#pay_linked", f"{CELL}#pay_linked"),
        (f"{CELL[:-1]}?round=2#pay_linked", f"{CELL}?round=2#pay_linked"),
        (f"{CELL}?round=x#<b>", CELL),
        (f"{CELL}?round=123456#{'k' * 61}", CELL),
        (f"{CELL}#a?round=2", CELL),
        ("/about/?round=2#pay_linked", "/about/"),
        ("/authorities/kent/?round=1#x", "/authorities/kent/"),
        ("/requests/TD-7K4QF2/?a=b#c", "/requests/TD-7K4QF2/"),
    ],
)
def test_the_address_of_a_cell_keeps_its_round_and_its_question(typed: str, kept: str) -> None:
    assert as_address(typed) == kept
    assert as_address(kept) == kept


def test_a_cell_s_address_says_which_cell() -> None:
    place = {"letter": "send-staff-targets", "authority": "kent"}
    assert page_of(f"{CELL}?round=2#pay_linked") == PageOf(**place, round=2, key="pay_linked")
    assert page_of(f"{CELL}#pay_linked") == PageOf(**place, key="pay_linked")
    assert page_of("/requests/TD-7K4QF2/?round=2#x") == PageOf(ref="TD-7K4QF2")


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (f"{CELL}?round=2#pay_linked", f"{CELL}#plans", True),
        (CELL, f"{CELL}pay_linked.png", True),
        (CELL, "/authorities/kent/", True),
        (CELL, "/compare/send-staff-targets/essex/", False),
        (CELL, "/compare/law-training/kent/", False),
        ("/authorities/kent/", "/authorities/essex/", False),
        ("/requests/TD-7K4QF2/", "/requests/TD-7K4QF2/files/aB_-9/", True),
        ("/requests/TD-7K4QF2/", "/requests/TD-7K4QF3/", False),
        ("/requests/TD-7K4QF2/", CELL, False),
        ("/about/", "/about/", True),
        ("/about/", CELL, False),
    ],
)
def test_two_addresses_may_show_some_of_the_same(one: str, other: str, shared: bool) -> None:
    assert share_something(one, other) == share_something(other, one) == shared


@pytest.mark.parametrize(
    ("address", "letter"),
    [
        ("/compare/send-staff-targets/", "send-staff-targets"),
        ("/compare/send-staff-targets/?question=plans", "send-staff-targets"),
        ("/compare/send-staff-targets/pictures/", "send-staff-targets"),
        ("/compare/send-staff-targets/pictures/map.svg", "send-staff-targets"),
        ("/compare/send-staff-targets.csv", "send-staff-targets"),
        ("/compare/send-staff-targets/context.csv", "send-staff-targets"),
        ("/compare/", ""),
        ("/authorities/", ""),
        ("/refusals/", ""),
        ("/refusals/foia-s40-2-3a/", ""),
        ("/feeds/", ""),
        ("/requests/?page=2", ""),
        ("/", ""),
    ],
)
def test_a_page_of_many_councils_is_narrowed_to_one(address: str, letter: str) -> None:
    assert shows_many(address) and letter_of(address) == letter
    narrow = of_council("kent", letter=letter)
    assert page_of(narrow) == PageOf(letter=letter, authority="kent") and not shows_many(narrow)


@pytest.mark.parametrize(
    "address",
    [CELL, CELL[:-1], "/authorities/kent/", "/requests/TD-7K4QF2/", "/about/", "/help/x/"],
)
def test_a_page_of_one_council_or_of_none_is_not_of_many(address: str) -> None:
    assert not shows_many(address)

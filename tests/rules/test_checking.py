"""Who may check whose reading, and when two readings are the same."""

from datetime import date
from decimal import Decimal

import pytest

from foi.rules.answers import Answer, read
from foi.rules.checking import (
    WAITS_FOR_OUTSIDERS,
    Read,
    Waiting,
    category,
    is_free_outsider,
    is_same_side,
    may_check,
    same_reading,
)
from foi.rules.permissions import Actor, Case, Role, Visibility

READER, OWNER, ME = 1, 2, 3
CAMPAIGNER, MODERATOR, MEMBER = (
    Actor(ME, role) for role in (Role.CAMPAIGNER, Role.MODERATOR, Role.MEMBER)
)
READ_BY_ONE = Waiting(frozenset({READER}))


def case(membership: str | None = None, visibility: Visibility = Visibility.PUBLIC) -> Case:
    return Case(owner_id=OWNER, visibility=visibility, membership=membership)


def test_an_approved_campaigner_or_a_moderator_checks_what_another_read() -> None:
    assert may_check(CAMPAIGNER, case(), READ_BY_ONE, tied=False)
    assert may_check(MODERATOR, case(), READ_BY_ONE, tied=False)
    assert not may_check(MEMBER, case(), READ_BY_ONE, tied=False)
    assert not may_check(Actor(None, Role.VISITOR), case(), READ_BY_ONE, tied=False)


@pytest.mark.parametrize("role", [Role.CAMPAIGNER, Role.MODERATOR])
def test_nobody_checks_her_own_reading_or_the_answers_to_her_own_letter(role: Role) -> None:
    own_reading = may_check(Actor(READER, role), case(), READ_BY_ONE, tied=False)
    own_letter = may_check(Actor(OWNER, role), case(), READ_BY_ONE, tied=False)
    assert not own_reading and "read this yourself" in own_reading.reason
    assert not own_letter and "asked for this yourself" in own_letter.reason


def test_a_third_is_neither_of_the_two_who_differ() -> None:
    two = Waiting(frozenset({READER, ME}))
    assert not may_check(CAMPAIGNER, case(), two, tied=False)
    assert may_check(Actor(4, Role.CAMPAIGNER), case(), two, tied=False)


def test_a_tie_with_the_council_keeps_everybody_away_staff_too() -> None:
    for actor in (CAMPAIGNER, MODERATOR):
        ruling = may_check(actor, case(), READ_BY_ONE, tied=True)
        assert not ruling and "in dispute" in ruling.reason


def test_what_is_private_or_counted_is_checked_by_insiders_alone() -> None:
    for visibility in (Visibility.PRIVATE, Visibility.COUNTED):
        hidden = case(visibility=visibility)
        assert not may_check(CAMPAIGNER, hidden, READ_BY_ONE, tied=False)
        assert may_check(MODERATOR, hidden, READ_BY_ONE, tied=False)
    alone = Waiting(frozenset({READER}), outsider_free=False)
    assert may_check(MEMBER, case("editor", Visibility.PRIVATE), alone, tied=False)


@pytest.mark.parametrize("role", ["owner", "editor"])
def test_a_member_waits_for_an_outsider_and_checks_where_none_is_free_or_none_came(
    role: str,
) -> None:
    group = case(role)
    free = [Waiting(frozenset({READER}), True, days) for days in (0, WAITS_FOR_OUTSIDERS)]
    for waiting in free:
        ruling = may_check(MEMBER, group, waiting, tied=False)
        assert not ruling and "belong to the investigation" in ruling.reason
    late = Waiting(frozenset({READER}), True, WAITS_FOR_OUTSIDERS + 1)
    assert may_check(MEMBER, group, late, tied=False)
    assert may_check(MEMBER, group, Waiting(frozenset({READER}), False), tied=False)
    assert not may_check(MEMBER, case("reader"), late, tied=False)


def test_a_moderator_is_an_outsider_unless_she_is_a_member() -> None:
    assert is_free_outsider(MODERATOR, case(), READ_BY_ONE, tied=False)
    assert not is_free_outsider(MODERATOR, case("reader"), READ_BY_ONE, tied=False)
    assert is_same_side(case("reader")) and not is_same_side(case())
    assert not is_free_outsider(CAMPAIGNER, case(), READ_BY_ONE, tied=True)
    assert not is_free_outsider(MEMBER, case(), READ_BY_ONE, tied=False)


def said(type: str, written: str, **more: object) -> Read:
    return Read("answered", read(type, written, ["no", "team"]), **more)


@pytest.mark.parametrize(
    ("type", "one", "other"),
    [
        ("count", "312", "312.0"),
        ("count", "312", "312 plans"),
        ("count", "nil", "0"),
        ("count", "5 or fewer", "fewer than 6"),
        ("money", "£1.2m", "1,200,000"),
        ("percentage", "57.4%", "57.40 per cent"),
        ("yes_no", "Yes", "yes"),
        ("date", "3 March 2025", "3/3/2025"),
        ("text", "Up to £500.", "up to £500"),
        ("count", "10 to 15", "10-15"),
    ],
)
def test_the_same_value_however_it_is_typed(type: str, one: str, other: str) -> None:
    assert same_reading(said(type, one), said(type, other))
    assert category(said(type, one)) == category(said(type, other))


@pytest.mark.parametrize(
    ("type", "one", "other"),
    [
        ("count", "8", "about 8"),
        ("count", "5", "fewer than 5"),
        ("count", "10 to 15", "10 to 14"),
        ("yes_no", "yes", "no"),
        ("choice", "no", "team"),
        ("text", "A policy", "No policy"),
    ],
)
def test_another_value_is_another_reading(type: str, one: str, other: str) -> None:
    assert not same_reading(said(type, one), said(type, other))


def test_outcome_grounds_and_period_count_too() -> None:
    value = Answer(Decimal(3))
    assert not same_reading(Read("answered", value), Read("answered_in_part", value))
    cost, both = frozenset({"foia-s12-1"}), frozenset({"foia-s12-1", "foia-s14-1"})
    assert not same_reading(Read("refused", None, cost), Read("refused", None, both))
    assert not same_reading(Read("answered", value), Read("answered", value, other_period=True))
    assert same_reading(Read("refused", None, cost), Read("refused", None, cost))
    day = Answer(date(2025, 3, 3))
    assert same_reading(Read("answered", day), Read("answered", day))


@pytest.mark.parametrize(
    "other",
    [
        Read("refused", grounds=frozenset({"foia-s40-2-3a"})),
        Read("refused", grounds=frozenset({"foia-s12-1"}), other_period=True),
    ],
)
def test_agreement_compares_what_settling_compares(other: Read) -> None:
    one = Read("refused", grounds=frozenset({"foia-s12-1"}))
    assert category(one) != category(other) and not same_reading(one, other)

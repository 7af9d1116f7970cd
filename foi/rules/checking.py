"""Two people: who may check what another read, and when two readings say the same."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from foi.rules.numbers import fold
from foi.rules.outcomes import Outcome
from foi.rules.permissions import YES, Actor, Case, Ruling, may_log
from foi.rules.values import Answer, Scalar

# Working days that a reading waits for an outsider before a member of the same investigation may
# check it: a week, so that people who read at weekends have had one; longer, and a table whose
# every cell says "not checked" goes out instead.
WAITS_FOR_OUTSIDERS = 5

OWN_READING = Ruling(False, "You have read this yourself: somebody else checks it.")
OWN_LETTER = Ruling(False, "You asked for this yourself: somebody else checks what was read.")
TIED = Ruling(
    False,
    "You told us that this council employs you, or that you are in dispute with it: somebody else "
    "checks this.",
)
FOR_OUTSIDERS = Ruling(
    False,
    "You belong to the investigation that asked. For five working days this waits for somebody "
    "who does not; after that you may check it.",
)


@dataclass(frozen=True)
class Waiting:
    """A finding that waits for a second person, or for a third.

    readers: ids of all who have read it; outsider_free: an account exists that may check it and
    is no member of the investigation; waited: working days since it was last read.
    """

    readers: frozenset[int]
    outsider_free: bool = False
    waited: int = 0


def is_same_side(case: Case) -> bool:
    """Whether this person belongs to the investigation that asked (PUBLICATION.md: it is said)."""
    return case.membership is not None


def is_free_outsider(actor: Actor, case: Case, waiting: Waiting, *, tied: bool) -> bool:
    """Whether this account could check it from outside: approved, sees the reply, no stake."""
    return (
        actor.is_campaigner
        and not is_same_side(case)
        and bool(_has_no_stake(actor, case, waiting, tied=tied))
    )


def may_check(actor: Actor, case: Case, waiting: Waiting, *, tied: bool) -> Ruling:
    """Check a reading, or settle two that differ: an outsider first, a member where none is free.

    Nobody checks her own reading, nor the answers to her own letter, nor those of a council that
    she has a tie with.
    """
    ruling = _has_no_stake(actor, case, waiting, tied=tied)
    if not ruling or not is_same_side(case):
        return ruling
    if waiting.outsider_free and waiting.waited <= WAITS_FOR_OUTSIDERS:
        return FOR_OUTSIDERS
    return YES


def _has_no_stake(actor: Actor, case: Case, waiting: Waiting, *, tied: bool) -> Ruling:
    ruling = may_log(actor, case)
    if not ruling:
        return ruling
    if actor.id in waiting.readers:
        return OWN_READING
    if actor.id == case.owner_id:
        return OWN_LETTER
    return TIED if tied else YES


@dataclass(frozen=True)
class Read:
    """What a reading says, without who, when and where it stands."""

    outcome: str
    answer: Answer | None = None
    grounds: frozenset[str] = frozenset()
    other_period: bool = False


def same_reading(one: Read, other: Read) -> bool:
    """Whether two people read the same: outcome, value, grounds, and the period asked or another.

    Passages may differ in length, sections in how they are cited, numbers in how they are written.
    """
    return category(one) == category(other)


def category(read: Read) -> tuple[str, str, tuple[str, ...], bool]:
    """Outcome, value, grounds and period as one category, for agreement: equal where two say the
    same."""
    outcome = Outcome(read.outcome).value
    return outcome, _value(read.answer), tuple(sorted(read.grounds)), read.other_period


def _value(answer: Answer | None) -> str:
    if answer is None:
        return ""
    sign = "" if answer.is_exact else answer.qualifier
    if answer.value is None:
        return f"{sign} {fold(answer.written).casefold()}"
    ends = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    return f"{sign} {' to '.join(_plain(end) for end in ends)}"


def _plain(value: Scalar) -> str:
    """12, 12.0 and 12.00 are one number; letter case and full stops make no other text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return f"{Decimal(value).normalize():f}"
    return " ".join(re.findall(r"\w+", fold(value).casefold()))

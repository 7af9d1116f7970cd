"""What a council's answers keep back, so that nothing beside them says it.

A number of 1 to 4 people is masked in every passage and text of the same council, letter and
round, and so is a sum that is held back because it rests on fewer than 5.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from foi.rules.masking_sums import mask_sum
from foi.rules.small_numbers import (
    ANY_FEW,
    THRESHOLD,
    few_said,
    fewest,
    mask_few,
    may_publish_figure,
)
from foi.rules.values import Answer


class Rests(NamedTuple):
    """The counts of the same letter that a sum rests on, added up, and the same for a reader."""

    on: tuple[str, ...]
    words: str


# Every sum of the library that rests on a count asked beside it. No other does: what was spent on
# training or mediation also went to others than those counted there, and no letter asks for a
# total beside its parts.
RESTS_ON = {
    # With few payments it is what one family was paid.
    "remedy_paid": Rests(
        ("remedies",),
        "what was paid as a remedy for complaints, where fewer than {few} payments were made",
    ),
    # With few appeals it is what was spent against one family.
    "tribunal_external_spend": Rests(
        ("appeals_conceded", "appeals_heard"),
        "what was paid to outside lawyers and experts for appeals, where fewer than {few} appeals "
        "were conceded or heard",
    ),
}
BASES = frozenset(base for rests in RESTS_ON.values() for base in rests.on)


def held_words(threshold: int = THRESHOLD) -> list[str]:
    """Which sums are held back and when, for a reader."""
    return [rests.words.format(few=threshold) for rests in RESTS_ON.values()]


class Said(NamedTuple):
    """One answer at a place (a council, in a round). request: whose, None for a published source;
    people: whether its question counts people; stands: nothing has replaced it."""

    key: str
    answer: Answer | None
    request: int | None = None
    people: bool = False
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Unsaid:
    """few: the numbers of 1 to 4 people that answers name; held: the keys of the sums that are
    held back; sums: their figures."""

    few: frozenset[int] = frozenset()
    held: frozenset[str] = frozenset()
    sums: frozenset[Decimal] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.few or self.held)

    def __or__(self, other: "Unsaid") -> "Unsaid":
        return Unsaid(self.few | other.few, self.held | other.held, self.sums | other.sums)

    def beside(self, *, people: bool) -> "Unsaid":
        """What an answer itself must not say: no small number at all, where it counts people."""
        return replace(self, few=ANY_FEW) if people else self

    def out_of(self, passage: str) -> str:
        """A council's words, or a person's about them, without any of it."""
        for amount in sorted(self.sums, reverse=True):
            passage = mask_sum(passage, amount)
        return mask_few(passage, self.few)


NOTHING = Unsaid()


def keep_back(
    said: Collection[Said],
    asked: Mapping[int, Collection[str]],
    threshold: int = THRESHOLD,
) -> Unsaid:
    """What all public answers of one place keep back. `asked`: the keys that each request asked,
    at least of those with a sum."""
    few = (few_said(one.answer, threshold) for one in said if one.people and one.answer)
    sums_said = {one.key for one in said if one.key in RESTS_ON}
    held = frozenset(key for key in sums_said if _is_held(key, said, asked, threshold))
    sums = (_figures(one.answer) for one in said if one.key in held and one.answer)
    return Unsaid(frozenset().union(*few), held, frozenset().union(*sums))


def _is_held(
    key: str, said: Collection[Said], asked: Mapping[int, Collection[str]], threshold: int
) -> bool:
    """Whether a sum rests on too few, whoever said which, or waits for how many those are."""
    sums = [one for one in said if one.key == key]
    if any(_is_owed(one, said, asked) for one in sums):
        return True
    behind = [[one.answer for one in said if one.key == base] for base in RESTS_ON[key].on]
    known = [answers for each in behind if (answers := [one for one in each if one])]
    if not known:  # nobody knows, or will say: that forbids nothing
        return False
    people = sum(min(fewest(one, threshold) for one in answers) for answers in known)
    nobody = all(one.number == 0 and one.is_exact for answers in known for one in answers)
    figures = [one.answer for one in sums if one.answer]
    enough = may_publish_figure(people, threshold)
    return not enough and any(not nobody or figure.number != 0 for figure in figures)


def _is_owed(figure: Said, said: Collection[Said], asked: Mapping[int, Collection[str]]) -> bool:
    """Whether its request asked how many it is of, and no public answer says that yet: the sum
    waits for it, whatever an unpublished answer says."""
    if figure.request is None:
        return False
    told = {one.key for one in said if one.request == figure.request and one.stands}
    wanted = asked.get(figure.request, ())
    return any(base in wanted and base not in told for base in RESTS_ON[figure.key].on)


def _figures(answer: Answer) -> frozenset[Decimal]:
    """Every figure that may stand in a passage for it: both ends of a range, a bound as written."""
    if answer.ends is not None:
        return frozenset(answer.ends)
    if answer.number is None:
        return frozenset()
    near = (-1, 0, 1) if answer.inclusive else (0,)
    return frozenset(answer.number + step for step in near)

"""Who asked which made-up council what, and what came of it: every state that a cell can have.

Days are working days: `ago` from the sending to today, `after` from the sending on.
"""

from dataclasses import dataclass, field

from foi.management import demo_replies as said
from foi.management.demo_replies import APPEALS, TARGETS, Answers
from foi.rules.permissions import Visibility

PUBLIC, COUNTED, PRIVATE = Visibility.PUBLIC, Visibility.COUNTED, Visibility.PRIVATE
OPEN_INVESTIGATION = "sample-targets"
EMBARGOED = "sample-embargoed"
BLIND = "sample-double-reading"
COST = said.all_say(TARGETS, said.COST)
NOT_HELD = said.all_say(TARGETS, said.NOT_HELD)


@dataclass(frozen=True)
class Step:
    """What happened so many working days after the sending.

    `what`: a kind of reply (acknowledgement, clarification, fee, response, refusal), or
    nothing_came, hold_answered, withdrawn, reading_wanted, published, unpublished.
    """

    after: int
    what: str
    says: Answers = field(default_factory=dict)
    read: bool = True  # else the reply is in and waits for a reader


@dataclass(frozen=True)
class Story:
    """One request. `asker` counts the sample's accounts; 0 is the campaigner."""

    council: str
    ago: int
    asker: int = 1
    letter: str = TARGETS
    visibility: Visibility = PUBLIC
    way: str = "email"
    investigation: str = ""
    steps: tuple[Step, ...] = ()


def _answered(after: int, answers: Answers, kind: str = "response") -> tuple[Step, ...]:
    """A reply that was read and published on the day it came."""
    return (Step(1, "acknowledgement"), Step(after, kind, answers), Step(after, "published"))


def _asked_by_campaigner(council: str, ago: int, *steps: Step) -> Story:
    return Story(council, ago, asker=0, investigation=OPEN_INVESTIGATION, steps=steps)


def _appeals(council: str, asker: int, answers: Answers) -> Story:
    return Story(council, 33, asker, APPEALS, steps=_answered(18, answers))


STORIES = (
    # An investigation of the campaigner's: answers, refusals, not held, published, late.
    _asked_by_campaigner("sampleshire", 38, *_answered(17, said.FEW_TARGETS)),
    _asked_by_campaigner("exampleshire", 38, *_answered(20, said.MANY_TARGETS)),
    _asked_by_campaigner("fictionby", 38, *_answered(19, said.RANGES)),
    _asked_by_campaigner("mockton", 38, *_answered(15, COST, "refusal")),
    _asked_by_campaigner("pretendale", 38, *_answered(20, said.IN_PART)),
    _asked_by_campaigner("examplechester", 38, *_answered(18, said.SOME_REFUSED)),
    _asked_by_campaigner("notional-forest", 38, *_answered(9, NOT_HELD)),
    _asked_by_campaigner("demoton", 38, *_answered(12, said.PARTLY_PUBLISHED)),
    _asked_by_campaigner("placeholder-heath", 38, *_answered(31, said.NO_TARGETS)),
    _asked_by_campaigner("hypothetica", 38, *_answered(16, said.MIXED)),
    # No reply: confirmed by the requester, or not.
    _asked_by_campaigner(
        "imaginary-fens", 34, Step(2, "acknowledgement"), Step(32, "nothing_came")
    ),
    Story("fablewick", 26, asker=2, steps=(Step(1, "acknowledgement"),)),
    # The time is not over.
    Story("madeup-green", 6, asker=3, steps=(Step(1, "acknowledgement"),)),
    Story("specimen-moor", 3, asker=4, way="post"),
    # The clock stands.
    Story("inventon-hill", 14, asker=3, steps=(Step(5, "clarification"),)),
    Story("storybrook", 12, asker=4, steps=(Step(7, "fee"),)),
    Story(
        "pattern-coombe",
        16,
        asker=5,
        steps=(Step(3, "clarification"), Step(6, "hold_answered"), Step(7, "acknowledgement")),
    ),
    # Taken back; in and not yet read; read for its owner, who shows nothing of herself.
    Story("suppose-bay", 25, asker=5, steps=(Step(4, "withdrawn"),)),
    Story(
        "modelhurst",
        21,
        asker=6,
        steps=(Step(19, "response", said.FEW_TARGETS, read=False), Step(20, "reading_wanted")),
    ),
    Story("samplesea", 30, asker=6, visibility=COUNTED, steps=_answered(14, said.FEW_TARGETS)),
    # Two answers that differ, and a question asked again.
    Story("sandbox-bay", 55, asker=7, steps=_answered(20, said.MANY_TARGETS)),
    Story("sandbox-bay", 29, asker=2, steps=_answered(20, said.FEW_TARGETS)),
    Story("makebelieveshire", 70, asker=7, investigation=BLIND, steps=_answered(16, said.RANGES)),
    Story("makebelieveshire", 5, asker=8),
    # Nobody but those concerned learns of these.
    Story("nowhere-sound", 24, asker=8, visibility=PRIVATE, steps=(Step(20, "response"),)),
    Story(
        "dummy-valley",
        28,
        asker=0,
        investigation=EMBARGOED,
        steps=_answered(19, said.MANY_TARGETS),
    ),
    # Another letter: small numbers, sums, a refusal.
    _appeals("sampleshire", 1, said.FEW_APPEALS),
    _appeals("fictionby", 2, said.NO_APPEALS),
    _appeals("exampleshire", 3, said.MANY_APPEALS),
    Story(
        "mockton",
        33,
        4,
        APPEALS,
        steps=_answered(19, said.all_say(APPEALS, said.COST), "refusal"),
    ),
    Story("storybrook", 8, asker=5, letter=APPEALS),
)

"""The life of a request: its states, what may happen in each, and what that leads to.

A request's state is never set by hand: it follows from its events, replayed in the order
of their legal dates. Event kinds that move the clock are named as in the worked deadlines
(`clarification_requested`, `fees_notice`, ...). Process (this file), outcome
(`outcomes.py`) and timeliness (`clock.py`) are three things and stay apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """Where a request stands in its process."""

    DRAFT = "draft"
    SENT = "sent"
    ON_HOLD = "on_hold"
    REPLIED = "replied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Kind(StrEnum):
    """What can happen to a request."""

    SENT = "sent"
    RECEIVED = "received"  # the day the council received it, where that is known apart
    ACKNOWLEDGED = "acknowledged"
    BOUNCED = "bounced"
    CLARIFICATION_REQUESTED = "clarification_requested"  # s.1(3): the clock stops
    CLARIFICATION_RECEIVED = "clarification_received"  # and starts anew, s.10(6)
    INFORMAL_QUERY = "informal_query"  # s.16 talk: no effect on the clock
    INFORMAL_REPLY = "informal_reply"
    FEES_NOTICE = "fees_notice"  # s.9: the clock pauses, s.10(2)
    FEE_PAID = "fee_paid"
    PIT_EXTENSION_NOTIFIED = "pit_extension_notified"  # s.10(3)
    EIR_EXTENSION_NOTIFIED = "eir_extension_notified"  # EIR reg 7
    TRANSFERRED = "transferred"
    RECEIVED_BY_NEW_AUTHORITY = "received_by_new_authority"
    REGIME_CHANGED = "regime_changed"  # s.39: handled under the EIR; note names the regime
    SOMETHING_CAME = "something_came"  # the owner pressed the button; not yet logged
    NOTHING_CAME = "nothing_came"
    RESPONSE = "response"
    REFUSED = "refused"
    PHONE_NOTE = "phone_note"
    READING_WANTED = "reading_wanted"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    VISIBILITY_CHANGED = "visibility_changed"
    REMINDERS_STOPPED = "reminders_stopped"
    DUE_MOVED = "due_moved"
    COUNCIL_TOLD = "council_told"  # its link to the right of reply went
    HIDDEN = "hidden"
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


OPEN = frozenset({State.SENT, State.ON_HOLD})  # the council or the requester still owes a step
SENT_AT_ALL = frozenset(State) - {State.DRAFT}
CLOCK_KINDS = frozenset(
    {
        Kind.CLARIFICATION_REQUESTED,
        Kind.CLARIFICATION_RECEIVED,
        Kind.INFORMAL_QUERY,
        Kind.INFORMAL_REPLY,
        Kind.FEES_NOTICE,
        Kind.FEE_PAID,
        Kind.PIT_EXTENSION_NOTIFIED,
        Kind.EIR_EXTENSION_NOTIFIED,
        Kind.TRANSFERRED,
        Kind.RECEIVED_BY_NEW_AUTHORITY,
    }
)

SAID = frozenset({Kind.NOTHING_CAME, Kind.SOMETHING_CAME})  # the owner's word
INCOMING = frozenset(  # something of the council's was logged
    {
        Kind.ACKNOWLEDGED,
        Kind.CLARIFICATION_REQUESTED,
        Kind.INFORMAL_QUERY,
        Kind.FEES_NOTICE,
        Kind.PIT_EXTENSION_NOTIFIED,
        Kind.EIR_EXTENSION_NOTIFIED,
        Kind.TRANSFERRED,
        Kind.RESPONSE,
        Kind.REFUSED,
    }
)

_S = State
_HOLD = {Kind.CLARIFICATION_REQUESTED: _S.ON_HOLD, Kind.FEES_NOTICE: _S.ON_HOLD}
_ANSWER = {Kind.RESPONSE: _S.REPLIED, Kind.REFUSED: _S.REFUSED}
_END = {Kind.WITHDRAWN: _S.WITHDRAWN, Kind.CLOSED: _S.CLOSED}

# state -> event kind -> next state. A kind listed nowhere below only stays where it is.
MOVES: dict[State, dict[Kind, State]] = {
    _S.DRAFT: {Kind.SENT: _S.SENT},
    _S.SENT: {**_HOLD, **_ANSWER, **_END},
    _S.ON_HOLD: {
        Kind.CLARIFICATION_RECEIVED: _S.SENT,
        Kind.FEE_PAID: _S.SENT,
        **_HOLD,
        **_ANSWER,
        **_END,
    },
    _S.REPLIED: {**_HOLD, **_ANSWER, **_END},
    _S.REFUSED: {**_HOLD, **_ANSWER, **_END},
    _S.WITHDRAWN: {**_ANSWER},  # an answer may still come
    _S.CLOSED: {**_ANSWER},
}
MOVING_KINDS = frozenset(kind for moves in MOVES.values() for kind in moves)
BEFORE_SENDING = frozenset({Kind.SENT, Kind.VISIBILITY_CHANGED, Kind.HIDDEN, Kind.SHOWN})

STATE_WORDS = {
    _S.DRAFT: "a draft",
    _S.SENT: "sent",
    _S.ON_HOLD: "on hold: the council waits for you",
    _S.REPLIED: "answered",
    _S.REFUSED: "refused",
    _S.WITHDRAWN: "withdrawn",
    _S.CLOSED: "closed",
}


class NotNow(ValueError):
    """This cannot happen to a request in its present state. The message is a sentence."""


@dataclass(frozen=True)
class EventFacts:
    """One recorded event as plain values; `corrects` is the id of an earlier one."""

    id: int
    kind: str
    on: date
    recorded_at: datetime
    corrects: int | None = None
    voids: bool = False  # the corrected event did not happen at all
    by: int | None = None  # None: this site
    message: int | None = None


def standing(events: Iterable[EventFacts]) -> list[EventFacts]:
    """The events that count: none that was corrected, none that only voids.

    Ordered by legal date, then by when they were recorded. A correction of a correction
    stands for the first event.
    """
    rows = list(events)
    corrected = {row.corrects for row in rows if row.corrects is not None}
    left = [row for row in rows if row.id not in corrected and not row.voids]
    return sorted(left, key=lambda row: (row.on, row.recorded_at, row.id))


def next_state(state: State, kind: str) -> State:
    """The state after an event of this kind; the same state where the kind moves nothing."""
    return MOVES[state].get(Kind(kind), state)


def state_after(events: Sequence[EventFacts]) -> State:
    """The state that a request's standing events lead to, from `draft`.

    `sent` comes first whatever its date: a correction may date it after a later event.
    """
    state = State.DRAFT
    for event in sorted(events, key=lambda row: row.kind != Kind.SENT):
        state = next_state(state, event.kind)
    return state


def check_can(state: State, kind: str) -> None:
    """Raise NotNow, with a sentence, when an event of this kind cannot happen in this state."""
    wanted = Kind(kind)
    if state == State.DRAFT and wanted not in BEFORE_SENDING:
        raise NotNow("This letter has not been sent yet, so nothing can have come back.")
    if state != State.DRAFT and wanted == Kind.SENT:
        raise NotNow("This letter has already been sent.")
    if wanted in MOVING_KINDS and wanted not in MOVES[state] and wanted not in CLOCK_KINDS:
        raise NotNow(f"This request is {STATE_WORDS[state]}: that step is not open any more.")


def can(state: State, kind: str) -> bool:
    """The same question, answered yes or no."""
    try:
        check_can(state, kind)
    except NotNow:
        return False
    return True

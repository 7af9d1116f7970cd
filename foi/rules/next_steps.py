"""What the requester does next: always one thing, never a list."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foi.rules.cell_clock import SILENCE_HOLDS_DAYS
from foi.rules.lifecycle import State


class Next(StrEnum):
    """The one thing; a template of that name says it."""

    SEND = "send"
    FIND_ADDRESS = "find_address"  # the letter came back
    ANSWER_QUESTION = "answer_question"
    PAY_FEE = "pay_fee"
    LOG = "log"  # she said that something came
    WAIT = "wait"
    TELL = "tell"  # the day has passed: has anything come?
    CHASE = "chase"
    COMPLAIN = "complain"
    READ = "read"  # a reply is in and nobody has read it
    READING_WANTED = "reading_wanted"
    PUBLISH = "publish"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Standing:
    """Where a request stands, as plain dates and counts.

    asked, read, unpublished: questions asked, questions with a finding, findings not public yet;
    fortieth_on: the 40th working day after receipt.
    """

    state: State
    due_on: date | None = None
    late_after: date | None = None
    hold_kind: str = ""
    reached: bool = True
    silence_said_on: date | None = None
    came_said_on: date | None = None
    reading_wanted: bool = False
    fortieth_on: date | None = None
    asked: int = 0
    read: int = 0
    unpublished: int = 0


def next_step(standing: Standing, today: date) -> Next:
    """The one thing to do on this day."""
    match standing.state:
        case State.DRAFT:
            return Next.SEND
        case State.WITHDRAWN | State.CLOSED:
            return Next.PUBLISH if standing.unpublished else Next.NOTHING
        case State.REPLIED | State.REFUSED:
            return _after_reply(standing)
    if standing.came_said_on is not None:
        return Next.LOG
    if standing.state == State.ON_HOLD:
        return Next.PAY_FEE if standing.hold_kind == "fee" else Next.ANSWER_QUESTION
    if not standing.reached:
        return Next.FIND_ADDRESS
    return _while_waiting(standing, today)


def _while_waiting(standing: Standing, today: date) -> Next:
    last = standing.late_after or standing.due_on
    if last is None or today <= last:
        return Next.WAIT
    said = standing.silence_said_on
    if said is None or said <= last or (today - said).days > SILENCE_HOLDS_DAYS:
        return Next.TELL
    if standing.fortieth_on is not None and today >= standing.fortieth_on:
        return Next.COMPLAIN
    return Next.CHASE


def _after_reply(standing: Standing) -> Next:
    if standing.read < standing.asked:
        return Next.READING_WANTED if standing.reading_wanted else Next.READ
    return Next.PUBLISH if standing.unpublished else Next.NOTHING

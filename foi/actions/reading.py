"""One reading of a reply: what it is and what it says, saved by whoever holds the lease."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from foi.actions import leases
from foi.actions.decide import read_reply, say_what_it_is
from foi.actions.saying import CannotDecide, Passage, Said
from foi.models import Asked, Finding, Message, Question, Request, User
from foi.models.messages import REPLIES
from foi.rules.outcomes import Outcome, Stage


@dataclass(frozen=True)
class What:
    """What a message is, the day it came and the date on it."""

    kind: str
    on: date | None = None
    dated_on: date | None = None


def read_at_once(
    *,
    message: Message,
    by: User,
    readings: Sequence[tuple[Question, Said]],
    now: datetime,
    what: What | None = None,
    goes_on: bool = False,
) -> list[Finding]:
    """What it is, the grounds and the values, in one step: all of it or nothing.

    `what` where nobody has said it yet. Gives the lease back unless the reader `goes_on`.
    Raises leases.Taken while somebody else is reading, CannotDecide with the field.
    """
    request = message.request
    with transaction.atomic():
        # The request before its lease, as everywhere: two in the other order could wait for ever.
        Request.objects.select_for_update().get(pk=request.pk)
        leases.take(request=request, purpose="read", by=by, now=now)
        if what is not None:
            say_what_it_is(
                message=message, by=by, kind=what.kind, on=what.on, dated_on=what.dated_on, now=now
            )
        found = read_reply(request=request, by=by, readings=readings, now=now)
        if not goes_on:
            leases.give_back(request=request, purpose="read", by=by)
    return found


def pass_over(
    *, message: Message, by: User, numbers: Collection[int], now: datetime
) -> list[Finding]:
    """The reply says nothing on these questions: recorded for those that nobody has read.

    Raises CannotDecide where what came is not a reply, leases.Taken while somebody else reads.
    """
    if message.kind not in REPLIES:
        raise CannotDecide("First say what this is. Only a reply can pass over a question.")
    request = message.request
    said = Said(Outcome.UNANSWERED.value, passage=Passage(message=message))
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        rows = [row for row in unread(request) if row.number in numbers]
        readings = [(row.question, said) for row in rows]
        return read_at_once(message=message, by=by, readings=readings, now=now)


def unread(request: Request) -> list[Asked]:
    """The questions of a letter that have no current finding, in its order."""
    read = request.findings.current().filter(stage=Stage.FIRST_RESPONSE.value)
    rows = request.asked.exclude(question__in=read.values("question"))
    return list(rows.select_related("question"))

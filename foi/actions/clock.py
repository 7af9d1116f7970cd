"""The clock's events put right: a wrong date gets its true one, what never happened is voided."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from foi.actions.file import check_words
from foi.models import BankHoliday, Event, Request, User
from foi.rules.event_words import DATED_KINDS
from foi.rules.lifecycle import INCOMING, Kind
from foi.rules.permissions import may_own
from foi.rules.working_days import Holidays, in_words

# By post a letter is taken to arrive two working days later: moved along with its sending.
POST_TAKES = 2
VOIDED = (DATED_KINDS - {Kind.SENT}) | {
    Kind.NOTHING_CAME,
    Kind.SOMETHING_CAME,
    Kind.WITHDRAWN,
    Kind.CLOSED,
}
_OPENED_BY = {
    Kind.CLARIFICATION_RECEIVED: (Kind.CLARIFICATION_REQUESTED, "asked its question"),
    Kind.FEE_PAID: (Kind.FEES_NOTICE, "asked for the fee"),
    Kind.RECEIVED_BY_NEW_AUTHORITY: (Kind.TRANSFERRED, "passed it on"),
}


class CannotCorrect(ValueError):
    """This cannot be put right so. `field` names the form field, the text is a sentence."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Truth:
    """What is true of an event: its day, or None where it never happened; and why it was wrong."""

    on: date | None
    why: str


def correctable(events: list[Event]) -> list[tuple[int, Event]]:
    """Of a request's events those that a person entered and that still stand.

    Each with its number: its place among all events as recorded, which never changes, since
    events are only appended.
    """
    corrected = {event.corrects_id for event in events}
    recorded = sorted(events, key=lambda event: event.pk)
    return [
        (number, event)
        for number, event in enumerate(recorded, 1)
        if event.by_id is not None
        and not event.voids
        and event.pk not in corrected
        and Kind(event.kind) in DATED_KINDS | VOIDED
    ]


def correct(*, request: Request, event: int, by: User, truth: Truth, now: datetime) -> Event:
    """Record what is true instead; the clock and everything derived follow.

    `event` is the number of a standing event (see `correctable`). Raises CannotCorrect with a
    sentence: somebody else's request, no reason or one that the privacy guard stops, a day that
    cannot be, an event that was put right before.
    """
    if ruling := may_own(by.actor, request.case_for(by, timezone.localdate(now))):
        table = BankHoliday.objects.table()
    else:
        raise CannotCorrect(ruling.reason)
    if not truth.why.strip():
        raise CannotCorrect("Say in a few words what was wrong.", field="why")
    if (verdict := check_words(truth.why, request.authority)).level == "stop":
        raise CannotCorrect(" ".join(why.sentence for why in verdict.reasons), field="why")
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        wrong = _standing(request, event)
        _check(request, wrong, truth, table, timezone.localdate(now))
        right = request.correct(
            wrong, by=by, on=truth.on, note=truth.why.strip(), holidays=table, now=now
        )
        if truth.on is not None:
            _carry_over(request, wrong, truth.on, by, table, now)
        request.touch_table()
    return right


def _standing(request: Request, number: int) -> Event:
    rows = correctable(list(request.events.select_related("message")))
    found = dict(rows).get(number)
    if found is None:
        raise CannotCorrect("That entry has been put right already. Choose another.", field="event")
    return found


def _check(request: Request, wrong: Event, truth: Truth, table: Holidays, today: date) -> None:
    kind = Kind(wrong.kind)
    if truth.on is None:
        if kind not in VOIDED:
            raise CannotCorrect(
                "A sending cannot be taken back. If the letter never went, withdraw the request.",
                field="never",
            )
        return
    if kind not in DATED_KINDS:
        raise CannotCorrect(
            "That entry has no date to change. If it was a mistake, say that it never happened.",
            field="never",
        )
    if truth.on == wrong.on:
        raise CannotCorrect("That is the date we have already.", field="on")
    if truth.on > today:
        raise CannotCorrect("That day is still to come.", field="on")
    if truth.on < table.first_on:
        raise CannotCorrect(
            f"We can count deadlines from {table.first_on:%-d %B %Y} on, and that day lies before.",
            field="on",
        )
    _check_order(request, wrong, truth.on, table)


def _check_order(request: Request, wrong: Event, on: date, table: Holidays) -> None:
    """Nothing comes back before the letter went, and no answer before its question."""
    kind = Kind(wrong.kind)
    others = [row for row in _that_count(request) if row.pk != wrong.pk]
    replies = [row.on for row in others if Kind(row.kind) in INCOMING]
    if kind in {Kind.SENT, Kind.RECEIVED} and replies:
        if on > min(replies):
            raise CannotCorrect(
                f"The council had written back by {in_words(min(replies))}, so it must have had "
                "your letter by then.",
                field="on",
            )
    if kind == Kind.SENT:
        _check_receipt(others, wrong, on, table)
    elif request.sent_on is not None and on < request.sent_on:
        raise CannotCorrect(
            f"That is before the letter went, on {in_words(request.sent_on)}.", field="on"
        )
    if kind in _OPENED_BY:
        opener, words = _OPENED_BY[kind]
        first = min((row.on for row in others if row.kind == opener), default=None)
        if first is not None and on < first:
            raise CannotCorrect(
                f"That is before the council {words}, on {in_words(first)}.", field="on"
            )


def _check_receipt(others: list[Event], wrong: Event, on: date, table: Holidays) -> None:
    """A day of receipt that she gave herself; a guess moves along."""
    known = [
        row.on for row in others if row.kind == Kind.RECEIVED and not _is_guess(row, wrong, table)
    ]
    if known and on > min(known):
        raise CannotCorrect(
            f"It is taken as received on {in_words(min(known))}: put that right first.", field="on"
        )


def _is_guess(received: Event, sent: Event, table: Holidays) -> bool:
    return received.message_id is None and received.on == table.uk.add(sent.on, POST_TAKES)


def _that_count(request: Request) -> list[Event]:
    rows = list(request.events.all())
    corrected = {row.corrects_id for row in rows}
    return [row for row in rows if row.pk not in corrected and not row.voids]


def _carry_over(
    request: Request, wrong: Event, on: date, by: User, table: Holidays, now: datetime
) -> None:
    """The letter's round and message, and the guess when a posted letter arrived, follow."""
    message = wrong.message
    if message is not None and message.inbound_id is None:
        message.set_went(channel=message.channel, on=on, to=message.to_address, by_requester=True)
    if wrong.kind != Kind.SENT:
        return
    if request.version is not None:
        request.set_round(request.version.letter.round_on(on))
    for row in _that_count(request):
        if row.kind == Kind.RECEIVED and _is_guess(row, wrong, table):
            request.correct(
                row,
                by=by,
                on=table.uk.add(on, POST_TAKES),
                note="The day of sending was put right.",
                holidays=table,
                now=now,
            )

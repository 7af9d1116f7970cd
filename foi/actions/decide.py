"""Deciding: a person says what came, and what it says of each question, with the passage."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from foi.actions.correcting import note_correction, said_in_public
from foi.actions.receive import CannotReceive, check_day, forget_that_it_came
from foi.actions.saying import (
    CannotDecide,
    Passage,
    Said,
    check_reason,
    check_said,
    says_the_same,
)
from foi.actions.settling import doubt, heed_second, is_shared, new_finding, new_reading
from foi.actions.ties import check_tie
from foi.models import (
    BankHoliday,
    Event,
    Finding,
    Message,
    Question,
    Reading,
    Request,
    User,
)
from foi.rules.lifecycle import Kind, NotNow
from foi.rules.outcomes import Settled
from foi.rules.permissions import may_log, may_publish

__all__ = [
    "CannotDecide",
    "Passage",
    "Said",
    "answer_hold",
    "check_said",
    "read_question",
    "read_reply",
    "refuse_whole",
    "say_what_it_is",
]

MEANS = {
    "acknowledgement": Kind.ACKNOWLEDGED,  # never stops the clock
    "clarification": Kind.CLARIFICATION_REQUESTED,
    "fee": Kind.FEES_NOTICE,
    "response": Kind.RESPONSE,
    "refusal": Kind.REFUSED,
    "already_public": Kind.RESPONSE,
    "bounce": Kind.BOUNCED,
}
EXTENSIONS = {"foia": Kind.PIT_EXTENSION_NOTIFIED, "eir": Kind.EIR_EXTENSION_NOTIFIED}
READ_AGAIN = "The reply was read again."
ANSWERS_HOLD = {
    "clarification": Kind.CLARIFICATION_RECEIVED,
    "fee": Kind.FEE_PAID,
}


def say_what_it_is(
    *,
    message: Message,
    by: User,
    kind: str,
    now: datetime,
    on: date | None = None,
    dated_on: date | None = None,
) -> Event:
    """A person says what a message is; the clock follows. `on` defaults to the day it came.

    Saying something else later corrects the first word. Raises CannotDecide with a sentence.
    """
    request = message.request
    _check_may_log(request, by, now)
    event_kind = _means(message, kind)
    day = _day(message, on, now)
    table = BankHoliday.objects.table()
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        _date(message, day, dated_on)
        message.classify(kind)
        earlier = message.events.filter(corrected_by=None, voids=False).last()
        if earlier is not None and earlier.kind == event_kind and earlier.on == day:
            return earlier
        if earlier is not None:
            said = f"It was taken for: {earlier.get_kind_display()}."
            request.correct(earlier, by=by, note=said, holidays=table, now=now)
        try:
            event = request.record(
                event_kind, on=day, by=by, message=message, holidays=table, now=now
            )
        except NotNow as error:
            raise CannotDecide(str(error), field="kind") from error
        if event_kind == Kind.BOUNCED:
            forget_that_it_came(message, by, "The letter came back.", now)
        request.touch_table()
    return event


def _means(message: Message, kind: str) -> Kind:
    if message.direction != "in" or message.kind == "note":
        raise CannotDecide("Only what came from the council can be read.", field="kind")
    if kind == "extension":
        return EXTENSIONS[message.request.regime]
    if kind not in MEANS:
        raise CannotDecide("Choose what it is.", field="kind")
    return MEANS[kind]


def _day(message: Message, on: date | None, now: datetime) -> date:
    """The day it came. Raises CannotDecide where nobody has said, or where it cannot be."""
    day = on or message.came_on
    if day is None:
        raise CannotDecide("Give the day on which it came.", field="came_on")
    try:
        check_day(day, message.request, timezone.localdate(now))
    except CannotReceive as error:
        raise CannotDecide(str(error), field="came_on") from error
    return day


def _date(message: Message, day: date, dated_on: date | None) -> None:
    """Keep the dates a person gave; one that a saved mail gave itself stays the mail's."""
    if dated_on is not None and dated_on > day:
        raise CannotDecide("The date on it lies after the day it came.", field="dated_on")
    if (message.came_on, message.dated_on) == (day, dated_on or message.dated_on):
        return
    typed = message.inbound_id is None or day != message.came_on
    message.set_came(
        on=day,
        dated_on=dated_on or message.dated_on,
        by_requester=typed or message.date_by_requester,
    )


def answer_hold(*, request: Request, by: User, on: date, now: datetime) -> Event:
    """The requester answered the council's question, or paid the fee, on this day.

    Raises CannotDecide where nothing is on hold, or the day cannot be.
    """
    table = BankHoliday.objects.table()
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        _check_hold(locked, by, on, timezone.localdate(now))
        kind = ANSWERS_HOLD[locked.hold_kind]
        event = request.record(kind, on=on, by=by, holidays=table, now=now)
        request.touch_table()
    return event


def _check_hold(request: Request, by: User, on: date, today: date) -> None:
    if request.on_hold_since is None or request.requester_id != by.pk:
        raise CannotDecide("The council is not waiting for anything from you.", field="on")
    if not request.on_hold_since <= on <= today:
        raise CannotDecide(
            f"Give a day from {request.on_hold_since:%-d %B %Y} to today.", field="on"
        )


def read_reply(
    *, request: Request, by: User, readings: Sequence[tuple[Question, Said]], now: datetime
) -> list[Finding]:
    """One person's reading of several questions: all of them or none.

    Raises CannotDecide with the field and a sentence.
    """
    with transaction.atomic():
        return [
            read_question(request=request, by=by, question=question, said=said, now=now)
            for question, said in readings
        ]


def read_question(
    *,
    request: Request,
    by: User,
    question: Question,
    said: Said,
    now: datetime,
    reason: str = "",
) -> Finding:
    """One person's reading of one question settles into a finding, not yet public or checked.

    A newer reading takes the older one's place; where that one was public, the new one is too,
    if this person may publish, and what the public read before goes to /corrections/ with the
    `reason`. What several people settled is not replaced by one: her reading of the same reply
    joins theirs, and somebody else settles it. The same reading again changes nothing. Raises
    CannotDecide: NeedsDeclaration before she was asked for her ties, HasTie where she has one
    with this council.
    """
    _check_may_log(request, by, now)
    check_tie(request=request, by=by)
    check_said(request, question, said)
    if reason:
        check_reason(request, reason)
    today = timezone.localdate(now)
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        old = request.findings.current().filter(question=question, stage=said.stage).first()
        if old is not None and says_the_same(old.reading, said):
            return old
        if old is not None and _joins(old, said, by):
            return doubt(finding=old, said=said, by=by, reason=reason, now=now)
        before = ""
        if old is not None:
            _check_may_replace(old, request, by, now)
            before = said_in_public(finding=old, on=today)
            old.supersede(now=now)
        reading = new_reading(
            request=request, question=question, said=said, by=by, reason=reason, now=now
        )
        finding = new_finding(reading=reading)
        if old is not None:
            heed_second(old=old, finding=finding, now=now)
        if old is not None and old.published_at is not None:
            finding.publish(by=by, now=now)
            note_correction(finding=finding, said=before, why=reason or READ_AGAIN, on=today)
            request.touch_table()
    return finding


def refuse_whole(
    *, request: Request, by: User, said: Said, now: datetime, only: Sequence[str] = ()
) -> list[Finding]:
    """A refusal of the whole letter: the same finding for each question asked, in one step."""
    rows = request.asked.select_related("question")
    readings = [(row.question, said) for row in rows if not only or row.question.key in only]
    return read_reply(request=request, by=by, readings=readings, now=now)


def _check_may_log(request: Request, by: User, now: datetime) -> None:
    ruling = may_log(by.actor, request.case_for(by, timezone.localdate(now)))
    if not ruling:
        raise CannotDecide(ruling.reason)


def _joins(old: Finding, said: Said, by: User) -> bool:
    """Whether this is one person's word against several on the same reply. Staff, who decide
    reports, and whoever reads what the council wrote since, put it right at once."""
    if by.actor.is_moderator or old.hidden_at is not None or not is_shared(old):
        return False
    before, now = _letter_of(old.reading), _letter_of(said.passage)
    return before is None or now is None or before == now


def _letter_of(passage: Passage | Reading) -> int | None:
    """The message that a passage stands in, or came with."""
    if passage.attachment is not None:
        return passage.attachment.message_id
    return passage.message.pk if passage.message is not None else None


def _check_may_replace(old: Finding, request: Request, by: User, now: datetime) -> None:
    """What is public is changed only by who may publish; what staff hid only by staff."""
    case = request.case_for(by, timezone.localdate(now))
    if old.published_at is not None and not may_publish(by.actor, case):
        raise CannotDecide("This has been published: only who may publish can change it.")
    if old.hidden_at is not None:
        if by.actor.is_moderator:
            return
        raise CannotDecide("Staff have hidden this answer while they look at it.")
    if old.reading.by_id == by.pk or old.settled != Settled.UNCHECKED:
        return
    if old.differs_at is not None:
        raise CannotDecide("Two people have read this differently: a third settles it, at /check/.")
    if not request.findings.filter(pk=old.pk).not_blind_for(by).exists():
        raise CannotDecide("Somebody has read this. Enter your own reading of it at /check/.")

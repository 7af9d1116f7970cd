"""Deciding: a person says what came, and what it says of each question, with the passage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from foi.actions.file import check_words
from foi.models import (
    Attachment,
    BankHoliday,
    Event,
    Finding,
    Message,
    Question,
    Reading,
    Refusal,
    Request,
    User,
)
from foi.rules.answers import NotAnAnswer, read, to_json
from foi.rules.grounds import WrongGround, check_pair
from foi.rules.lifecycle import Kind, NotNow
from foi.rules.outcomes import WITH_VALUE, Stage
from foi.rules.permissions import may_log, may_publish

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
ANSWERS_HOLD = {
    "clarification": Kind.CLARIFICATION_RECEIVED,
    "fee": Kind.FEE_PAID,
}


class CannotDecide(ValueError):
    """This cannot be recorded. `field` names the form field, the text is a sentence."""

    def __init__(self, sentence: str, *, field: str = "", suggestion: str = "") -> None:
        super().__init__(sentence)
        self.field, self.suggestion = field, suggestion


@dataclass(frozen=True)
class Passage:
    """Where it stands: the message or one of its files, the page or sheet, and the words."""

    quote: str = ""
    message: Message | None = None
    attachment: Attachment | None = None
    place: str = ""


@dataclass(frozen=True)
class Said:
    """What a reply says of one question. `written` as typed; `grounds` pairs of slug, cited."""

    outcome: str
    written: str = ""
    grounds: tuple[tuple[str, str], ...] = ()
    link: str = ""
    other_period: str = ""
    passage: Passage = Passage()
    stage: str = Stage.FIRST_RESPONSE.value


def say_what_it_is(
    *, message: Message, by: User, kind: str, now: datetime, on: date | None = None
) -> Event:
    """A person says what a message is; the clock follows. `on` defaults to the day it came.

    Saying something else later corrects the first word. Raises CannotDecide with a sentence.
    """
    request = message.request
    _check_may_log(request, by, now)
    event_kind = EXTENSIONS[request.regime] if kind == "extension" else MEANS[kind]
    day, table = on or message.came_on or timezone.localdate(now), BankHoliday.objects.table()
    with transaction.atomic():
        earlier = message.events.filter(corrected_by=None, voids=False).last()
        if earlier is not None and earlier.kind == event_kind and earlier.on == day:
            return earlier
        if earlier is not None:
            said = f"It was taken for: {earlier.get_kind_display()}."
            request.correct(earlier, by=by, note=said, holidays=table, now=now)
        message.classify(kind)
        try:
            event = request.record(
                event_kind, on=day, by=by, message=message, holidays=table, now=now
            )
        except NotNow as error:
            raise CannotDecide(str(error), field="kind") from error
        _touch(request)
    return event


def answer_hold(*, request: Request, by: User, on: date, now: datetime) -> Event:
    """The requester answered the council's question, or paid the fee, on this day.

    Raises CannotDecide where nothing is on hold, or the day cannot be.
    """
    if request.on_hold_since is None or request.requester_id != by.pk:
        raise CannotDecide("The council is not waiting for anything from you.", field="on")
    if not request.on_hold_since <= on <= timezone.localdate(now):
        raise CannotDecide(
            f"Give a day from {request.on_hold_since:%-d %B %Y} to today.", field="on"
        )
    table, kind = BankHoliday.objects.table(), ANSWERS_HOLD[request.hold_kind]
    with transaction.atomic():
        event = request.record(kind, on=on, by=by, holidays=table, now=now)
        _touch(request)
    return event


def read_question(
    *, request: Request, by: User, question: Question, said: Said, now: datetime
) -> Finding:
    """One person's reading of one question settles into a finding, not yet public.

    A newer reading takes the older one's place; where that one was public, the new one is too,
    if this person may publish. Raises CannotDecide with the field and a sentence.
    """
    _check_may_log(request, by, now)
    value = _value(question, said)
    _check(request, question, said)
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        old = request.findings.current().filter(question=question, stage=said.stage).first()
        was_public = old is not None and old.published_at is not None
        if was_public and not may_publish(by.actor, request.case_for(by, timezone.localdate(now))):
            raise CannotDecide("This has been published: only who may publish can change it.")
        if old is not None:
            old.supersede(now=now)
        finding = _settle(request, question, said, value, by, now)
        if was_public:
            finding.publish(by=by, now=now)
            _touch(request)
    return finding


def refuse_whole(
    *, request: Request, by: User, said: Said, now: datetime, only: Sequence[str] = ()
) -> list[Finding]:
    """A refusal of the whole letter: the same finding for each question asked, in one step."""
    with transaction.atomic():
        return [
            read_question(request=request, by=by, question=row.question, said=said, now=now)
            for row in request.asked.select_related("question")
            if not only or row.question.key in only
        ]


def _check_may_log(request: Request, by: User, now: datetime) -> None:
    ruling = may_log(by.actor, request.case_for(by, timezone.localdate(now)))
    if not ruling:
        raise CannotDecide(ruling.reason)


def _value(question: Question, said: Said) -> dict[str, object] | None:
    """The typed value as JSON; None where the outcome has none or nothing was written."""
    if said.outcome not in WITH_VALUE or not said.written.strip():
        return None
    try:
        return to_json(read(question.type, said.written, question.choice_values))
    except NotAnAnswer as error:
        raise CannotDecide(str(error), field="written", suggestion=error.suggestion) from error


def _check(request: Request, question: Question, said: Said) -> None:
    if not request.asked.filter(question=question).exists():
        raise CannotDecide("This letter did not ask that question.", field="outcome")
    try:
        check_pair(said.outcome, [slug for slug, _ in said.grounds])
    except WrongGround as error:
        raise CannotDecide(str(error), field="grounds") from error
    if said.outcome == "answered" and not said.written.strip() and question.type != "document":
        raise CannotDecide("Write the value that the reply gives.", field="written")
    if said.outcome != "unanswered" and not said.passage.quote.strip():
        raise CannotDecide("Copy the passage that says so, word for word.", field="quote")
    for field, text in (("written", said.written), ("quote", said.passage.quote)):
        verdict = check_words(text, request.authority)
        if verdict.level == "stop":
            why = " ".join(reason.sentence for reason in verdict.reasons)
            raise CannotDecide(why, field=field)


def _settle(
    request: Request,
    question: Question,
    said: Said,
    value: dict[str, object] | None,
    by: User,
    now: datetime,
) -> Finding:
    reading = Reading.objects.create(
        request=request,
        question=question,
        stage=said.stage,
        by=by,
        at=now,
        outcome=said.outcome,
        value=value,
        written=said.written.strip(),
        other_period=said.other_period,
        grounds=[{"slug": slug, "cited": cited} for slug, cited in said.grounds],
        link=said.link,
        message=said.passage.message,
        attachment=said.passage.attachment,
        place=said.passage.place,
        quote=said.passage.quote.strip(),
    )
    finding = Finding.objects.create(
        authority=request.authority,
        question=question,
        round=request.round,
        request=request,
        stage=said.stage,
        reading=reading,
    )
    finding.readings.add(reading)
    Refusal.objects.bulk_create(
        Refusal(finding=finding, ground=slug, cited=cited, quote=said.passage.quote.strip())
        for slug, cited in said.grounds
    )
    return finding


def _touch(request: Request) -> None:
    if request.version is not None:
        request.version.letter.touch()

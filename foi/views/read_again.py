"""What a checker has before her: each reading with its passage where it stands in the reply."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from foi.comparison.columns import facts
from foi.comparison.facts import as_read, safe_link
from foi.forms.check import CheckForm
from foi.forms.log_questions import initial_of
from foi.mail.in_context import InContext, in_context
from foi.models import Asked, Finding, Message, Question, Reading, Request
from foi.rules import periods
from foi.rules.cell_findings import in_words
from foi.rules.grounds import by_slug
from foi.rules.outcomes import STAGE_WORDS, WORDS, Stage
from foi.views.handed import Handed, handed, typed


@dataclass(frozen=True)
class Seen:
    """One person's reading as another is shown it, without her name. `value` is as entered: who
    checks it must see a small number too. `context` is None where the words were not found."""

    number: int
    outcome: str
    words: str
    value: str
    grounds: list[tuple[str, str]]
    quote: str
    context: InContext | None
    where: str
    link: str
    other_period: str
    reason: str


@dataclass(frozen=True)
class Again:
    """One finding to check: no readings where the first must not be seen."""

    question: Question
    number: int
    wording: str
    stage: str
    form: CheckForm
    readings: list[Seen]
    handed: Handed | None


def again(http_request: HttpRequest, request: Request, findings: Sequence[Finding]) -> list[Again]:
    """Each with its form, in the order of the letter."""
    replies = _replies(http_request, request)
    asked = {row.question_id: row for row in request.asked.select_related("question")}
    made = [
        _again(http_request, asked[finding.question_id], finding, replies)
        for finding in findings
        if finding.question_id in asked
    ]
    return sorted(made, key=lambda one: (one.number, one.form.finding.pk))


def _again(
    http_request: HttpRequest, asked: Asked, finding: Finding, replies: dict[int, Handed]
) -> Again:
    request, readings = asked.request, list(finding.readings.all())
    finding.request = request  # with its investigation, read once
    blind = finding.is_to_read_alone
    reply = _reply_of(finding.reading, replies)
    on = request.sent_on or timezone.localdate()
    wording = periods.fill_in(asked.question.wording, on)
    form = CheckForm(
        typed(http_request),
        finding=finding,
        readings=readings,
        blind=blind,
        asked=asked,
        wording=wording,
        initial=initial_of(None if blind or finding.differs_at else finding),
        message=reply.message if reply else finding.reading.message,
        files=[(file.row, file.name) for file in reply.files] if reply else [],
        parts=reply.parts if reply else (),
        hinted={slug: hint.code for slug, hint in reply.grounds.items()} if reply else {},
    )
    return Again(
        question=asked.question,
        number=asked.number,
        wording=wording,
        stage=STAGE_WORDS[finding.stage] if finding.stage != Stage.FIRST_RESPONSE else "",
        form=form,
        readings=[] if blind else _seen(asked, readings, replies),
        handed=reply,
    )


def _replies(http_request: HttpRequest, request: Request) -> dict[int, Handed]:
    """What came, as she may see it, by its key; the oldest first."""
    rows = Message.objects.readable_by(http_request.user, timezone.localdate())
    came = rows.filter(request=request, direction="in").exclude(kind="note").order_by("pk")
    found = {}
    for message in came:
        message.request = request  # with its council and letter, read once
        found[message.pk] = handed(message, http_request)
    return found


def _reply_of(reading: Reading, replies: dict[int, Handed]) -> Handed | None:
    """The message it rests on; the last that came, where it names none."""
    key = reading.attachment.message_id if reading.attachment else reading.message_id
    return replies.get(key) if key else next(reversed(replies.values()), None)


def _seen(asked: Asked, readings: Sequence[Reading], replies: dict[int, Handed]) -> list[Seen]:
    return [
        Seen(
            number=number,
            outcome=reading.outcome,
            words=_words(reading),
            value=_value(asked.question, reading),
            grounds=[(by_slug(row["slug"]).words, row["cited"]) for row in reading.grounds],
            quote=reading.quote,
            context=_context(reading, _reply_of(reading, replies), asked.number),
            where=_where(reading, _reply_of(reading, replies)),
            link=safe_link(reading.link),
            other_period=reading.other_period,
            reason=reading.reason,
        )
        for number, reading in enumerate(readings, 1)
    ]


def _words(reading: Reading) -> str:
    """The outcome alone: its grounds stand beneath it, each with what it is about."""
    return "Refused" if reading.outcome == "refused" else WORDS[reading.outcome]


def _value(question: Question, reading: Reading) -> str:
    """The value as it was understood, and as it was typed where that says more."""
    answer = as_read(reading).answer
    if answer is None:
        return reading.written
    shown = in_words(answer, facts(question))[0]
    same = shown.casefold() == reading.written.casefold() or question.choices
    return shown if same or not reading.written else f"{shown} (typed “{reading.written}”)"


def _context(reading: Reading, reply: Handed | None, number: int) -> InContext | None:
    """The passage in the letter's own text, or in the document that it is said to stand in."""
    if reply is None or not reading.quote:
        return None
    files = [file.parts for file in reply.files if file.row.pk == reading.attachment_id]
    parts = files[0] if files else [("", reply.text)]
    return in_context(reading.quote, parts, place=reading.place, number=number)


def _where(reading: Reading, reply: Handed | None) -> str:
    files = reply.files if reply else ()
    names = [file.name for file in files if file.row.pk == reading.attachment_id]
    return ", ".join(part for part in (reading.place, *names) if part)

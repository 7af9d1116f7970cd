"""What the page of a request shows, read once: the same for all but what is the owner's alone."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from foi.comparison.columns import facts
from foi.comparison.evidence import place_words
from foi.comparison.facts import of_finding, request_facts
from foi.comparison.few import unsaid_in
from foi.models import Event, Finding, Message, Question, Request
from foi.models.clocked import happened
from foi.models.visibility import AnyUser
from foi.rules import clock, next_steps, periods
from foi.rules.cells import (
    Cell,
    QuestionFacts,
    cell,
    shown_again,
)
from foi.rules.event_words import DATED_KINDS, EVENT_WORDS, PRIVATE_KINDS
from foi.rules.explaining import Explained, explain
from foi.rules.grounds import Ground, by_slug
from foi.rules.lifecycle import EventFacts, standing
from foi.rules.moments import FORTIETH
from foi.rules.trace import Step
from foi.rules.unsaid import Unsaid
from foi.rules.values import HELD_BACK, Answer
from foi.rules.working_days import Holidays

MAILTO_LONGEST = 1800  # characters; longer ones are cut off by some mail programs


@dataclass(frozen=True)
class Said:
    """One finding as a reader sees it. `public`: whether everybody sees it."""

    cell: Cell
    grounds: tuple[Ground, ...]
    place: str
    public: bool
    date_by_requester: bool


@dataclass(frozen=True)
class AskedLine:
    """One question as it stood in the letter, and what the council said of it."""

    number: int
    question: Question
    wording: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `put_right`: what is true instead, where it was corrected."""

    event: Event
    words: str
    note: str
    by_requester: bool
    struck: bool
    put_right: str


def standing_cell(request: Request, *, today: date, holidays: Holidays) -> Cell:
    """Where the request stands as a whole, in the words of a cell without a finding."""
    nothing = QuestionFacts(key="", type="text")
    return cell([request_facts(request)], question=nothing, today=today, calendar=holidays.uk)


# ------------------------------------------------------------------ questions
def asked_lines(
    request: Request, user: AnyUser, *, today: date, holidays: Holidays
) -> list[AskedLine]:
    """The questions as asked, their periods filled in as on the day of sending."""
    found: dict[int, list[Said]] = {}
    known = _known(request, user, today)
    unsaid, asked = unsaid_in(known), list(request.asked.select_related("question"))
    for finding in (one for one in known if one.request_id == request.pk):
        said = _said(finding, unsaid, request, today, holidays)
        if finding.question.key in unsaid.held:
            said = replace(said, cell=_held_back(said.cell, finding.question))
        found.setdefault(finding.question_id, []).append(said)
    on = request.sent_on or today
    return [
        AskedLine(
            number=row.number,
            question=row.question,
            wording=periods.fill_in(row.question.wording, on),
            said=tuple(found.get(row.question_id, ())),
        )
        for row in asked
    ]


def _known(request: Request, user: AnyUser, today: date) -> list[Finding]:
    """Its findings, and what else is public of the same council and round: what protects a small
    number there, in another request or a published source, protects it here."""
    there = Q(authority=request.authority_id, round=request.round_id, published_at__isnull=False)
    rows = Finding.objects.visible_to(user, today).current().filter(hidden_at=None)
    return list(rows.filter(Q(request=request) | there).select_related("reading", "question"))


def _held_back(made: Cell, question: Question) -> Cell:
    if made.answer is None:
        return made
    held = Answer(None, made.unit, "not_a_value", HELD_BACK)
    return shown_again(made, facts(question), held)


def _said(
    finding: Finding, unsaid: Unsaid, request: Request, today: date, holidays: Holidays
) -> Said:
    told = replace(of_finding(finding), unsaid=unsaid)
    made = cell(
        [request_facts(request, told)],
        question=facts(finding.question),
        today=today,
        calendar=holidays.uk,
        threshold=settings.SMALL_NUMBER_THRESHOLD,
    )
    return Said(
        cell=made,
        grounds=tuple(by_slug(ground.slug) for ground in made.grounds),
        place=place_words(finding),
        public=finding.published_at is not None,
        date_by_requester=made.date_given_by_requester,
    )


def released(request: Request, letters: list[Message]) -> list[Message]:
    """The letters whose text a person released, without what its answers keep back.

    Also one that is not published yet: the text may have been released first.
    """
    shown = [row for row in letters if row.public_text]
    if shown:
        unsaid = unsaid_in(request.findings.current().select_related("reading", "question"))
        for row in shown:
            row.safe_text = unsaid.out_of(row.public_text or "")  # for the template alone
    return shown


# ---------------------------------------------------------------------- clock
def clock_of(
    request: Request, events: list[Event], holidays: Holidays
) -> tuple[Explained, tuple[Step, ...]] | None:
    """The clock in words with its count, day by day; None while there is nothing to count."""
    if request.received_on is None:
        return None
    moved = happened(standing(map(_facts, events)))
    counted = clock.run(request.regime, request.received_on, moved, holidays=holidays)
    return explain(counted, moved), counted.steps


def _facts(event: Event) -> EventFacts:
    return EventFacts(
        event.pk,
        event.kind,
        event.on,
        event.recorded_at,
        event.corrects_id,
        event.voids,
        event.by_id,
        event.message_id,
    )


# ------------------------------------------------------------------- timeline
def timeline(events: list[Event], *, inside: bool) -> list[Entry]:
    """The events in order. Notes that a person typed are for insiders; so are some kinds."""
    by_wrong = {event.corrects_id: event for event in events if event.corrects_id}
    return [
        _entry(event, by_wrong.get(event.pk), inside)
        for event in events
        if not event.voids and (inside or event.kind not in PRIVATE_KINDS)
    ]


def _entry(event: Event, right: Event | None, inside: bool) -> Entry:
    by_site = event.by_id is None
    typed = event.message is None or event.message.inbound_id is None
    note = event.note if event.corrects_id is None and (inside or by_site) else ""
    return Entry(
        event=event,
        words=EVENT_WORDS[event.kind],
        note=note,
        by_requester=not by_site and typed and event.kind in DATED_KINDS,
        struck=right is not None,
        put_right=_put_right(right, inside) if right else "",
    )


def _put_right(right: Event, inside: bool) -> str:
    when = f"{timezone.localdate(right.recorded_at):%-d %B %Y}"
    said = "did not happen" if right.voids else f"was on {right.on:%-d %B %Y}"
    why = f": {right.note}" if inside or right.by_id is None else ""
    return f"Put right on {when}: it {said}{why}"


# ------------------------------------------------------------ the owner's part
def next_for(
    request: Request, lines: list[AskedLine], *, today: date, holidays: Holidays
) -> next_steps.Next:
    """The one thing that the owner does next."""
    received = request.received_on
    findings = [said for line in lines for said in line.said]
    return next_steps.next_step(
        next_steps.Standing(
            state=request.process,
            due_on=request.due_on,
            late_after=request.late_after,
            hold_kind=request.hold_kind,
            reached=request.reached_on is not None,
            silence_said_on=request.silence_said_on,
            came_said_on=request.came_said_on,
            reading_wanted=request.reading_wanted_on is not None,
            fortieth_on=holidays.uk.add(received, FORTIETH) if received else None,
            asked=len(lines),
            read=sum(bool(line.said) for line in lines),
            unpublished=sum(not said.public for said in findings),
        ),
        today,
    )


def chaser_text(request: Request) -> str:
    """The short letter to the council when the time is over."""
    name = request.requester.legal_name if request.requester else ""
    return render_to_string("emails/chaser.txt", {"request": request, "name": name}).strip()


def mailto(letter: Message | None, text: str) -> str:
    """A link that opens it in a mail program; empty where there is no address or it is too long."""
    if letter is None or "@" not in letter.to_address:
        return ""
    words = urlencode({"subject": f"Re: {letter.subject}", "body": text}, quote_via=quote)
    link = f"mailto:{quote(letter.to_address, safe='@')}?{words}"
    return link if len(link) <= MAILTO_LONGEST else ""

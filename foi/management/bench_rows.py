"""Ten thousand requests for the bench, in bulk, with caches and events that agree.

A clock's cache follows from its events alone. So a few prototypes are played through `record`, and
every other request carries a prototype's cache together with copies of its events.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product

from django.db import transaction
from django.utils import timezone

from authorities.models import Authority
from foi.models import (
    Asked,
    BankHoliday,
    Event,
    Finding,
    LetterVersion,
    Message,
    Question,
    Reading,
    Refusal,
    Request,
    Round,
    User,
)
from foi.models.clocked import CACHE
from foi.rules.answers import read, to_json
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility

PEOPLE = 300
SENT_AGO = (12, 25, 60, 75, 90, 120, 150, 200, 260, 320)  # calendar days before today
# (what happened so many working days after the sending, whether it was read and published)
COURSES: tuple[tuple[tuple[tuple[Kind, int], ...], str], ...] = (
    (((Kind.ACKNOWLEDGED, 1), (Kind.RESPONSE, 7), (Kind.PUBLISHED, 8)), "answered"),
    (((Kind.RESPONSE, 6), (Kind.PUBLISHED, 6)), "answered"),
    (((Kind.ACKNOWLEDGED, 1), (Kind.RESPONSE, 27), (Kind.PUBLISHED, 28)), "answered"),
    (((Kind.REFUSED, 5), (Kind.PUBLISHED, 6)), "refused"),
    (((Kind.RESPONSE, 8), (Kind.PUBLISHED, 8)), "not_held"),
    (((Kind.RESPONSE, 8),), ""),
    (((Kind.ACKNOWLEDGED, 2),), ""),
    (((Kind.CLARIFICATION_REQUESTED, 4),), ""),
    (((Kind.ACKNOWLEDGED, 1), (Kind.NOTHING_CAME, 22)), ""),
)
VISIBILITIES = (Visibility.PUBLIC,) * 6 + (Visibility.COUNTED,) * 3 + (Visibility.PRIVATE,)
WRITTEN = {
    "count": "{n}",
    "money": "£{n},300",
    "percentage": "12.5%",
    "yes_no": "yes",
    "days": "{n} days",
    "date": "1 April 2026",
}
GROUND = "foia-s12-1"
PASSAGE = "We hold this and give it below, as it stood on the day you asked about. " * 3


@dataclass(frozen=True)
class Prototype:
    """A request that was played through `record`: its cache, its events, what was read."""

    cache: dict[str, object]
    events: list[dict[str, object]]
    outcome: str
    sent_on: date


class Rows:
    """Grows the bench's database, in an order that spreads over councils and letters."""

    def __init__(self, *, today: date) -> None:
        self.today, self.made = today, 0
        self.people = User.objects.bulk_create(
            User(email=f"bench-{n}@example.org", legal_name=f"Bench Person {n}", password="!")
            for n in range(PEOPLE)
        )
        self.councils = list(Authority.objects.answering_for_send(today).order_by("pk"))
        self.versions = list(LetterVersion.objects.order_by("letter__slug"))
        self.questions = {v.pk: list(v.questions.all()) for v in self.versions}
        self.rounds = {v.pk: v.letter.round_on(today) for v in self.versions}
        self.prototypes = [self._prototype(*each) for each in product(SENT_AGO, COURSES)]

    def grow(self, total: int) -> None:
        """As many requests as that, in batches of a thousand."""
        while self.made < total:
            until = min(self.made + 1000, total)
            with transaction.atomic():
                self._batch(range(self.made, until))
            self.made = until

    def _prototype(self, ago: int, course: tuple[tuple[tuple[Kind, int], ...], str]) -> Prototype:
        """Played on a request that is rolled back again: only what came of it is kept."""
        table, (steps, outcome) = BankHoliday.objects.table(), course
        sent_on = table.uk.on_or_after(self.today - timedelta(days=ago))
        by, version = self.people[0], self.versions[0]
        with transaction.atomic():
            request = Request.objects.create(
                authority=self.councils[0], version=version, round=self.rounds[version.pk],
                requester=by,
            )  # fmt: skip
            request.record(Kind.SENT, on=sent_on, by=by, holidays=table, now=noon(sent_on))
            whole = True
            for kind, after in steps:
                day = table.uk.add(sent_on, after)
                whole = whole and day <= self.today
                if whole:
                    request.record(kind, on=day, by=by, holidays=table, now=noon(day))
            made = Prototype(
                {name: getattr(request, name) for name in CACHE},
                list(request.events.order_by("pk").values("kind", "on", "recorded_at", "note")),
                outcome if whole else "",
                sent_on,
            )
            transaction.set_rollback(True)
        return made

    def fill(self, version: LetterVersion, round_: Round) -> None:
        """One request of every council in this round, each with a reply that was read."""
        self.questions.setdefault(version.pk, list(version.questions.all()))
        self.rounds[version.pk] = round_
        read = [made for made in self.prototypes if made.outcome]
        numbers = range(self.made, self.made + len(self.councils))
        with transaction.atomic():
            self._write([(n, read[n % len(read)], version) for n in numbers])
        self.made += len(self.councils)

    def _batch(self, numbers: range) -> None:
        self._write(
            [
                (
                    n,
                    self.prototypes[(n * 7) % len(self.prototypes)],
                    self.versions[(n // len(self.councils)) % len(self.versions)],
                )
                for n in numbers
            ]
        )

    def _write(self, plans: Sequence[tuple[int, Prototype, LetterVersion]]) -> None:
        requests = Request.objects.bulk_create(self._request(*plan) for plan in plans)
        pairs = [(r, made) for r, (_, made, _) in zip(requests, plans, strict=True)]
        Asked.objects.bulk_create(
            Asked(request=r, question=q, number=q.number)
            for r, _ in pairs
            for q in self.questions[r.version_id]
        )
        Event.objects.bulk_create(
            Event(request=r, by=r.requester, **event) for r, made in pairs for event in made.events
        )
        Message.objects.bulk_create(m for r, made in pairs for m in _messages(r, made))
        self._findings([(r, made) for r, made in pairs if made.outcome])

    def _request(self, number: int, made: Prototype, version: LetterVersion) -> Request:
        council = self.councils[number % len(self.councils)]
        person = 0 if number % 20 == 0 else 1 + number % (PEOPLE - 1)
        return Request(
            authority=council,
            version=version,
            round=self.rounds[version.pk],
            requester=self.people[person],
            visibility=VISIBILITIES[number % len(VISIBILITIES)].value,
            created_at=noon(made.sent_on),
            made_up=True,
            **made.cache,
        )

    def _findings(self, pairs: Sequence[tuple[Request, Prototype]]) -> None:
        read_by = [
            (r, q, _reading(r, q, made.outcome))
            for r, made in pairs
            for q in self.questions[r.version_id]
        ]
        Reading.objects.bulk_create(reading for _, _, reading in read_by)
        found = Finding.objects.bulk_create(_finding(*each) for each in read_by)
        Finding.readings.through.objects.bulk_create(
            Finding.readings.through(finding=finding, reading=finding.reading) for finding in found
        )
        Refusal.objects.bulk_create(
            Refusal(finding=finding, ground=GROUND, cited="Section 12(1)", quote=PASSAGE)
            for finding in found
            if finding.reading.outcome == "refused"
        )


def noon(day: date) -> datetime:
    """Noon in London."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def _messages(request: Request, made: Prototype) -> list[Message]:
    letter = Message(
        request=request, direction="out", kind="letter", text=PASSAGE * 12,
        subject="Request for information", came_on=made.sent_on,
    )  # fmt: skip
    if request.first_reply_on is None:
        return [letter]
    reply = Message(
        request=request, direction="in", kind="response", text=PASSAGE * 20,
        came_on=request.first_reply_on,
    )  # fmt: skip
    return [letter, reply]


def _reading(request: Request, question: Question, outcome: str) -> Reading:
    written = _written(request.authority_id, question)
    is_answered = outcome == "answered" and bool(written)
    value = read(question.type, written, question.choice_values) if is_answered else None
    return Reading(
        request=request,
        question=question,
        by=request.requester,
        at=noon(request.first_reply_on),
        outcome=outcome,
        written=written if is_answered else "",
        value=to_json(value) if value else None,
        grounds=[{"slug": GROUND, "cited": "Section 12(1)"}] if outcome == "refused" else [],
        quote=PASSAGE,
    )


def _written(council: int, question: Question) -> str:
    """Different from council to council, as answers are."""
    if question.type == "choice":
        return question.choice_values[council % len(question.choice_values)]
    return WRITTEN.get(question.type, "").format(n=3 + council * question.number % 977)


def _finding(request: Request, question: Question, reading: Reading) -> Finding:
    return Finding(
        authority=request.authority,
        question=question,
        round=request.round,
        request=request,
        reading=reading,
        published_at=reading.at,
        published_by=request.requester,
    )

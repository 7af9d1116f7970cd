"""What a council has published already: entered with its passage, public when somebody says so.

"Already published" and "answered on an earlier request" ask for that link (PUBLICATION.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from authorities.models import Authority
from foi.actions.correcting import note_correction, said_in_public
from foi.actions.file import check_words
from foi.actions.saying import (
    LONGEST_PLACE,
    LONGEST_QUOTE,
    LONGEST_WRITTEN,
    CannotDecide,
    Said,
    typed_value,
)
from foi.actions.ties import check_tie_with
from foi.models import Finding, Letter, PublishedSource, Question, Reading, Round, User
from foi.models.tokens import new_token
from foi.rules.outcomes import WITH_VALUE, Outcome
from foi.rules.permissions import may_add_source
from foi.rules.typed_periods import is_period

# What a page or paper can say by itself; a refusal is said to somebody who asked.
OUTCOMES = (Outcome.ANSWERED, Outcome.ANSWERED_IN_PART, Outcome.UNCLEAR, Outcome.NOT_HELD)
LONGEST_TITLE, LONGEST_URL = 300, 500
READ_AGAIN = "The published source was read again."
Readings = Sequence[tuple[Question, Said]]


@dataclass(frozen=True)
class About:
    """The published thing itself: where it is, what it is called, and its days."""

    url: str
    title: str
    retrieved_on: date
    published_on: date | None = None


def add_source(
    *,
    authority: Authority,
    letter: Letter,
    by: User,
    about: About,
    readings: Readings,
    now: datetime,
) -> PublishedSource:
    """Enter a source with what it says of one question or more; nothing of it is public yet.

    The same person entering the same again gets the same row. Raises CannotDecide.
    """
    today = timezone.localdate(now)
    check_may(by=by)
    _check_about(about, authority, today)
    round_ = _open_round(letter, today)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        source, _ = PublishedSource.objects.get_or_create(
            authority=authority,
            by=by,
            url=about.url,
            title=about.title,
            published_on=about.published_on,
            defaults={"retrieved_on": about.retrieved_on, "token": new_token()},
        )
        _read(source, round_, by, readings, now)
    return source


def read_source(
    *, source: PublishedSource, letter: Letter, by: User, readings: Readings, now: datetime
) -> list[Finding]:
    """Put right or add what a source says; where that was public, the new one is too.

    The same again changes nothing. Raises CannotDecide.
    """
    check_may(by=by, source=source)
    round_ = _round_of(source) or _open_round(letter, timezone.localdate(now))
    with transaction.atomic():
        PublishedSource.objects.select_for_update().get(pk=source.pk)
        return _read(source, round_, by, readings, now)


def publish_source(*, source: PublishedSource, by: User, now: datetime) -> int:
    """Make what the source says public; how many answers. Pressing twice publishes once."""
    check_may(by=by, source=source)
    with transaction.atomic():
        PublishedSource.objects.select_for_update().get(pk=source.pk)
        ready = list(source.findings.current().filter(published_at=None, hidden_at=None))
        for finding in ready:
            finding.publish(by=by, now=now)
        _touch(ready)
    return len(ready)


def unpublish_source(*, source: PublishedSource, by: User, now: datetime) -> int:
    """Take it back out of public view; how many answers."""
    check_may(by=by, source=source)
    with transaction.atomic():
        PublishedSource.objects.select_for_update().get(pk=source.pk)
        public = list(source.findings.published())
        for finding in public:
            finding.unpublish()
        _touch(public)
    return len(public)


def check_may(*, by: User, source: PublishedSource | None = None) -> None:
    """Raise CannotDecide unless she may enter sources, and this one is hers or she is staff."""
    ruling = may_add_source(by.actor)
    if not ruling:
        raise CannotDecide(ruling.reason)
    if source is not None and source.by_id != by.pk and not by.actor.is_moderator:
        raise CannotDecide("Only who entered it, or staff, can change it.")


def _open_round(letter: Letter, today: date) -> Round:
    try:
        return letter.round_on(today)
    except Round.DoesNotExist as error:
        raise CannotDecide("No round of this letter is open.") from error


def _round_of(source: PublishedSource) -> Round | None:
    finding = source.findings.select_related("round").first()
    return finding.round if finding else None


def _read(
    source: PublishedSource, round_: Round, by: User, readings: Readings, now: datetime
) -> list[Finding]:
    """All of them or none."""
    check_tie_with(authority=source.authority, round=round_, by=by)
    if not readings:
        raise CannotDecide("Say of at least one question what the source says.")
    return [_settle(source, round_, question, said, by, now) for question, said in readings]


def _settle(
    source: PublishedSource, round_: Round, question: Question, said: Said, by: User, now: datetime
) -> Finding:
    check_source_said(question=question, said=said, authority=source.authority)
    old = source.findings.current().filter(question=question, stage=said.stage).first()
    if old is not None and _is_same(old.reading, said):
        return old
    if old is not None and old.hidden_at is not None and not by.actor.is_moderator:
        raise CannotDecide("Staff have hidden this answer while they look at it.")
    today = timezone.localdate(now)
    before = said_in_public(finding=old, on=today) if old is not None else ""
    if old is not None:
        old.supersede(now=now)
    reading = Reading.objects.create(
        source=source,
        question=question,
        stage=said.stage,
        by=by,
        at=now,
        outcome=said.outcome,
        value=typed_value(question, said),
        written=said.written.strip(),
        other_period=said.other_period.strip(),
        place=said.passage.place.strip(),
        quote=said.passage.quote.strip(),
    )
    finding = Finding.objects.create(
        authority=source.authority,
        question=question,
        round=round_,
        source=source,
        stage=said.stage,
        reading=reading,
    )
    finding.readings.add(reading)
    if old is not None and old.published_at is not None:
        finding.publish(by=by, now=now)
        _touch([finding])
        note_correction(finding=finding, said=before, why=READ_AGAIN, on=today)
    return finding


def _is_same(reading: Reading, said: Said) -> bool:
    passage = said.passage
    words = (said.written, said.other_period, passage.place, passage.quote)
    before = (reading.written, reading.other_period, reading.place, reading.quote)
    return reading.outcome == said.outcome and before == tuple(each.strip() for each in words)


def _touch(findings: Sequence[Finding]) -> None:
    """The tables that show them are made anew."""
    questions = [finding.question_id for finding in findings]
    for letter in Letter.objects.filter(versions__questions__in=questions).distinct():
        letter.touch()


def _check_about(about: About, authority: Authority, today: date) -> None:
    """Raise CannotDecide where the address, the title or a day cannot be."""
    try:
        URLValidator(schemes=["https"])(about.url)
    except ValidationError as error:
        raise CannotDecide(
            "Give the whole web address. It begins with https://.", field="url"
        ) from error
    for field, text, most in (
        ("url", about.url, LONGEST_URL),
        ("title", about.title, LONGEST_TITLE),
    ):
        if len(text) > most:
            raise CannotDecide(f"Please keep this to {most} characters.", field=field)
    if not about.title.strip():
        raise CannotDecide("Give the title of the page or paper.", field="title")
    if about.retrieved_on > today:
        raise CannotDecide("That day is still to come.", field="retrieved_on")
    if about.published_on and about.published_on > about.retrieved_on:
        raise CannotDecide("It was published before you looked at it.", field="published_on")
    parts = urlsplit(about.url)
    behind = " ".join(unquote(part) for part in (parts.path, parts.query, parts.fragment) if part)
    _guard({"title": about.title, "url": behind}, authority)


def check_source_said(*, question: Question, said: Said, authority: Authority) -> None:
    """Whether this can be recorded of a source. Raises CannotDecide with the field."""
    if said.outcome not in OUTCOMES:
        raise CannotDecide("Choose what the source says.", field="outcome")
    has_value = bool(said.written.strip())
    if said.outcome == Outcome.ANSWERED and not has_value and question.type != "document":
        raise CannotDecide("Write the value that it gives.", field="written")
    if said.outcome not in WITH_VALUE and has_value:
        raise CannotDecide(
            "A value goes with “Answered” or “Answered in part”. Clear it, or choose one of those.",
            field="written",
        )
    typed_value(question, said)
    quote, place = said.passage.quote.strip(), said.passage.place
    if not quote:
        raise CannotDecide("Copy the passage that says so, word for word.", field="quote")
    typed = {"quote": quote, "written": said.written, "place": place}
    most = {"quote": LONGEST_QUOTE, "written": LONGEST_WRITTEN, "place": LONGEST_PLACE}
    for field, text in typed.items():
        if len(text) > most[field]:
            raise CannotDecide(f"Please keep this to {most[field]:,} characters.", field=field)
    _guard(typed | {"other_period": said.other_period}, authority)
    if said.other_period.strip() and not is_period(said.other_period.strip()):
        raise CannotDecide(
            "Write the period alone, such as “calendar year 2025”, “2024/25” or “1 April 2024 to "
            "31 March 2025”: everybody will read it.",
            field="other_period",
        )


def _guard(typed: dict[str, str], authority: Authority) -> None:
    """The privacy guard over everything that may become public."""
    for field, text in typed.items():
        verdict = check_words(text, authority)
        if verdict.level == "stop":
            why = " ".join(reason.sentence for reason in verdict.reasons if reason.level == "stop")
            raise CannotDecide(why, field=field)

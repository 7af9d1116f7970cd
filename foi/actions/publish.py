"""Publishing: findings and texts become public only when a person presses the button."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foi.actions.file import check_words
from foi.actions.release import CHECK_LIST, CannotPublish, check_may, masked, release_file, resaved
from foi.models import BankHoliday, Finding, Message, Request, User
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility, may_own

__all__ = [
    "CHECK_LIST",
    "READ_ALONE_FIRST",
    "CannotPublish",
    "change_visibility",
    "masked",
    "publish",
    "release_file",
    "release_text",
    "resaved",
    "suggested_text",
    "unpublish",
    "unrelease_text",
]

READ_ALONE_FIRST = (
    "This investigation asks two people to read each reply without seeing each other’s reading. "
    "Its answers can be published once a second person has read them, at /check/."
)


def publish(
    *, request: Request, by: User, now: datetime, visibility: Visibility | None = None
) -> int:
    """Make the request's current findings public; how many. Pressing twice publishes once.

    `visibility`: the owner's choice where the request was private until now; without one
    nothing of a private request can be public. Raises CannotPublish with a sentence.
    """
    check_may(request, by, now)
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        request.refresh_from_db(fields=["visibility"])
        ready = _ready(request, by)
        if visibility is not None and request.visibility == Visibility.PRIVATE:
            change_visibility(request=request, by=by, to=visibility, now=now)
        if request.visibility == Visibility.PRIVATE:
            raise CannotPublish(
                "This request is private. Only the person who asked can let its answers be public."
            )
        for finding in ready:
            finding.publish(by=by, now=now)
        if ready:
            _record(request, Kind.PUBLISHED, by, now)
    return len(ready)


def _ready(request: Request, by: User) -> list[Finding]:
    """What can be published now. Raises CannotPublish where that is nothing yet."""
    # What she must not see before she has read it herself she cannot have looked at.
    rows = request.findings.current().filter(published_at=None, hidden_at=None)
    alone = rows.to_read_alone()
    ready = list(rows.not_blind_for(by).exclude(pk__in=alone.values("pk")))
    if not ready and alone.exists():
        raise CannotPublish(READ_ALONE_FIRST)
    return ready


def unpublish(*, request: Request, by: User, now: datetime) -> int:
    """Take the request's findings back out of public view; how many."""
    check_may(request, by, now)
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        public = list(request.findings.published())
        for finding in public:
            finding.unpublish()
        if public:
            _record(request, Kind.UNPUBLISHED, by, now)
    return len(public)


def change_visibility(*, request: Request, by: User, to: Visibility, now: datetime) -> None:
    """The owner chooses who may know of the request. Raises CannotPublish for anybody else.

    Lowered to private while cells of it are public, those stay as `counted` (PUBLICATION.md).
    """
    ruling = may_own(by.actor, request.case_for(by, timezone.localdate(now)))
    if not ruling:
        raise CannotPublish(ruling.reason)
    with transaction.atomic():
        keeps = to == Visibility.PRIVATE and request.findings.published().exists()
        chosen = Visibility.COUNTED if keeps else to
        if request.visibility != chosen:
            request.set_visibility(chosen)
            _record(request, Kind.VISIBILITY_CHANGED, by, now, note=chosen.value)


def _record(request: Request, kind: Kind, by: User, now: datetime, note: str = "") -> None:
    today, table = timezone.localdate(now), BankHoliday.objects.table()
    request.record(kind, on=today, by=by, holidays=table, note=note, now=now)
    request.touch_table()


def suggested_text(message: Message) -> str:
    """A message's text as a person might release it: names, addresses and numbers masked."""
    return masked(message.request, message.text)


def release_text(*, message: Message, by: User, text: str, now: datetime) -> None:
    """Make a text public as a person has read it; masked once more on the way out.

    Raises CannotPublish with a sentence, also for what the privacy guard still finds in it.
    """
    request = message.request
    check_may(request, by, now)
    if message.kind == "note":
        raise CannotPublish("A note of a telephone call is private.")
    if request.visibility != Visibility.PUBLIC:
        raise CannotPublish(
            "This request has no public page, so its texts are not shown to the public."
        )
    if not text.strip():
        raise CannotPublish("There is no text to release.")
    safe = masked(request, text)
    verdict = check_words(safe, request.authority)
    stops = [reason for reason in verdict.reasons if reason.level == "stop"]
    if stops:
        found = [f"“{words}”" for reason in stops for words in reason.found][:10]
        why = " ".join(reason.sentence for reason in stops)
        raise CannotPublish(f"{why} Please take out: {', '.join(found)}.")
    message.release(safe, by=by)


def unrelease_text(*, message: Message, by: User, now: datetime) -> None:
    """The text is private again. Raises CannotPublish."""
    check_may(message.request, by, now)
    message.unrelease()

"""The requester's own word on what came: a note of a call, "please read this for me"."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from foi.actions.file import check_words
from foi.actions.receive import CannotReceive, check_day, check_may_hand_in, record
from foi.models import BankHoliday, Message, Request, User
from foi.rules.lifecycle import Kind
from foi.rules.permissions import may_own


def note_call(*, request: Request, by: User, on: date, note: str, now: datetime) -> Message:
    """A private note of a telephone call: it fills no cell and stops no clock."""
    today = timezone.localdate(now)
    ruling = may_own(by.actor, request.case_for(by, today))
    if not ruling:
        raise CannotReceive(ruling.reason)
    check_may_hand_in(request, by, today)
    if not note.strip():
        raise CannotReceive("Write a line about the call.", field="note")
    verdict = check_words(note, request.authority)
    if verdict.level == "stop":
        why = " ".join(reason.sentence for reason in verdict.reasons if reason.level == "stop")
        raise CannotReceive(why, field="note")
    check_day(on, request, today)
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        same = request.messages.filter(kind="note", came_on=on, text=note.strip()).first()
        if same is not None:
            return same
        message = Message.objects.create(
            request=request,
            direction="in",
            channel="phone",
            kind="note",
            came_on=on,
            text=note.strip(),
            by=by,
            date_by_requester=True,
            created_at=now,
        )
        record(request, Kind.PHONE_NOTE, by, on, now, message)
    return message


def want_reading(*, request: Request, by: User, now: datetime) -> None:
    """ "Please read this for me": a campaigner may now read the reply, with the name masked."""
    today = timezone.localdate(now)
    ruling = may_own(by.actor, request.case_for(by, today))
    if not ruling:
        raise CannotReceive(ruling.reason)
    if not request.messages.filter(direction="in").exclude(kind="note").exists():
        raise CannotReceive("Hand in the reply first; then somebody can read it for you.")
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.reading_wanted_on is None:
            record(request, Kind.READING_WANTED, by, today, now)


def read_myself(*, request: Request, by: User, now: datetime) -> None:
    """The owner takes "please read this for me" back: nobody else reads the reply now."""
    ruling = may_own(by.actor, request.case_for(by, timezone.localdate(now)))
    if not ruling:
        raise CannotReceive(ruling.reason)
    table, note = BankHoliday.objects.table(), "The requester reads it herself."
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        standing = request.events.filter(corrected_by=None, voids=False)
        if (wanted := standing.filter(kind=Kind.READING_WANTED).last()) is not None:
            request.correct(wanted, by=by, note=note, holidays=table, now=now)

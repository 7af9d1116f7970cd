"""Receiving: what came is kept as it came, private, before anybody says what it is."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from foi.actions.uploads import CannotReceive, Kept, Upload, kept_files, kept_parts, kind_of
from foi.mail.kinds import FileKind
from foi.mail.parse import NotAMail, ParsedMail, parse
from foi.mail.pasted import read_pasted
from foi.models import Attachment, BankHoliday, InboundMail, Message, Request, User
from foi.rules.lifecycle import Kind, State
from foi.rules.permissions import may_log, may_own

__all__ = [
    "Came",
    "CannotReceive",
    "Upload",
    "check_day",
    "hand_in",
    "take_back",
]


@dataclass(frozen=True)
class Came:
    """How it came and what it was: a pasted text, files, or a saved mail among the files.

    `came_on` is the day it came, `dated_on` the date on it; None where they are not known yet:
    a mail then says them itself, and a person confirms the day when she says what it is.
    """

    channel: str
    came_on: date | None = None
    dated_on: date | None = None
    subject: str = ""
    text: str = ""
    uploads: tuple[Upload, ...] = ()


def hand_in(*, request: Request, by: User, came: Came, now: datetime) -> Message:
    """Keep a reply as it came, unread and private. The same again gives the same row.

    Photographs are re-encoded (EXIF dropped) and several become one PDF. Raises CannotReceive
    with a sentence for an upload that cannot be kept, a date that cannot be, or no content.
    """
    check_may_hand_in(request, by, timezone.localdate(now))
    if came.came_on is not None:
        check_day(came.came_on, request, timezone.localdate(now))
    if not came.text.strip() and not came.uploads:
        raise CannotReceive("Paste the text, or choose a file.", field="files")
    kinds = [(upload, kind_of(upload)) for upload in came.uploads]
    mails = [upload for upload, kind in kinds if kind == FileKind.EML]
    if len(mails) > 1:
        raise CannotReceive(
            "Hand in one saved e-mail at a time: each is a message of its own. For many at once "
            "there is the post tray, which you find under “My letters”.",
            field="files",
        )
    files = kept_files([(u, k) for u, k in kinds if k != FileKind.EML], request.authority)
    if mails:
        return _keep_mail(request, by, came, mails[0], files, now)
    return _keep(request, by, _as_pasted(came), files, now)


def check_day(day: date, request: Request, today: date) -> None:
    """Raise CannotReceive for a day on which nothing of the council's can have come."""
    if day > today:
        raise CannotReceive(
            "That day is still to come. Give the day on which it came.", field="came_on"
        )
    if request.sent_on is not None and day < request.sent_on:
        raise CannotReceive(
            f"The letter went on {request.sent_on:%-d %B %Y}; this day lies before it.",
            field="came_on",
        )


def check_may_hand_in(request: Request, by: User, today: date) -> None:
    """Raise CannotReceive where this person may not log, or nothing can have come."""
    ruling = may_log(by.actor, request.case_for(by, today))
    if not ruling:
        raise CannotReceive(ruling.reason)
    if request.process == State.DRAFT:
        raise CannotReceive("This letter has not been sent yet, so nothing can have come back.")


def _as_pasted(came: Came) -> Came:
    """What the header lines of a pasted e-mail say, where nothing was typed."""
    if came.channel != "email" or not came.text.strip():
        return came
    said = read_pasted(came.text)
    return replace(
        came,
        subject=came.subject or said.subject,
        came_on=came.came_on or said.sent_on,
        dated_on=came.dated_on or said.sent_on,
    )


def _keep(
    request: Request,
    by: User,
    came: Came,
    files: list[Kept],
    now: datetime,
    inbound: InboundMail | None = None,
) -> Message:
    """Write the rows in one transaction; a button pressed twice writes them once."""
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        if (found := _the_same(request, came, files, inbound)) is not None:
            return found
        message = Message.objects.create(
            request=request,
            inbound=inbound,
            direction="in",
            channel=came.channel,
            kind="unread",
            dated_on=came.dated_on,
            came_on=came.came_on,
            date_by_requester=inbound is None,
            subject=came.subject[:300],
            text=came.text,
            by=by,
            created_at=now,
        )
        _attach(message, files)
        _say_that_something_came(request, by, now)
    return message


def _attach(message: Message, files: list[Kept]) -> None:
    """Store the files; what the disk already holds goes again when the rows do not stay."""
    rows: list[Attachment] = []
    try:
        for file in files:
            rows.append(
                Attachment.keep(
                    message=message,
                    content=file.content,
                    name=file.name,
                    content_type=file.content_type,
                )
            )
    except Exception:
        for row in rows:
            row.file.delete(save=False)
        raise


def _the_same(
    request: Request, came: Came, files: list[Kept], inbound: InboundMail | None
) -> Message | None:
    """What was handed in a moment or a month ago, byte for byte."""
    rows = request.messages.filter(direction="in")
    if inbound is not None:
        return rows.filter(inbound=inbound).first()
    hashes = sorted(file.sha256 for file in files)
    for row in rows.filter(channel=came.channel, text=came.text, inbound=None):
        if sorted(row.attachments.values_list("sha256", flat=True)) == hashes:
            return row
    return None


def _say_that_something_came(request: Request, by: User, now: datetime) -> None:
    """Reminders rest until a person has said what it is (an acknowledgement wakes them)."""
    if request.is_open and request.came_said_on is None:
        record(request, Kind.SOMETHING_CAME, by, timezone.localdate(now), now)


def record(
    request: Request,
    kind: Kind,
    by: User,
    on: date,
    now: datetime,
    message: Message | None = None,
) -> None:
    """An event whose public cell may say something else now."""
    table = BankHoliday.objects.table()
    request.record(kind, on=on, by=by, message=message, holidays=table, now=now)
    request.touch_table()


def _keep_mail(
    request: Request, by: User, came: Came, upload: Upload, files: list[Kept], now: datetime
) -> Message:
    """The raw bytes, and what the mail says of itself where nothing was typed, or nothing.

    It is read before the transaction: a large file must not hold up everybody's writing.
    """
    try:
        mail = parse(upload.content)
    except NotAMail as error:
        raise CannotReceive(str(error), field="files") from error
    kept = [*kept_parts(mail, request.authority), *files]
    with transaction.atomic():
        inbound, _ = InboundMail.objects.keep(upload.content, now=now)
        message = _keep(request, by, _filled(came, mail), kept, now, inbound)
        if inbound.sorted_at is None:
            inbound.mark_sorted(now=now)
    return message


def _filled(came: Came, mail: ParsedMail) -> Came:
    sent_on = timezone.localtime(mail.sent_at).date() if mail.sent_at else None
    return Came(
        channel="email",
        came_on=came.came_on or sent_on,
        dated_on=sent_on,
        subject=mail.subject,
        text=mail.body,
    )


def take_back(*, message: Message, by: User, now: datetime) -> None:
    """Remove what was handed in by mistake, while nobody has said what it is or read it.

    The words, the files and the raw mail go. Raises CannotReceive with a sentence.
    """
    request = message.request
    owns = may_own(by.actor, request.case_for(by, timezone.localdate(now)))
    if not owns and message.by_id != by.pk:
        raise CannotReceive("Only who handed it in, or the person who asked, can take it back.")
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        held = request.messages.filter(pk=message.pk).first()
        if held is None:  # pressed twice: it is gone
            return
        if held.direction != "in" or held.kind != "unread" or held.readings.exists():
            raise CannotReceive("Somebody has said what this is already, so it stays.")
        forget_that_it_came(held, by, "It was handed in by mistake.", now)
        held.discard()


def forget_that_it_came(message: Message, by: User, why: str, now: datetime) -> None:
    """Handing it in said "something came"; that was no answer, so the reminders go on."""
    request = message.request
    rows = request.events.filter(kind=Kind.SOMETHING_CAME, recorded_at=message.created_at)
    said = rows.filter(corrected_by=None, voids=False).last()
    if said is not None:
        table = BankHoliday.objects.table()
        request.correct(said, by=by, note=why, holidays=table, now=now)
        request.touch_table()

"""Receiving: what came is kept as it came, private, before anybody says what it is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from foi.mail.kinds import PHOTOS, FileKind, RefusedFile, check_upload
from foi.mail.names import safe_filename
from foi.mail.parse import NotAMail, ParsedMail, parse
from foi.mail.pdf_errors import CannotResave
from foi.mail.photos import NotAPhoto, photos_to_pdf
from foi.models import Attachment, BankHoliday, InboundMail, Message, Request, User
from foi.rules.lifecycle import Kind, State
from foi.rules.permissions import may_log, may_own

CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.TXT: "text/plain",
    FileKind.CSV: "text/csv",
    FileKind.JPEG: "image/jpeg",
    FileKind.EML: "message/rfc822",
}


class CannotReceive(ValueError):
    """What was handed in cannot be kept; nothing was stored. The text is a sentence."""


@dataclass(frozen=True)
class Upload:
    """One file as the browser sent it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Came:
    """How it came and what it was: a pasted text, files, or a saved mail among the files.

    `came_on` is the day it came, `dated_on` the date on it; None where a saved mail says so.
    """

    channel: str
    came_on: date | None
    dated_on: date | None = None
    subject: str = ""
    text: str = ""
    uploads: tuple[Upload, ...] = ()


def hand_in(*, request: Request, by: User, came: Came, now: datetime) -> Message:
    """Keep a reply as it came, unread and private. The same saved mail again gives the same row.

    Photographs are re-encoded (EXIF dropped) and several become one PDF. Raises CannotReceive
    with a sentence for an upload that cannot be kept, a date that cannot be, or no content.
    """
    today = timezone.localdate(now)
    _check_may(request, by, today)
    kinds = [_kind(upload) for upload in came.uploads]
    mails = [u for u, kind in zip(came.uploads, kinds, strict=True) if kind == FileKind.EML]
    if len(mails) > 1:
        raise CannotReceive("Hand in one saved e-mail at a time: each is a message of its own.")
    if not came.text.strip() and not came.uploads:
        raise CannotReceive("Paste the text, or choose a file.")
    others = [(u, k) for u, k in zip(came.uploads, kinds, strict=True) if u not in mails]
    files = _files(others)
    if mails:
        return _keep_mail(request, by, came, mails[0], files, now)
    _check_day(came.came_on, request, today)
    with transaction.atomic():
        return _keep(request, by, came, files, now)


def _check_may(request: Request, by: User, today: date) -> None:
    ruling = may_log(by.actor, request.case_for(by, today))
    if not ruling:
        raise CannotReceive(ruling.reason)
    if request.process == State.DRAFT:
        raise CannotReceive("This letter has not been sent yet, so nothing can have come back.")


def _check_day(day: date | None, request: Request, today: date) -> None:
    if day is None:
        raise CannotReceive("Give the day on which it came.")
    if day > today:
        raise CannotReceive("That day is still to come. Give the day on which it came.")
    if request.sent_on is not None and day < request.sent_on:
        raise CannotReceive(
            f"Your letter went on {request.sent_on:%-d %B %Y}; this day lies before it."
        )


def _kind(upload: Upload) -> FileKind:
    try:
        return check_upload(upload.content, upload.name, limit=settings.UPLOAD_LIMIT_BYTES)
    except RefusedFile as error:
        raise CannotReceive(f"{safe_filename(upload.name)}: {error}") from error


def _files(uploads: list[tuple[Upload, FileKind]]) -> list[tuple[str, bytes, FileKind]]:
    """Name, bytes and kind of each file to keep; all photographs together as one PDF."""
    photos = [upload.content for upload, kind in uploads if kind in PHOTOS]
    kept = [(safe_filename(u.name), u.content, kind) for u, kind in uploads if kind not in PHOTOS]
    if photos:
        try:
            pages = photos_to_pdf(photos, limit=settings.UPLOAD_LIMIT_BYTES)
        except (NotAPhoto, CannotResave) as error:
            raise CannotReceive(str(error)) from error
        kept.append(("photographed letter.pdf", pages, FileKind.PDF))
    return kept


def _keep(
    request: Request,
    by: User,
    came: Came,
    files: list[tuple[str, bytes, FileKind]],
    now: datetime,
    inbound: InboundMail | None = None,
) -> Message:
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
    for name, content, kind in files:
        content_type = CONTENT_TYPES.get(kind, "application/octet-stream")
        Attachment.keep(message=message, content=content, name=name, content_type=content_type)
    return message


def _keep_mail(
    request: Request,
    by: User,
    came: Came,
    upload: Upload,
    files: list[tuple[str, bytes, FileKind]],
    now: datetime,
) -> Message:
    """The raw bytes first; then what the mail says of itself fills in what was not typed."""
    inbound, _ = InboundMail.objects.keep(upload.content, now=now)
    found = Message.objects.filter(inbound=inbound, request=request).first()
    if found is not None:
        return found
    try:
        mail = parse(upload.content)
    except NotAMail as error:
        raise CannotReceive(str(error)) from error
    filled = _filled(came, mail)
    _check_day(filled.came_on, request, timezone.localdate(now))
    with transaction.atomic():
        message = _keep(request, by, filled, [*_parts(mail), *files], now, inbound)
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


def _parts(mail: ParsedMail) -> list[tuple[str, bytes, FileKind]]:
    """A mail's own attachments; what may not be kept is left in the raw mail only."""
    kept = []
    for part in mail.attachments:
        try:
            kind = check_upload(part.content, part.filename, limit=settings.UPLOAD_LIMIT_BYTES)
        except RefusedFile:
            continue
        kept += _files([(Upload(part.filename, part.content), kind)])
    return kept


def note_call(*, request: Request, by: User, on: date, note: str, now: datetime) -> Message:
    """A private note of a telephone call: it fills no cell and stops no clock."""
    today = timezone.localdate(now)
    ruling = may_own(by.actor, request.case_for(by, today))
    if not ruling:
        raise CannotReceive(ruling.reason)
    if not note.strip():
        raise CannotReceive("Write a line about the call.")
    _check_day(on, request, today)
    with transaction.atomic():
        message = Message.objects.create(
            request=request,
            direction="in",
            channel="phone",
            kind="note",
            came_on=on,
            text=note,
            by=by,
            date_by_requester=True,
            created_at=now,
        )
        table = BankHoliday.objects.table()
        request.record(Kind.PHONE_NOTE, on=on, by=by, message=message, holidays=table, now=now)
    return message


def want_reading(*, request: Request, by: User, now: datetime) -> None:
    """ "Please read this for me": a campaigner may now read the reply, with the name masked."""
    today = timezone.localdate(now)
    ruling = may_own(by.actor, request.case_for(by, today))
    if not ruling:
        raise CannotReceive(ruling.reason)
    if not request.messages.filter(direction="in").exclude(kind="note").exists():
        raise CannotReceive("Hand in the reply first; then somebody can read it for you.")
    if request.reading_wanted_on is None:
        table = BankHoliday.objects.table()
        request.record(Kind.READING_WANTED, on=today, by=by, holidays=table, now=now)

"""Publishing: findings, texts and files become public only when a person presses the button."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foi.mail.kinds import RELEASABLE, FileKind, sniff
from foi.mail.pdf_errors import CannotResave
from foi.mail.pdfs import resave
from foi.mail.texts import resave_text
from foi.models import Attachment, BankHoliday, Message, Request, User
from foi.rules.lifecycle import Kind
from foi.rules.masking import mask
from foi.rules.permissions import Visibility, may_own, may_publish

# PUBLICATION.md, "Files": what a named person has looked for before a file is released.
CHECK_LIST = (
    ("name", "It does not show the requester's name, address, e-mail or telephone number."),
    ("signature", "It does not show the requester's signature."),
    ("child", "No child and no family can be identified in it."),
    ("staff", "It names no member of staff below head of service."),
    ("hidden", "I have looked at what the program found: comments, layers, attachments, authors."),
)


class CannotPublish(ValueError):
    """This cannot be made public. The text is a sentence."""


def _check_may(request: Request, by: User, now: datetime) -> None:
    ruling = may_publish(by.actor, request.case_for(by, timezone.localdate(now)))
    if not ruling:
        raise CannotPublish(ruling.reason)


def _touch(request: Request) -> None:
    if request.version is not None:
        request.version.letter.touch()


def publish(*, request: Request, by: User, now: datetime) -> int:
    """Make the request's current findings public; how many. Pressing twice publishes once.

    Raises CannotPublish with a sentence.
    """
    _check_may(request, by, now)
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        ready = list(request.findings.current().filter(published_at=None))
        for finding in ready:
            finding.publish(by=by, now=now)
        if ready:
            _record(request, Kind.PUBLISHED, by, now)
    return len(ready)


def unpublish(*, request: Request, by: User, now: datetime) -> int:
    """Take the request's findings back out of public view; how many."""
    _check_may(request, by, now)
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
    _touch(request)


def suggested_text(message: Message) -> str:
    """A message's text as a person might release it: names, addresses and numbers masked."""
    person = message.request.requester
    names = [person.legal_name] if person and person.legal_name else []
    contacts = [person.email, person.postal_address] if person else []
    council = message.request.authority
    allowed = [contact.value for contact in council.contacts.all()]
    allowed += [council.name, council.short_name]
    return mask(message.text, names=names, contacts=[c for c in contacts if c], allowed=allowed)


def release_text(*, message: Message, by: User, text: str, now: datetime) -> None:
    """Make a text public as a person has read it; masked once more on the way out.

    Raises CannotPublish with a sentence.
    """
    _check_may(message.request, by, now)
    if message.kind == "note":
        raise CannotPublish("A note of a telephone call is private.")
    if not text.strip():
        raise CannotPublish("There is no text to release.")
    person = message.request.requester
    names = [person.legal_name] if person and person.legal_name else []
    message.release(mask(text, names=names), by=by)


def release_file(
    *, attachment: Attachment, by: User, checks: list[str], name: str, now: datetime
) -> None:
    """Let the public have a re-saved copy of a PDF or a text file.

    Raises CannotPublish where a check is missing, or the type has no scanner and re-saver here.
    """
    _check_may(attachment.message.request, by, now)
    missing = [words for key, words in CHECK_LIST if key not in checks]
    if missing:
        raise CannotPublish("Please check each point first: " + " ".join(missing))
    copy = resaved(attachment)
    attachment.release(copy, name=name, by=by, checks=checks, now=now)


def resaved(attachment: Attachment) -> bytes:
    """A copy without annotations, attachments or metadata. Raises CannotPublish."""
    with attachment.file.open("rb") as file:
        content = file.read()
    kind = sniff(content, attachment.name)
    if kind not in RELEASABLE:
        raise CannotPublish(
            "Only PDF and text files can be released. Of other files the passage is shown."
        )
    if kind == FileKind.TXT:
        return resave_text(content)
    try:
        return resave(content)
    except CannotResave as error:
        raise CannotPublish(str(error)) from error

"""Releasing a file: a re-saved copy becomes public after a named person has looked through it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from foi.actions.file import check_words
from foi.comparison.few import unsaid_in
from foi.mail.kinds import RELEASABLE, FileKind, RefusedFile, sniff
from foi.mail.names import safe_filename
from foi.mail.pdf_apart import inspect_apart, pages_apart, resave_apart
from foi.mail.pdf_errors import CannotRead
from foi.mail.texts import resave_text
from foi.models import Attachment, Request, User
from foi.rules.masking import ADDRESS, NAME, mask
from foi.rules.permissions import Visibility, may_publish, sees_names

# PUBLICATION.md, "Files": what a named person has looked for before a file is released.
CHECK_LIST = (
    ("name", "It does not show the requester’s name, address, e-mail or telephone number."),
    ("signature", "It does not show the requester’s signature."),
    ("child", "No child and no family can be identified in it."),
    ("staff", "It names no member of staff below head of service."),
    ("hidden", "I have looked at what the program found: comments, layers, attachments, authors."),
)
NAMES_STAY = (
    "Its words hold the requester’s name or address, or an e-mail address or a telephone "
    "number. Release it only if those are the council’s own."
)
FEW_STAY = (
    "Its words hold a number that the table shows as “fewer than 5”. In the copy everybody would "
    "read it. Release it only if that number counts no people there."
)
SHOWS_REQUESTER = (
    "The copy would show the requester’s own name, e-mail or postal address, so it cannot be "
    "released. Show the passage instead, or ask the council for a copy without them."
)
NO_NEED = frozenset({"pages"})  # said of every PDF: nothing to decide
NOT_RELEASABLE = "Only PDF and text files can be released. Of other files the passage is shown."


class CannotPublish(ValueError):
    """This cannot be made public. The text is a sentence."""


@dataclass(frozen=True)
class Found:
    """One thing that a program found. `stays`: it would still be in the public copy."""

    code: str
    sentence: str
    stays: bool


def check_may(request: Request, by: User, now: datetime) -> None:
    """Raise CannotPublish, with the reason, where this person may not publish there."""
    ruling = may_publish(by.actor, request.case_for(by, timezone.localdate(now)))
    if not ruling:
        raise CannotPublish(ruling.reason)


def masked(request: Request, text: str) -> str:
    """A text with the requester's names, and every e-mail address and telephone number, masked.

    The council's own contacts stay.
    """
    person, council = request.requester, request.authority
    names = person.names if person else []
    contacts = [person.email, person.postal_address] if person else []
    allowed = [contact.value for contact in council.contacts.all()]
    allowed += [council.name, council.short_name]
    return mask(text, names=names, contacts=[c for c in contacts if c], allowed=allowed)


def findings(attachment: Attachment) -> list[Found]:
    """What a program found in the file, the requester's name first. Raises CannotPublish."""
    content = _content(attachment)
    named = _names_in(attachment, content)
    if _kind(attachment, content) == FileKind.TXT:
        return named
    try:
        found = inspect_apart(content, limit=settings.UPLOAD_LIMIT_BYTES)
    except CannotRead as error:
        raise CannotPublish(str(error)) from error
    return named + [Found(one.code, one.sentence, one.stays) for one in found]


def _names_in(attachment: Attachment, content: bytes) -> list[Found]:
    """Whether the words that the public would read hold a name, an address or a number, or one
    of fewer than five people, which the table masks."""
    words, request = public_words(attachment, content), attachment.message.request
    found = [] if masked(request, words) == words else [Found("names", NAMES_STAY, stays=True)]
    unsaid = unsaid_in(request.findings.current().select_related("reading", "question"))
    if unsaid.out_of(words) != words:
        found.append(Found("few", FEW_STAY, stays=True))
    return found


def public_words(attachment: Attachment, content: bytes) -> str:
    """The words of the copy that the public would get. Raises CannotPublish."""
    if _kind(attachment, content) == FileKind.TXT:
        return resave_text(content).decode()
    try:
        return "\n".join(pages_apart(content, limit=settings.UPLOAD_LIMIT_BYTES))
    except CannotRead as error:
        raise CannotPublish(str(error)) from error


def release_file(
    *,
    attachment: Attachment,
    by: User,
    checks: Collection[str],
    name: str,
    now: datetime,
    found: Collection[str] = (),
) -> None:
    """Let the public have a re-saved copy of a PDF or a text file.

    `checks` are keys of CHECK_LIST; `found` the codes of what stays in the copy and was looked
    at. Raises CannotPublish where one is missing, or the type has no scanner and re-saver here.
    """
    request = attachment.message.request
    check_may(request, by, now)
    _check_may_see(request, by, now)
    missing = [words for key, words in CHECK_LIST if key not in checks]
    if missing:
        raise CannotPublish("Please check each point first: " + " ".join(missing))
    unseen = [one.sentence for one in findings(attachment) if must_be_seen(one, found)]
    if unseen:
        raise CannotPublish("Please look at this first: " + " ".join(unseen))
    if _shows_requester(attachment):
        raise CannotPublish(SHOWS_REQUESTER)
    kept = [*checks, *(f"found: {code}" for code in found)]
    safe = _safe_name(attachment, name)
    attachment.release(resaved(attachment), name=safe, by=by, checks=kept, now=now)


def _shows_requester(attachment: Attachment) -> bool:
    """Whether the words of the copy name the requester: no tick makes that public."""
    person = attachment.message.request.requester
    if person is None:
        return False
    words = public_words(attachment, _content(attachment))
    told = masked(attachment.message.request, words)
    marks = any(told.count(mark) > words.count(mark) for mark in (NAME, ADDRESS))
    return marks or person.email.lower() in words.lower()


def must_be_seen(one: Found, seen: Collection[str] = ()) -> bool:
    """Whether this still needs a person's tick."""
    return one.stays and one.code not in NO_NEED and one.code not in seen


def _check_may_see(request: Request, by: User, now: datetime) -> None:
    """Only who sees the file as it came can have looked through it."""
    if not sees_names(by.actor, request.case_for(by, timezone.localdate(now))):
        raise CannotPublish("Only the person who asked, or staff, can release a file.")
    if request.visibility != Visibility.PUBLIC:
        raise CannotPublish("This request has no public page, so its files are not public.")


def _safe_name(attachment: Attachment, name: str) -> str:
    """The name of the public copy: without persons, and ending as its kind does."""
    request, safe = attachment.message.request, safe_filename(name)
    if check_words(safe, request.authority).level == "stop" or masked(request, safe) != safe:
        raise CannotPublish("This name may identify a person. Give the copy a plain name.")
    ending = ".txt" if _kind(attachment, _content(attachment)) == FileKind.TXT else ".pdf"
    return safe if safe.lower().endswith(ending) else f"{safe}{ending}"


def unrelease_file(*, attachment: Attachment, by: User, now: datetime) -> None:
    """Take the public copy away again. Raises CannotPublish."""
    check_may(attachment.message.request, by, now)
    if attachment.released_at is not None:
        attachment.unrelease()


def resaved(attachment: Attachment) -> bytes:
    """A copy without annotations, attachments or metadata. Raises CannotPublish."""
    content = _content(attachment)
    if _kind(attachment, content) == FileKind.TXT:
        return resave_text(content)
    try:
        return resave_apart(content, limit=settings.UPLOAD_LIMIT_BYTES)
    except CannotRead as error:
        raise CannotPublish(str(error)) from error


def _content(attachment: Attachment) -> bytes:
    with attachment.file.open("rb") as file:
        content: bytes = file.read()
    return content


def _kind(attachment: Attachment, content: bytes) -> FileKind:
    try:
        kind = sniff(content, attachment.name)
    except RefusedFile as error:
        raise CannotPublish(str(error)) from error
    if kind not in RELEASABLE:
        raise CannotPublish(NOT_RELEASABLE)
    return kind

"""Filing a request: who asks whom what becomes a draft with its filled letter."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from authorities.models import Authority
from foi.models import Asked, LetterVersion, Message, Request, User
from foi.rules import privacy
from foi.rules.letters import CannotFill, FilledLetter, fill
from foi.rules.lifecycle import State
from foi.rules.permissions import Visibility

__all__ = [
    "CannotFill",
    "Stopped",
    "Wish",
    "check_words",
    "discard",
    "file",
    "preview",
    "refile",
    "refresh",
    "wish_of",
]

# What `opening` holds where the requester wants no covering words; empty means the letter's own.
NO_WORDS = "\n"


class Stopped(ValueError):
    """The privacy guard stopped these words; nothing was stored. `verdict` has the reasons."""

    def __init__(self, verdict: privacy.Verdict) -> None:
        super().__init__("These words may identify a child or a person.")
        self.verdict = verdict


@dataclass(frozen=True)
class Wish:
    """What a person wants to send: covering words (None: the letter's own), and what to leave out.

    `name` is the legal name or the organisation that signs (FOIA s.8(1)(b)).
    """

    name: str
    opening: str | None = None
    leave_out: tuple[str, ...] = ()
    visibility: Visibility = Visibility.PRIVATE
    alias: str = ""


def check_words(text: str, authority: Authority) -> privacy.Verdict:
    """The privacy guard's word on a text for this council, whose own contacts are allowed."""
    contacts = [contact.value for contact in authority.contacts.all()]
    return privacy.check(text, [*contacts, authority.name, authority.short_name])


def preview(
    *,
    version: LetterVersion,
    authority: Authority,
    name: str,
    reply_to: str,
    on: date,
    ref: str = "TD-……",
    opening: str | None = None,
    leave_out: Collection[str] = (),
) -> FilledLetter:
    """The letter as the council would get it on this day. Raises CannotFill with a sentence."""
    return fill(
        version.file,
        authority_name=authority.name,
        requester_name=name,
        reply_to=reply_to,
        ref=ref,
        sent_on=on,
        help_url=f"{settings.SITE_URL}/help/for-councils/",
        sheet_url=f"{settings.SITE_URL}/letters/{version.letter.slug}/answers.xlsx",
        opening=opening,
        leave_out=leave_out,
    )


def file(
    *, by: User, authority: Authority, version: LetterVersion, wish: Wish, now: datetime
) -> Request:
    """A draft request of `by` with its questions and its filled letter.

    One draft a person, council and letter: an unsent one is filled in again, so that pressing
    twice makes no second. Raises Stopped when the covering words or the alias may identify
    somebody, CannotFill where no letter can be made. Nothing is stored then.
    """
    _guard(wish, authority)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two presses, one after the other
        mine = Request.objects.unsent_of(by).filter(authority=authority)
        if draft := mine.filter(version__letter=version.letter_id).first():
            if draft.version_id == version.pk:
                return refile(request=draft, by=by, wish=wish, now=now)
            discard(request=draft, by=by)  # of an older version of the letter
        return _draft(by=by, authority=authority, version=version, wish=wish, now=now)


def _draft(
    *, by: User, authority: Authority, version: LetterVersion, wish: Wish, now: datetime
) -> Request:
    by.set_legal_name(wish.name.strip())
    request = Request.drafted(
        requester=by,
        authority=authority,
        version=version,
        opening=_kept_opening(wish),
        visibility=wish.visibility,
        alias=wish.alias,
        made_up=settings.DEMO,
        now=now,
    )
    letter = _filled(request, wish, now)
    Message.objects.create(
        request=request,
        direction="out",
        kind="letter",
        by=by,
        created_at=now,
        subject=letter.subject,
        text=letter.body,
    )
    _ask(request, letter)
    return request


def refile(*, request: Request, by: User, wish: Wish, now: datetime) -> Request:
    """Fill a draft in again with other wishes. Raises Stopped, CannotFill, ValueError once sent."""
    if request.process != State.DRAFT:
        raise ValueError("This letter has gone and is not changed any more.")
    _guard(wish, request.authority)
    letter = _filled(request, wish, now)
    with transaction.atomic():
        by.set_legal_name(wish.name.strip())
        request.letter_message.rewrite(subject=letter.subject, text=letter.body)
        request.set_opening(_kept_opening(wish))
        request.set_visibility(wish.visibility)
        if wish.alias:
            request.set_alias(wish.alias)
        request.asked.all().delete()
        _ask(request, letter)
    return request


def wish_of(request: Request) -> Wish:
    """What a draft was filed with, as the form and a new filling want it."""
    kept = set(request.asked.values_list("question__key", flat=True))
    keys = request.version.questions.values_list("key", flat=True)
    return Wish(
        name=request.requester.legal_name,
        opening=request.opening.strip() if request.opening else None,
        leave_out=tuple(key for key in keys if key not in kept),
        visibility=Visibility(request.visibility),
        alias=request.alias,
    )


def refresh(*, request: Request, now: datetime) -> None:
    """Date an unsent letter today and reckon its periods from today. Once a day changes nothing."""
    message = request.letter_message
    if request.process != State.DRAFT or message.delivery not in {"none", "failed"}:
        return
    letter = _filled(request, wish_of(request), now)
    if (letter.subject, letter.body) == (message.subject, message.text):
        return
    with transaction.atomic():
        held = Message.objects.select_for_update().get(pk=message.pk)
        if held.delivery in {"none", "failed"}:  # else it was queued this very moment
            held.rewrite(subject=letter.subject, text=letter.body)


def discard(*, request: Request, by: User) -> None:
    """Throw a draft of one's own away. Raises ValueError once it was queued or sent."""
    with transaction.atomic():
        locked = Request.objects.select_for_update().get(pk=request.pk)
        if locked.process != State.DRAFT or locked.requester_id != by.pk:
            raise ValueError("Only a draft of your own can be thrown away.")
        if not request.messages.filter(delivery__in=["none", "failed"]).exists():
            raise ValueError("This letter is on its way and cannot be thrown away.")
        request.messages.all().delete()
        request.delete()


def _guard(wish: Wish, authority: Authority) -> None:
    for text in (wish.opening or "", wish.alias):
        verdict = check_words(text, authority)
        if verdict.level == "stop":
            raise Stopped(verdict)


def _kept_opening(wish: Wish) -> str:
    if wish.opening is None:
        return ""
    return wish.opening.strip() or NO_WORDS


def _filled(request: Request, wish: Wish, now: datetime) -> FilledLetter:
    return preview(
        version=request.version,
        authority=request.authority,
        name=wish.name,
        reply_to=request.requester.email,
        on=timezone.localdate(now),
        ref=request.ref,
        opening=wish.opening,
        leave_out=wish.leave_out,
    )


def _ask(request: Request, letter: FilledLetter) -> None:
    rows = {question.key: question for question in request.version.questions.all()}
    Asked.objects.bulk_create(
        Asked(request=request, question=rows[each.key], number=each.number)
        for each in letter.questions
    )

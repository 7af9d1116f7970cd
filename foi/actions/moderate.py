"""What staff do: look at letters that may not have gone, release own texts, approve campaigners."""

import logging
from datetime import datetime

from django.db.models import QuerySet

from foi.actions.mails import build
from foi.models import Message, Request, User
from foi.rules import privacy
from foi.rules.lifecycle import State
from foi.rules.permissions import Role, Visibility, may_moderate

log = logging.getLogger(__name__)


class CannotModerate(ValueError):
    """This was not done. The text is a sentence for staff."""


def letters_to_look_at() -> QuerySet[Message]:
    """Letters of which nobody knows whether they went, or that no mail server took."""
    rows = Message.objects.filter(direction="out", delivery__in=["unsure", "failed"])
    return rows.select_related("request__authority").order_by("claimed_at", "pk")


def own_texts_to_release() -> QuerySet[Request]:
    """Sent requests in the requester's own words that she wants others to see."""
    rows = Request.objects.sent().filter(version=None, released_at=None, hidden_at=None)
    wanted = rows.exclude(visibility=Visibility.PRIVATE.value)
    return wanted.select_related("authority").order_by("created_at")


def campaigners_wanted() -> QuerySet[User]:
    """Accounts that asked to be approved as campaigner, the longest waiting first."""
    rows = User.objects.filter(campaigner_wanted_at__isnull=False, is_active=True)
    return rows.filter(role=Role.MEMBER.value).order_by("campaigner_wanted_at")


def release_own_text(*, request: Request, by: User, now: datetime) -> None:
    """A moderator has read it and lets it be seen as its owner chose. Twice is once."""
    _check_staff(by)
    if request.version_id is not None or request.process == State.DRAFT:
        raise CannotModerate("This is not a sent letter in the requester's own words.")
    if request.released_at is None:
        request.release(by=by, now=now)


def answer_campaigner(*, email: str, approved: bool, reason: str, by: User) -> None:
    """Approve or decline, and write to the person. Raises CannotModerate with a sentence."""
    _check_staff(by)
    user = campaigners_wanted().filter(email__iexact=email).first()
    if user is None:
        raise CannotModerate("This person has been answered already, or has not asked.")
    if privacy.check(reason).level == "stop":
        raise CannotModerate("The reason names or describes somebody. Write it without.")
    user.answer_campaigner(approved=approved)
    context = {"approved": approved, "reason": reason}
    try:
        build("campaigner_answer", to=user.email, context=context).send()
    except OSError as error:  # every failure of a mail server is one
        log.exception("%s was not told of the answer.", user)
        raise CannotModerate("It is recorded, but the mail could not be sent.") from error


def _check_staff(by: User) -> None:
    if not (ruling := may_moderate(by.actor)):
        raise CannotModerate(ruling.reason)

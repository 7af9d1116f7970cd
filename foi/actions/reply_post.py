"""Links that go by post: the letter with a code, the day it was posted; and what came back."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from authorities.models import Contact
from foi.actions.reply_due import Open, due, why_nothing_is_sent
from foi.actions.reply_told import address_is_bad, tell, untell
from foi.comparison.link_cells import link_cells
from foi.models import ReplyLink, User
from foi.rules.permissions import may_moderate
from foi.rules.right_of_reply import expires_on

TOLD_SHOWN = 50  # links that the staff's list names, the newest first


class CannotPost(ValueError):
    """This was not done. `field` names the box, the text is a sentence for staff."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def to_post(*, on: date) -> list[tuple[Open, ReplyLink | None]]:
    """What cannot be mailed, the longest waiting first, each with its letter where one is made."""
    sends = not why_nothing_is_sent()
    opens = [one for one in due(on=on) if not (sends and one.address(on))]
    links = list(ReplyLink.objects.owed().filter(told_on=None))
    made = {(row.authority_id, row.investigation_id, row.request_id): row for row in links}
    return [(one, made.get(_key(one))) for one in opens]


def _key(one: Open) -> tuple[int, int | None, int | None]:
    investigation, request = one.investigation, one.request
    return (
        one.authority.pk,
        investigation.pk if investigation else None,
        request.pk if request else None,
    )


def told_lately() -> QuerySet[ReplyLink]:
    """Links that a council has, the newest first."""
    rows = ReplyLink.objects.delivered().order_by("-told_on", "-pk")
    return rows.select_related("authority", "investigation", "request")[:TOLD_SHOWN]


def make_letter(*, slug: str, of: str, by: User, now: datetime) -> ReplyLink:
    """The letter for a council (its slug) about a request (its reference) or an investigation
    (its slug). Made twice, it is the same. Raises CannotPost where nothing is due."""
    _check_staff(by)
    today = timezone.localdate(now)
    for one, _ in to_post(on=today):
        if one.authority.slug == slug and of in (_ref(one), _slug(one)):
            link = ReplyLink.owed_for(
                expires_on=expires_on(today), now=now, channel="post", **one.of
            )
            return _printed(link, today, now)
    raise CannotPost("Nothing is to be posted there. It may have been done meanwhile.")


def _ref(one: Open) -> str:
    return one.request.ref if one.request else ""


def _slug(one: Open) -> str:
    return one.investigation.slug if one.investigation else ""


def _printed(link: ReplyLink, today: date, now: datetime) -> ReplyLink:
    """With a code that opens it for long enough: one that ends soon gets a new one."""
    with transaction.atomic():
        if link.printed_at is None:
            link.mark_printed(now=now)
        if link.ends_soon(today):
            link.last_until(expires_on(today), now=now)
        link.keep_secrets()
    return link


def letter_of(*, link: ReplyLink, on: date) -> tuple[str, str]:
    """Heading and text of the letter. Raises CannotPost where nothing is left to reply to."""
    shown = link_cells(link, on=on)
    if shown is None or link.printed_at is None:
        raise CannotPost("There is no letter to print: what it was about is not public any more.")
    postal = link.authority.contacts.filter(
        channel=Contact.Channel.POST, status=Contact.Status.CONFIRMED
    ).first()
    context = {
        "link": link,
        "shown": shown,
        "postal": postal.value if postal else "",
        "today": on,
        "SITE_URL": settings.SITE_URL,
        "OPERATOR_NAME": settings.OPERATOR_NAME,
        "OPERATOR_ADDRESS": settings.OPERATOR_ADDRESS,
        "CONTACT_EMAIL": settings.CONTACT_EMAIL,
        "DEMO": settings.DEMO,
    }
    subject = "Your right of reply: what is published of your council’s answers"
    return subject, render_to_string("reply/letter.txt", context).strip()


def posted(*, link: ReplyLink, on: date, by: User, now: datetime) -> None:
    """A person says that the letter was posted on this day: the ten working days run from it.

    Said twice, the first day stays. Raises CannotPost with a sentence.
    """
    _check_staff(by)
    today = timezone.localdate(now)
    with transaction.atomic():
        link = ReplyLink.objects.select_for_update().get(pk=link.pk)
        if link.told_on is not None:
            return
        if link.printed_at is None:
            raise CannotPost("Make the letter first.")
        if on > today or on < timezone.localdate(link.printed_at):
            raise CannotPost(
                "That is before the letter was made, or still to come. Give the day it was posted.",
                field="on",
            )
        link.mark_told(on=on, by=by)
        tell(link=link, on=on, now=now)


def not_posted(*, link: ReplyLink, by: User, now: datetime) -> None:
    """Undo: it was not posted. Raises CannotPost once the council has used its link."""
    _check_staff(by)
    with transaction.atomic():
        link = ReplyLink.objects.select_for_update().get(pk=link.pk)
        if link.told_on is None or link.posted_by_id is None:
            raise CannotPost("Nobody has said that this letter was posted.")
        if link.was_used:
            raise CannotPost("The council has used its link, so the letter did come.")
        untell(link=link, by=by, why="The letter was not posted.", now=now)
        link.untell()


def came_back(*, link: ReplyLink, by: User, now: datetime) -> None:
    """The mail or the letter came back: it counts as never delivered, and is listed again.

    Twice is once. An e-mail address is looked at before anything more goes there.
    """
    _check_staff(by)
    with transaction.atomic():
        link = ReplyLink.objects.select_for_update().get(pk=link.pk)
        if link.bounced_at is not None:
            return
        if link.was_used:
            raise CannotPost("The council has used its link, so it did come.")
        untell(link=link, by=by, why="The link came back undelivered.", now=now)
        link.mark_bounced(now=now)
        if link.channel == "email":
            address_is_bad(link)


def renew_letter(*, link: ReplyLink, by: User, now: datetime) -> None:
    """A new code until a new day, for a letter to be posted again. The old code opens nothing."""
    _check_staff(by)
    if link.printed_at is None:
        raise CannotPost("Only a printed letter is renewed here.")
    today = timezone.localdate(now)
    with transaction.atomic():
        link.renew(expires_on=expires_on(today), now=now)
        link.note("newcode", now=now)


def _check_staff(by: User) -> None:
    if not (ruling := may_moderate(by.actor)):
        raise CannotPost(ruling.reason)

"""Sending: by this site through the outbox, or by the requester, who then says when."""

import logging
import smtplib
import socket
from datetime import date, datetime, timedelta
from email.utils import formataddr, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from foi.actions.file import refresh
from foi.actions.sweeps import CLAIM_LASTS, in_good_time
from foi.models import BankHoliday, Message, Request, User
from foi.rules.lifecycle import Kind, State
from foi.rules.permissions import may_moderate, may_own
from foi.rules.working_days import Holidays

log = logging.getLogger(__name__)

WRITTEN_AT_MOST_LATER = timedelta(days=300)  # sent first, filed here later; more is a wrong year
POST_TAKES = 2  # working days, the guess for a letter by post until the requester knows
ON_THE_WAY = ["queued", "claimed", "sent", "unsure"]
# Refused before the council's server took the letter: certainly not delivered.
NOT_TAKEN = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPDataError,  # it read the letter and said no
    ConnectionRefusedError,
    socket.gaierror,  # the mail server's name is not known: nothing was said to anybody
)


class CannotSend(ValueError):
    """The letter cannot go this way now. The text is a sentence for the requester."""


def message_id() -> str:
    """A Message-ID minted before anything is sent."""
    return make_msgid(domain=settings.MAIL_DOMAIN or settings.SITE_HOST or "localhost")


def why_not_by_site(*, request: Request, on: date) -> str:
    """Why this site cannot send the letter itself; empty when it can."""
    if settings.DEMO or not settings.OPERATOR_IS_NAMED:
        return "This is a test site: it sends no letter to a council."
    if reason := why_not_at_all(request=request, on=on):
        return reason
    if request.authority.confirmed_email(on) is None:
        return "We have no confirmed e-mail address for this council, so you send it yourself."
    if not request.requester.letters_unlimited and _sent_today(request, on) >= (
        settings.LETTERS_PER_DAY
    ):
        limit = settings.LETTERS_PER_DAY
        return (
            f"You have sent {limit} letter{'' if limit == 1 else 's'} through this site today. "
            "Send this one tomorrow, or ask us to lift the limit."
        )
    return ""


def why_not_at_all(*, request: Request, on: date) -> str:
    """Why nobody should send this letter now; empty when it can go."""
    if request.version is not None and request.version.letter.withdrawn_on is not None:
        return "This letter has been withdrawn from the library and is sent no more."
    if not request.authority.in_force(on):
        return f"{request.authority} does not answer for SEND today, so the letter cannot go there."
    return ""


def _sent_today(request: Request, on: date) -> int:
    mine = Message.objects.filter(request__requester=request.requester, kind="letter")
    return mine.filter(delivery__in=ON_THE_WAY, queued_on=on).count()


def queue_letter(*, request: Request, by: User, now: datetime) -> Message:
    """Put a draft's letter into the outbox; the sweep sends it within seconds.

    Raises CannotSend. Pressing twice queues once.
    """
    today = timezone.localdate(now)
    ruling = may_own(by.actor, request.case_for(by, today))
    if not ruling:
        raise CannotSend(ruling.reason)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # the daily limit counts one at a time
        Request.objects.select_for_update().get(pk=request.pk)  # nor confirmed meanwhile as sent
        request.refresh_from_db(fields=["state"])
        message = Message.objects.select_for_update().get(pk=request.letter_message.pk)
        if message.delivery in ON_THE_WAY or request.process != State.DRAFT:
            return message
        if reason := why_not_by_site(request=request, on=today):
            raise CannotSend(reason)
        contact = request.authority.confirmed_email(today)
        refresh(request=request, now=now)
        message.refresh_from_db()
        request.set_channel("site")
        message.queue(message_id=message_id(), to=contact.value, on=today)
    return message


def take_back(*, request: Request, by: User, now: datetime) -> None:
    """Undo: take a letter out of the outbox again. Raises CannotSend once a sweep has it."""
    ruling = may_own(by.actor, request.case_for(by, timezone.localdate(now)))
    if not ruling:
        raise CannotSend(ruling.reason)
    with transaction.atomic():
        if not request.letter_message.unqueue():
            raise CannotSend("The letter is already on its way and cannot be taken back.")
        request.set_channel("self")


def confirm_sent(
    *,
    request: Request,
    by: User,
    on: date,
    way: str,
    now: datetime,
    through: str = "self",
    to: str = "",
    outside_url: str = "",
) -> None:
    """The requester says on which day, which way and to which address she sent the letter.

    A letter by post is taken to arrive two working days later, until she knows better.
    Raises CannotSend for a day in the future, before the table of holidays or long before the
    letter was written here, or when the letter is already on its way.
    """
    table = BankHoliday.objects.table()
    check_day(on, today=timezone.localdate(now), holidays=table)
    ruling = may_own(by.actor, request.case_for(by, timezone.localdate(now)))
    if not ruling:
        raise CannotSend(ruling.reason)
    _check_year(on, written=timezone.localdate(request.created_at))
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=request.pk)
        request.refresh_from_db(fields=["state"])
        message = request.letter_message
        if message.delivery in ON_THE_WAY:
            raise CannotSend("This site is already sending the letter, or has sent it.")
        if request.process != State.DRAFT:
            raise CannotSend("You have already told us that this letter was sent.")
        request.set_channel(through, outside_url=outside_url)
        _join_round(request, on)
        message.set_went(channel=way, on=on, to=to, by_requester=True)
        request.record(Kind.SENT, on=on, by=by, message=message, holidays=table, now=now)
        if way == "post":
            arrives = table.uk.add(on, POST_TAKES)
            request.record(Kind.RECEIVED, on=arrives, by=by, holidays=table, now=now)
        request.touch_table()


def check_day(on: date, *, today: date, holidays: Holidays) -> None:
    """Raise CannotSend, with a sentence, for a day on which no letter can have been sent."""
    if on > today:
        raise CannotSend("That day is still to come. Give the day on which you sent the letter.")
    if on < holidays.first_on:
        raise CannotSend(
            f"We can count deadlines from {holidays.first_on.day} {holidays.first_on:%B %Y} on, "
            "and that day lies before."
        )


def _check_year(on: date, *, written: date) -> None:
    """In January last year's number slips in, and the letter would be a year late at once."""
    if on < written - WRITTEN_AT_MOST_LATER:
        raise CannotSend(
            f"This letter was written here on {written.day} {written:%B %Y}, long after that day. "
            "Check the year."
        )


def _join_round(request: Request, on: date) -> None:
    if request.version is not None:
        request.set_round(request.version.letter.round_on(on))


def deliver_outbox(*, now: datetime) -> int:
    """Send what is queued, each letter at most once; the number sent.

    Claim, send outside the transaction, stamp. A letter whose claim is older than 15 minutes
    may have gone: it is left to a person, never sent twice.
    """
    stuck = Message.objects.filter(delivery="claimed", claimed_at__lte=now - CLAIM_LASTS)
    stuck.update(delivery="unsure")
    sent = 0
    for pk in in_good_time(list(Message.objects.queued().values_list("pk", flat=True))):
        if Message.objects.filter(pk=pk).claim(now=now):
            sent += _send(Message.objects.select_related("request__requester").get(pk=pk), now)
    return sent


def _send(message: Message, now: datetime) -> bool:
    try:
        _mail(message).send()
    except NOT_TAKEN:
        log.warning("Letter %s was refused by the mail server.", message.request.ref)
        message.stamp("failed", now=now)
        return False
    except Exception:
        # Whatever else went wrong, the letter may have gone: a person must look.
        log.exception("Letter %s: unsure whether it went.", message.request.ref)
        message.stamp("unsure", now=now)
        return False
    mark_gone(message=message, now=now)
    return True


def _mail(message: Message) -> EmailMessage:
    person, mailbox = message.request.requester, parseaddr(settings.LETTERS_FROM)[1]
    return EmailMessage(
        subject=message.subject,
        body=message.text,
        from_email=formataddr((f"{person.legal_name} (by Twentieth Day)", mailbox)),
        to=[message.to_address],
        reply_to=[formataddr((person.legal_name, person.email))],
        headers={"Message-ID": message.message_id},
    )


def mark_gone(*, message: Message, now: datetime) -> None:
    """Stamp a letter as sent and start the clock, in one transaction."""
    request, today = message.request, timezone.localdate(now)
    with transaction.atomic():
        message.stamp("sent", now=now)
        message.set_went(channel="email", on=today, to=message.to_address, by_requester=False)
        _join_round(request, today)
        table = BankHoliday.objects.table()
        request.record(Kind.SENT, on=today, message=message, holidays=table, now=now)
        request.touch_table()


def settle_unsure(*, message: Message, went: bool, by: User, now: datetime) -> None:
    """A person looked whether an unsure letter went. Raises CannotSend where it is not unsure."""
    case = message.request.case_for(by, timezone.localdate(now))
    if not (may_own(by.actor, case) or may_moderate(by.actor)):
        raise CannotSend("Only the person who asked, or staff, can settle this.")
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message.pk)
        if message.delivery != "unsure":
            raise CannotSend("It is known what became of this letter.")
        if went:
            mark_gone(message=message, now=message.claimed_at or now)
        else:
            message.stamp("failed", now=now)

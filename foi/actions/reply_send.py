"""Mailing councils their links to reply: due ones, renewed ones, claimed ones; each once."""

import logging
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from authorities.models import Authority
from foi.actions.mails import build
from foi.actions.reply_due import Open, due, may_be_mailed, why_nothing_is_sent
from foi.actions.reply_told import mark_refused, tell
from foi.actions.send import message_id
from foi.actions.sweeps import in_good_time
from foi.comparison.link_cells import LinkCells, link_cells
from foi.models import BankHoliday, ReplyLink
from foi.rules.right_of_reply import expires_on, reply_by

log = logging.getLogger(__name__)

SHORT_LIST = 12  # cells that a mail names of one letter; the page has them all


@dataclass(frozen=True)
class Batch:
    """One mail: links of one council to one address that go together.

    opens: things that may have no link yet. message_id: that of an earlier try which may have
    gone; "" for a first one.
    """

    authority: Authority
    to: str
    opens: tuple[Open, ...] = ()
    links: tuple[ReplyLink, ...] = ()
    message_id: str = ""


@dataclass(frozen=True)
class Part:
    """One link as its mail tells of it."""

    link: ReplyLink
    shown: LinkCells
    url: str
    more: int

    @property
    def dates(self) -> str:
        """When it was asked and answered: that, and no name, says which letter it is."""
        return self.shown.cells[0].told.dates if self.shown.cells else ""

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """Heading, words and value of the first cells."""
        rows = [cell.told.shown for cell in self.shown.cells[:SHORT_LIST]]
        return [(row.column.heading, row.cell.words, row.value) for row in rows]


def pending(*, now: datetime) -> list[Batch]:
    """The mails that are to go now. Reads only; `send` claims."""
    if why_nothing_is_sent():
        return []
    today = timezone.localdate(now)
    again: dict[tuple[int, str, str], list[ReplyLink]] = {}
    for link in _waiting(today, now):
        again.setdefault((link.authority_id, link.to_address, link.message_id), []).append(link)
    batches = [
        Batch(links[0].authority, to, links=tuple(links), message_id=before)
        for (_, to, before), links in again.items()
    ]
    return batches + _first_ones(today, now)


def _waiting(today: date, now: datetime) -> list[ReplyLink]:
    """Links asked for or tried before: to an address that is good still, with something to show.
    The others take no place; a mail to an address that is not confirmed any more never goes."""
    wanted = Q(channel="claim") | Q(told_on__isnull=False) | ~Q(message_id="")
    rows = ReplyLink.objects.to_mail(now=now).filter(wanted)
    rows = rows.select_related("authority", "investigation", "request")
    return [
        link
        for link in rows.prefetch_related("authority__contacts")
        if may_be_mailed(link=link, on=today) and link.requests_on(today).exists()
    ]


def _first_ones(today: date, now: datetime) -> list[Batch]:
    fresh: dict[int, list[Open]] = {}
    for one in due(on=today, with_address=True):
        fresh.setdefault(one.authority.pk, []).append(one)
    return [
        Batch(group[0].authority, group[0].address(today), opens=tuple(group))
        for group in fresh.values()
    ]


def send_some(*, now: datetime, most: int) -> int:
    """Send so many mails of those that are to go; the number sent. For the sweep."""
    batches = in_good_time(pending(now=now)[:most])
    return sum(1 for batch in batches if send(batch=batch, now=now))


def send_all(
    *, clock: Callable[[], datetime], pause: Callable[[], None]
) -> Iterator[tuple[Batch, bool]]:
    """Send all that are to go, with a pause between two; each with whether it went.

    `clock` gives the moment of each claim: at a slow pace the last goes long after the first.
    """
    for number, batch in enumerate(pending(now=clock())):
        if number:
            pause()
        yield batch, send(batch=batch, now=clock())


def send(*, batch: Batch, now: datetime) -> bool:
    """Claim, send outside the transaction, stamp; False where somebody else has it, or it failed.

    Killed between the server's yes and our stamp, the mail goes once more after 15 minutes with
    the same Message-ID, the same links in it.
    """
    today = timezone.localdate(now)
    mine = _claimed(batch, today, now)
    parts = [part for link in mine if (part := _part(link, today))]
    if not parts:
        return False
    try:
        _mail(batch.authority, parts, today).send()
    except Exception as error:
        _failed(error, [part.link for part in parts], now)
        return False
    stamp(links=[part.link for part in parts], now=now)
    return True


def _failed(error: Exception, links: list[ReplyLink], now: datetime) -> None:
    """Refused for good, the address is bad. Else (a server that is down, "450 try later") the
    links stay claimed: tried again after 15 minutes, with the same Message-ID."""
    if not _is_for_good(error):
        log.error("The mail of link %s was not sent.", links[0].ref, exc_info=error)
        return
    log.warning("The council's server refused the mail of %s.", links[0].ref)
    for link in links:
        mark_refused(link=link, now=now)


def _is_for_good(error: Exception) -> bool:
    """Whether the server refused every recipient with a code of 5xx (RFC 5321, 4.2.1)."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _ in error.recipients.values())


def _claimed(batch: Batch, today: date, now: datetime) -> list[ReplyLink]:
    """The links of the batch that nobody else is sending, under one Message-ID; one that ends
    soon lasts anew, in a mail that is another one than before."""
    owed = [_owed(one, batch.to, today, now) for one in batch.opens]
    links = [*batch.links, *(link for link in owed if _is_still_due(link, today))]
    is_new = not batch.message_id or any(link.ends_soon(today) for link in links)
    minted = message_id() if is_new else batch.message_id
    mine = []
    for link in links:
        if ReplyLink.objects.claim(seen=link, message_id=minted, now=now):
            link.refresh_from_db()
            if link.ends_soon(today):
                link.last_until(expires_on(today), now=now)
            link.keep_token()
            mine.append(link)
    return mine


def _is_still_due(link: ReplyLink, today: date) -> bool:
    """Nobody else sent it since this one was found; nor was killed at it, which is tried again
    by itself, under its own Message-ID."""
    if link.sent_at is not None:
        return link.requests_on(today).filter(council_told_on=None).exists()
    return not link.message_id


def _owed(one: Open, to: str, today: date, now: datetime) -> ReplyLink:
    link = ReplyLink.owed_for(expires_on=expires_on(today), now=now, channel="email", **one.of)
    if not link.message_id or link.sent_at or link.to_address != to:
        link.address_to(to)
    return link


def _part(link: ReplyLink, today: date) -> Part | None:
    shown = link_cells(link, on=today)
    if shown is None:
        return None
    more = max(0, len(shown.cells) - SHORT_LIST)
    return Part(link, shown, f"{settings.SITE_URL}/reply/{link.token}/", more)


def _mail(authority: Authority, parts: list[Part], today: date) -> EmailMessage:
    first, contact = parts[0].link, authority.confirmed_email(today)
    return build(
        "reply_link",
        to=first.to_address,
        message_id=first.message_id,
        context={
            "authority": authority,
            "parts": parts,
            "reply_by": reply_by(today, BankHoliday.objects.table().uk),
            "is_claimed": first.channel == "claim",
            "is_confirmed": contact is not None and contact.value == first.to_address,
            "OPERATOR_NAME": settings.OPERATOR_NAME,
            "CONTACT_EMAIL": settings.CONTACT_EMAIL,
        },
    )


def stamp(*, links: list[ReplyLink], now: datetime) -> None:
    """Their mail has gone. A claimed link counts as delivered only once the council used it."""
    today = timezone.localdate(now)
    with transaction.atomic():
        for link in links:
            told_on = None if link.channel == "claim" else today
            link.mark_sent(now=now, told_on=told_on)
            if told_on is not None:
                tell(link=link, on=told_on, now=now)

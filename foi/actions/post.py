"""The post tray: many saved mails handed in at once, and what a person then does with each."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from authorities.models import Authority
from foi.actions.receive import Came, CannotReceive, hand_in
from foi.actions.uploads import Upload
from foi.mail.saved import LeftOut, Room, Saved, saved_mails
from foi.models import InboundMail, Message, Request, TrayMail, User

MOST_MAILS = 500  # taken in one go
MOST_WAITING = 1_000  # in one person's tray
UNPACKED_TIMES = 3  # zips may unpack to so many times the limit of one upload
TRAY_LASTS = timedelta(days=90)
_REF = re.compile(r"\bTD-?([A-Z0-9]{6})\b", re.IGNORECASE)


class CannotFile(ValueError):
    """It cannot be filed there; nothing happened. The text is a sentence for the person."""


@dataclass(frozen=True)
class Taken:
    """What became of an upload: mails now in the tray, those that lay there, files left out."""

    kept: int
    known: int
    left_out: tuple[LeftOut, ...]


def take_in(*, by: User, uploads: Iterable[Upload], now: datetime) -> Taken:
    """Keep every saved mail in these files, raw and private, in this person's tray.

    Each mail is kept for itself, so that a broken file loses nothing of the rest, and the same
    again does no harm. Raises CannotReceive where the tray is full.
    """
    limit = settings.UPLOAD_LIMIT_BYTES
    free = MOST_WAITING - by.tray.count()
    if free <= 0:
        raise CannotReceive(
            f"{MOST_WAITING:,} mails wait in your post tray. File or delete some first.",
            field="files",
        )
    room = Room(mails=min(MOST_MAILS, free), unpacked=UNPACKED_TIMES * limit, largest=limit)
    kept, known, left_out = 0, 0, []
    for upload in uploads:
        for found in saved_mails(upload.name, upload.content, room):
            if isinstance(found, LeftOut):
                left_out.append(found)
            elif _lay(found, by, now):
                kept += 1
            else:
                known += 1
    return Taken(kept, known, tuple(left_out))


def _lay(saved: Saved, by: User, now: datetime) -> bool:
    with transaction.atomic():
        inbound, _ = InboundMail.objects.keep(saved.raw, now=now)
        return TrayMail.objects.put(inbound, owner=by, name=saved.name, now=now)


def letters_named(*, by: User, text: str, on: date) -> list[Request]:
    """The sent letters that somebody named by reference, or the one to a council.

    Raises CannotFile where there is none, or more than one to that council. Letters that she may
    not log are none.
    """
    rows = Request.objects.loggable_by(by, on).select_related("authority", "version")
    if refs := [f"TD-{found.upper()}" for found in _REF.findall(text)]:
        found = {row.ref: row for row in rows.filter(ref__in=refs)}
        if missing := [ref for ref in refs if ref not in found]:
            raise CannotFile(f"You have no sent letter {missing[0]}. Check the reference.")
        return [found[ref] for ref in dict.fromkeys(refs)]
    council = Authority.objects.named(text).first()
    there = list(rows.filter(authority=council).order_by("-sent_on", "pk")[:4]) if council else []
    if not there:
        where = council.short_name if council else "a council of that name"
        raise CannotFile(
            f"None of your letters went to {where}. Give the reference, such as TD-7K4QF2."
        )
    if len(there) > 1:
        said = ", ".join(row.ref for row in there[:3]) + (" and more" if there[3:] else "")
        raise CannotFile(
            f"More than one of your letters went to {council}: {said}. Give the reference."
        )
    return there


def file_mail(*, mail: TrayMail, to: Sequence[Request], by: User, now: datetime) -> list[Message]:
    """File a mail under these letters, as if handed in for each; it then leaves the tray.

    Twice is once: the same mail under the same letter is one message. Raises CannotReceive where
    she may not log there, CannotFile for a mail of somebody else's tray.
    """
    if mail.owner_id != by.pk:
        raise CannotFile("There is no such mail in your post tray.")
    if not TrayMail.objects.filter(pk=mail.pk).exists():  # filed in another window
        return []
    saved = (Upload(mail.name, bytes(mail.inbound.raw)),)
    # Each in a transaction of its own: until all are filed, the mail stays where it can be found.
    came = Came(channel="email", uploads=saved)
    filed = [hand_in(request=request, by=by, came=came, now=now) for request in to]
    mail.drop()
    return filed


def discard(*, tokens: Collection[str], by: User, now: datetime) -> int:
    """Set mails aside to be deleted; how many. They can be brought back until she deletes them."""
    return by.tray.waiting().filter(token__in=tokens).update(discarded_at=now)


def bring_back(*, tokens: Collection[str], by: User) -> int:
    """Undo: they wait in the tray again; how many."""
    return by.tray.discarded().filter(token__in=tokens).update(discarded_at=None)


def delete_for_good(*, tokens: Collection[str], by: User) -> int:
    """Delete discarded mails, raw bytes and all; how many. What is filed already stays filed."""
    with transaction.atomic():
        return by.tray.discarded().filter(token__in=tokens).drop()


def purge_trays(*, now: datetime) -> None:
    """Delete what lay in a tray for TRAY_LASTS and was filed by nobody."""
    TrayMail.objects.filter(kept_at__lt=now - TRAY_LASTS).drop()

"""Looking at the mails in post trays: a program reads each once and suggests its letter."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from authorities.models import Contact
from foi.actions.sweeps import in_good_time
from foi.mail.matching import Facts, Known, Letters, Match, hosts_of, match
from foi.mail.parse import NotAMail, ParsedMail, parse
from foi.models import Message, Request, TrayMail, User

FIRST_LINES = 240  # characters


def sort_post(*, now: datetime) -> None:
    """Suggest a letter for every mail not yet looked at; a person decides.

    Late or twice does no harm. Only letters that the tray's owner may log are ever suggested.
    """
    waiting = TrayMail.objects.to_look_at(now=now).order_by("owner", "kept_at", "pk")
    letters: dict[int, Letters] = {}
    for pk, owner in in_good_time(list(waiting.values_list("pk", "owner"))):
        one = TrayMail.objects.filter(pk=pk)
        if not one.claim(now=now):
            continue
        if (mail := one.select_related("inbound", "owner").first()) is None:
            continue  # filed or deleted meanwhile
        if owner not in letters:  # of one owner at a time: they may be many
            letters = {owner: letters_of(user=mail.owner, on=timezone.localdate(now))}
        _look(mail, letters[owner], now)


def _look(mail: TrayMail, letters: Letters, now: datetime) -> None:
    try:
        parsed = parse(bytes(mail.inbound.raw))
    except NotAMail as error:
        mail.looked(said={}, problem=str(error), now=now)
        return
    found = _match(parsed, letters, mail.owner)
    rows = Request.objects.filter(ref__in=found.refs)
    mail.looked(
        said=_said(parsed),
        candidates=rows.values_list("pk", flat=True),
        why=found.why or "",
        now=now,
    )


def _match(parsed: ParsedMail, letters: Letters, owner: User) -> Match:
    """What she wrote herself (a whole mailbox holds that too) answers no letter."""
    if parsed.from_address.lower() == owner.email.lower():
        return Match()
    return match(
        Facts(
            from_address=parsed.from_address,
            to=parsed.to,
            subject=parsed.subject,
            body=parsed.body,
            sent_on=timezone.localdate(parsed.sent_at) if parsed.sent_at else None,
            answered=(*parsed.in_reply_to, *parsed.references, *parsed.bounced_ids),
        ),
        letters,
    )


def _said(parsed: ParsedMail) -> dict[str, Any]:
    """The columns of a mail in a tray, cut to their lengths."""
    return {
        "sender": parsed.from_name[:200],
        "from_address": parsed.from_address[:254],
        "subject": parsed.subject[:300],
        "sent_at": parsed.sent_at,
        "first_lines": " ".join(parsed.body[: 10 * FIRST_LINES].split())[:FIRST_LINES],
    }


def letters_of(*, user: User, on: date) -> Letters:
    """The letters whose replies this person may log, with all by which a reply names them."""
    rows = Request.objects.loggable_by(user, on)
    went = Message.objects.filter(direction="out", request__in=rows.values("pk"))
    ids: dict[int, set[str]] = defaultdict(set)
    for request, message_id in went.exclude(message_id="").values_list("request", "message_id"):
        ids[request].add(message_id)
    addresses: dict[int, list[str]] = defaultdict(list)
    contacts = Contact.objects.filter(status=Contact.Status.CONFIRMED, value__contains="@")
    for authority, value in contacts.values_list("authority", "value"):
        addresses[authority].append(value)
    return Letters(
        [
            Known(
                ref=row.ref,
                reply_token=row.reply_token,
                council_ref=row.council_ref,
                hosts=hosts_of(row.authority.website, addresses[row.authority_id]),
                sent_on=row.sent_on,
                title=row.version.title if row.version else "",
                message_ids=frozenset(ids[row.pk]),
            )
            for row in rows.select_related("authority", "version")
        ]
    )

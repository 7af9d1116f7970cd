"""That a council was told of its link, and that it was not after all: one event a request."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from foi.models import BankHoliday, Event, ReplyLink, Request, User
from foi.rules.lifecycle import Kind

REFUSED = "The council’s server refused the mail."


def tell(*, link: ReplyLink, on: date, now: datetime) -> None:
    """Record on each request that the council was told, where that stands nowhere yet."""
    table = BankHoliday.objects.table()
    with transaction.atomic():
        for request in link.requests_on(on).filter(council_told_on=None):
            request.record(Kind.COUNCIL_TOLD, on=on, holidays=table, note=link.ref, now=now)
            request.touch_table()


def untell(*, link: ReplyLink, by: User | None, why: str, now: datetime) -> None:
    """Put right that the council was told, on every request where this link had told it,
    private or hidden since too; by nobody where its server said so. Where another link of the
    council's reached it, that one had told it."""
    table = BankHoliday.objects.table()
    told = Event.objects.filter(kind=Kind.COUNCIL_TOLD, note=link.ref, voids=False)
    with transaction.atomic():
        for event in told.filter(corrected_by=None).select_related("request"):
            request = event.request
            request.correct(event, by=by, note=why, holidays=table, now=now)
            if (other := _other_link(link, request)) is not None:
                on, note = other.told_on, other.ref
                request.record(Kind.COUNCIL_TOLD, on=on, holidays=table, note=note, now=now)
            request.touch_table()


def _other_link(link: ReplyLink, request: Request) -> ReplyLink | None:
    """The first other link by which the council had this request's cells."""
    of = Q(request=request)
    if request.investigation_id is not None:
        of |= Q(investigation=request.investigation_id)
    rows = ReplyLink.objects.delivered().filter(of, authority=request.authority_id)
    return rows.exclude(pk=link.pk).order_by("told_on", "pk").first()


def mark_refused(*, link: ReplyLink, now: datetime) -> None:
    """The council's server did not take it: the address is looked at before anything more.

    What it had told counts no more, as with a mail that came back; but for a link that the
    council has used.
    """
    with transaction.atomic():
        if not link.was_used:
            untell(link=link, by=None, why=REFUSED, now=now)
        link.mark_bounced(now=now)
        address_is_bad(link)


def address_is_bad(link: ReplyLink) -> None:
    """Nothing more is mailed to where this link went until a person has looked."""
    contacts = link.authority.contacts.filter(channel="email", status="confirmed")
    for contact in contacts.filter(value__iexact=link.to_address):
        contact.mark_bouncing()

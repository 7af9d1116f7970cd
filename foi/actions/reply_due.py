"""Which councils may reply to what, and which of them have not had their link."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from authorities.models import Authority, Contact
from foi.models import BankHoliday, Finding, Investigation, ReplyLink, Request
from foi.rules.right_of_reply import is_due, is_short
from foi.rules.working_days import Calendar

TEST_SITE = "This is a test site: it sends nothing to a council."
NO_ADDRESS = "We have no confirmed e-mail address for this council: print the letter and post it."
NO_SERVER = "A made-up sample sends no mail by a mail server."
FAR = date.max  # a day on which no embargo lasts


@dataclass(frozen=True)
class Open:
    """What one council may reply to: an investigation's answers, or one request's."""

    authority: Authority
    investigation: Investigation | None
    request: Request | None
    requests: tuple[Request, ...]
    is_short: bool = False

    @property
    def of(self) -> dict[str, object]:
        """What its link is of."""
        return {
            "authority": self.authority,
            "investigation": self.investigation,
            "request": self.request,
        }

    @property
    def letter(self) -> str:
        """The title of the letter."""
        return str(self.requests[-1].version.title)

    def address(self, on: date) -> str:
        """The confirmed e-mail address; "" where there is none."""
        contact: Contact | None = self.authority.confirmed_email(on)
        return contact.value if contact else ""


def why_nothing_is_sent() -> str:
    """Why this site mails no council at all; "" where it does. A sample's mail stays in the
    outbox of this machine."""
    if settings.DEMO:
        return NO_SERVER if settings.EMAIL_URL else ""
    return "" if settings.OPERATOR_IS_NAMED else TEST_SITE


def may_be_mailed(*, link: ReplyLink, on: date) -> bool:
    """Whether a mail to where this link went may still go: a claimed one; or one to the address
    that is the council's confirmed one on this day."""
    contact = link.authority.confirmed_email(on)
    is_confirmed = contact is not None and contact.value == link.to_address
    return link.channel == "claim" or (link.channel == "email" and is_confirmed)


def due(*, on: date, with_address: bool = False) -> list[Open]:
    """Those who shall have their link today and have not: the longest waiting first.

    `with_address`: only councils that a mail can reach.
    """
    rows = _requests().filter(council_told_on=None)
    if with_address:
        confirmed = {"contacts__channel": "email", "contacts__status": "confirmed"}
        mailable = Authority.objects.filter(pk=OuterRef("authority"), **confirmed)
        rows = rows.filter(Exists(mailable.filter(contacts__checked_on__lte=on)))
    found = _open(rows, on)
    return [one for one in found if not with_address or one.address(on)]


def open_to_reply(*, authority: Authority, on: date) -> list[Open]:
    """All that this council may reply to today, whether it has its link or not."""
    return _open(_requests().filter(authority=authority), on)


def _requests() -> QuerySet[Request]:
    """Library letters whose cells are, or after an embargo will be, everybody's."""
    findings = Finding.objects.published().filter(request=OuterRef("pk"))
    rows = Request.objects.in_table_for(None, FAR).filter(version__isnull=False)
    rows = rows.filter(made_up=settings.DEMO).annotate(is_published=Exists(findings))
    related = rows.select_related("authority", "investigation", "version__letter", "round")
    return related.prefetch_related("authority__contacts").order_by("pk")


def _open(rows: QuerySet[Request], on: date) -> list[Open]:
    asked = list(rows)
    if not asked:
        return []
    calendar = BankHoliday.objects.table().uk
    groups: dict[tuple[int, int, int], list[Request]] = {}
    for request in asked:
        if _is_due(request, on, calendar):
            own = 0 if request.investigation_id else request.pk
            key = (request.authority_id, request.investigation_id or 0, own)
            groups.setdefault(key, []).append(request)
    return [one for group in groups.values() for one in _as_open(group, on, calendar)]


def _as_open(group: list[Request], on: date, calendar: Calendar) -> Iterator[Open]:
    last = group[-1]
    investigation = last.investigation
    until = investigation.embargo_until if investigation else None
    yield Open(
        authority=last.authority,
        investigation=investigation,
        request=None if investigation else last,
        requests=tuple(group),
        is_short=is_short(until, on, calendar),
    )


def _is_due(request: Request, on: date, calendar: Calendar) -> bool:
    investigation = request.investigation
    late_after = request.late_after
    past_due = request.is_open and late_after is not None and late_after < on
    return is_due(
        published=request.is_published,
        past_due=past_due and request.reached_on is not None,
        embargo_until=investigation.embargo_until if investigation else None,
        today=on,
        calendar=calendar,
    )

"""A council claims its link, by an address at its own web domain.

Without a confirmed address the link goes to the one typed; with one it goes there, and nowhere
else: whoever has any address at the domain does not thereby speak for the council.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from authorities.models import Authority
from foi.actions.reply_due import open_to_reply
from foi.models import ReplyLink
from foi.rules.own_domain import is_own_address
from foi.rules.right_of_reply import expires_on

ONCE_IN = timedelta(hours=24)  # one mail to one address, however often it is asked for


def claim(*, authority: Authority, email: str, now: datetime) -> int:
    """Queue a link for all that the council may reply to; how many. The sweep mails them.

    0 where the address lies elsewhere, nothing is open, or one was asked for within a day: who
    asks is told the same each time. The address does not become a confirmed contact.
    """
    to, today = email.strip().lower(), timezone.localdate(now)
    others = Authority.objects.exclude(pk=authority.pk).values_list("website", flat=True)
    if not is_own_address(to, authority.website, others):
        return 0
    with transaction.atomic():
        Authority.objects.select_for_update().get(pk=authority.pk)  # one claim at a time
        contact = authority.confirmed_email(today)
        to = contact.value if contact else to
        asked = ReplyLink.objects.filter(authority=authority, channel="claim", to_address=to)
        if asked.filter(made_at__gt=now - ONCE_IN).exists():
            return 0
        opens = open_to_reply(authority=authority, on=today)
        for one in opens:
            ReplyLink.claimed_for(to=to, expires_on=expires_on(today), now=now, **one.of)
    return len(opens)

"""Accounts: opened by asking for a code, closed by their owner; what nobody came back for goes."""

from datetime import datetime, timedelta
from importlib import import_module

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from foi.actions.file import discard
from foi.actions.own_word import read_myself
from foi.actions.publish import change_visibility
from foi.models import (
    BankHoliday,
    Declaration,
    InboundMail,
    Lease,
    Message,
    Request,
    User,
    Watch,
)
from foi.rules.lifecycle import Kind, can
from foi.rules.permissions import Role, Visibility

UNCONFIRMED_LASTS = timedelta(days=1)


class CannotClose(ValueError):
    """Not at this moment; the text is a sentence for the person who asked."""


def open_account(*, email: str) -> User:
    """The account of this address, made now where there is none.

    Known and unknown addresses then take the very same way, a code by e-mail, so that nobody
    can find out who has an account. Without the code the account opens nothing.
    """
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User.objects.create_user(email)
        EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"primary": True, "verified": False}
        )
    return user


def close_account(*, user: User, now: datetime) -> None:
    """Empty an account for good: drafts, name, address and words go, the dates stay.

    Letters that were sent stay for their council's answers: one with a page of its own loses
    it, and neither name nor e-mail address is left in any stored letter or raw mail that answers
    only hers; her post tray is emptied. Reminders stop.
    Raises CannotClose while the site is sending one of them.
    """
    table, today = BankHoliday.objects.table(), timezone.localdate(now)
    with transaction.atomic():
        mine = Message.objects.filter(request__requester=user)
        for waiting in mine.queued():
            waiting.unqueue()
        if mine.filter(delivery__in=["claimed", "unsure"]).exists():
            raise CannotClose(
                "One of your letters is being sent just now. Say on its page whether it went, or "
                "wait a quarter of an hour, and try again."
            )
        for draft in Request.objects.unsent_of(user):
            discard(request=draft, by=user)
        user.tray.all().drop()
        InboundMail.objects.forget_person(user)
        mine.forget_person(user.names, [c for c in (user.email, user.postal_address) if c])
        for request in Request.objects.filter(requester=user):
            request.set_opening("")
            if request.visibility == Visibility.PUBLIC:
                change_visibility(request=request, by=user, to=Visibility.COUNTED, now=now)
            if request.reading_wanted_on is not None:
                read_myself(request=request, by=user, now=now)  # nobody is asked any more
            if can(request.process, Kind.REMINDERS_STOPPED) and not request.reminders_stopped_on:
                request.record(Kind.REMINDERS_STOPPED, on=today, holidays=table, now=now)
        Watch.objects.filter(user=user).delete()
        Declaration.objects.filter(user=user).delete()
        Lease.objects.filter(user=user).delete()
        EmailAddress.objects.filter(user=user).delete()
        user.erase()


def purge(*, now: datetime) -> None:
    """Delete what lasted its time: old sessions with what was typed in them, and accounts
    whose address was never confirmed. Running it twice does no harm."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    stale = User.objects.filter(
        last_login=None, joined_at__lt=now - UNCONFIRMED_LASTS, role=Role.MEMBER.value
    )
    stale.filter(
        requests=None, erased_at=None, emailaddress__verified=False, is_superuser=False
    ).delete()

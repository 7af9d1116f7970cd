"""Leases: one person at a time reads a reply, or checks what was read, so that no two do it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foi.models import Lease, Request, User

LASTS = timedelta(minutes=30)  # from the last sign of life of whoever holds it
DOING = {"read": "reading", "check": "checking"}


class Taken(ValueError):
    """Somebody else has it; the text is a sentence that names nobody. `until`: a moment."""

    def __init__(self, lease: Lease) -> None:
        self.until = lease.until
        super().__init__(sentence(lease))


def sentence(lease: Lease) -> str:
    """What another person is told: "Somebody is reading this until 14:30"."""
    until = timezone.localtime(lease.until)
    return f"Somebody is {DOING[lease.purpose]} this until {until:%H:%M}."


def take(*, request: Request, purpose: str, by: User, now: datetime) -> Lease:
    """The lease, for half an hour from now: new, renewed, or taken over where it ran out.

    One conditional statement each, so that of two people at the same moment one gets it.
    Raises Taken for the other.
    """
    until = now + LASTS
    rows = Lease.objects.filter(request=request, purpose=purpose)
    with transaction.atomic():
        rows.filter(Q(user=by) | Q(until__lte=now)).update(user=by, until=until)
        new = Lease(request=request, purpose=purpose, user=by, until=until)
        Lease.objects.bulk_create([new], ignore_conflicts=True)
        lease = rows.first()
    if lease is None:  # given back this very moment
        return take(request=request, purpose=purpose, by=by, now=now)
    if lease.user_id != by.pk:
        raise Taken(lease)
    return lease


def give_back(*, request: Request, purpose: str, by: User) -> None:
    """Whoever holds it stops; for anybody else, and the second time, nothing happens."""
    Lease.objects.filter(request=request, purpose=purpose, user=by).delete()


def standing(*, request: Request, purpose: str, now: datetime) -> Lease | None:
    """The lease that has not run out, whoever holds it."""
    rows = Lease.objects.filter(request=request, purpose=purpose).standing(now=now)
    return rows.select_related("user").first()

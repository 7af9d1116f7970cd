"""Mail as it came in: the raw bytes first, before anything reads them."""

import hashlib
from datetime import datetime

from django.db import models
from django.db.models import Q

from .messages import Message
from .people import User


class InboundMailQuerySet(models.QuerySet["InboundMail"]):
    def keep(self, raw: bytes, *, now: datetime) -> tuple["InboundMail", bool]:
        """Store raw bytes once; the same bytes again give the same row (and False)."""
        sha256 = hashlib.sha256(raw).hexdigest()
        row, made = self.get_or_create(sha256=sha256, defaults={"raw": raw, "received_at": now})
        if not row.raw:  # emptied with somebody's account, and handed in by another
            row.restore(raw)
        return row, made

    def forget_person(self, user: User) -> None:
        """Empty the raw mails that answer only this person's letters: they bear her address.

        What also answers somebody else's letter, or waits in somebody's tray, stays.
        """
        rows = Message.objects.filter(inbound__isnull=False)
        hers = rows.filter(request__requester=user).values("inbound")
        others = rows.exclude(request__requester=user).values("inbound")
        self.filter(pk__in=hers, tray=None).exclude(pk__in=others).update(raw=b"")


class InboundMail(models.Model):
    """One mail as its bytes came. Unique by their hash, whoever hands them in.

    Whose it is say the messages and the post trays that rest on it; without any it goes. `raw` is
    empty once the account whose letters it answered was closed.
    """

    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    sorted_at = models.DateTimeField(null=True, blank=True)
    set_aside_reason = models.CharField(max_length=300, blank=True)

    objects = InboundMailQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(sha256=""), name="inbound_has_a_hash"),
        ]

    def __str__(self) -> str:
        return f"Mail of {self.received_at:%d %B %Y}"

    def mark_sorted(self, *, now: datetime, reason: str = "") -> None:
        """It has found its request, or was set aside for a reason."""
        self.sorted_at, self.set_aside_reason = now, reason
        self.save(update_fields=["sorted_at", "set_aside_reason"])

    def restore(self, raw: bytes) -> None:
        """The same bytes came once more."""
        self.raw = raw
        self.save(update_fields=["raw"])

    def drop_if_unused(self) -> None:
        """Delete it for good once no message and nobody's tray rests on it."""
        if not self.messages.exists() and not self.tray.exists():
            self.delete()

"""Mail as it came in: the raw bytes first, before anything reads them."""

import hashlib
from datetime import datetime

from django.db import models
from django.db.models import Q


class InboundMailQuerySet(models.QuerySet["InboundMail"]):
    def keep(self, raw: bytes, *, now: datetime) -> tuple["InboundMail", bool]:
        """Store raw bytes once; the same bytes again give the same row (and False)."""
        return self.get_or_create(
            sha256=hashlib.sha256(raw).hexdigest(), defaults={"raw": raw, "received_at": now}
        )


class InboundMail(models.Model):
    """One mail, unread by any program yet. Unique by the hash of its bytes."""

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

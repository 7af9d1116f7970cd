"""Mail as it came in: the raw bytes first, before anything reads them."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

MATCHES = [
    ("reference", "our reference stands in it"),
    ("council_ref", "the council's own reference stands in it"),
    ("domain", "it came from the council's own domain"),
]


class InboundMailQuerySet(models.QuerySet["InboundMail"]):
    def keep(self, raw: bytes, *, now: datetime) -> tuple["InboundMail", bool]:
        """Store raw bytes once; the same bytes again give the same row (and False)."""
        return self.get_or_create(
            sha256=hashlib.sha256(raw).hexdigest(), defaults={"raw": raw, "received_at": now}
        )


class InboundMail(models.Model):
    """One mail as its bytes came. Unique by their hash.

    Handed in among many saved mails (`handed_in_by`, `name` of the file), it waits in the post
    tray with the request that a program suggests until a person has said where it belongs.
    """

    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    sorted_at = models.DateTimeField(null=True, blank=True)
    set_aside_reason = models.CharField(max_length=300, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="post"
    )
    name = models.CharField(max_length=200, blank=True)
    suggested = models.ForeignKey(
        "foi.Request", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    suggested_why = models.CharField(max_length=20, choices=MATCHES, blank=True)

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

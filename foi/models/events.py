"""What happened to a request: appended, corrected by a further event, never rewritten."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foi.rules.lifecycle import EventFacts, Kind

from .letters import NeverChanges

KINDS = [(kind.value, kind.value.replace("_", " ")) for kind in Kind]


class EventQuerySet(models.QuerySet["Event"]):
    def facts(self) -> list[EventFacts]:
        """Plain values for the rules, in the order recorded."""
        rows = self.order_by("recorded_at", "pk").values_list(
            "pk", "kind", "on", "recorded_at", "corrects", "voids", "by", "message"
        )
        return [EventFacts(*row) for row in rows]

    def update(self, **values: Any) -> int:
        raise NeverChanges("Events are appended, never rewritten.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise NeverChanges("Events are appended, never deleted.")


class Event(models.Model):
    """One thing that happened: timeline, audit and input of the clock in one row.

    `on` is the legal date (Europe/London); `corrects` names an earlier event that this one
    replaces, or voids, with the reason in `note`. `note` is never public.
    """

    request = models.ForeignKey("foi.Request", models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30, choices=KINDS)
    on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    message = models.ForeignKey(
        "foi.Message", models.PROTECT, null=True, blank=True, related_name="events"
    )
    note = models.TextField(blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    voids = models.BooleanField(default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["on", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[value for value, _ in KINDS]), name="event_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(note=""), name="event_correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(voids=False) | Q(corrects__isnull=False), name="event_voids_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on:%d %B %Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanges("An event is never rewritten: record a correcting one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise NeverChanges("An event is never deleted: record a correcting one.")

    def blank(self) -> None:
        """Erasure on a legal ground: the words go, the dates stay."""
        models.QuerySet(Event).filter(pk=self.pk).update(note="[removed on a legal ground]")

from datetime import date

from django.db import models
from django.db.models import F, Q


class Contact(models.Model):
    """A way to reach an authority, with where it was read and on which day. None is invented."""

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail for requests"
        PORTAL = "portal", "Web form or portal"
        REVIEW_ADDRESS = "review_address", "Address for internal reviews"
        POST = "post", "Postal address"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed, not yet checked by a second person"
        CONFIRMED = "confirmed", "Confirmed"
        WITHDRAWN = "withdrawn", "Withdrawn"
        BOUNCING = "bouncing", "Bouncing"

    authority = models.ForeignKey("Authority", on_delete=models.PROTECT, related_name="contacts")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    value = models.CharField(max_length=500)
    source = models.CharField(max_length=500, help_text="Address of the page, or the file's name.")
    checked_on = models.DateField(null=True, blank=True, help_text="The day somebody looked.")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PROPOSED)

    class Meta:
        ordering = ["channel", F("checked_on").desc(nulls_last=True), "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "channel", "value"],
                name="contact_stands_once_per_authority",
                violation_error_message="The authority has this contact already.",
            ),
            models.UniqueConstraint(
                fields=["authority", "channel"],
                condition=Q(status="confirmed"),
                name="contact_confirmed_once_per_channel",
                violation_error_message="Another contact is confirmed here: withdraw it first.",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed") | (~Q(source="") & Q(checked_on__isnull=False)),
                name="contact_confirmed_with_source_and_day",
                violation_error_message="A confirmed contact needs its source and the day checked.",
            ),
        ]

    def __str__(self) -> str:
        return self.value

    def mailable(self, on: date) -> bool:
        """Whether the site may send a letter here on the day: confirmed by then."""
        if self.channel != self.Channel.EMAIL or self.status != self.Status.CONFIRMED:
            return False
        return self.checked_on is not None and self.checked_on <= on

    def confirm(self, *, source: str, on: date) -> None:
        """A person looked at the source on the day; the channel's former contact is withdrawn."""
        others = Contact.objects.filter(authority=self.authority_id, channel=self.channel)
        others.filter(status=self.Status.CONFIRMED).exclude(pk=self.pk).update(
            status=self.Status.WITHDRAWN
        )
        self.source, self.checked_on, self.status = source, on, self.Status.CONFIRMED
        self.save(update_fields=["source", "checked_on", "status"])

    def withdraw(self) -> None:
        """No letter goes here any more; the row stays."""
        self.status = self.Status.WITHDRAWN
        self.save(update_fields=["status"])

    def mark_bouncing(self) -> None:
        """A letter came back: nothing more is sent here until a person has looked."""
        self.status = self.Status.BOUNCING
        self.save(update_fields=["status"])

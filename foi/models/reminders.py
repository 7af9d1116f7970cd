"""What a person is reminded of, once; and the one-button links in those mails."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from .tokens import new_token

KINDS = [
    ("sent", "the letter has gone"),
    ("due_soon", "two working days before the due date"),
    ("late", "the first working day after the later legal reading"),
    ("fortieth", "the 40th working day after receipt"),
]
VERBS = [
    ("nothing_came", "Nothing has come"),
    ("something_came", "Something came"),
    ("stop", "Stop these mails"),
]
CLAIM_LASTS = timedelta(minutes=15)


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def to_send(self, *, now: datetime) -> "ReminderQuerySet":
        """Neither sent nor skipped, and not claimed within the last 15 minutes."""
        unclaimed = Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_LASTS)
        return self.filter(sent_at=None, skipped_at=None).filter(unclaimed)

    def claim(self, *, now: datetime) -> bool:
        """Take one for sending; False when somebody else has it. A conditional update."""
        return self.to_send(now=now).update(claimed_at=now) == 1


class Reminder(models.Model):
    """One mail to one person about one request; unique, so that it happens once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders")
    request = models.ForeignKey("foi.Request", models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=KINDS)
    due_on = models.DateField()  # the day it is about, so that a moved deadline reminds anew
    message_id = models.CharField(max_length=200, unique=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    skipped_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "kind", "due_on", "user"], name="reminder_happens_once"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(skipped_at=None), name="reminder_sent_or_skipped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.request}"

    def mark_sent(self, *, now: datetime) -> None:
        self.sent_at = now
        self.save(update_fields=["sent_at"])

    def skip_if_open(self, *, now: datetime) -> None:
        """Its moment has passed: a later one applies. Sent or skipped ones stay as they are."""
        Reminder.objects.to_send(now=now).filter(pk=self.pk).update(skipped_at=now)


class ActLink(models.Model):
    """A mail's link to a page with one button; needs no sign-in, shows nothing private."""

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    request = models.ForeignKey("foi.Request", models.CASCADE, related_name="act_links")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="links")
    verb = models.CharField(max_length=15, choices=VERBS)
    expires_on = models.DateField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=[value for value, _ in VERBS]), name="act_verb_known"
            ),
            models.UniqueConstraint(fields=["reminder", "verb"], name="act_once_a_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} for {self.request}"

    def is_open(self, on: date) -> bool:
        return on <= self.expires_on

    def mark_used(self, *, now: datetime) -> None:
        self.used_at = now
        self.save(update_fields=["used_at"])


class Watch(models.Model):
    """A person who follows a request, an authority or a letter."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    request = models.ForeignKey(
        "foi.Request", models.CASCADE, null=True, blank=True, related_name="watches"
    )
    authority = models.ForeignKey(
        "authorities.Authority", models.CASCADE, null=True, blank=True, related_name="watches"
    )
    letter = models.ForeignKey(
        "foi.Letter", models.CASCADE, null=True, blank=True, related_name="watches"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(request__isnull=False, authority=None, letter=None)
                    | Q(request=None, authority__isnull=False, letter=None)
                    | Q(request=None, authority=None, letter__isnull=False)
                ),
                name="watch_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["user", thing],
                    condition=Q(**{f"{thing}__isnull": False}),
                    name=f"watch_{thing}_once",
                )
                for thing in ("request", "authority", "letter")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} follows {self.request or self.authority or self.letter}"

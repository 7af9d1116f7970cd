"""What visitors say is wrong, what was decided, and the public list of corrections."""

import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from .people import User
from .requests import REF_LETTERS

REPORT_KINDS = [
    ("child", "A child or a family can be identified"),
    ("person", "A person is named or insulted"),
    ("wrong", "The answer is wrong or out of date"),
    ("my_data", "It is about my own data"),
    ("copyright", "Copyright"),
    ("other", "Something else"),
]


def new_report_ref() -> str:
    return "RP-" + "".join(secrets.choice(REF_LETTERS) for _ in range(6))


class Report(models.Model):
    """One "Something wrong on this page?", with its clock, decision and reasons."""

    ref = models.CharField(max_length=12, unique=True, default=new_report_ref, editable=False)
    page = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=REPORT_KINDS)
    words = models.TextField()
    email = models.EmailField(blank=True)
    made_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    hid_at_once = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["decided_at", "answer_by"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="")),
                name="report_decided_by_a_person_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    def decide(self, decision: str, *, by: User, now: datetime) -> None:
        """Close it with reasons. Raises ValueError without them."""
        if not decision.strip():
            raise ValueError("Give the reasons of the decision.")
        self.decision, self.decided_by, self.decided_at = decision, by, now
        self.save(update_fields=["decision", "decided_by", "decided_at"])

    def mark_hidden(self) -> None:
        self.hid_at_once = True
        self.save(update_fields=["hid_at_once"])


class Correction(models.Model):
    """A public line: what a page said, what it says now, when and why."""

    page = models.CharField(max_length=300)
    said = models.CharField(max_length=500)
    says = models.CharField(max_length=500)
    why = models.TextField()
    on = models.DateField()
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on:%d %B %Y}: {self.says}"

    @classmethod
    def add(cls, *, page: str, said: str, says: str, why: str, on: date) -> "Correction":
        return cls.objects.create(page=page, said=said, says=says, why=why, on=on)

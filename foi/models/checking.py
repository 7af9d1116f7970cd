"""Who reads and checks what: leases, and ties to councils that keep a person from reading."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

PURPOSES = [("read", "reading a reply"), ("check", "checking what was read")]
TIES = [("employed", "the council employs me"), ("dispute", "I am in dispute with the council")]


class LeaseQuerySet(models.QuerySet["Lease"]):
    def standing(self, *, now: datetime) -> "LeaseQuerySet":
        """Leases that have not run out."""
        return self.filter(until__gt=now)


class Lease(models.Model):
    """A reply that one person has taken to read, or to check, until a moment.

    One a request and purpose, so that two people never do the same one; an old lease is taken
    over by whoever comes next.
    """

    request = models.ForeignKey("foi.Request", models.CASCADE, related_name="leases")
    purpose = models.CharField(max_length=5, choices=PURPOSES)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="leases")
    until = models.DateTimeField()

    objects = LeaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "purpose"], name="lease_one_a_purpose"),
            models.CheckConstraint(
                condition=Q(purpose__in=[value for value, _ in PURPOSES]),
                name="lease_purpose_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} of {self.request}"


class Declaration(models.Model):
    """A person's word, once a round, on the councils whose answers she may not read or check.

    Private: only its owner sees it, and the number of declarations with a tie is counted.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="declarations")
    round = models.ForeignKey("foi.Round", models.PROTECT, related_name="declarations")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "round"], name="declaration_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"declaration for {self.round}"


class Tie(models.Model):
    """One council that employs the person, or with which she is in dispute."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="ties")
    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=TIES)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "authority", "kind"], name="tie_once_a_declaration"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[value for value, _ in TIES]), name="tie_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

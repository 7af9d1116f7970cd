"""One letter asked of many councils by a group; may be embargoed until a date."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from .letters import LetterVersion, Round

MEMBER_ROLES = [("owner", "owner"), ("editor", "editor"), ("reader", "reader")]


class Investigation(models.Model):
    """Asks one letter version of its authorities in one round.

    Until `embargo_until` has passed nothing of it is public, not even a count.
    """

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    version = models.ForeignKey(LetterVersion, models.PROTECT, related_name="investigations")
    round = models.ForeignKey(Round, models.PROTECT, related_name="investigations")
    authorities = models.ManyToManyField(
        "authorities.Authority", related_name="investigations", blank=True
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="investigations"
    )
    method_note = models.TextField(blank=True)
    double_blind = models.BooleanField(
        default=False,
        help_text="Two people read each reply without seeing the other's reading.",
    )
    embargo_until = models.DateField(
        null=True, blank=True, help_text="The day on which everything of it becomes public."
    )

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def is_embargoed(self, on: date) -> bool:
        return self.embargo_until is not None and on < self.embargo_until


class Membership(models.Model):
    """A person's role in an investigation: owner, editor (writes) or reader."""

    investigation = models.ForeignKey(Investigation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=8, choices=MEMBER_ROLES, default="reader")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["investigation", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(role__in=[value for value, _ in MEMBER_ROLES]),
                name="membership_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.investigation}"

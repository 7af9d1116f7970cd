from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q


class Code(models.Model):
    """What somebody else calls an authority, and from when to when.

    A code belongs to one authority at a time. A DfE number can pass to a successor (815, 825,
    933), and ONS gives a new code when a boundary moves (Barnsley and Sheffield in 2025).
    """

    class Scheme(models.TextChoices):
        GSS = "gss", "ONS (GSS)"
        DFE = "dfe", "DfE number"
        LA_CODE = "la_code", "Local authority code (three letters)"
        WDTK = "wdtk", "WhatDoTheyKnow address"
        WDTK_ID = "wdtk_id", "WhatDoTheyKnow number"
        GOVUK = "govuk", "GOV.UK address"

    authority = models.ForeignKey("Authority", on_delete=models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=20, choices=Scheme.choices)
    value = models.CharField(max_length=200)
    valid_from = models.DateField("first day", null=True, blank=True)
    valid_to = models.DateField("last day", null=True, blank=True)

    class Meta:
        ordering = ["scheme", F("valid_from").asc(nulls_first=True), "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                condition=Q(valid_to__isnull=True),
                name="code_has_one_holder_at_a_time",
                violation_error_message="Another authority holds this code.",
            ),
            models.UniqueConstraint(
                fields=["authority", "scheme", "value"],
                name="code_stands_once_per_authority",
                violation_error_message="The authority has this code already.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="code_starts_before_it_ends",
                violation_error_message="The code's last day lies before its first day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

    def newness(self) -> tuple[bool, date, date]:
        """Sorts an authority's codes of one scheme, the one in use or last in use highest."""
        return (
            self.valid_to is None,
            self.valid_to or date.max,
            self.valid_from or date.min,
        )

    def overlaps(self, other: "Code") -> bool:
        """Whether both are valid on some same day."""
        ends = min(self.valid_to or date.max, other.valid_to or date.max)
        return max(self.valid_from or date.min, other.valid_from or date.min) <= ends

    def clean(self) -> None:
        """A code is held by one authority on any one day; said beside the field in the admin."""
        others = Code.objects.filter(scheme=self.scheme, value=self.value)
        for other in others.exclude(authority=self.authority_id).select_related("authority"):
            if self.overlaps(other):
                raise ValidationError(
                    f"{other.authority.name} holds {self} for some of these days: "
                    "end it there first."
                )

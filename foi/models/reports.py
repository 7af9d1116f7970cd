"""What visitors say is wrong, what was decided, and the public list of corrections."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from foi.rules.reporting import page_of

from .findings import Finding
from .people import User
from .requests import Request
from .tokens import REF_LETTERS

REPORT_KINDS = [
    ("child", "A child or a family can be identified"),
    ("person", "A person is named or insulted"),
    ("wrong", "The answer is wrong or out of date"),
    ("my_data", "It is about my own data"),
    ("copyright", "Copyright"),
    ("other", "Something else"),
]
MAIL_CLAIM_LASTS = timedelta(minutes=15)  # an older claim is tried again, same Message-ID


def new_report_ref() -> str:
    return "RP-" + "".join(secrets.choice(REF_LETTERS) for _ in range(6))


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        """Nobody has decided yet; the clock that ends first comes first."""
        return self.filter(decided_at=None).order_by("answer_by", "pk")

    def disputes(self) -> "ReportQuerySet":
        """Open ones that a council raised about its own cell, with what it said."""
        rows = self.open().filter(reply__isnull=False)
        return rows.select_related("reply__authority", "reply__round__letter")

    def decided(self) -> "ReportQuerySet":
        return self.filter(decided_at__isnull=False).order_by("-decided_at")

    def to_tell(self, step: str, *, now: datetime) -> "ReportQuerySet":
        """Reports whose mail of this step ("told" or "answered") is not sent and not claimed."""
        rows = self.filter(**{f"{step}_at": None})
        free = Q(**{f"{step}_claimed_at": None}) | Q(
            **{f"{step}_claimed_at__lte": now - MAIL_CLAIM_LASTS}
        )
        return (
            rows.filter(free, decided_at__isnull=False) if step == "answered" else rows.filter(free)
        )

    def claim(self, step: str, *, now: datetime) -> bool:
        """Take one report's mail for sending; False when somebody else has it."""
        return self.to_tell(step, now=now).update(**{f"{step}_claimed_at": now}) == 1


class Report(models.Model):
    """One "Something wrong on this page?", with its clock, decision and reasons.

    `words` are for staff alone: no list, log or mail holds them. `told_at` is when staff were
    mailed, `answered_at` when both sides were. `review_of` is the decided report that this one
    asks another person to look at again, once.
    """

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
    review_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="review"
    )
    told_claimed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    answered_claimed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

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

    def mark_sent(self, step: str, *, now: datetime) -> None:
        """The mail of this step ("told" or "answered") has gone."""
        setattr(self, f"{step}_at", now)
        self.save(update_fields=[f"{step}_at"])


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def of_what_is_public(self, on: date) -> "CorrectionQuerySet":
        """Those about a request whose page everybody sees, about an answer that was not hidden and
        stands in public, as it is or replaced by a newer one, and those about neither."""
        page = Request.objects.visible_to(None, on).filter(pk=OuterRef("request"))
        of_same = Q(request=OuterRef("finding__request")) | Q(source=OuterRef("finding__source"))
        standing = (
            Finding.objects.published()
            .visible_to(None, on)
            .filter(
                of_same, question=OuterRef("finding__question"), stage=OuterRef("finding__stage")
            )
        )
        of_answer = Q(Exists(standing), finding__hidden_at=None)
        return self.filter(Q(request=None) | Q(Exists(page)), Q(finding=None) | of_answer)


class Correction(models.Model):
    """A public line: what a page said, what it says now, when and why.

    It is about one answer (`finding`, as it reads now), one request (`request`, whose page it was)
    or, where both are empty, about anything else; it goes with what it is about.
    """

    page = models.CharField(max_length=300)
    said = models.CharField(max_length=500)
    says = models.CharField(max_length=500)
    why = models.TextField()
    on = models.DateField()
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    request = models.ForeignKey(
        Request,
        models.CASCADE,  # only a draft is ever thrown away, and nobody reads a line on that
        null=True,
        blank=True,
        editable=False,
        related_name="corrections",
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding=None) | Q(request=None), name="correction_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d %B %Y}: {self.says}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whoever writes it, in the admin too: the page of a request is about that request."""
        ref = page_of(self.page).ref
        of_page = Request.objects.filter(ref=ref) if ref else Request.objects.none()
        self.request = of_page.first() if self.finding_id is None else None
        super().save(*args, **kwargs)

    @classmethod
    def add(
        cls,
        *,
        page: str,
        said: str,
        says: str,
        why: str,
        on: date,
        report: Report | None = None,
        finding: Finding | None = None,
    ) -> "Correction":
        about = {"report": report, "finding": finding}
        return cls.objects.create(page=page, said=said, says=says, why=why, on=on, **about)

"""What councils say in the right of reply: beside their cells, never instead."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q

from .attachments import random_name
from .findings import Finding
from .people import actor_of
from .reply_links import ReplyLink
from .requests import Request
from .visibility import AnyUser, inside

REPLY_KINDS = [
    ("comment", "a comment"),
    ("answer", "an answer given only here"),
    ("dispute", "the cell is disputed"),
]
LONGEST_REPLY = 1500  # characters


class ReplyQuerySet(models.QuerySet["Reply"]):
    def standing(self) -> "ReplyQuerySet":
        """Neither replaced nor taken back by the council."""
        return self.filter(superseded_at=None)

    def that_stood(self, before: datetime) -> "ReplyQuerySet":
        """Made by then, and replaced or taken back only later."""
        still = Q(superseded_at=None) | Q(superseded_at__gte=before)
        return self.filter(still, made_at__lt=before)

    def beside(self, link: ReplyLink) -> "ReplyQuerySet":
        """Those to the same thing as this link is of, whichever link they came by."""
        of = {f"link__{name}": one for name, one in link.of.items()}
        return self.filter(authority=link.authority_id, **of)

    def visible_to(self, user: AnyUser, on: date) -> "ReplyQuerySet":
        """Beside cells that this person may see: nothing of an embargoed investigation, of a
        private request, of a finding that is not published, or that staff have hidden."""
        may_see = _beside_a_public_cell(on)
        if actor_of(user).id is not None:
            may_see |= Q(Exists(_requests_of_link().filter(inside(user))))
        return self.filter(may_see, hidden_at=None)


def _requests_of_link() -> "models.QuerySet[Request]":
    """The requests that a reply's link is of."""
    of = Q(pk=OuterRef("link__request")) | Q(investigation=OuterRef("link__investigation"))
    return Request.objects.filter(of, authority=OuterRef("authority"))


def _beside_a_public_cell(on: date) -> Q:
    """A published finding stands there; or the clock alone speaks, of a request in the table.

    Words on the whole, which have no key, stand beside every cell.
    """
    of = Q(request=OuterRef("link__request")) | Q(
        request__investigation=OuterRef("link__investigation")
    )
    beside = Q(beside="") | Q(question__key=F("beside"))
    here = {"authority": OuterRef("authority"), "round": OuterRef("round")}
    key = ExpressionWrapper(OuterRef("key"), output_field=models.SlugField())
    findings = Finding.objects.annotate(beside=key).filter(of, beside, **here)
    public = Exists(findings.published().visible_to(None, on))
    asked = Exists(_requests_of_link().in_table_for(None, on))
    return Q(public) | Q(~Exists(findings.current()) & asked)


class Reply(models.Model):
    """What a council says of a cell, or (key empty) of the whole: beside it, never instead.

    A dispute has a document and a report, whose clock, decision and review are those of any
    other; it is open while the report is. The document is for staff alone.
    """

    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="replies")
    round = models.ForeignKey("foi.Round", models.PROTECT, related_name="replies")
    key = models.SlugField(max_length=60, blank=True)  # of the question; "" is all of them
    link = models.ForeignKey(ReplyLink, models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=7, choices=REPLY_KINDS, default="comment")
    words = models.TextField(blank=True)
    document = models.FileField(upload_to=random_name, blank=True)
    document_name = models.CharField(max_length=200, blank=True)
    report = models.OneToOneField(
        "foi.Report", models.PROTECT, null=True, blank=True, related_name="reply"
    )
    made_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["round", "authority"], name="reply_cell")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[value for value, _ in REPLY_KINDS]), name="reply_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="dispute") | (Q(report__isnull=False) & ~Q(document="")),
                name="reply_dispute_has_a_report_and_a_document",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_reason=""),
                name="reply_hidden_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.authority}"

    def supersede(self, *, now: datetime) -> None:
        """The council wrote anew, or took it back."""
        self.superseded_at = now
        self.save(update_fields=["superseded_at"])

    def hide(self, *, reason: str, now: datetime) -> None:
        """Take it out of every public place now. Raises ValueError without a reason."""
        if not reason.strip():
            raise ValueError("Say why it is hidden.")
        self.hidden_at, self.hidden_reason = now, reason[:500]
        self.save(update_fields=["hidden_at", "hidden_reason"])

    def show(self) -> None:
        self.hidden_at, self.hidden_reason = None, ""
        self.save(update_fields=["hidden_at", "hidden_reason"])

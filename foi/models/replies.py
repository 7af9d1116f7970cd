"""The right of reply: links for councils, each use of them, and what a council said."""

import hashlib
import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from .attachments import random_name
from .tokens import REF_LETTERS
from .visibility import AnyUser, inside, table

REPLY_KINDS = [
    ("comment", "a comment"),
    ("answer", "an answer given only here"),
    ("dispute", "the cell is disputed"),
]
LINK_CHANNELS = [
    ("email", "by e-mail to a confirmed address"),
    ("post", "by letter, with a code"),
    ("claim", "claimed by an address at the council's own web domain"),
]
USES = [
    ("opened", "opened"),
    ("saved", "words saved"),
    ("withdrew", "words taken back"),
    ("disputed", "a cell disputed"),
    ("renewed", "renewed"),
    ("refused", "refused: expired"),
]
LONGEST_REPLY = 1500  # characters


def new_link_ref() -> str:
    return "RL-" + "".join(secrets.choice(REF_LETTERS) for _ in range(6))


def hashed(secret: str) -> str:
    """How a token or a code is kept: nobody can read it back."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ReplyLinkQuerySet(models.QuerySet["ReplyLink"]):
    def delivered(self) -> "ReplyLinkQuerySet":
        """Those that reached the council, as far as anybody knows."""
        return self.filter(told_on__isnull=False, bounced_at=None)


class ReplyLink(models.Model):
    """A council's way to see and answer its cells: of one investigation, or of one request.

    Token and code are kept hashed. `told_on` is the day the mail went, or the day on which a
    person says that the letter was posted: the ten working days run from it. `printed_at`: the
    letter was made, and says `expires_on`.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_link_ref, editable=False)
    authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, related_name="reply_links"
    )
    investigation = models.ForeignKey(
        "foi.Investigation", models.PROTECT, null=True, blank=True, related_name="reply_links"
    )
    request = models.ForeignKey(
        "foi.Request", models.PROTECT, null=True, blank=True, related_name="reply_links"
    )
    channel = models.CharField(max_length=5, choices=LINK_CHANNELS)
    to_address = models.CharField(max_length=254, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    message_id = models.CharField(max_length=200, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_on = models.DateField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField()

    objects = ReplyLinkQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(investigation__isnull=False) ^ Q(request__isnull=False),
                name="reply_link_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[value for value, _ in LINK_CHANNELS]),
                name="reply_link_channel_known",
            ),
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="reply_link_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    def is_open(self, on: date) -> bool:
        return on <= self.expires_on


class ReplyUse(models.Model):
    """One use of a link: when, and what for. Nothing of who held it is kept."""

    link = models.ForeignKey(ReplyLink, models.CASCADE, related_name="uses")
    at = models.DateTimeField()
    what = models.CharField(max_length=8, choices=USES)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.link} {self.get_what_display()}"


class ReplyQuerySet(models.QuerySet["Reply"]):
    def standing(self) -> "ReplyQuerySet":
        """Neither replaced nor taken back by the council."""
        return self.filter(superseded_at=None)

    def that_stood(self, before: datetime) -> "ReplyQuerySet":
        """Made by then, and replaced or taken back only later."""
        still = Q(superseded_at=None) | Q(superseded_at__gte=before)
        return self.filter(still, made_at__lt=before)

    def visible_to(self, user: AnyUser, on: date) -> "ReplyQuerySet":
        """Beside cells that this person may see: nothing of an embargoed investigation, of a
        private request, or that staff have hidden."""
        no_embargo = Q(link__investigation__embargo_until=None) | Q(
            link__investigation__embargo_until__lte=on
        )
        of_investigation = Q(link__investigation__isnull=False) & no_embargo
        of_request = Q(link__request__isnull=False) & table(None, on, "link__request__")
        public = Q(hidden_at=None) & (of_investigation | of_request)
        own = inside(user, "link__request__") & Q(link__request__isnull=False)
        return self.filter(public | own).distinct()


class Reply(models.Model):
    """What a council says of a cell, or (key empty) of the whole: beside it, never instead.

    A dispute has a document and a report, whose clock, decision and review are those of any
    other; it is open while the report is.
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

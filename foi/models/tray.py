"""The post tray: saved mails that a person handed in, until she has said where they belong."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from .people import User
from .post import InboundMail
from .requests import Request
from .tokens import new_token

REASONS = [
    ("answers", "it answers the letter itself"),
    ("reference", "our reference stands in it"),
    ("council_ref", "the council’s own reference stands in it"),
    ("domain", "it comes from the council’s domain and speaks of information"),
]
TRAY_CLAIM_LASTS = timedelta(minutes=15)  # an older claim is a dead worker's


class TrayMailQuerySet(models.QuerySet["TrayMail"]):
    def put(self, inbound: InboundMail, *, owner: User, name: str, now: datetime) -> bool:
        """Lay it into this person's tray; False where it lies there already (undiscarded now)."""
        row, made = self.get_or_create(
            inbound=inbound, owner=owner, defaults={"name": name[:200], "kept_at": now}
        )
        back = self.filter(pk=row.pk).exclude(discarded_at=None).update(discarded_at=None)
        return made or bool(back)

    def waiting(self) -> "TrayMailQuerySet":
        """Neither filed nor discarded: filed ones are no rows any more."""
        return self.filter(discarded_at=None)

    def discarded(self) -> "TrayMailQuerySet":
        return self.exclude(discarded_at=None)

    def to_look_at(self, *, now: datetime) -> "TrayMailQuerySet":
        """Not yet looked at, and in nobody's hands."""
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - TRAY_CLAIM_LASTS)
        return self.filter(free, looked_at=None)

    def claim(self, *, now: datetime) -> bool:
        """Take one for looking at; False when somebody else has it. A conditional update."""
        return self.to_look_at(now=now).update(claimed_at=now) == 1

    def drop(self) -> int:
        """Delete for good, with raw bytes that nothing else rests on; how many there were."""
        rows = list(self.select_related("inbound").defer("inbound__raw"))
        for row in rows:
            row.drop()
        return len(rows)


class TrayMail(models.Model):
    """One saved mail in one person's tray; nobody else learns of it.

    The same bytes may lie in another tray too. What the mail says of itself is read once by the
    worker (`looked_at`), which suggests the requests in `candidates`: all of them where `why` says
    why, else they are only worth offering. Filing or dropping deletes the row.
    """

    inbound = models.ForeignKey(InboundMail, models.PROTECT, related_name="tray")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tray")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    name = models.CharField(max_length=200)
    kept_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    sender = models.CharField(max_length=200, blank=True)
    from_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    first_lines = models.CharField(max_length=300, blank=True)
    candidates = models.ManyToManyField(Request, related_name="+", blank=True)
    why = models.CharField(max_length=11, choices=REASONS, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = TrayMailQuerySet.as_manager()

    class Meta:
        ordering = ["kept_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inbound", "owner"], name="tray_once_a_mail_and_owner"),
            models.CheckConstraint(
                condition=Q(why__in=["", *(value for value, _ in REASONS)]),
                name="tray_reason_known",
            ),
            models.CheckConstraint(
                condition=Q(why="") | Q(looked_at__isnull=False), name="tray_looked_at_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Mail {self.pk} in a post tray"  # never what it says: logs and lists print this

    def looked(
        self,
        *,
        said: dict[str, Any],
        candidates: Iterable[int] = (),
        why: str = "",
        problem: str = "",
        now: datetime,
    ) -> None:
        """A program has looked at it: what the mail says of itself (columns above), and the
        requests it suggests, or why it cannot be read. Nothing where it is filed by now."""
        rows = TrayMail.objects.filter(pk=self.pk)
        with transaction.atomic():
            if rows.update(**said, why=why, problem=problem[:300], looked_at=now):
                self.candidates.set(candidates)

    def drop(self) -> None:
        """The row goes for good, and the raw mail where nothing else rests on it."""
        inbound = self.inbound
        with transaction.atomic():
            self.delete()
            inbound.drop_if_unused()

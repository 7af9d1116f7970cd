"""Letters, replies and their files. Text as it came; the public reads only what was released."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foi.rules.masking import mask

from . import visibility
from .people import User
from .tokens import new_token

DIRECTIONS = [("out", "to the council"), ("in", "from the council")]
WAYS = [
    ("email", "e-mail"),
    ("portal", "the council's portal"),
    ("post", "post"),
    ("phone", "telephone"),
    ("in_person", "in person"),
]
KINDS = [
    ("letter", "letter"),
    ("acknowledgement", "acknowledgement"),
    ("clarification", "clarification asked"),
    ("extension", "extension"),
    ("fee", "fees notice"),
    ("response", "response"),
    ("refusal", "refusal"),
    ("already_public", "says it is published or answered already"),
    ("chaser", "chaser"),
    ("reply", "our reply"),
    ("note", "note"),
    ("unread", "not yet read"),
    ("bounce", "bounce"),
]
REPLIES = ("response", "refusal", "already_public")  # what is read question by question
DELIVERIES = [
    ("none", "not sent by this site"),
    ("queued", "waiting to be sent"),
    ("claimed", "being sent"),
    ("sent", "sent"),
    ("unsure", "a person must look whether it was sent"),
    ("failed", "could not be sent"),
    ("bounced", "came back"),
]


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: visibility.AnyUser, on: date) -> "MessageQuerySet":
        """Messages this person may know of: notes of telephone calls only for insiders."""
        inside = visibility.inside(user, "request__")
        seen = visibility.page(user, on, "request__") & ~Q(kind="note")
        return self.filter(inside | seen).distinct()

    def to_read(self) -> "MessageQuerySet":
        """What came and is, or may be, a reply to read question by question."""
        return self.filter(direction="in", kind__in=["unread", *REPLIES])

    def readable_by(self, user: visibility.AnyUser, on: date) -> "MessageQuerySet":
        """Also those a campaigner may read to log them, the requester's names masked."""
        inside = visibility.inside(user, "request__")
        path = "request__"
        seen = visibility.page(user, on, path) | visibility.reading(user, on, path)
        return self.filter(inside | (seen & ~Q(kind="note"))).distinct()

    def queued(self) -> "MessageQuerySet":
        return self.filter(delivery="queued", direction="out")

    def forget_person(self, names: Sequence[str], contacts: Sequence[str]) -> None:
        """Take a person out of every text, file name and file's words, as erasure asks.

        Names go in all their forms (`rules.masking`); the council's own contacts stay.
        """
        rows = self.select_related("request__authority")
        for message in rows.prefetch_related("attachments", "request__authority__contacts"):
            council = message.request.authority
            own = [*(one.value for one in council.contacts.all()), council.name, council.short_name]
            hide = partial(mask, names=names, contacts=contacts, allowed=own)
            message.forget(hide)
            for attachment in message.attachments.all():
                attachment.forget(hide)

    def claim(self, *, now: datetime) -> bool:
        """Take it for sending; False when somebody else has it. A conditional update."""
        return self.queued().update(delivery="claimed", claimed_at=now) == 1


class Message(models.Model):
    """One letter or reply. `text` is for insiders; `public_text` is what a person released."""

    request = models.ForeignKey("foi.Request", models.PROTECT, related_name="messages")
    inbound = models.ForeignKey(
        "foi.InboundMail", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    direction = models.CharField(max_length=3, choices=DIRECTIONS)
    channel = models.CharField(max_length=9, choices=WAYS, default="email")
    kind = models.CharField(max_length=15, choices=KINDS)
    dated_on = models.DateField(null=True, blank=True)  # the date on it
    came_on = models.DateField(null=True, blank=True)  # the day it came or went
    date_by_requester = models.BooleanField(default=False)  # typed, not read from a mail
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    public_text = models.TextField(null=True, blank=True)  # noqa: DJ001 null: not released
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    message_id = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254, blank=True)
    delivery = models.CharField(max_length=8, choices=DELIVERIES, default="none")
    queued_on = models.DateField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inbound", "request"],
                condition=Q(inbound__isnull=False),
                name="message_once_a_mail_and_request",
            ),
            models.UniqueConstraint(
                fields=["message_id"], condition=~Q(message_id=""), name="message_id_once"
            ),
            models.CheckConstraint(
                condition=~Q(delivery__in=["queued", "claimed", "sent"]) | ~Q(message_id=""),
                name="message_id_before_sending",
            ),
            models.CheckConstraint(
                condition=~Q(delivery="sent") | Q(sent_at__isnull=False),
                name="message_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(public_text=None) | Q(released_by__isnull=False),
                name="message_released_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.request}"

    def queue(self, *, message_id: str, to: str, on: date) -> None:
        """Ready for the outbox; the Message-ID is minted before anything is sent."""
        self.message_id, self.to_address, self.delivery = message_id, to, "queued"
        self.queued_on = on
        self.save(update_fields=["message_id", "to_address", "delivery", "queued_on"])

    def unqueue(self) -> bool:
        """Take it back while nobody has claimed it; False when it is too late."""
        rows = Message.objects.filter(pk=self.pk, delivery="queued")
        taken = rows.update(delivery="none", to_address="", message_id="") == 1
        self.refresh_from_db()
        return taken

    def stamp(self, delivery: str, *, now: datetime) -> None:
        """What became of it: sent, unsure, failed or bounced."""
        self.delivery = delivery
        self.sent_at = now if delivery == "sent" else self.sent_at
        self.save(update_fields=["delivery", "sent_at"])

    def rewrite(self, *, subject: str, text: str) -> None:
        """A draft's letter is filled in again. Raises ValueError once it is on its way."""
        unsent = Message.objects.filter(pk=self.pk, delivery__in=["none", "failed"], sent_at=None)
        if not unsent.update(subject=subject, text=text):
            raise ValueError("This letter has gone and is not changed any more.")
        self.subject, self.text = subject, text

    def forget(self, hide: Callable[[str], str]) -> None:
        """Keep only what `hide` leaves of the words; what is not hers stays as it came."""
        self.subject, self.text = hide(self.subject)[:300], hide(self.text)
        if self.public_text is not None:
            self.public_text = hide(self.public_text)
        self.save(update_fields=["subject", "text", "public_text"])

    def classify(self, kind: str) -> None:
        """A person said what it is."""
        self.kind = kind
        self.save(update_fields=["kind"])

    def discard(self) -> None:
        """It was handed in by mistake: words, files and raw mail go. Only while unread.

        Raises ValueError where something already rests on it.
        """
        if self.direction != "in" or self.kind != "unread" or self.events.exists():
            raise ValueError("Something rests on this message, so it stays.")
        inbound = self.inbound
        for attachment in self.attachments.all():
            attachment.discard()
        self.delete()
        if inbound is not None:
            inbound.drop_if_unused()

    def set_came(self, *, on: date, dated_on: date | None, by_requester: bool) -> None:
        """A person said on which day it came and which date it bears."""
        self.came_on, self.dated_on, self.date_by_requester = on, dated_on, by_requester
        self.save(update_fields=["came_on", "dated_on", "date_by_requester"])

    def set_went(self, *, channel: str, on: date, to: str, by_requester: bool) -> None:
        """The day, the way and the address the letter went."""
        self.channel, self.came_on, self.to_address = channel, on, to
        self.date_by_requester = by_requester
        self.save(update_fields=["channel", "came_on", "to_address", "date_by_requester"])

    def release(self, public_text: str, *, by: User) -> None:
        """Make this text public: what a person has read and masked."""
        self.public_text, self.released_by = public_text, by
        self.save(update_fields=["public_text", "released_by"])

    def unrelease(self) -> None:
        self.public_text = self.released_by = None
        self.save(update_fields=["public_text", "released_by"])

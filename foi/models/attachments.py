"""Files that came with a message: kept as they came, released only as a re-saved copy."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from . import visibility
from .messages import Message
from .people import User
from .tokens import new_token

RELEASED = ["released_file", "released_name", "released_by", "released_at"]


GONE_UNREAD = "The person who asked closed their account before this file’s words were read."


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: visibility.AnyUser, on: date) -> "AttachmentQuerySet":
        """Files of messages whose page this person may see, and, outside, only released ones."""
        path = "message__request__"
        released = Q(released_at__isnull=False, hidden_at=None) & ~Q(message__kind="note")
        public = visibility.page(user, on, path) & released
        return self.filter(visibility.inside(user, path) | public).distinct()

    def readable_by(self, user: visibility.AnyUser, on: date) -> "AttachmentQuerySet":
        """Files whose words a person may read to log them; the file itself: `visible_to`."""
        path = "message__request__"
        reading = visibility.reading(user, on, path) & ~Q(message__kind="note")
        return self.filter(visibility.inside(user, path) | reading).distinct()

    def words_wanted(self, *, stale: datetime) -> "AttachmentQuerySet":
        """Files whose words nobody has read; a claim of before `stale` is a dead worker's."""
        free = Q(words_claimed_at=None) | Q(words_claimed_at__lte=stale)
        return self.filter(free, words_read_at=None)

    def claim_words(self, *, now: datetime, stale: datetime) -> bool:
        """Take one file, so that no other worker does. False where another was quicker."""
        free = self.words_wanted(stale=stale)
        return free.update(words_claimed_at=now, words_tries=F("words_tries") + 1) == 1


def random_name(instance: "Attachment", filename: str) -> str:
    """A name that says nothing: the original is kept in its own column."""
    return f"attachments/{new_token()}"


class Attachment(models.Model):
    """A file that came with a message. Outside the web root; leaves through one view only.

    `released_file` is the re-saved copy that the public may have; the file as it came never is.
    `text` holds its words, parts (pages, sheets) divided by form feeds, and `places` how each part
    is called ("page 3", "hidden sheet Workings", "" in a file without pages); the worker reads
    them once (`words_read_at`) and says what it could not read (`words_problem`, a sentence).
    """

    message = models.ForeignKey(Message, models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to=random_name)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    part_path = models.CharField(max_length=50, blank=True)
    text = models.TextField(blank=True)
    places = models.JSONField(default=list, blank=True)
    words_claimed_at = models.DateTimeField(null=True, blank=True)
    words_tries = models.PositiveSmallIntegerField(default=0)
    words_read_at = models.DateTimeField(null=True, blank=True)
    words_problem = models.CharField(max_length=200, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    released_file = models.FileField(upload_to=random_name, blank=True)
    released_name = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    release_checks = models.JSONField(default=list, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None, released_file="")
                | (Q(released_at__isnull=False, released_by__isnull=False) & ~Q(released_file="")),
                name="attachment_released_as_a_copy_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.pk} of {self.message}"

    @classmethod
    def keep(
        cls,
        *,
        message: Message,
        content: bytes,
        name: str,
        content_type: str,
        part_path: str = "",
    ) -> "Attachment":
        """Store the bytes as they came under a random name; the worker reads the words later."""
        row = cls(
            message=message,
            name=name[:200],
            content_type=content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            part_path=part_path,
        )
        row.file.save("file", ContentFile(content), save=False)
        row.save()
        return row

    def set_words(
        self, parts: Sequence[tuple[str, str]], *, problem: str = "", now: datetime
    ) -> bool:
        """What was read, pairs of place and words. False where that was settled meanwhile."""
        rows = Attachment.objects.filter(pk=self.pk, words_read_at=None)
        return bool(
            rows.update(
                text="\f".join(words for _, words in parts),
                places=[place for place, _ in parts],
                words_problem=problem[:200],
                words_read_at=now,
            )
        )

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Pairs of place and words, in order; empty while they are not read."""
        return list(zip(self.places, self.text.split("\f"), strict=False))

    def release(
        self, copy: bytes, *, name: str, by: User, checks: list[str], now: datetime
    ) -> None:
        """Let the public have a re-saved copy, with the checks that a person ticked."""
        before = self.released_file.name
        self.released_file.save("copy", ContentFile(copy), save=False)
        self.released_by, self.released_at = by, now
        self.released_name, self.release_checks = name[:200], checks
        # Not `hidden_at`: making the copy takes a while, and staff may hide the file meanwhile.
        self.save(update_fields=[*RELEASED, "release_checks"])
        self._drop(before)

    def unrelease(self) -> None:
        """Take the copy away again."""
        before = self.released_file.name
        self.released_file = self.released_name = ""
        self.released_by = self.released_at = None
        self.save(update_fields=RELEASED)
        self._drop(before)

    def forget(self, hide: Callable[[str], str]) -> None:
        """Keep only what `hide` leaves of its name and its words; what is unread stays so."""
        self.name, self.text = hide(self.name)[:200], hide(self.text)
        self.released_name = hide(self.released_name)[:200]
        self.places = [hide(place) for place in self.places]
        self.save(update_fields=["name", "text", "released_name", "places"])
        unread = Attachment.objects.filter(pk=self.pk, words_read_at=None)
        unread.update(words_read_at=Now(), words_problem=GONE_UNREAD)

    def discard(self) -> None:
        """Remove the row, and the file once the row is surely gone."""
        stored, copy = self.file.name, self.released_file.name
        self.delete()
        self._drop(stored)
        self._drop(copy)

    def _drop(self, stored: str | None) -> None:
        """Remove a file that no row names any more, once that is surely so."""
        if stored:
            transaction.on_commit(lambda: self.file.storage.delete(stored))

    def hide(self, *, now: Any) -> None:
        self.hidden_at = now
        self.save(update_fields=["hidden_at"])

    def show(self) -> None:
        self.hidden_at = None
        self.save(update_fields=["hidden_at"])

"""A picture, made by us, of the page that a published passage stands on."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q

from .attachments import random_name
from .findings import Finding

IMAGE_CLAIM_LASTS = timedelta(minutes=15)


class PassageImageQuerySet(models.QuerySet["PassageImage"]):
    def to_draw(self, *, now: datetime) -> "PassageImageQuerySet":
        """Not drawn yet, and nobody is drawing them."""
        free = Q(claimed_at=None) | Q(claimed_at__lte=now - IMAGE_CLAIM_LASTS)
        return self.filter(free, made_at=None)

    def claim(self, *, now: datetime) -> bool:
        """Take one for drawing; False when somebody else has it."""
        return self.to_draw(now=now).update(claimed_at=now) == 1

    def of_letter(self, letter: int) -> "PassageImageQuerySet":
        """Those of passages that answer this letter, by its key."""
        return self.filter(finding__round__letter=letter)

    def with_finding(self) -> "PassageImageQuerySet":
        """With all that drawing one takes. One row by key from each table: a join of ten is
        planned badly by PostgreSQL while the tables are new, at half a second a picture.
        """
        return self.prefetch_related(
            "finding__authority",
            "finding__question",
            "finding__round__letter",
            "finding__source",
            "finding__reading__message",
            "finding__reading__attachment",
        )

    def renew(self, of_quote: str) -> None:
        """The passage is another now: draw it anew. The old file goes with the new one."""
        self.update(of_quote=of_quote, made_at=None, claimed_at=None)


class PassageImage(models.Model):
    """Everything of the page but the passage is covered.

    `of_quote` is the sha256 of the passage as the public reads it: an image is shown only while
    the public passage is still that one. `made_at` without a file: no image can be made.
    `width` and `height` are pixels.
    """

    finding = models.OneToOneField(Finding, models.CASCADE, related_name="image")
    of_quote = models.CharField(max_length=64)
    file = models.FileField(upload_to=random_name, blank=True)
    words = models.CharField(max_length=200, blank=True)  # what the image shows, for its alt text
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = PassageImageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"image of {self.finding}"

    def keep(self, content: bytes, *, words: str, size: tuple[int, int], now: datetime) -> bool:
        """Store the picture; empty content says that none can be made. Whether it was kept: not
        where the passage became another one meanwhile."""
        before = self.file.name
        self.file = ""
        if content:
            self.file.save("page.png", ContentFile(content), save=False)
        stored = self.file.name or ""
        same = PassageImage.objects.filter(pk=self.pk, of_quote=self.of_quote)
        kept = same.update(
            file=stored, words=words[:200], width=size[0], height=size[1], made_at=now
        )
        self._drop(before if kept else stored)
        return kept == 1

    def discard(self) -> None:
        """Remove the row, and the file once the row is surely gone: the one that is there now."""
        rows = PassageImage.objects.filter(pk=self.pk)
        stored = rows.values_list("file", flat=True).first()
        rows.delete()
        self._drop(stored)

    def _drop(self, stored: str | None) -> None:
        """Remove a file that no row names any more, once that is surely so."""
        if stored:
            transaction.on_commit(lambda: self.file.storage.delete(stored))

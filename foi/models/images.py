"""A picture, made by us, of the page that a published passage stands on."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import models

from .attachments import random_name
from .findings import Finding

IMAGE_CLAIM_LASTS = timedelta(minutes=15)


class PassageImage(models.Model):
    """Everything of the page but the passage is covered.

    `of_quote` is the sha256 of the passage as the public reads it: an image is shown only while
    the public passage is still that one. `made_at` without a file: no image can be made.
    """

    finding = models.OneToOneField(Finding, models.CASCADE, related_name="image")
    of_quote = models.CharField(max_length=64)
    file = models.FileField(upload_to=random_name, blank=True)
    words = models.CharField(max_length=200, blank=True)  # what the image shows, for its alt text
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"image of {self.finding}"

    def keep(self, content: bytes, *, words: str, now: datetime) -> None:
        """Store the picture; empty content says that none can be made."""
        if content:
            self.file.save("page.png", ContentFile(content), save=False)
        self.words, self.made_at = words[:200], now
        self.save(update_fields=["file", "words", "made_at"])

from datetime import date

from django.db import models


class RegisterLoad(models.Model):
    """Which edition of a shipped file is loaded, so that a start need not read it again."""

    file = models.CharField(max_length=100, unique=True)
    fingerprint = models.CharField(max_length=64)
    loaded_on = models.DateField()

    def __str__(self) -> str:
        return self.file

    @classmethod
    def is_loaded(cls, file: str, fingerprint: str) -> bool:
        """Whether this very edition of the file was the last one loaded."""
        return cls.objects.filter(file=file, fingerprint=fingerprint).exists()

    @classmethod
    def note(cls, file: str, fingerprint: str, *, on: date) -> None:
        """Remembers that the edition was loaded on the day."""
        cls.objects.update_or_create(
            file=file, defaults={"fingerprint": fingerprint, "loaded_on": on}
        )

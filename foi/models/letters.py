"""The library's letters in the database: immutable versions with numbered questions."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F, Max, Q

from foi.rules import letters as files


class NeverChanges(RuntimeError):
    """A row that others rest on was about to be changed."""


class WrittenOnce(models.Model):
    """A row that is created and never saved again."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanges(f"A {self._meta.verbose_name} is never changed.")
        super().save(*args, **kwargs)


class LetterQuerySet(models.QuerySet["Letter"]):
    def offered(self) -> "LetterQuerySet":
        """Letters that can be sent: not withdrawn."""
        return self.filter(withdrawn_on=None)


class Letter(models.Model):
    """One library letter, for ever under the same slug.

    `stamp` counts the changes to its public cells: stamp and London date are the ETag and
    the cache key of its table.
    """

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    topic = models.CharField(max_length=100, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    stamp = models.PositiveBigIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def touch(self) -> None:
        """Say that a public cell of this letter changed."""
        Letter.objects.filter(pk=self.pk).update(stamp=F("stamp") + 1)

    def describe(self, *, title: str, topic: str, withdrawn_on: date | None) -> None:
        """Carry over what the newest file says of the letter as a whole."""
        self.title, self.topic, self.withdrawn_on = title, topic, withdrawn_on
        self.save(update_fields=["title", "topic", "withdrawn_on"])

    @property
    def current_version(self) -> "LetterVersion":
        """The newest version. Raises LetterVersion.DoesNotExist where none was loaded."""
        version = self.versions.order_by("-number").first()
        if version is None:
            raise LetterVersion.DoesNotExist(f"No version of {self.slug} is loaded.")
        return version

    def round_on(self, day: date) -> "Round":
        """The round a request sent on this day joins. Raises Round.DoesNotExist."""
        found = self.rounds.filter(Q(closed_on=None) | Q(closed_on__gte=day)).order_by("number")
        round_ = found.first()
        if round_ is None:
            raise Round.DoesNotExist(f"No round of {self.slug} is open.")
        return round_


class LetterVersionQuerySet(models.QuerySet["LetterVersion"]):
    def law_due(self, by: date) -> "LetterVersionQuerySet":
        """The newest versions of letters still offered whose law is to be checked by a day."""
        newest = self.filter(letter__withdrawn_on=None).annotate(
            newest=Max("letter__versions__number")
        )
        due = newest.filter(number=F("newest"), review_by__lte=by)
        return due.select_related("letter").order_by("review_by", "title")


class LetterVersion(WrittenOnce):
    """What a letter file said when it was loaded; `source` is the whole file (TOML).

    Never changed: a changed file becomes the next version.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    source = models.TextField()
    law_checked_on = models.DateField()
    review_by = models.DateField()
    loaded_on = models.DateField()

    objects = LetterVersionQuerySet.as_manager()

    class Meta:
        ordering = ["letter", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def file(self) -> files.Letter:
        """The letter as its file had it: opening, groups, concerns and their two lines."""
        return _parsed(self.source)


@lru_cache(maxsize=128)
def _parsed(source: str) -> files.Letter:
    return files.parse(source)


class Question(WrittenOnce):
    """A numbered, typed question of one version. Its key keeps meaning and type for ever."""

    version = models.ForeignKey(LetterVersion, models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    key = models.SlugField(max_length=60)
    heading = models.CharField(max_length=120)
    wording = models.TextField()
    type = models.CharField(max_length=12)
    unit = models.CharField(max_length=30, blank=True)
    choices = models.JSONField(default=list, blank=True)  # [[value, public words], ...]
    concern = models.JSONField(default=list, blank=True)  # answers, or rate, high, negative
    small_numbers = models.BooleanField(default=False)  # a count of people: 1 to 4 is "<5"

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="question_number_once"),
            models.UniqueConstraint(fields=["version", "key"], name="question_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.heading}"

    @property
    def choice_values(self) -> list[str]:
        return [value for value, _ in self.choices]


class Round(models.Model):
    """One time of asking a letter; a request joins the round open on the day it is sent."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["letter", "number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["letter"], condition=Q(closed_on=None), name="round_one_open_a_letter"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="round_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}, round {self.number}"

    def close(self, *, on: date) -> None:
        self.closed_on = on
        self.save(update_fields=["closed_on"])

"""Which questions a request asks, with the numbers they carry in the letter as sent."""

from django.db import models


class Asked(models.Model):
    """One question of one request. A question left out has no row."""

    request = models.ForeignKey("foi.Request", models.CASCADE, related_name="asked")
    question = models.ForeignKey("foi.Question", models.PROTECT, related_name="asked")
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "question"], name="asked_question_once"),
            models.UniqueConstraint(fields=["request", "number"], name="asked_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request} question {self.number}"

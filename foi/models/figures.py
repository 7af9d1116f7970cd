"""Published statistics, as context beside answers and never mixed with them."""

from django.db import models


class Figure(models.Model):
    """One published figure of one authority in one year; `measure` is a key of rules.context."""

    authority = models.ForeignKey("authorities.Authority", models.PROTECT, related_name="figures")
    year = models.PositiveIntegerField()
    measure = models.CharField(max_length=30)
    value = models.DecimalField(max_digits=14, decimal_places=4)

    class Meta:
        ordering = ["measure", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year", "measure"], name="figure_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.year} {self.measure}"

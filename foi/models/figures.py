"""Published statistics, as context beside answers and never mixed with them."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


class FigureQuerySet(models.QuerySet["Figure"]):
    def of(self, measures: Iterable[str], years: Iterable[int]) -> "FigureQuerySet":
        """Those of these series and years, England's own among them."""
        return self.filter(measure__in=set(measures), year__in=set(years))


class Figure(models.Model):
    """One published figure of one authority in one year; `measure` is a key of rules.context.

    Without an authority it is England's own, which is no sum of the councils' (some give none).
    """

    authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, null=True, blank=True, related_name="figures"
    )
    year = models.PositiveIntegerField()
    measure = models.CharField(max_length=30)
    value = models.DecimalField(max_digits=14, decimal_places=4)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year", "measure"], name="figure_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["year", "measure"],
                condition=Q(authority=None),
                name="figure_of_england_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority or 'England'} {self.year} {self.measure}"

"""The table of bank holidays that every deadline is counted by."""

import datetime
from functools import lru_cache

from django.db import models
from django.db.models import Q

from foi.rules.working_days import Holiday, Holidays

PARTS = [("E", "England and Wales"), ("S", "Scotland"), ("N", "Northern Ireland")]


@lru_cache(maxsize=4)
def _built(rows: tuple[tuple[datetime.date, str, str, datetime.date | None], ...]) -> Holidays:
    """The same rows give the same table, which never changes: most of the work is to build it."""
    return Holidays([Holiday(*row) for row in rows])


class BankHolidayQuerySet(models.QuerySet["BankHoliday"]):
    def standing(self) -> "BankHolidayQuerySet":
        """Holidays that nobody has withdrawn."""
        return self.filter(withdrawn_on=None)

    def table(self) -> Holidays:
        """All standing holidays as the rules want them. One query.

        Raises ValueError where the table is empty: no deadline can be counted then.
        """
        rows = self.standing().order_by("date").values_list("date", "part", "name", "announced_on")
        if not rows:
            raise ValueError("No bank holidays are loaded: run `manage.py sync_bank_holidays`.")
        return _built(tuple(rows))


class BankHoliday(models.Model):
    """One bank holiday in one part of the UK (Banking and Financial Dealings Act 1971).

    Never deleted: a person may withdraw one, with a reason.
    """

    date = models.DateField()
    part = models.CharField(max_length=1, choices=PARTS)
    name = models.CharField(max_length=200)
    basis = models.CharField(max_length=200, blank=True)
    announced_on = models.DateField(null=True, blank=True)
    added_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    objects = BankHolidayQuerySet.as_manager()

    class Meta:
        ordering = ["date", "part"]
        constraints = [
            models.UniqueConstraint(fields=["date", "part"], name="holiday_once_a_part"),
            models.CheckConstraint(
                condition=Q(part__in=["E", "S", "N"]), name="holiday_part_known"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_reason=""),
                name="holiday_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d %B %Y}, {self.get_part_display()}: {self.name}"

    def withdraw(self, *, reason: str, on: datetime.date) -> None:
        """Take the day out of the table. Raises ValueError without a reason."""
        if not reason.strip():
            raise ValueError("Say why this bank holiday is withdrawn.")
        self.withdrawn_on, self.withdrawn_reason = on, reason
        self.save(update_fields=["withdrawn_on", "withdrawn_reason"])

    def restore(self) -> None:
        """Put a withdrawn day back."""
        self.withdrawn_on, self.withdrawn_reason = None, ""
        self.save(update_fields=["withdrawn_on", "withdrawn_reason"])

"""How many readers named ties to councils: counted, and never who."""

from datetime import date
from typing import NamedTuple

from django.conf import settings

from foi.models import Declaration, Finding, Reading


class TiesDeclared(NamedTuple):
    """Readers, and those of them who named a tie; one to four are "fewer than 5"."""

    asked: str
    tied: str


def ties_declared(on: date) -> TiesDeclared:
    """Of the people whose readings stand behind what is public: each counts once. 2 queries.

    Who only read what nobody outside may know of is not counted, so that the number tells nothing
    of it.
    """
    public = Finding.objects.published().visible_to(None, on)
    readers = Reading.objects.filter(findings__in=public.values("pk")).values("by")
    rows = Declaration.objects.filter(user__in=readers).order_by()
    asked = rows.values("user").distinct().count()
    tied = rows.filter(ties__isnull=False).values("user").distinct().count()
    return TiesDeclared(few_people(asked), few_people(tied))


def few_people(number: int) -> str:
    """A number of people as it may be said: 0, "fewer than 5", or the number."""
    least = settings.SMALL_NUMBER_THRESHOLD
    return f"fewer than {least}" if 0 < number < least else f"{number:,}"

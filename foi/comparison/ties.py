"""How many people were asked for their ties to councils: counted, and never who."""

from typing import NamedTuple

from django.conf import settings

from foi.models import Declaration


class TiesDeclared(NamedTuple):
    """People asked, and those of them who named a tie; one to four are "fewer than 5"."""

    asked: str
    tied: str


def ties_declared() -> TiesDeclared:
    """Each person counts once, in however many rounds she was asked. 2 queries."""
    rows = Declaration.objects.order_by()
    asked = rows.values("user").distinct().count()
    tied = rows.filter(ties__isnull=False).values("user").distinct().count()
    return TiesDeclared(few_people(asked), few_people(tied))


def few_people(number: int) -> str:
    """A number of people as it may be said: 0, "fewer than 5", or the number."""
    least = settings.SMALL_NUMBER_THRESHOLD
    return f"fewer than {least}" if 0 < number < least else f"{number:,}"

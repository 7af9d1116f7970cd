"""The one place in the register that reads the clock; everything below is given its day."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def london_today() -> date:
    """Today's date where the councils are."""
    return timezone.localdate(timezone=LONDON)

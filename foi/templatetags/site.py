"""Dates and counts in the site's words, and the links of the main navigation."""

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.context import Context
from django.utils import timezone

from foi.rules.advice import advice

register = template.Library()


def _day(value: date | datetime) -> date:
    """A moment becomes the London day it falls on; a date stays."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def uk_date(value: date | datetime | None) -> str:
    """Such as "21 December 2026"; nothing for nothing."""
    return f"{(day := _day(value)).day} {day:%B %Y}" if value else ""


@register.filter
def uk_day(value: date | datetime | None) -> str:
    """Such as "Monday 21 December 2026"; nothing for nothing."""
    return f"{_day(value):%A} {uk_date(value)}" if value else ""


@register.filter
def uk_time(value: datetime | None) -> str:
    """Such as "21 December 2026 at 14:05", London time; nothing for nothing."""
    return f"{uk_date(value)} at {timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def working_days(count: int | None) -> str:
    """Such as "1 working day", "14 working days"; nothing for None."""
    if count is None:
        return ""
    return f"{count} working day" if count == 1 else f"{count:,} working days"


@register.filter
def counted(count: int, words: str) -> str:
    """`3|counted:"letter,letters"` is "3 letters"; "no letters" for 0."""
    one, many = words.split(",")
    return f"{count:,} {one if count == 1 else many}" if count else f"no {many}"


@register.filter
def in_summary(error: str, field: BoundField) -> str:
    """An error as the summary lists it: one that names no field gets the field's label."""
    return f"Please fill in: {field.label}" if error == "This field is required." else error


@register.inclusion_tag("partials/nav_link.html", takes_context=True)
def nav_link(context: Context, address: str, words: str) -> dict[str, Any]:
    """A link of the main navigation, marked when the page is this one or lies below it."""
    request = context.get("request")
    here = getattr(request, "path", "")
    below = address != "/" and here.startswith(address)
    current = "page" if here == address else "true" if below else ""
    return {"address": address, "words": words, "current": current}


@register.inclusion_tag("partials/box_own_child.html")
def own_child_box() -> dict[str, Any]:
    """The box "Is this about a decision on your own child?", from the one file of advice."""
    return {"advice": advice()}


@register.inclusion_tag("partials/box_own_child.txt")
def own_child_text() -> dict[str, Any]:
    """The same box as plain text, for mails."""
    return {"advice": advice(), "SITE_URL": settings.SITE_URL}

"""The history of one cell among those of a page."""

from collections.abc import Mapping

from django import template

from foi.comparison.history import Step

register = template.Library()


@register.filter
def of_cell(histories: Mapping[str, list[Step]], key: str) -> list[Step]:
    """The steps of the cell of this question; none where nothing of it was ever public."""
    return histories.get(key, []) if histories else []

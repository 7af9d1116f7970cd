"""What a council itself says, beside its cells."""

from collections.abc import Mapping
from typing import Any

from django import template

from foi.comparison.council_says import Said
from foi.rules.cells import Cell

register = template.Library()


@register.inclusion_tag("compare/_council_says.html")
def council_says(
    says: Mapping[str, list[Said]], key: str = "", cell: Cell | None = None
) -> dict[str, Any]:
    """What stands beside the cell of this key; without one, what is said of all answers."""
    return {"said": says.get(key, []), "cell": cell}

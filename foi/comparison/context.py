"""A published series beside the answers: a column of its own, never counted among them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings

from authorities.models import Authority
from foi.models import Figure
from foi.rules.context import (
    ENGLAND,
    MEASURES,
    SOURCE,
    Measure,
    bare_figure,
    say_figure,
)

from .shape import Context, Row

NO_FIGURE = "no figure"
COLUMNS = "authority gss_code dfe_code year measure name value unit source".split()


def stand_beside(rows: Iterable[Row], key: str) -> Context:
    """Give each row its figure of the series' newest year. One query."""
    measure = MEASURES[key]
    figures = Figure.objects.of([key], [measure.last]).values_list("authority", "value")
    said = {
        authority: say_figure(measure, value, threshold=settings.SMALL_NUMBER_THRESHOLD)
        for authority, value in figures
    }
    for row in rows:
        row.context = said.get(row.authority.pk, NO_FIGURE)
    return Context(key, measure.heading(measure.last), said.get(None, ""))


def figure_records(councils: Sequence[Authority], key: str = "") -> Iterator[dict[str, Any]]:
    """Every published figure of these councils and of England, all years, in COLUMNS' order; of
    one series only, where one is named."""
    known = {council.pk: council for council in councils}
    rows = Figure.objects.filter(measure__in=[key] if key else list(MEASURES))
    for authority, year, name, value in (
        rows.order_by("measure", "year", "authority__short_name")
        .values_list("authority", "year", "measure", "value")
        .iterator()
    ):
        council = known.get(authority)
        if council is not None or authority is None:
            yield _record(council, year, MEASURES[name], value)


def _record(council: Authority | None, year: int, measure: Measure, value: Any) -> dict[str, Any]:
    return {
        "authority": council.slug if council else "england",
        "gss_code": council.gss_code if council else ENGLAND,
        "dfe_code": council.dfe_code if council else "",
        "year": year,
        "measure": measure.key,
        "name": measure.heading(year),
        "value": bare_figure(measure, value, threshold=settings.SMALL_NUMBER_THRESHOLD),
        "unit": measure.unit,
        "source": SOURCE,
    }

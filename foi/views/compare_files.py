"""The comparison's files. They are passed on: never more than is public, and each says what it
is, how it was filtered and from which day."""

import csv
import io
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from foi.comparison import (
    Table,
    as_csv,
    as_json,
    as_xlsx,
    columns_of,
    csv_parts,
    figure_records,
    json_parts,
)
from foi.comparison.context import COLUMNS as CONTEXT_COLUMNS
from foi.comparison.files import harmless
from foi.views.compare_asked import AskedFor, asked_for, wrong_filter
from foi.views.kept import kept, kept_bytes, unless_known

CSV, JSON = "text/csv; charset=utf-8", "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ONE_ROUND = "The spreadsheet holds one round. Take the CSV for all rounds, or choose a round."


@require_safe
def csv_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Exactly what is filtered, as CSV; `?round=all` streams one round after the other."""
    asked = asked_for(request, slug, every_round=_is_all(request))
    if (wrong := wrong_filter(asked)) is not None:
        return wrong
    if _is_all(request):
        parts = csv_parts(_rounds(asked), columns=columns_of(asked.filters.as_at))
        return _stream(parts, asked, "csv", CSV)
    text = kept(request, "csv", asked.letter, asked.today, lambda: as_csv(_public(asked)))
    return _whole(request, text.encode(), asked, "csv", CSV)


@require_safe
def json_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as JSON."""
    asked = asked_for(request, slug, every_round=_is_all(request))
    if (wrong := wrong_filter(asked)) is not None:
        return wrong
    filters = asked.filters.chosen
    if _is_all(request):
        return _stream(json_parts(_rounds(asked), filters=filters), asked, "json", JSON)

    def content() -> str:
        return as_json(_public(asked), filters=filters)

    text = kept(request, "json", asked.letter, asked.today, content)
    return _whole(request, text.encode(), asked, "json", JSON)


@require_safe
def xlsx_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as a spreadsheet, one round at a time."""
    asked = asked_for(request, slug, every_round=_is_all(request))
    if (wrong := wrong_filter(asked)) is not None:
        return wrong
    if _is_all(request):
        return HttpResponse(ONE_ROUND, status=400, content_type="text/plain; charset=utf-8")

    def content() -> bytes:
        return as_xlsx(_public(asked), filters=asked.filters.chosen)

    made = kept_bytes(request, "xlsx", asked.letter, asked.today, content)
    return _whole(request, made, asked, "xlsx", XLSX)


@require_safe
def context_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The published figures of the councils chosen, apart from every answer."""
    asked = asked_for(request, slug)
    if (wrong := wrong_filter(asked)) is not None:
        return wrong
    councils = asked.filters.qs.england().with_codes()
    series = asked.filters.wanted.context

    def lines() -> Iterator[str]:
        yield "\ufeff" + ",".join(CONTEXT_COLUMNS) + "\r\n"
        for record in figure_records(list(councils), series):
            out = io.StringIO()
            csv.writer(out).writerow(harmless(value) for value in record.values())
            yield out.getvalue()

    answer = StreamingHttpResponse(lines(), content_type=CSV)
    answer["Content-Disposition"] = 'attachment; filename="published-figures.csv"'
    return answer


# ------------------------------------------------------------------------------------- parts
def _is_all(request: HttpRequest) -> bool:
    return request.GET.get("round") == "all"


def _public(asked: AskedFor) -> Table:
    return asked.table(None, in_full=True)


def _rounds(asked: AskedFor) -> Iterator[Table]:
    """The rounds that had opened by the day, the oldest first, made one by one."""
    day = asked.filters.as_at or asked.today
    for one in reversed(asked.rounds):
        if one.opened_on <= day:
            yield asked.table(None, in_full=True, round=one)


def _whole(
    request: HttpRequest, content: bytes, asked: AskedFor, kind: str, type: str
) -> HttpResponse:
    answer = HttpResponse(content, content_type=type)
    how = "inline" if kind == "json" else "attachment"
    answer["Content-Disposition"] = f'{how}; filename="{asked.file_name(kind)}"'
    return unless_known(request, answer)


def _stream(parts: Iterator[str], asked: AskedFor, kind: str, type: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(parts, content_type=type)
    name = asked.file_name(kind, every_round=True)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-cache"
    return answer

"""The comparison: one table for a letter, one page for a council's cells in it, and the files."""

import zlib
from collections.abc import Callable
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, quote_etag
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from authorities.models import Authority
from foi.comparison import as_csv, as_json, newest_round, overview, table
from foi.comparison.evidence import evidence
from foi.comparison.shape import Table
from foi.filters import TableFilter
from foi.models import Letter, Question, Round

KEPT_SECONDS = (
    300  # the stamp moves with every public cell; the register's own edits wait this long
)
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Every letter, and of how many councils it was asked."""
    today = timezone.localdate()
    page = {
        "lines": overview(today),
        "councils": Authority.objects.answering_for_send(today).count(),
    }
    return render(request, "compare/compare.html", page)


@require_safe
def compare_letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Every council x every question. A visitor's is kept until a public cell changes."""
    letter, today = _letter(slug), timezone.localdate()
    round_, filters = _round(request, letter), _filter(request, letter)
    wrong = not filters.form.is_valid()
    page = {"letter": letter, "round": round_, "filters": filters, "form": filters.form}

    def body() -> str:
        made = _table(letter, round_, filters, today, public=False, request=request)
        shown = page | {"table": made, "wanted": filters.wanted, "file_query": _query(request)}
        return render_to_string("compare/_table.html", shown, request)

    kept = request.user.is_anonymous and not wrong
    html = _kept(request, letter, round_, "page", today, body) if kept else body()
    answer = render(request, "compare/letter.html", page | {"body": mark_safe(html)})
    return _unless_known(request, answer)


@require_safe
def compare_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Exactly what is filtered, as CSV or JSON. Files are passed on: never more than is public."""
    letter, today = _letter(slug), timezone.localdate()
    round_, filters = _round(request, letter), _filter(request, letter)
    if not filters.form.is_valid():
        said = [error for errors in filters.form.errors.values() for error in errors]
        return HttpResponse("\n".join(said), status=400, content_type="text/plain; charset=utf-8")

    def content() -> str:
        made = _table(letter, round_, filters, today, public=True, request=request)
        return as_csv(made) if kind == "csv" else as_json(made, filters=filters.chosen)

    text = _kept(request, letter, round_, kind, today, content)
    answer = HttpResponse(text, content_type=TYPES[kind])
    name = f"{letter.slug}-round-{round_.number}-{today.isoformat()}.{kind}"
    name = f"made-up-{name}" if settings.DEMO else name
    answer["Content-Disposition"] = (
        f'{"attachment" if kind == "csv" else "inline"}; filename="{name}"'
    )
    return _unless_known(request, answer)


@require_safe
def compare_council(request: HttpRequest, slug: str, council: str) -> HttpResponse:
    """The permanent address of a council's cells: what was asked, what came, where it stands."""
    letter, today = _letter(slug), timezone.localdate()
    round_ = _round(request, letter)
    authority = get_object_or_404(Authority, slug=council)
    only = Authority.objects.filter(pk=authority.pk)
    made = table(letter, round_, user=request.user, on=today, councils=only)
    row = made.rows[0] if made.rows else None
    page = {
        "letter": letter,
        "round": round_,
        "rounds": letter.rounds.order_by("-number"),
        "council": authority,
        "in_force": authority.in_force(today),
        "row": row,
        "cells": evidence(row, round_, user=request.user, on=today) if row else [],
    }
    return render(request, "compare/council.html", page)


# ------------------------------------------------------------------------------------- parts
def _letter(slug: str) -> Letter:
    return get_object_or_404(Letter, slug=slug)


def _round(request: HttpRequest, letter: Letter) -> Round:
    """The round asked for, or the newest. Raises Http404."""
    wanted = request.GET.get("round", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 6):
        raise Http404("There is no such round.")
    found = newest_round(letter, int(wanted) if wanted else None)
    if found is None:
        raise Http404("There is no such round.")
    return found


def _filter(request: HttpRequest, letter: Letter) -> TableFilter:
    rows = Question.objects.filter(version__letter=letter).order_by("-version__number", "number")
    newest: dict[str, str] = {}
    for key, heading in rows.values_list("key", "heading"):
        newest.setdefault(key, heading)
    return TableFilter(
        request.GET, questions=list(newest.items()), queryset=Authority.objects.all()
    )


def _table(
    letter: Letter,
    round_: Round,
    filters: TableFilter,
    today: date,
    *,
    public: bool,
    request: HttpRequest,
) -> Table:
    """As the reader may see it; for a file as everybody may. A wrong filter filters nothing."""
    wanted, councils = filters.wanted, filters.qs
    user = None if public else request.user
    return table(
        letter, round_, user=user, on=today, councils=councils, wanted=wanted, with_codes=public
    )


def _query(request: HttpRequest) -> str:
    """The filters, to be carried over to the files."""
    query = request.GET.copy()
    return f"?{query.urlencode()}" if query else ""


def _kept(
    request: HttpRequest,
    letter: Letter,
    round_: Round,
    kind: str,
    today: date,
    make: Callable[[], str],
) -> str:
    """What everybody sees, from the cache while no public cell and no day has changed.

    Nobody learns the stamp: the answer's ETag is made from its content.
    """
    query = sha256(request.GET.urlencode().encode()).hexdigest()
    key = f"compare:{kind}:{letter.pk}:{letter.stamp}:{round_.number}:{today}:{query}"
    if (packed := cache.get(key)) is None:
        packed = zlib.compress(make().encode(), level=1)
        cache.set(key, packed, KEPT_SECONDS)
    return zlib.decompress(packed).decode()


def _unless_known(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """304 where the reader has this very page already."""
    etag = quote_etag(sha256(answer.content).hexdigest()[:32])
    answer["ETag"] = etag
    patch_cache_control(answer, no_cache=True)
    return get_conditional_response(request, etag=etag, response=answer) or answer

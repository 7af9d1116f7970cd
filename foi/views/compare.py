"""The comparison: one table for a letter, and one page for a council's cells in it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from authorities.models import Authority
from foi.comparison import newest_round, one_row, overview
from foi.comparison.council_says import council_says
from foi.comparison.evidence import each_happened, evidence
from foi.comparison.history import histories
from foi.models import Letter
from foi.views.compare_asked import NO_ROUND, AskedFor, asked_for, round_number
from foi.views.kept import kept, unless_known

SIDE_BY_SIDE = range(2, 7)  # so many councils become the columns


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
    asked = asked_for(request, slug)
    filters, is_right = asked.filters, asked.filters.form.is_valid()
    page = {"letter": asked.letter, "round": asked.round, "filters": filters, "form": filters.form}

    def body() -> str:
        return render_to_string("compare/_table.html", page | _made(request, asked), request)

    alike = request.user.is_anonymous and is_right
    html = kept(request, "page", asked.letter, asked.today, body) if alike else body()
    # What `body` rendered is escaped already.
    answer = render(request, "compare/letter.html", page | {"body": mark_safe(html)})
    return unless_known(request, answer)


def _made(request: HttpRequest, asked: AskedFor) -> dict[str, object]:
    """The table, how it is laid out, and the address that its files take over."""
    made, wanted = asked.table(request.user), asked.filters.wanted
    if asked.filters.is_list:
        way = "list"
    elif made.against is not None:
        way = "rounds"
    else:
        way = "side" if len(wanted.councils) in SIDE_BY_SIDE else "table"
    return {
        "table": made,
        "wanted": wanted,
        "way": way,
        "rounds": asked.rounds,
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
    }


@require_safe
def compare_council(request: HttpRequest, slug: str, council: str) -> HttpResponse:
    """The permanent address of a council's cells: what was asked, what came, where it stands."""
    letter, today = get_object_or_404(Letter, slug=slug), timezone.localdate()
    round_ = newest_round(letter, round_number(request))
    if round_ is None:
        raise Http404(NO_ROUND)
    authority = get_object_or_404(Authority, slug=council)
    row = one_row(letter, round_, authority, user=request.user, on=today)
    cells = evidence(row, round_, user=request.user, on=today) if row else []
    page = {
        "letter": letter,
        "round": round_,
        "rounds": letter.rounds.order_by("-number"),
        "council": authority,
        "in_force": authority.in_force(today),
        "row": row,
        "today": today,
        "cells": cells,
        "happened": each_happened(cells),
        "histories": histories(authority, round_, user=request.user, on=today),
        "says": council_says(authority, round_, user=request.user, on=today),
    }
    return render(request, "compare/council.html", page)

"""The comparison: one table for a letter, one page for a council's cells in it, and the files."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from authorities.models import Authority
from foi.comparison import (
    Table,
    as_csv,
    as_json,
    every_question,
    newest_round,
    one_row,
    overview,
    table,
)
from foi.comparison.council_says import council_says
from foi.comparison.evidence import evidence
from foi.filters import TableFilter
from foi.models import Letter, Question, Round
from foi.models.visibility import AnyUser
from foi.views.kept import kept, unless_known

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
    asked = _asked(request, slug)
    filters, is_right = asked.filters, asked.filters.form.is_valid()
    page = {"letter": asked.letter, "round": asked.round, "filters": filters, "form": filters.form}

    def body() -> str:
        made = {"table": asked.table(request.user), "wanted": filters.wanted}
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return render_to_string("compare/_table.html", page | made | {"query": query}, request)

    alike = request.user.is_anonymous and is_right
    html = kept(request, "page", asked.letter, asked.today, body) if alike else body()
    # What `body` rendered is escaped already.
    answer = render(request, "compare/letter.html", page | {"body": mark_safe(html)})
    return unless_known(request, answer)


@require_safe
def compare_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Exactly what is filtered, as CSV or JSON. Files are passed on: never more than is public."""
    asked = _asked(request, slug)
    if not asked.filters.form.is_valid():
        said = [error for errors in asked.filters.form.errors.values() for error in errors]
        return HttpResponse("\n".join(said), status=400, content_type="text/plain; charset=utf-8")

    def content() -> str:
        made = asked.table(None, with_codes=True)
        return as_csv(made) if kind == "csv" else as_json(made, filters=asked.filters.chosen)

    text = kept(request, kind, asked.letter, asked.today, content)
    answer = HttpResponse(text, content_type=TYPES[kind])
    how = "attachment" if kind == "csv" else "inline"
    answer["Content-Disposition"] = f'{how}; filename="{asked.file_name(kind)}"'
    return unless_known(request, answer)


@require_safe
def compare_council(request: HttpRequest, slug: str, council: str) -> HttpResponse:
    """The permanent address of a council's cells: what was asked, what came, where it stands."""
    letter, today = get_object_or_404(Letter, slug=slug), timezone.localdate()
    round_ = _round(request, letter)
    authority = get_object_or_404(Authority, slug=council)
    row = one_row(letter, round_, authority, user=request.user, on=today)
    page = {
        "letter": letter,
        "round": round_,
        "rounds": letter.rounds.order_by("-number"),
        "council": authority,
        "in_force": authority.in_force(today),
        "row": row,
        "cells": evidence(row, round_, user=request.user, on=today) if row else [],
        "says": council_says(authority, round_, user=request.user, on=today),
    }
    return render(request, "compare/council.html", page)


# ------------------------------------------------------------------------------------- parts
@dataclass(frozen=True, slots=True)
class AskedFor:
    """What an address asks for."""

    letter: Letter
    round: Round
    questions: list[Question]
    filters: TableFilter
    today: date

    def table(self, user: AnyUser, *, with_codes: bool = False) -> Table:
        """As this reader may see it; None is the public. A wrong filter filters nothing."""
        return table(
            self.letter,
            self.round,
            user=user,
            on=self.today,
            councils=self.filters.qs,
            wanted=self.filters.wanted,
            with_codes=with_codes,
            questions=self.questions,
        )

    def file_name(self, kind: str) -> str:
        """Such as "send-staff-targets-round-1-2026-12-21.csv"; a sample's says that it is one."""
        name = f"{self.letter.slug}-round-{self.round.number}-{self.today.isoformat()}.{kind}"
        return f"made-up-{name}" if settings.DEMO else name


def _asked(request: HttpRequest, slug: str) -> AskedFor:
    """Raises Http404 for an unknown letter or round."""
    letter = get_object_or_404(Letter, slug=slug)
    questions = every_question(letter)
    headings: dict[str, str] = {}
    for question in questions:
        headings.setdefault(question.key, question.heading)
    every = Authority.objects.all()
    filters = TableFilter(request.GET, questions=list(headings.items()), queryset=every)
    return AskedFor(letter, _round(request, letter), questions, filters, timezone.localdate())


def _round(request: HttpRequest, letter: Letter) -> Round:
    """The round asked for, or the newest. Raises Http404."""
    wanted = request.GET.get("round", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 6):
        raise Http404("There is no such round.")
    found = newest_round(letter, int(wanted) if wanted else None)
    if found is None:
        raise Http404("There is no such round.")
    return found

"""Something wrong on this page: the form, what became of a report, the public corrections."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from authorities.models import Authority
from foi.actions.report import file_report, stays_hidden
from foi.comparison.corrected import lines_shown
from foi.forms.report import ReportForm
from foi.limits import over_limit
from foi.models import Letter, Question, Report, Request
from foi.rules.reporting import ReportKind, as_address, as_path, page_of
from foi.views.seo import PAGES

HIDDEN_PER_HOUR = 5  # pages that one visitor can have hidden before anybody looked
PAGE_ROWS = 50
NO_SECOND_LOOK = (
    "We know no decision under that reference that can be looked at once more, so this is a new "
    "report. Each decision is looked at once again, by another person."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(http_request: HttpRequest) -> HttpResponse:
    """The form, for anybody. Whatever it says gets in; only machines and floods do not."""
    if http_request.method != "POST":
        page = as_address(http_request.GET["page"]) if http_request.GET.get("page") else ""
        form = ReportForm(initial={"page": page})
        return render(http_request, "report/report.html", {"form": form})
    if over_limit(http_request, "report"):
        return render(http_request, "429.html", status=429)
    form = ReportForm(http_request.POST)
    if form.is_from_a_program:  # thanked like anybody, and not stored
        return redirect("report")
    if not form.is_valid():
        return render(http_request, "report/report.html", {"form": form})
    filed = _filed(http_request, form)
    if form.cleaned_data["earlier"] and filed.review_of_id is None:
        messages.info(http_request, NO_SECOND_LOOK)
    return redirect("report_made", ref=filed.ref)


def _filed(http_request: HttpRequest, form: ReportForm) -> Report:
    data = form.cleaned_data
    is_child = data["kind"] == ReportKind.CHILD
    return file_report(
        page=data["page"],
        kind=data["kind"],
        words=data["words"],
        email=data["email"],
        earlier=data["earlier"],
        may_hide=is_child and not over_limit(http_request, "hiding", per_hour=HIDDEN_PER_HOUR),
        now=timezone.now(),
    )


@never_cache
@require_safe
def report_made(http_request: HttpRequest, ref: str) -> HttpResponse:
    """What became of a report, for whoever has its reference: never its words or the page."""
    found = get_object_or_404(Report.objects.select_related("review_of"), ref=ref.upper())
    page = {"report": found, "where": page_of(found.page), "stays_hidden": stays_hidden(found)}
    return render(http_request, "report/report_made.html", page)


@require_safe
def corrections(http_request: HttpRequest) -> HttpResponse:
    """Facts that were put right: what a page said, what it says, when and why."""
    lines = lines_shown(timezone.localdate())
    page = Paginator(lines, PAGE_ROWS).get_page(http_request.GET.get("page"))
    shown = _public_pages({as_path(row.page) for row in page.object_list})
    keys = _known_keys({page_of(row.page).letter for row in page.object_list})
    for row in page.object_list:
        path, where = as_path(row.page), page_of(row.page)
        known = (where.letter, where.key) in keys
        row.shown_page = (row.page if known else path) if path in shown else ""
    return render(http_request, "report/corrections.html", {"page": page})


def _known_keys(letters: set[str]) -> set[tuple[str, str]]:
    """(letter, key) of every question: a visitor can type anything behind the "#"."""
    rows = Question.objects.filter(version__letter__slug__in=letters - {""})
    return set(rows.values_list("version__letter__slug", "key")) if letters - {""} else set()


def _public_pages(paths: set[str]) -> set[str]:
    """Those of these paths that everybody may open today. A visitor typed them with her report:
    one that is not public any more, or never was a page, would say what she or a request says."""
    where = {path: page_of(path) for path in paths}
    refs, councils = ({getattr(one, k) for one in where.values()} for k in ("ref", "authority"))
    slugs = {path.split("/")[2] for path in paths if path.startswith(("/compare/", "/letters/"))}
    seen = Request.objects.visible_to(None, timezone.localdate()).filter(ref__in=refs - {""})
    open_refs = set(seen.values_list("ref", flat=True)) if refs - {""} else set()
    known = Authority.objects.filter(slug__in=councils - {""})
    there = set(known.values_list("slug", flat=True)) if councils - {""} else set()
    named = Letter.objects.filter(slug__in=slugs)
    letters = set(named.values_list("slug", flat=True)) if slugs else set()
    requests = {f"/requests/{ref}/" for ref in open_refs}
    of_letters = {f"/{kind}/{slug}/" for slug in letters for kind in ("compare", "letters")}
    cells = {f"/compare/{letter}/{slug}/" for letter in letters for slug in there}
    return {*PAGES, *requests, *of_letters, *cells, *(f"/authorities/{slug}/" for slug in there)}

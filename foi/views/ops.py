"""The staff's page: what waits for a person, and the buttons for it."""

from datetime import timedelta
from functools import wraps
from typing import Any, Protocol

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foi.actions import hiding, moderate, reply_post
from foi.actions.report import CannotDecide, decide, stays_hidden
from foi.comparison import waiting
from foi.comparison.link_cells import link_cells
from foi.forms.report import CampaignerForm, DecideForm, HideForm
from foi.models import Correction, LetterVersion, Reading, Reply, Report, Request, actor_of
from foi.rules.permissions import may_moderate
from foi.rules.reporting import page_of
from foi.views.access import request_or_404

MOST_ROWS = 100
LAW_AHEAD = timedelta(days=60)
# The lists of the staff's page in their order: name -> heading.
LISTS = {
    "reports": "Reports",
    "disputes": "Disputed by a council",
    "links": "Links to send",
    "letters": "Letters that may not have gone",
    "own_texts": "Letters in own words, to read and release",
    "campaigners": "People who ask to be campaigners",
    "to_read": "Replies waiting for a reader",
    "second": "Findings waiting for a second person",
    "law_due": "Letters whose law is due for checking",
    "hidden": "Hidden now",
}


class View(Protocol):
    def __call__(self, http_request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...


def staff_only(view: View) -> View:
    """Sign in first; for whoever is not staff there is no such page."""

    @login_required
    @never_cache
    @wraps(view)
    def guarded(http_request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_moderate(actor_of(http_request.user)):
            raise Http404("There is no such page.")
        return view(http_request, *args, **kwargs)

    return guarded


@require_safe
@staff_only
def ops(http_request: HttpRequest) -> HttpResponse:
    """What waits for staff: each list short, oldest or most urgent first."""
    today = timezone.localdate()
    lists = {
        "reports": Report.objects.open(),
        "disputes": Report.objects.disputes(),
        "letters": moderate.letters_to_look_at(),
        "own_texts": moderate.own_texts_to_release(),
        "campaigners": moderate.campaigners_wanted(),
        "to_read": Request.objects.to_read(http_request.user, today).wanted().in_turn(),
        "law_due": LetterVersion.objects.law_due(today + LAW_AHEAD),
    }
    hidden, links = list(hiding.hidden_pages()), reply_post.to_post(on=today)
    second = waiting.counts()
    counts = {name: rows.count() for name, rows in lists.items()}
    counts |= {"hidden": len(hidden), "second": second.waiting, "links": len(links)}
    page = {name: rows[:MOST_ROWS] for name, rows in lists.items()}
    page |= {"now": timezone.now(), "today": today, "decided": Report.objects.decided()[:10]}
    page |= {
        "second_person": second,
        "links": links,
        "link_councils": len({one.authority for one, _ in links}),
        "hidden": hidden[:MOST_ROWS],
        "overview": _overview(counts),
        "most": MOST_ROWS,
    }
    return render(http_request, "ops/ops.html", page)


def _overview(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """(anchor, heading, how many) of each list, in the order of the page."""
    return [(f"ops_{name}", words, counts[name]) for name, words in LISTS.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def ops_report(http_request: HttpRequest, ref: str) -> HttpResponse:
    """One report: what the visitor wrote, and the decision with its reasons."""
    report = get_object_or_404(Report.objects.select_related("review_of"), ref=ref)
    posted = http_request.POST if http_request.method == "POST" else None
    hidden = stays_hidden(report)
    form = DecideForm(posted, is_hidden=bool(hidden))
    if form.is_bound and form.is_valid() and _decided(http_request, report, form):
        told = "Whose answers these are, and whoever left an address, get a mail."
        messages.success(http_request, f"Report {report.ref} is decided. {told}")
        return redirect("ops")
    page = {
        "report": report,
        "form": form,
        "stays_hidden": hidden,
        "answers": hiding.answers_on(report.page)[:MOST_ROWS],
        "lines": _lines_since(report),
        "now": timezone.now(),
    }
    return render(http_request, "ops/report.html", page | _disputed(report))


def _lines_since(report: Report) -> list[Correction]:
    """Lines of correction on the very cell reported, that stand since then: who puts a public
    answer right writes one by doing so."""
    if not page_of(report.page).key:
        return []
    since = timezone.localdate(report.made_at)
    return list(Correction.objects.filter(page=report.page, on__gte=since, report=None))


def _disputed(report: Report) -> dict[str, Any]:
    """What a council says through its link, where the report is about that: its words, the cell
    as it stands, and where its reading is put right."""
    about = [report.pk, report.review_of_id]
    rows = Reply.objects.filter(report__in=[pk for pk in about if pk])
    reply = rows.select_related("link__authority", "link__investigation", "round").first()
    if reply is None:
        return {}
    shown = link_cells(reply.link, on=timezone.localdate())
    readings = Reading.objects.filter(
        shown_by__superseded_at=None,
        shown_by__request__in=shown.requests if shown else [],
        question__key=reply.key,
        message__isnull=False,
    )
    return {
        "reply": reply,
        "cell": shown.cell(reply.key) if shown else None,
        "shown": shown,
        "readings": readings.select_related("request", "message").distinct(),
    }


def _decided(http_request: HttpRequest, report: Report, form: DecideForm) -> bool:
    try:
        decide(
            report=report,
            by=http_request.user,
            decision=form.cleaned_data["decision"],
            show_again=form.cleaned_data.get("show_again"),
            correction=form.correction(),
            now=timezone.now(),
        )
    except CannotDecide as error:
        form.add_error(error.field or None, str(error))
        return False
    return True


@require_POST
@staff_only
def ops_hide(http_request: HttpRequest) -> HttpResponse:
    """Hide what a page shows, now, with a reason."""
    form = HideForm(http_request.POST)
    if not form.is_valid():
        messages.error(http_request, " ".join(e for es in form.errors.values() for e in es))
        return _back(http_request)
    try:
        hiding.hide_page(by=http_request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(http_request, "Hidden from everybody outside. Show it again under Staff.")
    except hiding.CannotHide as error:
        messages.error(http_request, str(error))
    return _back(http_request)


@require_POST
@staff_only
def ops_show(http_request: HttpRequest) -> HttpResponse:
    """Show again what is hidden of a page."""
    page = http_request.POST.get("page", "")
    try:
        hiding.show_page(page=page, by=http_request.user, now=timezone.now())
        messages.success(http_request, "It is shown again.")
    except hiding.CannotHide as error:
        messages.error(http_request, str(error))
    return redirect("ops")


@require_POST
@staff_only
def ops_release(http_request: HttpRequest, ref: str) -> HttpResponse:
    """A request of the requester's own words has been read and may be public."""
    request = request_or_404(http_request, ref)
    try:
        moderate.release_own_text(request=request, by=http_request.user, now=timezone.now())
        messages.success(http_request, f"{request.ref} is released.")
    except moderate.CannotModerate as error:
        messages.error(http_request, str(error))
    return redirect("ops")


@require_POST
@staff_only
def ops_campaigner(http_request: HttpRequest) -> HttpResponse:
    """Approve or decline somebody who asked to be a campaigner."""
    form = CampaignerForm(http_request.POST)
    if not form.is_valid():
        messages.error(http_request, " ".join(e for es in form.errors.values() for e in es))
        return redirect("ops")
    try:
        moderate.answer_campaigner(
            email=form.cleaned_data["email"],
            approved=form.cleaned_data["answer"] == "yes",
            reason=form.cleaned_data["reason"],
            by=http_request.user,
        )
        messages.success(http_request, "Answered, and mailed.")
    except moderate.CannotModerate as error:
        messages.error(http_request, str(error))
    return redirect("ops")


def _back(http_request: HttpRequest) -> HttpResponse:
    """To the page it was about, where that is one of ours; from a file to its request."""
    page = http_request.POST.get("page", "")
    if (where := page_of(page)).token:
        return redirect("request_page", ref=where.ref)
    is_ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return redirect(page if is_ours else reverse("ops"))

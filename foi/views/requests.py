"""The public list of requests, and the page of each."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foi.forms.requests import CouncilRefForm, ListFilter
from foi.models import BankHoliday, Message, Request, actor_of
from foi.rules.lifecycle import State
from foi.rules.permissions import may_log, may_own, sees_names
from foi.views import requests_shown as shown
from foi.views.access import request_or_404

PAGE_ROWS = 25
STANDING = {
    "waiting": Q(state=State.SENT.value),
    "on_hold": Q(state=State.ON_HOLD.value),
    "replied": Q(first_reply_on__isnull=False),
    "withdrawn": Q(state=State.WITHDRAWN.value),
}


# ----------------------------------------------------------------------- list
@require_safe
def request_list(http_request: HttpRequest) -> HttpResponse:
    """Every request whose owner made its page public: the same list for everybody."""
    today, table = timezone.localdate(), BankHoliday.objects.table()
    asked = Request.objects.visible_to(None, today)
    form = ListFilter(http_request.GET or None, asked=asked)
    rows = _narrowed(asked, form)
    ordered = rows.select_related("authority", "version__letter").order_by("-sent_on", "ref")
    page = Paginator(ordered, PAGE_ROWS).get_page(http_request.GET.get("page"))
    for row in page.object_list:
        row.standing = shown.standing_cell(row, today=today, holidays=table)
    return render(http_request, "requests/request_list.html", {"form": form, "page": page})


def _narrowed(rows: QuerySet[Request], form: ListFilter) -> QuerySet[Request]:
    if not form.is_valid():
        return rows
    wanted = form.cleaned_data
    if wanted["standing"]:
        rows = rows.filter(STANDING[wanted["standing"]])
    if wanted["letter"]:
        rows = rows.filter(version__letter=wanted["letter"])
    return rows.filter(authority=wanted["council"]) if wanted["council"] else rows


# ----------------------------------------------------------------------- page
@require_safe
def request_page(http_request: HttpRequest, ref: str) -> HttpResponse:
    """One request, as whoever asks may see it. A draft leads its owner on to sending it."""
    try:
        request = request_or_404(http_request, ref)
    except Http404:
        if http_request.user.is_authenticated:
            raise
        # The same page whether it is private or does not exist; a mail's link ends here.
        return render(http_request, "requests/not_here.html", status=404)
    if request.state == State.DRAFT and request.requester_id == http_request.user.pk:
        return redirect("send", ref=request.ref)
    return render(http_request, "requests/request_page.html", _page(http_request, request))


def _page(http_request: HttpRequest, request: Request) -> dict[str, Any]:
    today, table = timezone.localdate(), BankHoliday.objects.table()
    user, actor = http_request.user, actor_of(http_request.user)
    case = request.case_for(user, today)
    inside = sees_names(actor, case)
    events = list(request.events.select_related("message"))
    lines = shown.asked_lines(request, user, today=today, holidays=table)
    letters = list(request.messages.visible_to(user, today))
    is_owner = bool(may_own(actor, case))
    page = {
        "case": request,
        "today": today,
        "inside": inside,
        "is_owner": is_owner,
        "may_log": bool(may_log(actor, case)),
        "standing": shown.standing_cell(request, today=today, holidays=table),
        "lines": lines,
        "clock": shown.clock_of(request, events, table),
        "timeline": shown.timeline(events, inside=inside),
        "seen": letters,
        "letters": letters if inside else shown.released(request, letters),
        "has_findings": any(line.said for line in lines),
    }
    return page | (_owners(request, lines, letters, today, table) if is_owner else {})


def _owners(
    request: Request, lines: list[shown.AskedLine], letters: list[Message], today: Any, table: Any
) -> dict[str, Any]:
    """What only the owner sees: the next step, the chaser, the small forms."""
    over = request.is_open and request.due_on is not None and today > request.due_on
    chaser = shown.chaser_text(request) if over and request.late_after else ""
    letter = next((row for row in letters if row.kind == "letter"), None)
    return {
        "next": shown.next_for(request, lines, today=today, holidays=table).value,
        "day_is_over": over,
        "chaser": chaser,
        "chaser_mailto": shown.mailto(letter, chaser) if chaser else "",
        "REGULATOR_NAME": settings.REGULATOR_NAME,
        "REGULATOR_URL": settings.REGULATOR_URL,
        "ref_form": CouncilRefForm(initial={"council_ref": request.council_ref}),
    }

"""What the owner does with her request: each verb by POST below its page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from foi.actions import chase, clock, decide, publish, tend
from foi.forms.requests import CorrectForm, CouncilRefForm, HoldForm, VisibilityForm
from foi.models import Request
from foi.rules.lifecycle import NotNow
from foi.rules.permissions import Visibility, may_own
from foi.views.access import request_or_404

SAID = {
    "nothing_came": "We have noted that nothing has come by today.",
    "something_came": "We have noted that something came. Log it when you have a moment.",
    "stop": "We send no more mails about this letter. You can start them again below.",
}


@login_required
@require_POST
def request_say(http_request: HttpRequest, ref: str, verb: str) -> HttpResponse:
    """Nothing has come, something came, or no more mails."""
    request = request_or_404(http_request, ref, may_own)
    if verb not in SAID:
        raise Http404("There is no such button.")
    try:
        chase.say(request=request, verb=verb, by=http_request.user, now=timezone.now())
        messages.success(http_request, SAID[verb])
    except NotNow as error:
        messages.error(http_request, str(error))
    return redirect("request_page", ref=request.ref)


@login_required
@require_POST
def request_resume(http_request: HttpRequest, ref: str) -> HttpResponse:
    """The owner wants the reminders again."""
    request = request_or_404(http_request, ref, may_own)
    chase.resume(request=request, by=http_request.user, now=timezone.now())
    messages.success(http_request, "We remind you about this letter again.")
    return redirect("request_page", ref=request.ref)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_correct(http_request: HttpRequest, ref: str) -> HttpResponse:
    """A wrong date is put right by a further event, with the reason."""
    request = request_or_404(http_request, ref, may_own)
    events = clock.correctable(list(request.events.all()))
    form = CorrectForm(http_request.POST or None, events=events)
    if http_request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        truth = clock.Truth(on=typed["on"], why=typed["why"])
        try:
            clock.correct(
                request=request,
                event=typed["event"],
                by=http_request.user,
                truth=truth,
                now=timezone.now(),
            )
        except clock.CannotCorrect as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(http_request, "The date is put right, and the clock counted anew.")
            return redirect("request_page", ref=request.ref)
    facts = {"case": request, "form": form, "events": events}
    return render(http_request, "requests/request_correct.html", facts)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_hold(http_request: HttpRequest, ref: str) -> HttpResponse:
    """The requester answered the council's question, or paid its fee."""
    request = request_or_404(http_request, ref, may_own)
    if request.on_hold_since is None:
        messages.info(http_request, "The council is not waiting for anything from you.")
        return redirect("request_page", ref=request.ref)
    is_fee = request.hold_kind == "fee"
    form = HoldForm(http_request.POST or None, fee=is_fee, since=request.on_hold_since)
    if http_request.method == "POST" and form.is_valid():
        on, now = form.cleaned_data["on"], timezone.now()
        try:
            decide.answer_hold(request=request, by=http_request.user, on=on, now=now)
        except decide.CannotDecide as error:
            form.add_error("on", str(error))
        else:
            messages.success(http_request, "The clock runs again.")
            return redirect("request_page", ref=request.ref)
    facts = {"case": request, "form": form, "is_fee": is_fee}
    return render(http_request, "requests/request_hold.html", facts)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_withdraw(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Take the request back, after saying what that does."""
    request = request_or_404(http_request, ref, may_own)
    if http_request.method == "POST":
        try:
            tend.withdraw(request=request, by=http_request.user, now=timezone.now())
            messages.success(http_request, "The request is withdrawn.")
        except tend.CannotTend as error:
            messages.error(http_request, str(error))
        return redirect("request_page", ref=request.ref)
    return render(http_request, "requests/request_withdraw.html", {"case": request})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_visibility(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Who may know of the request, and under which name."""
    request = request_or_404(http_request, ref, may_own)
    before = {"visibility": request.visibility, "alias": request.alias}
    form = VisibilityForm(http_request.POST or None, initial=before)
    if http_request.method == "POST" and form.is_valid():
        try:
            _show_to(http_request, request, form.cleaned_data)
        except tend.CannotTend as error:
            form.add_error(error.field or None, str(error))
        except publish.CannotPublish as error:
            form.add_error(None, str(error))
        else:
            return redirect("request_page", ref=request.ref)
    facts = {"case": request, "form": form}
    return render(http_request, "requests/request_visibility.html", facts)


def _show_to(http_request: HttpRequest, request: Request, typed: dict[str, str]) -> None:
    """The name first: a page never becomes public under one that the guard stopped."""
    now, wanted = timezone.now(), Visibility(typed["visibility"])
    if typed["alias"].strip():
        tend.rename(request=request, by=http_request.user, alias=typed["alias"], now=now)
    publish.change_visibility(request=request, by=http_request.user, to=wanted, now=now)
    said = f"Now: {request.get_visibility_display()}."
    if request.visibility != wanted:
        said += " Answers that were published already stay in the table, without your page."
    messages.success(http_request, said)


@login_required
@require_POST
def request_council_ref(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Note the council's own reference number."""
    request = request_or_404(http_request, ref, may_own)
    form = CouncilRefForm(http_request.POST)
    if form.is_valid():
        text = form.cleaned_data["council_ref"]
        tend.note_council_ref(request=request, by=http_request.user, text=text, now=timezone.now())
        messages.success(http_request, "The council’s reference is noted.")
    else:
        messages.error(http_request, "That is too long for a reference: at most 60 letters.")
    return redirect("request_page", ref=request.ref)

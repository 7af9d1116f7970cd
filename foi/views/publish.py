"""Publishing what was read, and a text: shown first exactly as the public will see it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from foi.actions import publish as publishing
from foi.comparison.preview import Preview, preview
from foi.forms.log_publish import TextForm, VisibilityForm
from foi.mail.quoting import is_quoted
from foi.models import BankHoliday, Finding, Request
from foi.models.messages import REPLIES
from foi.rules.permissions import Visibility, may_publish
from foi.views.access import request_or_404
from foi.views.handed import handed_or_404, typed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(http_request: HttpRequest, ref: str) -> HttpResponse:
    """What will be public, what will not, and the button."""
    request = request_or_404(http_request, ref, may_publish)
    lines = _lines(http_request, request)
    form = _visibility_form(http_request, request)
    if http_request.method == "POST" and (form is None or form.is_valid()):
        try:
            return _publish(http_request, request, form)
        except publishing.CannotPublish as error:
            messages.error(http_request, str(error))
    context = {
        "case": request,
        "form": form,
        "new": [
            line
            for line in lines
            if line.finding.published_at is None and not line.finding.is_to_read_alone
        ],
        "alone": request.findings.filter(hidden_at=None).current().to_read_alone().count(),
        "READ_ALONE_FIRST": publishing.READ_ALONE_FIRST,
        "public": [line for line in lines if line.finding.published_at is not None],
        "doubtful": {line.number for line in lines if _is_doubtful(line)},
        "unread": request.asked.count() - len(lines),
        "is_owner": request.requester_id == http_request.user.pk,
        "last_reply": request.messages.filter(direction="in", kind__in=REPLIES)
        .values_list("token", flat=True)
        .last(),
    }
    return render(http_request, "logging/publish.html", context)


def _lines(http_request: HttpRequest, request: Request) -> list[Preview]:
    today = timezone.localdate()
    rows = Finding.objects.readable_by(http_request.user, today).current()
    rows = rows.filter(request=request, hidden_at=None).prefetch_related("refusals")
    found = rows.select_related(
        "reading__message", "reading__attachment", "question__version", "request", "source"
    )
    calendar = BankHoliday.objects.table().uk
    return preview(request, found, on=today, calendar=calendar)


def _is_doubtful(line: Preview) -> bool:
    """A program did not find the quote where it is said to stand: a hint, no more."""
    reading = line.finding.reading
    source = reading.attachment or reading.message
    words = source.text if source is not None else ""
    return bool(reading.quote and words) and not is_quoted(reading.quote, words)


def _visibility_form(http_request: HttpRequest, request: Request) -> VisibilityForm | None:
    """Asked of the owner of a private request only: without it nothing can be public."""
    is_owner = request.requester_id == http_request.user.pk
    if request.visibility != Visibility.PRIVATE or not is_owner:
        return None
    return VisibilityForm(typed(http_request))


def _publish(
    http_request: HttpRequest, request: Request, form: VisibilityForm | None
) -> HttpResponse:
    to = Visibility(form.cleaned_data["visibility"]) if form else None
    number = publishing.publish(
        request=request, by=http_request.user, now=timezone.now(), visibility=to
    )
    if number:
        answers = "1 answer is" if number == 1 else f"{number} answers are"
        messages.success(http_request, f"{answers} public now. You can take this back below.")
    else:
        messages.info(http_request, "There was nothing new to publish.")
    return redirect("publish", ref=request.ref)


@login_required
@require_POST
def unpublish(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Take the answers of a request back out of public view."""
    request = request_or_404(http_request, ref, may_publish)
    number = publishing.unpublish(request=request, by=http_request.user, now=timezone.now())
    if number:
        messages.success(http_request, "The answers are private again.")
    return redirect("publish", ref=request.ref)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release_text(http_request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """A letter's text with names, addresses and numbers masked: edited, then released."""
    request, handed = handed_or_404(http_request, ref, token, may_publish)
    message = handed.message
    first = message.public_text or publishing.suggested_text(message)
    form: forms.Form = TextForm(typed(http_request), initial={"text": first})
    if http_request.method == "POST" and "take_back" in http_request.POST:
        publishing.unrelease_text(message=message, by=http_request.user, now=timezone.now())
        messages.success(http_request, "The text is private again.")
        return redirect("message", ref=request.ref, token=token)
    if http_request.method == "POST" and form.is_valid():
        try:
            publishing.release_text(
                message=message,
                by=http_request.user,
                text=form.cleaned_data["text"],
                now=timezone.now(),
            )
            messages.success(http_request, "The text is public now.")
            return redirect("came", ref=request.ref)
        except publishing.CannotPublish as error:
            form.add_error("text", str(error))
    context = {"case": request, "handed": handed, "form": form}
    return render(http_request, "logging/release_text.html", context)

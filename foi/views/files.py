"""The only way out for files: as an attachment, never shown in the page, to who may have them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foi.actions import release as releasing
from foi.forms.log_publish import FileForm
from foi.models import Attachment, Request, actor_of
from foi.rules.permissions import may_publish, may_see_page, sees_names
from foi.views.access import request_or_404
from foi.views.handed import typed

SANDBOX = "default-src 'none'; sandbox"
NOT_THERE = "There is no such request, or it is private."


@require_safe
def file(http_request: HttpRequest, ref: str, token: str) -> FileResponse:
    """The file as it came for insiders; for everybody else the released copy, or nothing."""
    request = request_or_404(http_request, ref, may_see_page)
    attachment = _attachment_or_404(http_request, request, token)
    case = request.case_for(http_request.user, timezone.localdate())
    inside = sees_names(actor_of(http_request.user), case)
    as_it_came = inside and "copy" not in http_request.GET
    if as_it_came:
        return download(attachment.file, attachment.name, attachment.content_type)
    if not attachment.released_file:
        raise Http404(NOT_THERE)
    name = attachment.released_name
    kind = "text/plain; charset=utf-8" if name.endswith(".txt") else "application/pdf"
    return download(attachment.released_file, name, kind)


def _attachment_or_404(http_request: HttpRequest, request: Request, token: str) -> Attachment:
    rows = Attachment.objects.visible_to(http_request.user, timezone.localdate())
    found = rows.filter(message__request=request, token=token).select_related("message").first()
    if found is None:
        raise Http404(NOT_THERE)
    found.message.request = request
    return found


def download(stored: Any, name: str, content_type: str) -> FileResponse:
    """Streamed as an attachment that no browser renders or guesses at."""
    try:
        opened = stored.open("rb")
    except FileNotFoundError as error:
        raise Http404(NOT_THERE) from error
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release_file(http_request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """The check list with what a program found, then the button."""
    request = request_or_404(http_request, ref, may_publish)
    attachment = _attachment_or_404(http_request, request, token)
    if not sees_names(
        actor_of(http_request.user), request.case_for(http_request.user, timezone.localdate())
    ):
        raise Http404(NOT_THERE)
    if http_request.method == "POST" and "take_back" in http_request.POST:
        releasing.unrelease_file(attachment=attachment, by=http_request.user, now=timezone.now())
        messages.success(http_request, "The file is private again.")
        return redirect("release_file", ref=request.ref, token=token)
    found, sorry = _found(attachment)
    ticks = [(one.code, one.sentence) for one in found if releasing.must_be_seen(one)]
    form = FileForm(typed(http_request), found=ticks)
    if http_request.method == "POST" and not sorry and form.is_valid():
        if _release(http_request, attachment, form):
            return redirect("came", ref=request.ref)
    context = {"case": request, "attachment": attachment, "form": form, "sorry": sorry}
    context["found"] = [one for one in found if not releasing.must_be_seen(one)]
    return render(http_request, "logging/release_file.html", context)


def _found(attachment: Attachment) -> tuple[list[releasing.Found], str]:
    """What a program found, or the sentence that says why the file cannot be released."""
    try:
        return releasing.findings(attachment), ""
    except releasing.CannotPublish as error:
        return [], str(error)


def _release(http_request: HttpRequest, attachment: Attachment, form: FileForm) -> bool:
    try:
        releasing.release_file(
            attachment=attachment,
            by=http_request.user,
            checks=form.cleaned_data["checks"],
            found=form.cleaned_data.get("found", []),
            name=form.cleaned_data["name"],
            now=timezone.now(),
        )
    except releasing.CannotPublish as error:
        form.add_error(None, str(error))
        return False
    messages.success(http_request, "A copy of the file is public now.")
    return True

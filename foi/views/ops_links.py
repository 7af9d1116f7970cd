"""Staff: councils that a link cannot be mailed to, their letters, and what came back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foi.actions import documents, reply_post
from foi.actions.reply_due import why_nothing_is_sent
from foi.forms.reply import PostedForm
from foi.models import Reply, ReplyLink
from foi.views.files import download
from foi.views.ops import staff_only

MOST_ROWS = 200
VERBS = {
    "undo": (reply_post.not_posted, "Noted: it was not posted."),
    "came-back": (reply_post.came_back, "Noted: it came back. The council is listed again."),
    "renew": (reply_post.renew_letter, "There is a new code. Print the letter again."),
}


@require_safe
@staff_only
def ops_links(http_request: HttpRequest) -> HttpResponse:
    """What is to be posted, the longest waiting first; what went, the newest first."""
    page = {
        "to_post": reply_post.to_post(on=timezone.localdate())[:MOST_ROWS],
        "told": reply_post.told_lately(),
        "why_not": why_nothing_is_sent(),
    }
    return render(http_request, "ops/links.html", page)


@require_POST
@staff_only
def ops_links_make(http_request: HttpRequest) -> HttpResponse:
    """Make one council's letter."""
    try:
        link = reply_post.make_letter(
            slug=http_request.POST.get("council", ""),
            of=http_request.POST.get("of", ""),
            by=http_request.user,
            now=timezone.now(),
        )
    except reply_post.CannotPost as error:
        messages.error(http_request, str(error))
        return redirect("ops_links")
    return redirect("ops_link", ref=link.ref)


@require_safe
@staff_only
def ops_link(http_request: HttpRequest, ref: str) -> HttpResponse:
    """The letter, to print, and the day it was posted."""
    return _letter_page(http_request, _link(ref), PostedForm(today=timezone.localdate()))


def _letter_page(http_request: HttpRequest, link: ReplyLink, form: PostedForm) -> HttpResponse:
    try:
        subject, text = reply_post.letter_of(link=link, on=timezone.localdate())
    except reply_post.CannotPost as error:
        messages.error(http_request, str(error))
        return redirect("ops_links")
    page = {"link": link, "form": form, "subject": subject, "text": text}
    page["can_make_pdf"] = documents.can_make_pdf()
    return render(http_request, "ops/link.html", page)


@require_safe
@staff_only
def ops_link_pdf(http_request: HttpRequest, ref: str) -> HttpResponse:
    """The letter on A4 pages."""
    link = _link(ref)
    try:
        subject, text = reply_post.letter_of(link=link, on=timezone.localdate())
        made = documents.pdf(subject=subject, text=text)
    except (reply_post.CannotPost, documents.NoPdf) as error:
        messages.error(http_request, str(error))
        return redirect("ops_links")
    headers = {"Content-Disposition": f'attachment; filename="{link.ref}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_POST
@staff_only
def ops_link_posted(http_request: HttpRequest, ref: str) -> HttpResponse:
    """A person says on which day the letter was posted."""
    link, today = _link(ref), timezone.localdate()
    form = PostedForm(http_request.POST, today=today)
    if form.is_valid():
        on = form.cleaned_data["on"]
        try:
            reply_post.posted(link=link, on=on, by=http_request.user, now=timezone.now())
            messages.success(http_request, "Noted. The council’s ten working days run from then.")
            return redirect("ops_links")
        except reply_post.CannotPost as error:
            form.add_error(error.field or None, str(error))
    return _letter_page(http_request, link, form)


@require_POST
@staff_only
def ops_link_do(http_request: HttpRequest, ref: str, what: str) -> HttpResponse:
    """It was not posted; it came back; a new code."""
    if what not in VERBS:
        raise Http404("There is no such button.")
    link, (act, done) = _link(ref), VERBS[what]
    try:
        act(link=link, by=http_request.user, now=timezone.now())
        messages.success(http_request, done)
    except reply_post.CannotPost as error:
        messages.error(http_request, str(error))
    return redirect("ops_link", ref=link.ref) if what == "renew" else redirect("ops_links")


@require_http_methods(["GET", "HEAD"])
@staff_only
def ops_document(http_request: HttpRequest, ref: str) -> HttpResponse:
    """The document behind a dispute, for staff alone."""
    reply = get_object_or_404(Reply.objects.exclude(document=""), report__ref=ref)
    return download(reply.document, reply.document_name, "application/octet-stream")


def _link(ref: str) -> ReplyLink:
    rows = ReplyLink.objects.select_related("authority", "investigation", "request")
    return get_object_or_404(rows, ref=ref)

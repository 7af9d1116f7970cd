"""Sending a filed letter: by this site, or by the requester, who then says when."""

from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from authorities.models import Contact
from foi.actions import documents
from foi.actions import send as sending
from foi.actions.file import discard, refresh
from foi.forms.sending import SentForm
from foi.limits import over_limit
from foi.models import BankHoliday, Message, Request
from foi.rules.lifecycle import State
from foi.rules.permissions import YES, Actor, Case, Ruling, may_moderate, may_own
from foi.views.access import request_or_404
from foi.views.posting import signed_in_post

MAILTO_MAX = 1800  # characters, encoded; longer links are cut by mail programs without a word
FILES = {
    "pdf": (documents.pdf, "application/pdf"),
    "docx": (
        documents.word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "txt": (documents.plain, "text/plain; charset=utf-8"),
}


@login_required
@never_cache
@require_safe
def send(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Step 3: the ways to send it, or how far the site has got with it."""
    request = request_or_404(http_request, ref, _may_settle)
    if http_request.htmx:
        return _looked_again(http_request, request)
    if request.process != State.DRAFT:
        return redirect(_address(request))
    now, is_owner = timezone.now(), request.requester_id == http_request.user.pk
    today = timezone.localdate(now)
    refresh(request=request, now=now)
    message = request.letter_message
    page = {"request": request, "message": message, "is_owner": is_owner}
    if not is_owner and message.delivery != "unsure":
        raise Http404("There is no such request, or it is private.")
    if message.delivery not in {"none", "failed"}:
        return render(http_request, "sending/on_its_way.html", page)
    contacts = request.authority.contacts.filter(status=Contact.Status.CONFIRMED)
    page |= {
        "why_not_at_all": sending.why_not_at_all(request=request, on=today),
        "why_not_by_site": sending.why_not_by_site(request=request, on=today),
        "contacts": [c for c in contacts if c.channel != Contact.Channel.REVIEW_ADDRESS],
        "mailto": mailto(request, message, on=today),
        "can_make_pdf": documents.can_make_pdf(),
    }
    return render(http_request, "sending/send.html", page)


def _looked_again(http_request: HttpRequest, request: Request) -> HttpResponse:
    """For the page that waits and asks by itself: nothing new (204), or to be loaded anew."""
    is_same = request.letter_message.delivery == http_request.GET.get("seen")
    if is_same and request.process == State.DRAFT:
        return HttpResponse(status=204)
    return HttpResponseClientRedirect(reverse("send", args=[request.ref]))


@signed_in_post(back="send")
def send_by_site(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Into the outbox; a sweep sends it within seconds. Pressed twice, it goes once."""
    request = request_or_404(http_request, ref, may_own)
    if over_limit(http_request, "send"):
        return render(http_request, "429.html", status=429)
    try:
        sending.queue_letter(request=request, by=http_request.user, now=timezone.now())
    except sending.CannotSend as error:
        messages.error(http_request, str(error))
    return redirect("send", request.ref)


@signed_in_post(back="send")
def send_undo(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Take it out of the outbox again, while nobody has it."""
    request = request_or_404(http_request, ref, may_own)
    try:
        sending.take_back(request=request, by=http_request.user, now=timezone.now())
        messages.success(http_request, "The letter was taken back. Nothing was sent.")
    except sending.CannotSend as error:
        messages.error(http_request, str(error))
    return redirect("send", request.ref)


@signed_in_post(back="send")
def send_settle(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Did an unsure letter go? Its owner or staff looked and says so."""
    request = request_or_404(http_request, ref, _may_settle)
    answer = http_request.POST.get("went")
    if answer not in {"yes", "no"}:
        messages.error(http_request, "Choose one of the two buttons.")
        return redirect("send", request.ref)
    try:
        sending.settle_unsure(
            message=request.letter_message,
            went=answer == "yes",
            by=http_request.user,
            now=timezone.now(),
        )
    except sending.CannotSend as error:
        messages.error(http_request, str(error))
    return redirect(_address(request) if answer == "yes" else _back(http_request, request))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_confirm(http_request: HttpRequest, ref: str) -> HttpResponse:
    """She sent it herself: on which day, which way, to which address. The clock starts."""
    request = request_or_404(http_request, ref, may_own)
    if request.process != State.DRAFT:
        messages.info(http_request, "You have already told us that this letter was sent.")
        return redirect(_address(request))
    now, table = timezone.now(), BankHoliday.objects.table()
    today = timezone.localdate(now)
    typed = http_request.POST if http_request.method == "POST" else None
    form = SentForm(typed, today=today, holidays=table, initial=_initial(request, http_request))
    if typed is not None and form.is_valid():
        try:
            _confirm(http_request, request, form)
            return redirect(_address(request))
        except sending.CannotSend as error:
            form.add_error(None, str(error))
    return render(http_request, "sending/confirm.html", {"form": form, "request": request})


@signed_in_post(back="send")
def draft_discard(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Throw an unsent letter of one's own away."""
    request = request_or_404(http_request, ref, may_own)
    try:
        discard(request=request, by=http_request.user)
        messages.success(http_request, "The draft was thrown away.")
    except ValueError as error:
        messages.error(http_request, str(error))
    return redirect("me")


@login_required
@never_cache
@require_safe
def letter_print(http_request: HttpRequest, ref: str) -> HttpResponse:
    """The letter alone on a page, to print or to save as a PDF."""
    request = request_or_404(http_request, ref, may_own)
    page = {"request": request, "message": request.letter_message}
    return render(http_request, "sending/letter.html", page)


@login_required
@never_cache
@require_safe
def letter_file(http_request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """The letter as a file: pdf, docx or txt."""
    request = request_or_404(http_request, ref, may_own)
    if kind not in FILES:
        raise Http404("There is no such file.")
    make, content_type = FILES[kind]
    message = request.letter_message
    try:
        made = make(subject=message.subject, text=message.text)
    except documents.NoPdf as error:
        messages.error(http_request, str(error))
        return redirect("letter_print", request.ref)
    headers = {"Content-Disposition": f'attachment; filename="{request.ref}.{kind}"'}
    return HttpResponse(made, content_type=content_type, headers=headers)


def _may_settle(actor: Actor, case: Case) -> Ruling:
    """The owner; or staff, who look after letters nobody knows of whether they went."""
    return YES if may_moderate(actor) else may_own(actor, case)


def _confirm(http_request: HttpRequest, request: Request, form: SentForm) -> None:
    data = form.cleaned_data
    outside = data["way"] == "whatdotheyknow"
    sending.confirm_sent(
        request=request,
        by=http_request.user,
        on=data["on"],
        way="portal" if outside else data["way"],
        now=timezone.now(),
        through="whatdotheyknow" if outside else "self",
        to=data["to"],
        outside_url=data["to"] if outside else "",
    )


def _initial(request: Request, http_request: HttpRequest) -> dict[str, str]:
    """The address the register has, where it has one; the day and the way are hers to say."""
    way = http_request.GET.get("way", "")
    contact = request.authority.confirmed_email(timezone.localdate())
    return {"way": way, "to": contact.value if contact and way in {"", "email"} else ""}


def mailto(request: Request, message: Message, *, on: date) -> str:
    """A link that opens her mail program with the letter; empty where it would be cut."""
    contact = request.authority.confirmed_email(on)
    to = quote(contact.value, safe="@") if contact else ""
    body = quote(message.text.replace("\n", "\r\n"))
    link = f"mailto:{to}?subject={quote(message.subject)}&body={body}"
    return link if len(link) <= MAILTO_MAX else ""


def _address(request: Request) -> str:
    return f"/requests/{request.ref}/"


def _back(http_request: HttpRequest, request: Request) -> str:
    is_owner = request.requester_id == http_request.user.pk
    return f"/requests/{request.ref}/send/" if is_owner else "/admin/foi/message/"

"""Handing in what came: how it came, what it holds, and then what it is."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foi.actions import decide as deciding
from foi.actions import own_word
from foi.actions import receive as receiving
from foi.forms.log import HandInForm, KindForm, NoteForm, WayForm
from foi.models import Message, Request, actor_of
from foi.rules.lifecycle import State
from foi.rules.permissions import may_log, may_own, may_publish, may_see_page
from foi.views.access import request_or_404
from foi.views.handed import Handed, handed_or_404, typed
from foi.views.reading import reading_by_another

READ_NEXT = {"response": "read", "refusal": "whole", "already_public": "whole"}
SAID = {
    "acknowledgement": "Noted: they have your letter. The clock goes on.",
    "extension": "Noted: they say that they need more time.",
    "bounce": "Noted: your letter came back. Look at the address and send it again.",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def log(http_request: HttpRequest, ref: str) -> HttpResponse:
    """First question: how did it come?"""
    request = request_or_404(http_request, ref, may_log)
    form = WayForm(typed(http_request))
    if http_request.method == "POST" and form.is_valid():
        return redirect("log_way", ref=request.ref, way=form.cleaned_data["way"])
    context = {"case": request, "form": form, "is_draft": request.process == State.DRAFT}
    return render(http_request, "logging/log.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def log_way(http_request: HttpRequest, ref: str, way: str) -> HttpResponse:
    """The words and files, or for a call a private note."""
    if way == "phone":
        return _call(http_request, request_or_404(http_request, ref, may_own))
    request = request_or_404(http_request, ref, may_log)
    if way not in ("email", "portal", "post", "in_person"):
        raise Http404("There is no such page.")
    if request.process == State.DRAFT:
        return redirect("log", ref=request.ref)
    form = HandInForm(typed(http_request), http_request.FILES or None, way=way)
    if http_request.method == "POST" and form.is_valid():
        came = receiving.Came(way, text=form.cleaned_data["text"], uploads=form.uploads)
        try:
            message = receiving.hand_in(
                request=request, by=http_request.user, came=came, now=timezone.now()
            )
            return redirect("message", ref=request.ref, token=message.token)
        except receiving.CannotReceive as error:
            form.add_error(error.field or None, str(error))
    return render(http_request, "logging/way.html", {"case": request, "form": form, "way": way})


def _call(http_request: HttpRequest, request: Request) -> HttpResponse:
    if request.process == State.DRAFT:
        return redirect("log", ref=request.ref)
    form = NoteForm(typed(http_request))
    if http_request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            message = own_word.note_call(
                request=request,
                by=http_request.user,
                on=said["on"],
                note=said["note"],
                now=timezone.now(),
            )
            return redirect("message", ref=request.ref, token=message.token)
        except receiving.CannotReceive as error:
            field = {"came_on": "on", "note": "note"}.get(error.field)
            form.add_error(field, str(error))
    return render(http_request, "logging/call.html", {"case": request, "form": form})


@login_required
@require_safe
def came(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that came, for whoever may log it, also where there is no page to see."""
    request = request_or_404(http_request, ref, may_log)
    user, today = http_request.user, timezone.localdate()
    case, actor = request.case_for(user, today), actor_of(user)
    rows = Message.objects.readable_by(user, today).filter(request=request, direction="in")
    context = {
        "case": request,
        "came": rows,
        "may_see_page": bool(may_see_page(actor, case)),
        "may_publish": bool(may_publish(actor, case)),
        "taken": reading_by_another(http_request, request),
    }
    return render(http_request, "logging/came.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def message(http_request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """What came, and the question what it is, with what a program noticed."""
    request, handed = handed_or_404(http_request, ref, token)
    if handed.message.kind == "note":
        return render(http_request, "logging/note.html", _note_page(request, handed.message))
    form = _kind_form(http_request, handed)
    if http_request.method == "POST" and form.is_valid():
        try:
            deciding.say_what_it_is(
                message=handed.message,
                by=http_request.user,
                now=timezone.now(),
                kind=form.cleaned_data["kind"],
                on=form.cleaned_data["came_on"],
                dated_on=form.cleaned_data.get("dated_on"),
            )
            return _next(http_request, request, handed.message)
        except deciding.CannotDecide as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
    context = {"case": request, "handed": handed, "form": form}
    return render(http_request, "logging/message.html", context | _standing(http_request, handed))


def _standing(http_request: HttpRequest, handed: Handed) -> dict[str, object]:
    """Who is looking at what: decides which buttons stand below the form."""
    message, request = handed.message, handed.message.request
    user = http_request.user
    is_owner = request.requester_id == user.pk
    case = request.case_for(user, timezone.localdate())
    return {
        "is_owner": is_owner,
        "may_publish": bool(may_publish(actor_of(user), case)),
        "is_unread": message.kind == "unread",
        "taken": reading_by_another(http_request, request),
        "reads_next": READ_NEXT.get(message.kind, ""),
        "may_take_back": message.kind == "unread" and (is_owner or message.by_id == user.pk),
    }


def _kind_form(http_request: HttpRequest, handed: Handed) -> KindForm:
    message = handed.message
    known = {"came_on": message.came_on, "dated_on": message.dated_on}
    if message.kind != "unread":
        known["kind"] = message.kind
    return KindForm(
        typed(http_request),
        initial=known,
        has_own_date=message.channel in ("email", "portal"),
        today=timezone.localdate(),
    )


def _next(http_request: HttpRequest, request: Request, message: Message) -> HttpResponse:
    """To the questions where there is something to read, else back with a word of thanks."""
    if message.kind in READ_NEXT:
        return redirect(READ_NEXT[message.kind], ref=request.ref, token=message.token)
    if said := SAID.get(message.kind):
        messages.success(http_request, said)
        return redirect("came", ref=request.ref)
    return redirect("message", ref=request.ref, token=message.token)


def _note_page(request: Request, note: Message) -> dict[str, object]:
    """The note, and the ready text that asks for the same in writing."""
    addresses = request.authority.contacts.filter(channel="email", status="confirmed")
    return {
        "case": request,
        "note": note,
        "address": addresses.values_list("value", flat=True).first() or "",
    }


@login_required
@require_POST
def take_back(http_request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """Remove what was handed in by mistake."""
    request, handed = handed_or_404(http_request, ref, token)
    try:
        receiving.take_back(message=handed.message, by=http_request.user, now=timezone.now())
        messages.success(http_request, "Removed, with its files.")
    except receiving.CannotReceive as error:
        messages.error(http_request, str(error))
    return redirect("came", ref=request.ref)


@login_required
@require_POST
def want_reading(http_request: HttpRequest, ref: str) -> HttpResponse:
    """The owner presses "please read this for me"."""
    request = request_or_404(http_request, ref, may_own)
    try:
        own_word.want_reading(request=request, by=http_request.user, now=timezone.now())
        messages.success(http_request, "Thank you. Somebody will read it for you.")
    except receiving.CannotReceive as error:
        messages.error(http_request, str(error))
    return redirect("came", ref=request.ref)


@login_required
@require_POST
def read_myself(http_request: HttpRequest, ref: str) -> HttpResponse:
    """The owner takes that back."""
    request = request_or_404(http_request, ref, may_own)
    own_word.read_myself(request=request, by=http_request.user, now=timezone.now())
    messages.success(http_request, "You read it yourself now.")
    return redirect("came", ref=request.ref)

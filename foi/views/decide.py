"""Reading a reply question by question, with the passage that proves it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foi.actions import decide as deciding
from foi.actions.decide import Said
from foi.forms.log_questions import QuestionForm, WholeForm, initial_of
from foi.models import Finding, Question, Request, actor_of
from foi.rules import periods
from foi.rules.permissions import may_publish
from foi.views.handed import Handed, handed_or_404, typed
from foi.views.ties import asked_first

TAKE = "take"  # the button that puts a suggested value into its field: "q3:about 40"
WHOLE_OUTCOMES = {"refusal": "refused", "already_public": "already_public"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read(http_request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """Each question of the letter: what does the reply say of it?"""
    request, handed = handed_or_404(http_request, ref, token)
    if handed.message.kind in ("unread", "note"):
        return redirect("message", ref=request.ref, token=token)
    if (first := asked_first(http_request, request)) is not None:
        return first
    forms = _question_forms(http_request, request, handed)
    no_answer = ""
    if http_request.method == "POST" and all([form.is_valid() for form in forms]):
        readings = [form.reading for form in forms if form.reading]
        if readings and (sorry := _save(http_request, request, readings)) == "":
            return _after_saving(http_request, request)
        no_answer = sorry if readings else "Choose what the reply says of at least one question."
    context = {"case": request, "handed": handed, "forms": forms, "no_answer": no_answer}
    context |= {"has_errors": bool(no_answer) or any(form.errors for form in forms)}
    return render(http_request, "logging/read.html", context | _public(http_request, request))


def _save(
    http_request: HttpRequest, request: Request, readings: list[tuple[Question, Said]]
) -> str:
    """All of them or none; why not, as a sentence."""
    try:
        deciding.read_reply(
            request=request, by=http_request.user, readings=readings, now=timezone.now()
        )
    except deciding.CannotDecide as error:
        return str(error)
    messages.success(http_request, "Saved. Nothing new is public before you publish it.")
    return ""


def _after_saving(http_request: HttpRequest, request: Request) -> HttpResponse:
    """To the publish page; who may not publish (an editor of an investigation) goes back."""
    page = "publish" if _public(http_request, request)["may_publish"] else "came"
    return redirect(page, ref=request.ref)


def _public(http_request: HttpRequest, request: Request) -> dict[str, object]:
    """Whether answers of this letter are public already, and who may change them."""
    case = request.case_for(http_request.user, timezone.localdate())
    return {
        "is_public": request.findings.published().exists(),
        "may_publish": bool(may_publish(actor_of(http_request.user), case)),
    }


def _question_forms(
    http_request: HttpRequest, request: Request, handed: Handed
) -> list[QuestionForm]:
    """One form a question, as sent, started with what is recorded now."""
    rows = Finding.objects.readable_by(http_request.user, timezone.localdate())
    rows = rows.current().filter(request=request).select_related("reading__attachment")
    current = {finding.question_id: finding for finding in rows}
    data = _answers(http_request)
    on = request.sent_on or timezone.localdate()
    return [
        QuestionForm(
            data,
            asked=asked,
            wording=periods.fill_in(asked.question.wording, on),
            initial=initial_of(current.get(asked.question_id)),
            **_evidence(handed),
        )
        for asked in request.asked.select_related("question")
    ]


def _evidence(handed: Handed) -> dict[str, object]:
    return {
        "message": handed.message,
        "files": [(file.row, file.name) for file in handed.files],
        "hinted": {slug: hint.code for slug, hint in handed.grounds.items()},
    }


def _answers(http_request: HttpRequest) -> QueryDict | None:
    """What was typed; a suggestion that was pressed takes the place of the value."""
    if typed(http_request) is None:
        return None
    prefix, found, value = http_request.POST.get(TAKE, "").partition(":")
    if not found:
        return http_request.POST
    data = http_request.POST.copy()
    data[f"{prefix}-written"] = value
    return data


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def whole(http_request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """The whole letter was refused, or is said to be published: once for every question."""
    request, handed = handed_or_404(http_request, ref, token)
    outcome = WHOLE_OUTCOMES.get(handed.message.kind)
    if outcome is None:
        return redirect("read", ref=request.ref, token=token)
    if (first := asked_first(http_request, request)) is not None:
        return first
    form = WholeForm(typed(http_request), outcome=outcome, **_evidence(handed))
    if http_request.method == "POST" and form.is_valid():
        try:
            deciding.refuse_whole(
                request=request, by=http_request.user, said=form.said(outcome), now=timezone.now()
            )
            messages.success(http_request, "Saved for every question. Nothing is public yet.")
            return _after_saving(http_request, request)
        except deciding.CannotDecide as error:
            form.refuse(error)
    context = {"case": request, "handed": handed, "form": form, "outcome": outcome}
    return render(http_request, "logging/whole.html", context | {"asked": request.asked.count()})


@login_required
@require_safe
def to_read(http_request: HttpRequest) -> HttpResponse:
    """Replies that somebody asked to have read, for campaigners and moderators."""
    actor = actor_of(http_request.user)
    if not actor.is_campaigner:
        raise Http404("There is no such page.")
    rows = Request.objects.to_read(http_request.user, timezone.localdate())
    rows = rows.select_related("authority", "version").order_by("reading_wanted_on", "pk")
    page = Paginator(rows, 50).get_page(http_request.GET.get("page"))
    return render(http_request, "logging/to_read.html", {"page": page})

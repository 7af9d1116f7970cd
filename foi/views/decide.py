"""Reading a reply question by question, with the passage that proves it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from foi.actions import decide as deciding
from foi.actions import leases
from foi.actions import reading as reading_once
from foi.actions.answer_sheet_back import CannotReadSheet, Suggestion, suggestions
from foi.forms.log import KindForm
from foi.forms.log_questions import QuestionForm, WholeForm, initial_of, initial_of_sheet
from foi.mail.places import stands
from foi.models import Finding, Request
from foi.models.messages import REPLIES
from foi.rules import periods
from foi.views.handed import Handed, handed_or_404, typed
from foi.views.reading import (
    WHOLE_OUTCOMES,
    around,
    hold_lease,
    is_public,
    kind_form,
    onward,
    reply_pane,
    what_of,
)
from foi.views.ties import asked_first

TAKE = "take"  # the button that puts a suggested value into its field, and saves: "q3:about 40"
FILL = "fill"  # the same without saving
FIND = "find"  # the button that looks where a passage stands: "q3"
STAY = "stay"  # save, and go on with the next question


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read(http_request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """The reply beside the questions: what is it, and what does it say of each?"""
    request, handed = handed_or_404(http_request, ref, token)
    if handed.message.kind not in ("unread", *REPLIES):
        return redirect("message", ref=request.ref, token=token)
    if (first := asked_first(http_request, request)) is not None:
        return first
    taken = hold_lease(http_request, request)
    forms, what = _question_forms(http_request, request, handed), kind_form(http_request, handed)
    every: list[QuestionForm | KindForm] = [*forms, *([what] if what else [])]
    sorry = ""
    if _is_only_helping(http_request):
        _help(http_request, forms, what)
    elif http_request.method == "POST" and all([form.is_valid() for form in every]):
        sorry = taken or _save(http_request, handed, forms, what)
        if not sorry:
            if what is not None and not any(form.reading for form in forms):
                return redirect("whole", ref=request.ref, token=token)
            return _after_saving(http_request, request, handed, forms)
    context = around(http_request, request, handed, forms, taken) | {"what": what}
    context |= {"no_answer": sorry, "has_errors": bool(sorry) or any(f.errors for f in every)}
    return render(http_request, "logging/read.html", context | is_public(http_request, request))


def _save(
    http_request: HttpRequest, handed: Handed, forms: list[QuestionForm], what: KindForm | None
) -> str:
    """All of it or nothing; why not, as a sentence."""
    readings = [form.reading for form in forms if form.reading]
    said = what_of(what)
    is_whole = said is not None and said.kind in WHOLE_OUTCOMES
    if not readings and not is_whole:
        nothing = "Choose what the reply says of at least one question."
        return "" if said is None and any(form.saved for form in forms) else nothing
    try:
        reading_once.read_at_once(
            message=handed.message,
            by=http_request.user,
            readings=readings,
            what=said,
            goes_on=STAY in http_request.POST or not readings,
            now=timezone.now(),
        )
    except (deciding.CannotDecide, leases.Taken) as error:
        # What the action changed of the row in memory was rolled back in the table.
        handed.message.refresh_from_db(fields=["kind", "came_on", "dated_on", "date_by_requester"])
        return str(error)
    return ""


def _after_saving(
    http_request: HttpRequest, request: Request, handed: Handed, forms: list[QuestionForm]
) -> HttpResponse:
    """To the next question, to the whole refusal, or to what will be public."""
    here = {"ref": request.ref, "token": handed.message.token}
    for form in forms:
        if form.reading and form.is_lost:
            messages.info(
                http_request,
                f"We did not find the passage of question {form.asked.number} word for word in the "
                "reply. It is saved as you typed it; please compare it once more.",
            )
    _say_what_joins(http_request, request, forms)
    left = [row.number for row in reading_once.unread(request)]
    rest = f" Not read yet: {len(left)} of {len(forms)}." if left else ""
    public = is_public(http_request, request)["is_public"]
    told = "What changed of public answers is" if public else "Nothing new is"
    until = "public now" if public else "public before you publish it"
    messages.success(http_request, f"Saved. {told} {until}.{rest}")
    if STAY in http_request.POST:
        return redirect(f"{reverse('read', kwargs=here)}#question-{left[0] if left else 1}")
    return onward(http_request, request)


def _say_what_joins(http_request: HttpRequest, request: Request, forms: list[QuestionForm]) -> None:
    """One person's word against several is kept beside theirs, and the cell stays as it is."""
    read = {form.asked.question_id: form.asked.number for form in forms if form.reading}
    for finding in request.findings.current().filter(differs_at__isnull=False, question__in=read):
        mine = finding.readings.filter(by=http_request.user).last()
        if mine is None or mine.pk == finding.reading_id:
            continue
        messages.info(
            http_request,
            f"Question {read[finding.question_id]}: others have settled this answer. Yours is kept "
            "beside it until somebody else settles which is right; the table stays as it is.",
        )


def _question_forms(
    http_request: HttpRequest, request: Request, handed: Handed
) -> list[QuestionForm]:
    """One form a question, as sent, started with what is recorded now."""
    rows = Finding.objects.readable_by(http_request.user, timezone.localdate())
    rows = rows.current().filter(request=request).select_related("reading__attachment")
    current = {finding.question_id: finding for finding in rows}
    data = _answers(http_request, handed)
    sheet, token = _from_sheet(http_request, request, handed), http_request.GET.get("sheet", "")
    on = request.sent_on or timezone.localdate()
    return [
        QuestionForm(
            data,
            asked=asked,
            wording=periods.fill_in(asked.question.wording, on),
            saved=current.get(asked.question_id),
            initial=initial_of_sheet(sheet[asked.question.key], token)
            if asked.question_id not in current and asked.question.key in sheet
            else initial_of(current.get(asked.question_id)),
            **_evidence(handed),
        )
        for asked in request.asked.select_related("question")
    ]


def _from_sheet(
    http_request: HttpRequest, request: Request, handed: Handed
) -> dict[str, Suggestion]:
    """What the answer sheet that was chosen suggests; nothing where something was typed."""
    token = http_request.GET.get("sheet")
    rows = [file.row for file in handed.files if file.row.token == token]
    if not rows or http_request.method == "POST":
        return {}
    try:
        return suggestions(request=request, attachment=rows[0], is_masked=handed.is_masked)
    except CannotReadSheet as error:
        messages.error(http_request, str(error))
        return {}


def _evidence(handed: Handed) -> dict[str, object]:
    return {
        "message": handed.message,
        "files": [(file.row, file.name) for file in handed.files],
        "parts": handed.parts,
        "hinted": {slug: hint.code for slug, hint in handed.grounds.items()},
    }


def _answers(http_request: HttpRequest, handed: Handed) -> QueryDict | None:
    """What was typed, with what a pressed button puts in: a value, or where the passage stands."""
    if typed(http_request) is None:
        return None
    data = http_request.POST.copy()
    pressed = data.get(TAKE, "") or data.get(FILL, "")
    prefix, found, value = pressed.partition(":")
    if found:
        data[f"{prefix}-written"] = value
    if prefix := data.get(FIND, ""):
        place = stands(data.get(f"{prefix}-quote", ""), handed.parts)
        if place.where:
            data[f"{prefix}-where"], data[f"{prefix}-place"] = place.where, place.place
    return data


def _is_only_helping(http_request: HttpRequest) -> bool:
    return http_request.method == "POST" and bool({FIND, FILL} & set(http_request.POST))


def _help(http_request: HttpRequest, forms: list[QuestionForm], what: KindForm | None) -> None:
    """Show everything as it was typed; for the question in hand, what its passage offers."""
    pressed = http_request.POST.get(FIND, "") or http_request.POST.get(FILL, "").partition(":")[0]
    for form in forms:
        form.hold()
        if form.prefix == pressed:
            form.offer()
    if what is not None:
        what.hold()


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
    taken = hold_lease(http_request, request)
    form = WholeForm(typed(http_request), outcome=outcome, **_evidence(handed))
    if http_request.method == "POST" and form.is_valid() and not taken:
        try:
            deciding.refuse_whole(
                request=request, by=http_request.user, said=form.said(outcome), now=timezone.now()
            )
            leases.give_back(request=request, purpose="read", by=http_request.user)
            messages.success(http_request, "Saved for every question. Nothing is public yet.")
            return onward(http_request, request)
        except deciding.CannotDecide as error:
            form.refuse(error)
    context = {"case": request, "handed": handed, "form": form, "outcome": outcome}
    context |= {"asked": request.asked.count(), "taken": taken} | reply_pane(handed)
    return render(http_request, "logging/whole.html", context)

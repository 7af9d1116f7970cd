"""What stands around the questions: the reply as text, who is reading it, what is still unread."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from foi.actions import decide as deciding
from foi.actions import leases
from foi.actions import reading as reading_once
from foi.actions.reading import What
from foi.actions.saying import LONGEST_QUOTE
from foi.actions.ties import check_tie
from foi.forms.log import KindForm
from foi.forms.log_questions import QuestionForm
from foi.mail.places import IN_MESSAGE, Part
from foi.models import Request, actor_of
from foi.models.messages import REPLIES
from foi.rules.permissions import may_log, may_publish
from foi.rules.suggesting import suggest
from foi.views.access import request_or_404
from foi.views.handed import File, Handed, handed_or_404, typed

WHOLE_OUTCOMES = {"refusal": "refused", "already_public": "already_public"}


@dataclass(frozen=True)
class Document:
    """The letter itself, or one of its files, with its pages in order."""

    name: str
    parts: tuple[tuple[int, Part], ...]
    file: File | None = None


def reply_pane(handed: Handed) -> dict[str, object]:
    """The reply as text, document by document, its parts numbered from 1 through all of them."""
    of: dict[str, list[tuple[int, Part]]] = {file.row.token: [] for file in handed.files}
    of[IN_MESSAGE] = []
    for number, part in enumerate(handed.parts, 1):
        of[part.where].append((number, part))
    documents = [Document(file.name, tuple(of[file.row.token]), file) for file in handed.files]
    if own := of[IN_MESSAGE]:
        documents.insert(0, Document(own[0][1].name, tuple(own)))
    return {"documents": documents, "parts": handed.parts}


def around(
    http_request: HttpRequest,
    request: Request,
    handed: Handed,
    forms: list[QuestionForm],
    taken: str,
) -> dict[str, object]:
    """Everything of the screen but the forms' own state."""
    left = [form.asked for form in forms if form.saved is None]
    context = {"case": request, "handed": handed, "forms": forms, "taken": taken, "left": left}
    return context | reply_pane(handed) | {"is_unread": handed.message.kind == "unread"}


def hold_lease(http_request: HttpRequest, request: Request) -> str:
    """Take or renew the lease for whoever opens the screen; why not, as a sentence."""
    if http_request.method == "HEAD":
        return ""
    try:
        leases.take(request=request, purpose="read", by=http_request.user, now=timezone.now())
    except leases.Taken as error:
        return str(error)
    return ""


def reading_by_another(http_request: HttpRequest, request: Request) -> str:
    """For pages that take no lease: the sentence where somebody else holds it."""
    lease = leases.standing(request=request, purpose="read", now=timezone.now())
    is_other = lease is not None and lease.user_id != http_request.user.pk
    return leases.sentence(lease) if lease is not None and is_other else ""


def kind_form(http_request: HttpRequest, handed: Handed) -> KindForm | None:
    """ "What is it?", where nobody has said yet; the day stands there as far as it is known."""
    message = handed.message
    if message.kind != "unread":
        return None
    return KindForm(
        typed(http_request),
        initial={"came_on": message.came_on, "dated_on": message.dated_on},
        has_own_date=message.channel in ("email", "portal"),
        today=timezone.localdate(),
        only=REPLIES,
    )


def what_of(form: KindForm | None) -> What | None:
    """What a valid form says."""
    if form is None:
        return None
    got = form.cleaned_data
    return What(got["kind"], got["came_on"], got.get("dated_on"))


def onward(http_request: HttpRequest, request: Request) -> HttpResponse:
    """To the publish page; who may not publish (an editor of an investigation) goes back."""
    page = "publish" if is_public(http_request, request)["may_publish"] else "came"
    return redirect(page, ref=request.ref)


def is_public(http_request: HttpRequest, request: Request) -> dict[str, object]:
    """Whether answers of this letter are public already, and who may change them."""
    case = request.case_for(http_request.user, timezone.localdate())
    return {
        "is_public": request.findings.published().exists(),
        "may_publish": bool(may_publish(actor_of(http_request.user), case)),
    }


@login_required
@require_POST
def read_values(http_request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """A piece of the page: the values that a marked passage gives, for one question."""
    request, handed = handed_or_404(http_request, ref, token)
    number = http_request.POST.get("question", "")
    rows = request.asked.select_related("question")
    asked = rows.filter(number=int(number)).first() if number.isdecimal() else None
    if asked is None:
        return HttpResponse()
    question, quote = asked.question, http_request.POST.get("quote", "")[:LONGEST_QUOTE]
    offers = suggest(question.type, quote, [tuple(pair) for pair in question.choices])
    context = {"offers": offers, "prefix": f"q{asked.number}", "case": request, "handed": handed}
    return render(http_request, "logging/_offers.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pass_over(http_request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """The list of questions that the reply says nothing on, and the one button that records it."""
    request, handed = handed_or_404(http_request, ref, token)
    if handed.message.kind not in REPLIES:
        return redirect("message", ref=request.ref, token=token)
    if http_request.method == "POST":
        numbers = {int(n) for n in http_request.POST.getlist("number") if n.isdecimal()}
        try:
            found = reading_once.pass_over(
                message=handed.message, by=http_request.user, numbers=numbers, now=timezone.now()
            )
            words = "1 question" if len(found) == 1 else f"{len(found)} questions"
            messages.success(http_request, f"Recorded: the reply passes over {words}.")
            return onward(http_request, request)
        except (deciding.CannotDecide, leases.Taken) as error:
            messages.error(http_request, str(error))
    context = {"case": request, "handed": handed, "left": reading_once.unread(request)}
    context |= {"taken": reading_by_another(http_request, request)}
    return render(http_request, "logging/pass_over.html", context)


@login_required
@require_POST
def stop_reading(http_request: HttpRequest, ref: str) -> HttpResponse:
    """ "I stop reading this": the lease is free for the next person."""
    request = request_or_404(http_request, ref, may_log)
    leases.give_back(request=request, purpose="read", by=http_request.user)
    messages.success(http_request, "Thank you. Somebody else can read it now.")
    return redirect("came", ref=request.ref)


@login_required
@require_POST
def keep_reading(http_request: HttpRequest, ref: str) -> HttpResponse:
    """A sign of life from the page while it is used: the lease goes on."""
    request = request_or_404(http_request, ref, may_log)
    try:
        check_tie(request=request, by=http_request.user)
    except deciding.CannotDecide as error:
        return JsonResponse({"taken": str(error)}, status=409)
    taken = hold_lease(http_request, request)
    return JsonResponse({"taken": taken}, status=409 if taken else 200)

"""The second look: what one person has read, checked by another and settled by a third."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foi.actions import check as checking
from foi.actions import leases
from foi.actions.decide import CannotDecide
from foi.comparison import waiting
from foi.forms.check import QueueForm
from foi.models import Finding, Membership, Request, actor_of
from foi.rules.cells import SAME_SIDE
from foi.rules.outcomes import Settled
from foi.rules.permissions import EDITORS, may_log
from foi.views.access import request_or_404
from foi.views.handed import Handed
from foi.views.read_again import Again, again
from foi.views.ties import asked_first


@login_required
@never_cache
@require_safe
def queue(http_request: HttpRequest) -> HttpResponse:
    """What waits for this person to check or to settle, the oldest first."""
    form = _queue_form(http_request)
    page = Paginator(_piles(http_request, form), 50).get_page(http_request.GET.get("page"))
    return render(http_request, "check/queue.html", {"form": form, "page": page})


@login_required
@require_POST
def take_next(http_request: HttpRequest) -> HttpResponse:
    """The oldest that nobody is at."""
    form = _queue_form(http_request)
    for pile in _piles(http_request, form):
        try:
            leases.take(
                request=pile.request, purpose="check", by=http_request.user, now=timezone.now()
            )
        except leases.Taken:
            continue
        return redirect("check_request", ref=pile.request.ref)
    messages.info(http_request, "Nothing waits for you just now.")
    return redirect("check")


def _queue_form(http_request: HttpRequest) -> QueueForm:
    """Raises Http404 for whoever checks nothing: there is no such page for her."""
    user = http_request.user
    edits = Membership.objects.filter(user=user, role__in=EDITORS)
    if not actor_of(user).is_campaigner and not edits.exists():
        raise Http404("There is no such page.")
    letters, investigations = waiting.choices(user, on=timezone.localdate())
    return QueueForm(http_request.GET, letters=letters, investigations=investigations)


def _piles(http_request: HttpRequest, form: QueueForm) -> list[waiting.Pile]:
    return waiting.piles(
        http_request.user, on=timezone.localdate(), now=timezone.now(), **form.wanted
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_request(http_request: HttpRequest, ref: str) -> HttpResponse:
    """All that waits of one request: question, passage, value, and what she reads."""
    request = request_or_404(http_request, ref, may_log)
    if (first := asked_first(http_request, request)) is not None:
        return first
    desk = _desk(http_request, request)
    if desk.open and not desk.taken and http_request.method == "POST":
        if (done := _saved(http_request, request, desk)) is not None:
            return done
    context = {"case": request, "desk": desk, "SAME_SIDE": SAME_SIDE}
    context["has_errors"] = desk.has_errors
    return render(http_request, "check/check.html", context)


@dataclass
class Desk:
    """What lies before her: what she may check, why not the rest, and whether somebody is at it."""

    open: list[Again]
    closed: list[str]
    taken: str = ""
    sorry: str = ""

    is_member: bool = False

    @property
    def replies(self) -> list[Handed]:
        """What came, each once, in the order in which the questions rest on it."""
        handed = [one.handed for one in self.open if one.handed]
        return list({one.message.pk: one for one in handed}.values())

    @property
    def has_errors(self) -> bool:
        return bool(self.sorry) or any(one.form.errors for one in self.open)

    @property
    def is_blind(self) -> bool:
        return any(one.form.blind for one in self.open)


def _desk(http_request: HttpRequest, request: Request) -> Desk:
    user, today = http_request.user, timezone.localdate()
    rows = request.findings.unchecked().select_related("reading__message", "reading__attachment")
    rows = rows.select_related("question").prefetch_related("readings__attachment")
    ruled = waiting.of_request(request, user, on=today, findings=list(rows))
    free = [finding for finding, ruling in ruled if ruling]
    closed = list(dict.fromkeys(ruling.reason for _, ruling in ruled if not ruling))
    taken = _taken(http_request, request) if free else ""
    open_ones = [] if taken else again(http_request, request, free)
    is_member = request.case_for(user, today).membership is not None
    return Desk(open_ones, closed, taken, is_member=is_member)


def _taken(http_request: HttpRequest, request: Request) -> str:
    """Hers for half an hour from now; or who is at it, in a sentence that names nobody."""
    try:
        leases.take(request=request, purpose="check", by=http_request.user, now=timezone.now())
    except leases.Taken as error:
        return str(error)
    return ""


def _saved(http_request: HttpRequest, request: Request, desk: Desk) -> HttpResponse | None:
    """All verdicts or none; None where something is to be put right."""
    if not all([one.form.is_valid() for one in desk.open]):
        return None
    verdicts = [one.form.said_of_it for one in desk.open if one.form.said_of_it]
    if not verdicts:
        desk.sorry = "Choose what you read of at least one question."
        return None
    try:
        found = checking.check(
            request=request, by=http_request.user, verdicts=verdicts, now=timezone.now()
        )
    except checking.NotThis as error:
        _refused(desk, error)
        return None
    except CannotDecide as error:
        desk.sorry = str(error)
        return None
    return _after(http_request, request, found, left=len(desk.open) - len(found))


def _refused(desk: Desk, error: checking.NotThis) -> None:
    for one in desk.open:
        if one.form.finding.pk == error.finding.pk:
            one.form.refuse(error)


def _after(
    http_request: HttpRequest, request: Request, found: Sequence[Finding], *, left: int
) -> HttpResponse:
    waits = sum(finding.settled == Settled.UNCHECKED for finding in found)
    done = len(found) - waits
    said = ["Saved.", f"{done} checked."] if done else ["Saved."]
    if waits:
        said.append("1 goes to a third person." if waits == 1 else f"{waits} go to a third person.")
    messages.success(http_request, " ".join(said))
    if left:
        return redirect("check_request", ref=request.ref)
    leases.give_back(request=request, purpose="check", by=http_request.user)
    return redirect("check")

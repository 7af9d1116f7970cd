"""One's own page: letters and what there is to do, name, and the way out."""

from datetime import date

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from authorities.models import Authority
from foi.actions.accounts import CannotClose, close_account
from foi.forms.me import CloseForm, NameForm
from foi.models import Declaration, Letter, Request, User, Watch
from foi.rules.lifecycle import State
from foi.rules.permissions import EDITORS
from foi.views import drafting
from foi.views.posting import signed_in_post

GROUPS = ("to_do", "drafts", "waiting", "answered", "ended")


@login_required
@never_cache
@require_safe
def me(http_request: HttpRequest) -> HttpResponse:
    """My letters, sorted by whose turn it is."""
    today, user = timezone.localdate(), http_request.user
    page = {"groups": _sorted(user, today), "following": _following(user, today)}
    page["begun"] = _begun(http_request)
    page["declared"] = _declared(user)
    page["edits"] = user.memberships.filter(role__in=EDITORS).exists()
    page["is_empty"] = not any(page["groups"].values()) and not page["begun"]
    return render(http_request, "me/me.html", page)


def _declared(user: User) -> list[Declaration]:
    """What she told us of councils whose answers she may not read, the newest round first."""
    rows = user.declarations.select_related("round__letter").prefetch_related("ties__authority")
    return list(rows.order_by("-round__opened_on", "-pk"))


def _begun(http_request: HttpRequest) -> list[tuple[Letter, Authority]]:
    """Letters typed in this browser and not filed yet."""
    if not (slugs := drafting.begun(http_request)):
        return []
    letters = Letter.objects.in_bulk([letter for letter, _ in slugs], field_name="slug")
    councils = Authority.objects.in_bulk([council for _, council in slugs], field_name="slug")
    return [(letters[a], councils[b]) for a, b in slugs if a in letters and b in councils]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me_name(http_request: HttpRequest) -> HttpResponse:
    """The name that the next letter carries."""
    user = http_request.user
    typed = http_request.POST if http_request.method == "POST" else None
    form = NameForm(typed, initial={"name": user.legal_name})
    if typed is not None and form.is_valid():
        user.set_legal_name(" ".join(form.cleaned_data["name"].split()))
        messages.success(http_request, "Your next letter carries the new name.")
        return redirect("me")
    return render(http_request, "me/name.html", {"form": form})


@signed_in_post(back="me")
def me_campaigner(http_request: HttpRequest) -> HttpResponse:
    """Ask staff to be approved as campaigner."""
    http_request.user.want_campaigner(now=timezone.now())
    messages.success(http_request, "We have noted it. A moderator looks at it and writes to you.")
    return redirect("me")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me_close(http_request: HttpRequest) -> HttpResponse:
    """Close the account: what goes and what stays, one box to tick, and it is done."""
    typed = http_request.POST if http_request.method == "POST" else None
    form = CloseForm(typed)
    if typed is not None and form.is_valid():
        try:
            close_account(user=http_request.user, now=timezone.now())
            logout(http_request)
            messages.success(http_request, "Your account is closed and emptied.")
            return redirect("/")
        except CannotClose as error:
            form.add_error(None, str(error))
    return render(http_request, "me/close.html", {"form": form})


def _sorted(user: User, today: date) -> dict[str, list[Request]]:
    """Own requests by whose turn it is, newest first."""
    rows = user.requests.with_delivery().select_related("authority", "version")
    groups: dict[str, list[Request]] = {name: [] for name in GROUPS}
    for request in rows.order_by("-created_at"):
        groups[_group(request, today)].append(request)
    return groups


def _group(request: Request, today: date) -> str:
    if request.process == State.DRAFT:
        return "to_do" if request.delivery in {"failed", "unsure"} else "drafts"
    if request.process in {State.WITHDRAWN, State.CLOSED}:
        return "ended"
    if request.process in {State.REPLIED, State.REFUSED}:
        return "answered"
    is_late = request.late_after is not None and today > request.late_after
    return "to_do" if request.process == State.ON_HOLD or is_late else "waiting"


def _following(user: User, today: date) -> list[Request]:
    """Others' requests she follows, as long as she may see them."""
    followed = Watch.objects.filter(user=user, request__isnull=False).values("request")
    seen = Request.objects.visible_to(user, today).filter(pk__in=followed)
    return list(seen.select_related("authority", "version"))

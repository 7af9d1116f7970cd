"""The queue of replies to read, by letter and by investigation, and "take the next one"."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from foi.actions import leases
from foi.actions.ties import HasTie, NeedsDeclaration, check_tie
from foi.models import Lease, Request, actor_of
from foi.models.request_sets import RequestQuerySet
from foi.rules.permissions import EDITORS

AT_A_TIME = 50
FILTERS = {"letter": "version__letter__slug", "investigation": "investigation__slug"}


@login_required
@require_safe
def to_read(http_request: HttpRequest) -> HttpResponse:
    """What waits for a reader: for campaigners, moderators, and whoever logs an investigation."""
    rows, now = _may_read_or_404(http_request), timezone.now()
    chosen = _chosen(http_request.GET)
    shown = _narrowed(rows, chosen).in_turn().select_related("authority", "version")
    page = Paginator(shown, AT_A_TIME).get_page(http_request.GET.get("page"))
    held = Lease.objects.standing(now=now).filter(purpose="read", request__in=list(page))
    until = {lease.request_id: lease for lease in held}
    context = {
        "page": page,
        "rows": [(row, until.get(row.pk)) for row in page],
        "chosen": chosen,
        "may_enter_sources": actor_of(http_request.user).is_campaigner,
        "letters": _counted(rows, "version__letter__slug", "version__letter__title"),
        "investigations": _counted(
            rows.exclude(investigation=None), "investigation__slug", "investigation__title"
        ),
        "filter": urlencode(chosen),
    }
    return render(http_request, "logging/to_read.html", context)


@login_required
@require_POST
def take_next(http_request: HttpRequest) -> HttpResponse:
    """The first that is free, under the filter that was chosen: taken, and its screen opened."""
    rows, now = _may_read_or_404(http_request), timezone.now()
    chosen = _chosen(http_request.POST)
    free = _narrowed(rows, chosen).free_for(http_request.user, now=now).in_turn()
    for request in free[:AT_A_TIME]:
        try:
            check_tie(request=request, by=http_request.user)
            leases.take(request=request, purpose="read", by=http_request.user, now=now)
        except NeedsDeclaration:  # the screen asks first: nothing is taken before she has answered
            return redirect("read", ref=request.ref, token=request.to_open)
        except (HasTie, leases.Taken):  # or somebody else was quicker
            continue
        return redirect("read", ref=request.ref, token=request.to_open)
    messages.info(http_request, "Nothing is free to read now. Somebody else has what is left.")
    return redirect(f"/requests/to-read/?{urlencode(chosen)}" if chosen else "to_read")


def _may_read_or_404(http_request: HttpRequest) -> RequestQuerySet:
    """The whole queue of this person; for who reads for nobody else there is no such page."""
    user, actor = http_request.user, actor_of(http_request.user)
    if not actor.is_campaigner and not user.memberships.filter(role__in=EDITORS).exists():
        raise Http404("There is no such page.")
    return Request.objects.to_read(user, timezone.localdate())


def _chosen(data: QueryDict) -> dict[str, str]:
    return {name: data[name] for name in FILTERS if data.get(name)}


def _narrowed(rows: RequestQuerySet, chosen: dict[str, str]) -> RequestQuerySet:
    return rows.filter(**{FILTERS[name]: slug for name, slug in chosen.items()})


def _counted(rows: RequestQuerySet, slug: str, title: str) -> list[tuple[str, str, int]]:
    """Slug, title and number of replies that wait, by title."""
    counted = rows.order_by().values_list(slug, title).annotate(n=Count("pk", distinct=True))
    return list(counted.order_by(title))

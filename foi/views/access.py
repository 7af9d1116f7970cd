"""Get it or 404: who may open a request, in one line at the top of each view."""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.utils import timezone

from foi.models import Request, actor_of
from foi.rules.permissions import Actor, Case, Ruling, may_see_page

Rule = Callable[[Actor, Case], Ruling]


def request_or_404(http_request: HttpRequest, ref: str, rule: Rule = may_see_page) -> Request:
    """The request under this reference, where the rule allows it to whoever asks.

    Raises Http404 with the same words whether it does not exist or must not be known of.
    """
    today = timezone.localdate()
    # Chosen in SQL: one that may not be known of then costs no query more than none at all.
    rows = Request.objects.known_to(http_request.user, today).select_related(
        "authority", "version__letter", "requester", "round", "investigation"
    )
    found = rows.filter(ref=ref.upper()).first()
    if found is None:
        raise Http404("There is no such request, or it is private.")
    ruling = rule(actor_of(http_request.user), found.case_for(http_request.user, today))
    if not ruling:
        raise Http404("There is no such request, or it is private.")
    return found

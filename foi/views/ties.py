"""Ties to councils: asked once a round before the first reading, and changed later at will."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from authorities.models import Authority
from foi.actions import ties as tying
from foi.comparison import newest_round
from foi.forms.ties import Ties
from foi.models import Declaration, Letter, Request, Round, Tie

MORE = "form-more"  # the button that adds rows


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me_ties(http_request: HttpRequest, slug: str) -> HttpResponse:
    """Before you read: does a council employ you, or are you in dispute with one?"""
    round_ = _round(http_request, slug)
    rows = _rows(http_request, round_)
    if http_request.method == "POST" and "none" in http_request.POST:
        return _declared(http_request, round_, [])
    saves = http_request.method == "POST" and MORE not in http_request.POST
    if saves and rows.is_valid():
        return _declared(http_request, round_, rows.ties)
    context = {
        "round": round_,
        "rows": rows,
        "councils": Authority.objects.answering_for_send(timezone.localdate()),
        "declared": Declaration.objects.filter(user=http_request.user, round=round_).exists(),
        "has_errors": saves and rows.total_error_count() > 0,
    }
    return render(http_request, "me/ties.html", context)


def asked_first(http_request: HttpRequest, request: Request) -> HttpResponse | None:
    """What stands before a page on which a reply is read: the question for her ties, or the word
    that somebody else reads this. None where she may go on; what was posted is never lost."""
    try:
        tying.check_tie(request=request, by=http_request.user)
    except tying.NeedsDeclaration as error:
        return _to_declare(http_request, error.round) if _looks(http_request) else None
    except tying.HasTie as error:
        is_owner = request.requester_id == http_request.user.pk
        context = {"case": request, "sentence": str(error), "is_owner": is_owner}
        place = {"council": request.authority, "round": request.round}
        return render(http_request, "logging/tied.html", context | place)
    return None


def asked_first_of(
    http_request: HttpRequest, authority: Authority, round_: Round
) -> HttpResponse | None:
    """The same before a page on which a council's own publication is entered."""
    try:
        tying.check_tie_with(authority=authority, round=round_, by=http_request.user)
    except tying.NeedsDeclaration as error:
        return _to_declare(http_request, error.round) if _looks(http_request) else None
    except tying.HasTie as error:
        context = {"sentence": str(error), "council": authority, "round": round_}
        return render(http_request, "logging/tied.html", context)
    return None


def _looks(http_request: HttpRequest) -> bool:
    return http_request.method in ("GET", "HEAD")


def _to_declare(http_request: HttpRequest, round_: Round) -> HttpResponse:
    query = urlencode({"round": round_.number, "next": http_request.get_full_path()})
    return redirect(f"{reverse('me_ties', args=[round_.letter.slug])}?{query}")


def _round(http_request: HttpRequest, slug: str) -> Round:
    """The round asked for, or the letter's newest. Raises Http404."""
    letter, wanted = get_object_or_404(Letter, slug=slug), http_request.GET.get("round", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 6):
        raise Http404("There is no such round.")
    found = newest_round(letter, int(wanted) if wanted else None)
    if found is None:
        raise Http404("There is no such round.")
    return found


def _rows(http_request: HttpRequest, round_: Round) -> Ties:
    """As typed, with two empty rows more where she asked for them; else as she told us last."""
    if http_request.method == "POST" and "none" not in http_request.POST:
        return Ties(_with_more(http_request.POST))
    told = Tie.objects.filter(declaration__user=http_request.user, declaration__round=round_)
    return Ties(
        initial=[
            {"council": tie.authority.short_name, "kind": tie.kind}
            for tie in told.select_related("authority").order_by("pk")
        ]
    )


def _with_more(typed: QueryDict) -> QueryDict:
    if MORE not in typed:
        return typed
    data, total = typed.copy(), typed.get("form-TOTAL_FORMS", "")
    number = int(total) if total.isascii() and total.isdigit() and len(total) < 3 else 0
    data["form-TOTAL_FORMS"] = str(min(number + 2, Ties.max_num))
    return data


def _declared(
    http_request: HttpRequest, round_: Round, ties: list[tuple[str, Authority]]
) -> HttpResponse:
    tying.declare(round=round_, by=http_request.user, ties=ties, now=timezone.now())
    messages.success(http_request, "Noted. You can change it at any time under “My letters”.")
    back = http_request.GET.get("next", "")
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if ours else reverse("me"))

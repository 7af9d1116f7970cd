"""Refusals: by ground, by council and by letter, with what each ground means."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from authorities.models import Authority
from foi.comparison import grounds_counted, refusals_on
from foi.comparison.refused import NOT_HELD, lines
from foi.models import Letter
from foi.rules.grounds import by_slug
from foi.rules.outcomes import PUBLISHED_GROUNDS

A_PAGE = 50


@require_safe
def refusals(request: HttpRequest) -> HttpResponse:
    """Counts, each council once a question. Sections 21 and 22 and "not held" stand apart."""
    counted = grounds_counted(timezone.localdate())
    return render(request, "refusals/refusals.html", {"counted": counted})


@require_safe
def refusal_ground(request: HttpRequest, slug: str) -> HttpResponse:
    """One ground in plain English, and every published refusal that names it."""
    try:
        ground = by_slug(slug)
    except KeyError as error:
        raise Http404("There is no such ground.") from error
    today = timezone.localdate()
    council, letter = request.GET.get("authority", ""), request.GET.get("letter", "")
    found = refusals_on(ground, today, council=council, letter=letter)
    pages = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    page = {
        "ground": ground,
        "page": pages,
        "lines": lines(list(pages.object_list), today),
        "is_published_elsewhere": slug in PUBLISHED_GROUNDS,
        "is_not_held": slug in NOT_HELD,
        "council": Authority.objects.filter(slug=council).first() if council else None,
        "letter": Letter.objects.filter(slug=letter).first() if letter else None,
    }
    return render(request, "refusals/refusal_ground.html", page)

"""Refusals: by ground, by council and by letter, with what each ground means."""

from typing import TypeVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from authorities.models import Authority
from foi.comparison import grounds_counted, refusals_on
from foi.comparison.refused import NOT_HELD, lines
from foi.models import Letter
from foi.rules.grounds import by_slug
from foi.rules.outcomes import PUBLISHED_GROUNDS

A_PAGE = 50
Named = TypeVar("Named", Authority, Letter)


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
    council, letter = _chosen(request, "authority", Authority), _chosen(request, "letter", Letter)
    found = refusals_on(ground, today, council=council, letter=letter)
    pages = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    page = {
        "ground": ground,
        "page": pages,
        "lines": lines(list(pages.object_list), today),
        "is_published_elsewhere": slug in PUBLISHED_GROUNDS,
        "is_not_held": slug in NOT_HELD,
        "council": council,
        "letter": letter,
    }
    return render(request, "refusals/refusal_ground.html", page)


def _chosen(request: HttpRequest, name: str, model: type[Named]) -> Named | None:
    """The row whose slug the address names, None where it names none. Raises Http404."""
    slug = request.GET.get(name, "")
    return get_object_or_404(model, slug=slug) if slug else None

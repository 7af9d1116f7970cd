"""The pages that only say something: who runs this, how it works, help."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# Every address has a template of its name in templates/pages/.
HELP_PAGES = frozenset({"for-councils", "subject-access", "refusals", "own-child"})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return _page(request, "about")


@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    return _page(request, "help")


@require_safe
def help_page(request: HttpRequest, page: str) -> HttpResponse:
    """One page of help; unknown ones are not found."""
    if page not in HELP_PAGES:
        raise Http404("There is no such page of help.")
    return _page(request, f"help-{page}")


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    return _page(request, "method")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy")


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    return _page(request, "terms")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "accessibility")


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return _page(request, "contact")


def _page(request: HttpRequest, name: str) -> HttpResponse:
    """The template of that name, told what the settings say of this site."""
    facts = {
        "OPERATOR_ADDRESS": settings.OPERATOR_ADDRESS,
        "ICO_REGISTRATION": settings.ICO_REGISTRATION,
        "REGULATOR_NAME": settings.REGULATOR_NAME,
        "REGULATOR_URL": settings.REGULATOR_URL,
        "LETTERS_PER_DAY": settings.LETTERS_PER_DAY,
        "SMALL_NUMBER_THRESHOLD": settings.SMALL_NUMBER_THRESHOLD,
        "LARGEST_SMALL_NUMBER": settings.SMALL_NUMBER_THRESHOLD - 1,
    }
    return render(request, f"pages/{name}.html", facts)

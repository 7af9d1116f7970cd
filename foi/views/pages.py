"""The pages that only say something: who runs this, how it works, help."""

from datetime import date
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foi.comparison.method_facts import MethodFacts, example, method_facts
from foi.models import Letter
from foi.models.replies import LONGEST_REPLY
from foi.rules import outcomes
from foi.rules.cell_clock import SILENCE_HOLDS_DAYS
from foi.rules.checking import WAITS_FOR_OUTSIDERS
from foi.rules.masking_sums import NOT_SHOWN
from foi.rules.regimes import regime_named
from foi.rules.reporting import CLOCK_WORDS
from foi.rules.statistics import LEAST_FOR_A_PERCENTAGE
from foi.rules.unsaid import held_words
from foi.views.kept import KEPT_SECONDS

# Every address has a template of its name in templates/pages/.
HELP_PAGES = frozenset({"subject-access", "refusals", "own-child"})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return static_page(request, "about")


@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    return static_page(request, "help")


@require_safe
def help_page(request: HttpRequest, page: str) -> HttpResponse:
    """One page of help; unknown ones are not found."""
    if page not in HELP_PAGES:
        raise Http404("There is no such page of help.")
    return static_page(request, f"help-{page}")


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How the table is made, in the very words that its cells use, and in numbers as of today."""
    day = date(2026, 12, 21)  # an example: twenty working days after 20 November 2026
    return static_page(
        request,
        "method",
        facts=_facts(timezone.localdate()),
        example=example(),
        WORDS=outcomes.WORDS,
        HOLD_WORDS=outcomes.HOLD_WORDS,
        UNCHECKED_WORDS=outcomes.UNCHECKED_WORDS,
        REFUSED_WORDS=outcomes.refused_words(["section 12 (cost)"]),
        DUE_WORDS=outcomes.due_words(day),
        LIKELY_WORDS=outcomes.due_words(date(2029, 12, 21), provisional=True),
        OVERDUE_WORDS=outcomes.overdue_words(14, date(2027, 1, 14)),
        SILENCE_HOLDS_DAYS=SILENCE_HOLDS_DAYS,
        LEAST_FOR_A_PERCENTAGE=LEAST_FOR_A_PERCENTAGE,
        SUM_NOT_SHOWN=NOT_SHOWN,
        HELD_SUMS=held_words(settings.SMALL_NUMBER_THRESHOLD),
        LONGEST_REPLY=LONGEST_REPLY,
        CLOCKS={kind.value: words for kind, words in CLOCK_WORDS.items()},
        TOGETHER_DAYS=regime_named("foia_aggregation_clear").days,
        WAITS_FOR_OUTSIDERS=WAITS_FOR_OUTSIDERS,
    )


def _facts(today: date) -> MethodFacts:
    """The day's numbers, counted anew when a public cell changes, and every few minutes."""
    stamps = Letter.objects.aggregate(n=Sum("stamp"))["n"]
    key = f"method:{today}:{stamps}"
    found = cache.get(key)
    if found is None:
        found = method_facts(today)
        cache.set(key, found, KEPT_SECONDS)
    return cast(MethodFacts, found)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return static_page(request, "privacy")


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    return static_page(request, "terms")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return static_page(request, "accessibility")


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return static_page(request, "contact")


def static_page(request: HttpRequest, name: str, **more: Any) -> HttpResponse:
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
    return render(request, f"pages/{name}.html", facts | more)

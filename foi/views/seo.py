"""What search engines may visit: public pages alone, asked as a visitor without an account."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from authorities.models import Authority
from foi.models import Letter, Request

PAGES = (
    "/ /authorities/ /letters/ /compare/ /refusals/ /requests/ /deadline/ /about/ /help/ /method/ "
    "/privacy/ /terms/ /accessibility/ /contact/ /corrections/"
).split()
NOT_FOR_ROBOTS = (
    "/accounts/ /act/ /admin/ /calendar/ /check/ /me/ /ops/ /outbox/ /post/ /reply/ /report/ "
    "/sources/"
).split()
# One table in endlessly many ways: a robot that follows each would ask for it for ever.
WAYS = "sort view with outcome as_at against context".split()


@require_safe
def robots(http_request: HttpRequest) -> HttpResponse:
    """A made-up sample, or a site nobody answers for, is not to be found by search engines."""
    if settings.DEMO or not settings.OPERATOR_IS_NAMED:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
        lines += [f"Disallow: /compare/*{name}=" for name in WAYS]
        lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(http_request: HttpRequest) -> HttpResponse:
    """Every public page: never what only somebody signed in may see."""
    pages = [settings.SITE_URL + path for path in _paths(timezone.localdate())]
    return render(
        http_request, "report/sitemap.xml", {"pages": pages}, content_type="application/xml"
    )


def _paths(today: date) -> Iterator[str]:
    yield from PAGES
    for slug in Letter.objects.offered().values_list("slug", flat=True):
        yield f"/letters/{slug}/"
        yield f"/compare/{slug}/"
    for slug in Authority.objects.answering_for_send(today).values_list("slug", flat=True):
        yield f"/authorities/{slug}/"
    seen = Request.objects.visible_to(None, today).order_by("ref")
    for ref in seen.values_list("ref", flat=True):
        yield f"/requests/{ref}/"

"""For machines that watch the site: is it up, and can it do its work?"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foi import health


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The web server answers. Asks neither database nor broker."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, broker and scheduler all work, else 503; the body says which."""
    parts = health.report(now=timezone.now())
    well = all(state == health.OK for state in parts.values())
    return JsonResponse(parts, status=200 if well else 503)

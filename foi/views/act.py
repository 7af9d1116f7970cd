"""The one-button pages of a mail: no sign-in, nothing private, and only that one thing.

Opening the page changes nothing (mail scanners follow links); the button does.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from foi.actions.chase import press
from foi.models import ActLink
from foi.rules.lifecycle import NotNow


@csrf_exempt  # a mail program's one-click unsubscription (RFC 8058) posts without a cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(http_request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; when it is pressed, record just that."""
    link = get_object_or_404(ActLink.objects.select_related("request", "user"), token=token)
    page = {"verb": link.verb, "ref": link.request.ref, "done": False, "sorry": ""}
    page["hide_report_link"] = True  # it would carry the token into a report
    if http_request.method == "POST":
        try:
            press(link=link, now=timezone.now())
            page["done"] = True
        except NotNow as error:
            page["sorry"] = str(error)
    elif not link.is_open(timezone.localdate()):
        page["sorry"] = "This link has expired. Sign in to tell us instead."
    return render(http_request, "act/act.html", page)

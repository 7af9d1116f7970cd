"""The mail of a site without a mail server, for whoever sits at this machine and nobody else."""

import ipaddress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foi.mail.kept import Kept, read_kept

MOST_FILES = 50
FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_X_CLIENT_IP",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP",
)


@never_cache
@require_safe
def outbox(http_request: HttpRequest) -> HttpResponse:
    """The newest mails first. Not found where mail leaves by a server, or from elsewhere."""
    if settings.EMAIL_URL or not is_on_this_machine(http_request):
        raise Http404("There is no such page.")
    return render(http_request, "outbox/outbox.html", {"mails": _mails()})


def is_on_this_machine(http_request: HttpRequest) -> bool:
    """Whether the visitor's own address is the loopback one, and no proxy stands between."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or any(h in http_request.META for h in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(http_request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _mails() -> list[Kept]:
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda f: f.name)[-MOST_FILES:]
    found = [mail for file in files for mail in reversed(read_kept(file.read_bytes()))]
    return sorted(found, key=lambda mail: mail.at or _LONG_AGO, reverse=True)


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

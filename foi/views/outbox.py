"""The mail of a site without a mail server, for whoever sits at this machine and nobody else."""

import ipaddress
import re
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foi.mail.kept import Kept, read_kept

MOST_FILES = 50
PROXY_SAYS = re.compile(r"HTTP_(?:VIA|\w*FORWARDED\w*|\w+_IP)")
"""Headers by which any proxy tells whom it speaks for, whatever it calls them."""


@never_cache
@require_safe
def outbox(http_request: HttpRequest) -> HttpResponse:
    """The newest mails first. Not found where mail leaves by a server, or from elsewhere."""
    if settings.EMAIL_URL or not is_on_this_machine(http_request):
        raise Http404("There is no such page.")
    return render(http_request, "outbox/outbox.html", {"mails": _mails()})


def is_on_this_machine(http_request: HttpRequest) -> bool:
    """Whether the visitor's own address is the loopback one, and no proxy stands between."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or any(
        PROXY_SAYS.fullmatch(h) for h in http_request.META
    ):
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

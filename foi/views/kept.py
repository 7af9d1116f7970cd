"""Pages that everybody sees alike: kept until a public cell changes, and not sent twice."""

import zlib
from collections.abc import Callable
from datetime import date
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, quote_etag

from foi.models import Letter

KEPT_SECONDS = (
    300  # the stamp moves with every public cell; the register's own edits wait this long
)


def kept(
    request: HttpRequest, kind: str, letter: Letter, today: date, make: Callable[[], str]
) -> str:
    """What `make` gives, from the cache while neither the letter's stamp nor the day has changed.

    Only for what does not depend on who asks. Nobody learns the stamp: an ETag is made from the
    content, so that a change behind it which nobody may see leaves no trace.
    """
    return kept_bytes(request, kind, letter, today, lambda: make().encode()).decode()


def kept_bytes(
    request: HttpRequest, kind: str, letter: Letter, today: date, make: Callable[[], bytes]
) -> bytes:
    """The same of a file that is no text."""
    query = sha256(request.GET.urlencode().encode()).hexdigest()
    key = f"compare:{kind}:{letter.pk}:{letter.stamp}:{today}:{query}"
    if (packed := cache.get(key)) is None:
        packed = zlib.compress(make(), level=1)
        cache.set(key, packed, KEPT_SECONDS)
    return zlib.decompress(packed)


def unless_known(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """304 where the reader has this very content already."""
    etag = quote_etag(sha256(answer.content).hexdigest()[:32])
    answer["ETag"] = etag
    patch_cache_control(answer, no_cache=True)
    return get_conditional_response(request, etag=etag, response=answer) or answer

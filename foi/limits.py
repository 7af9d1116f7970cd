"""How often one visitor may do a thing in an hour, counted in the cache."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600  # seconds


def over_limit(http_request: HttpRequest, action: str, *, per_hour: int | None = None) -> bool:
    """Count one more and say whether that is too many. An account is counted as itself, a
    visitor by the address she comes from (behind a trusted proxy: the one it names)."""
    user = http_request.user
    who = f"user-{user.pk}" if user.is_authenticated else _address(http_request)
    key = f"limit:{action}:{who}"
    cache.add(key, 0, timeout=HOUR)
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, count := 1, timeout=HOUR)
    return count > (settings.FORMS_PER_HOUR if per_hour is None else per_hour)


def _address(http_request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(http_request))

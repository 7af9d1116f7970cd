"""Headers on every answer, and error reports that hold nobody's words."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.debug import SafeExceptionReporterFilter
from django.views.defaults import bad_request

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SecurityHeadersMiddleware:
    """The outermost: whatever answers further in, a refusal or a fault included, leaves with them.

    `private, no-store` for whoever is signed in, on every page and on error pages too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        if not getattr(response, "xframe_options_exempt", False):
            response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if _may_be_signed_in(request, response):
            response.headers["Cache-Control"] = "private, no-store"
        return response


class BodyLimitMiddleware:
    """A body far over the limit for uploads is not read at all.

    Whatever is sent to a form is written to disk before anybody asks who sends it. Up to twice
    the limit is read, so that the form itself can say so beside its field and keep the rest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = 2 * settings.UPLOAD_LIMIT_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not length.isdecimal() or int(length) > most:
            return bad_request(request, BadRequest("The body is too large."))
        return self.get_response(request)


class NoNullsMiddleware:
    """An address with a NUL in it is refused: PostgreSQL stores none, and fails when asked for one.

    Forms refuse it by themselves; this is for slugs, references and filters.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        values = (value for values in request.GET.lists() for value in values[1])
        if "\0" in request.path or any("\0" in value for value in values):
            return bad_request(request, BadRequest("There is a NUL in the address."))
        return self.get_response(request)


def _may_be_signed_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody is; in doubt (refused before anybody looked, no database) yes."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        # Signing in happened in this very answer, if at all.
        return settings.SESSION_COOKIE_NAME in response.cookies
    if not hasattr(request, "user"):
        return response.status_code >= 400  # else a static file, the same for everybody
    try:
        return bool(request.user.is_authenticated)
    except DatabaseError:
        return True


class NoContentReporterFilter(SafeExceptionReporterFilter):
    """Django's own reports name the place, never what was typed: the second line of defence."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> list[Any]:
        return []

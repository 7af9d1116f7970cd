"""Buttons for people who are signed in: by POST, and with a way back when they no longer are."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

View = Callable[..., HttpResponse]


def signed_in_post(back: str) -> Callable[[View], View]:
    """POST only. Whose session has run out signs in and comes to the page named `back` (with
    the view's own arguments), where the button stands: a button's address cannot be opened."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(http_request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if http_request.user.is_authenticated:
                return view(http_request, *args, **kwargs)
            query = http_request.META.get("QUERY_STRING", "")
            page = reverse(back, args=args, kwargs=kwargs)
            return redirect_to_login(f"{page}?{query}" if query else page)

        return require_POST(guarded)

    return decorate

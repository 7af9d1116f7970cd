"""Addresses that break, for the tests of error pages, logs and error mails."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from foi.urls import urlpatterns as ours


def broken(request: HttpRequest, token: str = "") -> HttpResponse:
    letter = request.POST.get("letter", "")  # a local variable with private words
    raise ValueError(f"cannot read {letter!r} of {request.FILES}")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(f"not for {request.user}")


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(f"odd: {request.POST.get('letter')}")


urlpatterns = [
    *ours,
    path("broken/<str:token>/", broken),
    path("forbidden/", forbidden),
    path("suspicious/", suspicious),
]

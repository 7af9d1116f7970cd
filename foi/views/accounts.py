"""Signing in by an e-mailed code, the same for new and known people; no password anywhere."""

from urllib.parse import urlencode

from allauth.account import views as library
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from foi.actions.accounts import open_account
from foi.limits import over_limit


class SignIn(library.RequestLoginCodeView):
    """An unknown address gets an account of its own and the same code as a known one, so that
    nobody learns who has an account; until the code is typed in it opens nothing."""

    template_name = "account/login.html"

    def form_valid(self, form: Form) -> HttpResponse:
        form._user = open_account(email=form.cleaned_data["email"])  # what the library reads
        return super().form_valid(form)


account_login = SignIn.as_view()


def account_signup(http_request: HttpRequest) -> HttpResponse:
    """Making an account is signing in with a new address."""
    return redirect(_to_sign_in(http_request))


def account_confirm_login_code(http_request: HttpRequest) -> HttpResponse:
    """Type in the code. When it is no longer good, say so and keep where she was going."""
    if http_request.POST.get("action") == "resend" and over_limit(
        http_request, "code", per_hour=settings.CODES_PER_HOUR
    ):
        return render(http_request, "429.html", {"wait_minutes": 60}, status=429)
    response: HttpResponse = library.confirm_login_code(http_request)
    starts = {reverse("account_login"), reverse("account_request_login_code")}
    if getattr(response, "url", "").split("?")[0] not in starts:
        return response
    if not list(_waiting(http_request)):
        messages.error(
            http_request,
            "A code works for 30 minutes, once, in the browser that asked for it. "
            "This one is no longer good: ask for a new one.",
        )
    return redirect(_to_sign_in(http_request))


def _waiting(http_request: HttpRequest) -> list[object]:
    """Messages queued in this very request, without taking them from the queue."""
    return list(getattr(messages.get_messages(http_request), "_queued_messages", []))


def _to_sign_in(http_request: HttpRequest) -> str:
    there = http_request.POST.get("next") or http_request.GET.get("next", "")
    allowed = {http_request.get_host()}
    if not url_has_allowed_host_and_scheme(there, allowed, http_request.is_secure()):
        return reverse("account_login")
    return f"{reverse('account_login')}?{urlencode({'next': there})}"

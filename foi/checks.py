"""Checks of `manage.py check --deploy`: what a site that real families use must have."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError
from django.utils import timezone

from foi.models import BankHoliday, LetterVersion

WARN_DAYS = 400
ERROR_DAYS = 150
OPERATOR = ("OPERATOR_NAME", "OPERATOR_ADDRESS", "CONTACT_EMAIL", "ICO_REGISTRATION")


@register(Tags.security, deploy=True)
def mail_leaves(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without a mail server nobody can sign in and no reminder arrives."""
    if settings.EMAIL_URL:
        return []
    return [
        Error(
            "EMAIL_URL is not set: codes, reminders and letters stay in a folder on this machine.",
            hint="Name the mail server, such as smtp+tls://user:password@mail.example.org:587.",
            id="foi.E001",
        )
    ]


@register(Tags.security, deploy=True)
def address_is_https(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Cookies, redirects and HSTS follow from SITE_URL."""
    if settings.IS_HTTPS:
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL}: sessions would travel unencrypted.",
            hint="Set SITE_URL to the public https address.",
            id="foi.E002",
        )
    ]


@register(Tags.security, deploy=True)
def operator_is_named(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A site nobody answers for calls itself a test site and sends no letter to a council."""
    missing = [name for name in OPERATOR if not getattr(settings, name)]
    if not missing:
        return []
    return [
        Warning(
            f"{' and '.join(missing)} not set: this is a test site and sends no letter.",
            hint="Name who runs it, or leave it a test site.",
            id="foi.W001",
        )
    ]


@register(deploy=True)
def holidays_reach_far_enough(
    app_configs: Sequence[Any] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The bank holidays must be known for as long as deadlines run (LAW.md 9.4)."""
    try:
        published_until = BankHoliday.objects.table().published_until
    except (DatabaseError, ValueError) as error:
        reason = str(error) if isinstance(error, ValueError) else "The database does not answer."
        return [Warning(f"Bank holidays cannot be checked. {reason}", id="foi.W002")]
    return horizon(published_until, today=timezone.localdate())


def horizon(published_until: date, *, today: date) -> list[CheckMessage]:
    """Nothing, a warning or an error, by how many days ahead the table reaches."""
    ahead = (published_until - today).days
    if ahead >= WARN_DAYS:
        return []
    kind, code = (Error, "foi.E003") if ahead < ERROR_DAYS else (Warning, "foi.W003")
    return [
        kind(
            f"Bank holidays are known until {published_until:%d %B %Y} only, {ahead} days ahead: "
            "later deadlines are called likely.",
            hint="Run manage.py sync_bank_holidays with a newer release, or add the days.",
            id=code,
        )
    ]


@register(deploy=True)
def law_of_the_letters_is_checked(
    app_configs: Sequence[Any] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A letter that rests on old law is refused, and its sender is the one who loses time."""
    try:
        due = list(LetterVersion.objects.law_due(timezone.localdate()))
    except DatabaseError:
        return []
    if not due:
        return []
    files = ", ".join(f"{row.letter.slug}.toml" for row in due)
    return [
        Warning(
            f"The law of these letters was to be checked by now: {files}.",
            hint="Check the sections that each file names, set its two days anew, load_letters.",
            id="foi.W004",
        )
    ]

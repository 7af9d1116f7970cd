"""What every template knows of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Names of the operator and whether this is a test site or a made-up sample."""
    return {
        "OPERATOR_NAME": settings.OPERATOR_NAME,
        "OPERATOR_IS_NAMED": settings.OPERATOR_IS_NAMED,
        "CONTACT_EMAIL": settings.CONTACT_EMAIL,
        "DEMO": settings.DEMO,
        "SITE_URL": settings.SITE_URL,
        "MAIL_IS_KEPT": not settings.EMAIL_URL,
    }

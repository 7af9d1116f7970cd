"""One builder for every mail to a person: a subject, a text, why it came and how to stop it."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def build(
    name: str, *, to: str, context: dict[str, Any], message_id: str = "", stop_url: str = ""
) -> EmailMessage:
    """The mail of templates/emails/<name>.subject.txt and <name>.txt.

    With `stop_url` it carries the headers of a one-click unsubscription (RFC 8058).
    """
    words = {"SITE_URL": settings.SITE_URL, "stop_url": stop_url, "DEMO": settings.DEMO} | context
    headers = {"Auto-Submitted": "auto-generated"}
    if message_id:
        headers["Message-ID"] = message_id
    if stop_url:
        headers["List-Unsubscribe"] = f"<{stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(
        subject=" ".join(render_to_string(f"emails/{name}.subject.txt", words).split()),
        body=render_to_string(f"emails/{name}.txt", words).strip() + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers=headers,
    )

"""What came for a request, on its page: read once, the same rules as everywhere."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from foi.models import Attachment, Message, Request, actor_of
from foi.models.messages import REPLIES
from foi.rules.permissions import may_log, may_own, may_publish, sees_names

register = template.Library()


@register.inclusion_tag("logging/_panel.html", takes_context=True)
def came_panel(context: Context) -> dict[str, Any]:
    """The section "What came" of the request in `case`; 2 queries.

    `seen` are the messages that the page has read for this person, `lines` its questions.
    """
    request: Request = context["case"]
    user, today = context["request"].user, timezone.localdate()
    case, actor = request.case_for(user, today), actor_of(user)
    files = Attachment.objects.visible_to(user, today).filter(message__request=request)
    page = {
        "case": request,
        "may_log": bool(may_log(actor, case)),
        "inside": sees_names(actor, case),
        "files": list(files),
        "csrf_token": context.get("csrf_token"),
    }
    if not page["may_log"]:
        return page
    page["came"] = messages = [row for row in context["seen"] if row.direction == "in"]
    return (
        page
        | _work(request, messages, len(context["lines"]))
        | {
            "may_publish": bool(may_publish(actor, case)),
            "reading_wanted": request.reading_wanted_on is not None and bool(may_own(actor, case)),
        }
    )


def _work(request: Request, messages: list[Message], asked: int) -> dict[str, Any]:
    """What is still to be read, and what is read but not public."""
    public = list(request.findings.current().values_list("published_at", flat=True))
    readable = [message for message in messages if message.kind in REPLIES]
    return {
        "asked": asked,
        "unread": asked - len(public),
        "unpublished": sum(1 for moment in public if moment is None),
        "to_read": readable[-1] if readable and len(public) < asked else None,
    }

"""What was published lately, as an Atom feed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from foi.comparison import recent_entries

MADE_UP = "[Made up] "


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """Recently published answers and refusals, a council's of one day in one entry."""
    mark = MADE_UP if settings.DEMO else ""
    feed = Atom1Feed(
        title=f"{mark}Twentieth Day: what councils answered",
        link=f"{settings.SITE_URL}/compare/",
        description="Answers and refusals published lately.",
        feed_url=f"{settings.SITE_URL}/feeds/",
        language="en-gb",
    )
    for entry in recent_entries(timezone.localdate()):
        feed.add_item(
            title=f"{mark}{entry.authority.short_name}: {entry.letter.title}",
            link=f"{settings.SITE_URL}{entry.url}",
            description=f"{mark}{entry.words}",
            unique_id=f"{settings.SITE_URL}{entry.url}#{entry.day.isoformat()}",
            updateddate=entry.updated,
            pubdate=entry.updated,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)

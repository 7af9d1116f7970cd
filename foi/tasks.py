"""What the worker runs. Each task is a sweep: a few lines around one action."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from foi import health
from foi.actions import accounts, chase, draw, post, reply_send, report, send, words
from foi.actions import sort_post as sorting


@shared_task
def heartbeat() -> None:
    """Tell /readyz that scheduler, broker and worker are alive."""
    health.stamp(now=timezone.now())


@shared_task
def deliver_outbox() -> None:
    """Send the letters that wait in the outbox."""
    send.deliver_outbox(now=timezone.now())


@shared_task
def tell_sent() -> None:
    """Tell owners that their letter has gone and what happens next."""
    chase.tell_sent(now=timezone.now())


@shared_task
def remind_due() -> None:
    """Send the reminders that are due and not yet sent."""
    chase.remind_due(now=timezone.now())


@shared_task
def read_words() -> None:
    """Read the words of files that came."""
    words.read_words(now=timezone.now())


@shared_task
def purge() -> None:
    """Delete what was typed a day ago and never filed, accounts nobody confirmed, old post."""
    accounts.purge(now=timezone.now())
    post.purge_trays(now=timezone.now())


@shared_task
def sort_post() -> None:
    """Suggest where the mails in post trays belong."""
    sorting.sort_post(now=timezone.now())


@shared_task
def draw_passages() -> None:
    """Draw the pages that published passages stand on."""
    draw.draw_passages(now=timezone.now())


@shared_task
def tell_reports() -> None:
    """Mail staff of new reports, and both sides of decisions."""
    report.tell(now=timezone.now())


@shared_task
def tell_councils() -> None:
    """Mail councils their links to reply, no more of them than go in a minute."""
    reply_send.send_some(now=timezone.now(), most=settings.REPLY_LINKS_PER_MINUTE)

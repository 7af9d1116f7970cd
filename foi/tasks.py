"""What the worker runs. Each task is a sweep: a few lines around one action."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from foi import health
from foi.actions import accounts, chase, reply_send, report, send


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
def purge() -> None:
    """Delete what was typed a day ago and never filed, and accounts nobody confirmed."""
    accounts.purge(now=timezone.now())


@shared_task
def tell_reports() -> None:
    """Mail staff of new reports, and both sides of decisions."""
    report.tell(now=timezone.now())


@shared_task
def tell_councils() -> None:
    """Mail councils their links to reply, no more of them than go in a minute."""
    reply_send.send_some(now=timezone.now(), most=settings.REPLY_LINKS_PER_MINUTE)

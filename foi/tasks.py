"""What the worker runs. Each task is a sweep: a few lines around one action."""

from celery import shared_task
from django.utils import timezone

from foi import health


@shared_task
def heartbeat() -> None:
    """Tell /readyz that scheduler, broker and worker are alive."""
    health.stamp(now=timezone.now())

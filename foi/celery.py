"""When things run. Each task is a sweep that finds what is due; nothing enqueues by hand."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")

app = Celery("foi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["foi"])

SWEEP = 10  # seconds between looks at the outbox
LOOK = 5  # seconds between looks at what was handed in: somebody waits before the page
REMIND = 600  # seconds between looks for reminders
DRAW = 60  # seconds between looks for passages to draw
PURGE = 3600  # seconds between looks for what lasted its time
TELL = 60  # seconds between looks for councils to be told: so many links a minute
HEARTBEAT = 10  # seconds between signs of life, for /readyz


def _every(seconds: int, task: str, when: crontab | None = None) -> dict[str, object]:
    """A look every so many seconds; one that no worker took until the next is dropped."""
    return {
        "task": f"foi.tasks.{task}",
        "schedule": when or seconds,
        "options": {"expires": seconds},
    }


_BY_DAY = crontab(minute="*/10", hour="8-19")  # no reminder in the night

app.conf.beat_schedule = {
    "heartbeat": _every(HEARTBEAT, "heartbeat"),
    "deliver_outbox": _every(SWEEP, "deliver_outbox"),
    "remind_due": _every(REMIND, "remind_due", _BY_DAY),
    "tell_sent": _every(SWEEP, "tell_sent"),
    "read_words": _every(SWEEP, "read_words"),
    "tell_reports": _every(SWEEP, "tell_reports"),
    "draw_passages": _every(DRAW, "draw_passages"),
    "sort_post": _every(LOOK, "sort_post"),
    "tell_councils": _every(TELL, "tell_councils"),
    "purge": _every(PURGE, "purge"),
}

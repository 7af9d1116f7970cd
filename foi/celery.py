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

app.conf.beat_schedule = {
    "heartbeat": {
        "task": "foi.tasks.heartbeat",
        "schedule": HEARTBEAT,
        "options": {"expires": HEARTBEAT},
    },
    "deliver_outbox": {
        "task": "foi.tasks.deliver_outbox",
        "schedule": SWEEP,
        "options": {"expires": SWEEP},
    },
    "remind_due": {
        "task": "foi.tasks.remind_due",
        "schedule": crontab(minute="*/10", hour="8-19"),  # not in the night
        "options": {"expires": REMIND},
    },
    "tell_sent": {
        "task": "foi.tasks.tell_sent",
        "schedule": SWEEP,
        "options": {"expires": SWEEP},
    },
    "read_words": {
        "task": "foi.tasks.read_words",
        "schedule": SWEEP,
        "options": {"expires": SWEEP},
    },
    "tell_reports": {
        "task": "foi.tasks.tell_reports",
        "schedule": SWEEP,
        "options": {"expires": SWEEP},
    },
    "draw_passages": {
        "task": "foi.tasks.draw_passages",
        "schedule": DRAW,
        "options": {"expires": DRAW},
    },
    "sort_post": {
        "task": "foi.tasks.sort_post",
        "schedule": LOOK,
        "options": {"expires": LOOK},
    },
    "tell_councils": {
        "task": "foi.tasks.tell_councils",
        "schedule": TELL,
        "options": {"expires": TELL},
    },
    "purge": {
        "task": "foi.tasks.purge",
        "schedule": PURGE,
        "options": {"expires": PURGE},
    },
}

"""Whether the site can do its work: database, broker, and the scheduler's heartbeat.

The heartbeat goes the whole way of every sweep: the scheduler puts it on the broker, a
worker takes it off and stamps it here. A fresh stamp says that all three are alive.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from celery.exceptions import OperationalError
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from redis import RedisError

from foi.celery import app

OK = "ok"
STALE_AFTER = timedelta(minutes=5)
CACHE_KEY = "heartbeat"


def stamp(now: datetime) -> None:
    """Remember that a worker ran what the scheduler asked for, at `now` (aware)."""
    if settings.REDIS_URL:
        cache.set(CACHE_KEY, now.isoformat(), timeout=None)
        return
    # Without Redis no cache is shared between processes; a file is, and a rename is whole.
    unfinished = _stamp_file().with_suffix(".new")
    unfinished.write_text(now.isoformat())
    unfinished.replace(_stamp_file())


def last_stamp() -> datetime | None:
    """When a worker last stamped; None when none ever did."""
    if settings.REDIS_URL:
        text = cache.get(CACHE_KEY)
    else:
        text = _stamp_file().read_text() if _stamp_file().exists() else None
    return datetime.fromisoformat(text) if text else None


def report(now: datetime) -> dict[str, str]:
    """Each part the site needs -> "ok", or what is wrong, in words that give nothing away."""
    return {"database": _database(), "broker": _broker(), "scheduler": _scheduler(now)}


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return OK


def _broker() -> str:
    if not settings.REDIS_URL:
        return OK if os.access(settings.BROKER_DIR, os.W_OK) else "folder cannot be written to"
    try:
        with app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError):
        return "does not answer"
    return OK


def _scheduler(now: datetime) -> str:
    try:
        seen = last_stamp()
    except (RedisError, OSError):
        return "cannot be asked"
    if seen is None:
        return "not seen yet"
    if now - seen > STALE_AFTER:
        return f"last seen {seen.isoformat(timespec='seconds')}"
    return OK


def _stamp_file() -> Path:
    return Path(settings.DATA_DIR) / "heartbeat"

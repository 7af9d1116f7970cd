"""The programs that make up the site, as command lines."""

import os
import sys
from pathlib import Path

from django.conf import settings

WEB_THREADS = 8
STOP_SECONDS = 5  # for a page being sent, or a sweep being run
# One heap for all threads (glibc). The interpreter runs one at a time, so more of them would only
# keep what was freed apart: measured with 10,000 requests, 160 MB instead of 250. A page of
# several hundred kB gets room of its own, which goes back when the page has gone.
LEAN = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "131072"}


def command_lines(listening: int) -> dict[str, list[str]]:
    """Name -> command line. `listening` is the descriptor of the web server's socket."""
    if settings.REDIS_URL:
        # Only a forked worker gets a lost message back within the visibility timeout.
        return {
            "web server": _web(listening),
            "worker": _worker("--pool=prefork"),
            "scheduler": _celery("beat", *_schedule(), "--pidfile="),
        }
    return {
        "web server": _web(listening),
        "worker": _worker("--pool=threads", "--beat", *_schedule()),
    }


def _web(listening: int) -> list[str]:
    """One process: the embedded cache, and with it the rate limits, live in its memory."""
    return [
        *(sys.executable, "-m", "gunicorn", "foi.wsgi:application"),
        f"--bind=fd://{listening}",
        "--worker-class=gthread",
        "--workers=1",
        f"--threads={WEB_THREADS}",
        f"--graceful-timeout={STOP_SECONDS}",
        "--no-control-socket",
        *_heartbeat_in_memory(),
    ]


def _heartbeat_in_memory() -> list[str]:
    """gunicorn's worker touches a file each second; on a slow disk that can stall it."""
    memory = Path("/dev/shm")
    return [f"--worker-tmp-dir={memory}"] if os.access(memory, os.W_OK | os.X_OK) else []


def _worker(*options: str) -> list[str]:
    """Two at a time. It talks to no other worker, so it need not look for any."""
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    return _celery("worker", "--concurrency=2", *quiet, *options)


def _celery(*arguments: str) -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "--app=foi.celery"),
        *arguments,
        "--loglevel=WARNING",
    ]


def _schedule() -> tuple[str, str]:
    """Where the scheduler remembers when each sweep last ran."""
    return "-s", str(settings.DATA_DIR / "schedule")

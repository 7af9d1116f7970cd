"""Starts the real `manage.py run_all` for a test, and finds what it leaves behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
# What the site would otherwise take over from whoever runs the tests.
OURS = ("DATABASE_URL", "REDIS_URL", "SITE_URL", "PORT", "SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL")


def until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it comes to hold within `seconds`."""
    end = monotonic() + seconds
    while not (held := holds()) and monotonic() < end:
        sleep(0.1)
    return held


def environment(data: Path, **more: str) -> dict[str, str]:
    """A plain environment with `data` as the data folder."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "DATA_DIR": str(data), **more}


class SiteProcess:
    """One supervisor, in a session of its own as under a shell with job control."""

    def __init__(self, data: Path, *arguments: str, **more: str) -> None:
        self.data = data
        data.parent.mkdir(parents=True, exist_ok=True)
        self.output = data.parent / f"{data.name}.output"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "run_all", *arguments],
                cwd=data.parent,
                env=environment(data, **more),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # Tests that were started with nohup pass an ignored SIGHUP on.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
            )

    def said(self) -> str:
        return self.output.read_text()

    def is_ready(self) -> bool:
        return "Ctrl-C stops everything" in self.said() or self.process.poll() is not None

    def address(self) -> str:
        return next(line.split()[1] for line in self.said().splitlines() if "  Open " in line)

    def fetch(self, path: str) -> tuple[int, str]:
        """Status and body."""
        try:
            with urlopen(self.address() + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def ended(self, seconds: float = 10) -> int:
        """The exit code; fails when it has not ended in time."""
        return self.process.wait(timeout=seconds)

    def processes(self) -> dict[int, str]:
        """Process id -> command line, of all that run on this data folder."""
        mark = f"DATA_DIR={self.data}\0".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes() + b"\0":
                    words = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                    if words:  # a process that has ended and not been fetched has none
                        found[int(folder.name)] = words.decode(errors="replace")
            except (OSError, ValueError):
                continue  # it ended while we looked, or is not ours to see
        return found

    def running(self, word: str) -> int:
        """The id of the oldest process whose command line holds `word`."""
        return min(pid for pid, command in self.processes().items() if word in command)


@contextmanager
def running_site(data: Path, *arguments: str, **more: str) -> Iterator[SiteProcess]:
    """A site that has said it is ready; whatever of it is left is killed at the end."""
    site = SiteProcess(data, *(arguments or ("--port", "0")), **more)
    try:
        assert until(site.is_ready), site.said()
        assert site.process.poll() is None, site.said()
        yield site
    finally:
        for pid in site.processes():
            os.kill(pid, signal.SIGKILL)
        site.process.wait()

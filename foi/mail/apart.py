"""Work on files in a process of its own, ended when it takes too long or too much memory.

A hostile or merely huge file can keep a program busy for hours; neither the web server nor the
worker that sends letters must be.
"""

import os
import subprocess
import sys
from pathlib import Path

from foi.mail.pdf_errors import CannotRead

PATIENCE = 60  # seconds
_ROOT = Path(__file__).resolve().parents[2]


def run_apart(
    *job: str,
    content: bytes,
    seconds: int = PATIENCE,
    too_long: str,
    too_big: str = "",
    refusal: type[CannotRead] = CannotRead,
) -> bytes:
    """What one job of `foi.mail.worker` answers.

    Raises `refusal` with the job's own sentence; with `too_long` where it took more than
    `seconds`, with `too_big` where it needed more memory than it may have.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "foi.mail.worker", *job],
            input=content,
            capture_output=True,
            timeout=seconds,
            cwd=_ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refusal(too_long) from error
    if done.returncode != 0 or not done.stdout:
        raise refusal(too_big or too_long)  # out of memory, most likely
    if done.stdout.startswith(b"-"):
        raise refusal(done.stdout[1:].decode())
    return done.stdout[1:]

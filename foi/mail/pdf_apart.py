"""Work on PDFs in a process of its own, ended when it takes too long or too much memory.

A hostile or merely huge PDF can keep a program busy for hours; the web server must not be.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from foi.mail.kinds import DEFAULT_LIMIT
from foi.mail.pdf_errors import CannotRead, CannotResave
from foi.mail.pdf_findings import Finding

PATIENCE = 60  # seconds
_ROOT = Path(__file__).resolve().parents[2]
_TOO_LONG = (
    "This PDF takes longer to read than we can wait. "
    "Please print it to a new PDF, or only the pages that matter, and upload that."
)


def inspect_apart(
    content: bytes, *, limit: int = DEFAULT_LIMIT, seconds: int = PATIENCE
) -> list[Finding]:
    """What a program found in the file. Raises CannotRead, with a sentence."""
    found = json.loads(_run("inspect", content, limit, seconds, CannotRead))
    return [Finding(**row | {"pages": tuple(row["pages"])}) for row in found]


def resave_apart(content: bytes, *, limit: int = DEFAULT_LIMIT, seconds: int = PATIENCE) -> bytes:
    """A copy that holds what the pages show. Raises CannotResave, with a sentence."""
    return _run("resave", content, limit, seconds, CannotResave)


def pages_apart(
    content: bytes, *, limit: int = DEFAULT_LIMIT, seconds: int = PATIENCE
) -> list[str]:
    """The words of each page of a re-saved copy: nothing that no page shows. Raises CannotRead."""
    pages = json.loads(_run("pages", content, limit, seconds, CannotRead))
    return [str(page) for page in pages]


def _run(job: str, content: bytes, limit: int, seconds: int, refusal: type[CannotRead]) -> bytes:
    if len(content) > limit:
        raise refusal(f"This PDF is larger than {limit // (1024 * 1024)} MB, the most we can read.")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "foi.mail.pdf_worker", job],
            input=content,
            capture_output=True,
            timeout=seconds,
            cwd=_ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refusal(_TOO_LONG) from error
    if done.returncode != 0 or not done.stdout:
        raise refusal(_TOO_LONG)  # out of memory, most likely
    if done.stdout.startswith(b"-"):
        raise refusal(done.stdout[1:].decode())
    return done.stdout[1:]

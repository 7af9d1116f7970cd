"""The picture of a PDF's page, made in a process of its own: never longer than a minute, never
more memory than it may have."""

import json
import os
import subprocess
import sys
from pathlib import Path

from foi.mail.kinds import DEFAULT_LIMIT
from foi.mail.passage_sheet import Picture

PATIENCE = 60  # seconds
_ROOT = Path(__file__).resolve().parents[2]


def pictured_apart(
    content: bytes,
    quote: str,
    *,
    page: int,
    caption: str,
    limit: int = DEFAULT_LIMIT,
    seconds: int = PATIENCE,
) -> Picture | None:
    """The page with all but the passage covered; None where no such picture can be made.

    page: where to look first, counted from 1, 0 where nobody knows; `{page}` in the caption
    becomes the page that was found.
    """
    if len(content) > limit:
        return None
    asked = json.dumps({"quote": quote, "page": page, "caption": caption}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "foi.mail.passage_worker"],
            input=asked + b"\n" + content,
            capture_output=True,
            timeout=seconds,
            cwd=_ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0 or not done.stdout.startswith(b"+"):
        return None
    head, _, png = done.stdout[1:].partition(b"\n")
    said = json.loads(head)
    return Picture(png, (said["size"][0], said["size"][1]), said["page"])

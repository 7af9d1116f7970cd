"""Work on PDFs in a process of its own: what a release looks for, and the copy it makes."""

import json

from foi.mail.apart import PATIENCE, run_apart
from foi.mail.kinds import DEFAULT_LIMIT
from foi.mail.pdf_errors import CannotRead, CannotResave
from foi.mail.pdf_findings import Finding

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
    return run_apart(job, content=content, seconds=seconds, too_long=_TOO_LONG, refusal=refusal)

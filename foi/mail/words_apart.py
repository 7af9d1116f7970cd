"""The words and the cells of a file, read in a process of its own."""

import json

from foi.mail.apart import PATIENCE, run_apart
from foi.mail.kinds import FileKind
from foi.mail.sheet_rows import Grid
from foi.mail.texts import decode
from foi.mail.words import PLAIN, Words, plain_words

_TOO_LONG = "Reading this file took longer than 60 seconds, so it was given up."
_TOO_BIG = "This file needs more memory than we can give it, so it was not read."


def words_apart(content: bytes, kind: FileKind, *, seconds: int = PATIENCE) -> Words:
    """The words of a file, within the limits. Raises CannotRead, with a sentence.

    Plain text needs no reader, and so no process of its own.
    """
    if kind in PLAIN:
        return plain_words(decode(content))
    answer = json.loads(_run("words", content, kind, seconds))
    parts = tuple((str(place), str(words)) for place, words in answer["parts"])
    return Words(parts, str(answer["problem"]))


def sheets_apart(content: bytes, kind: FileKind, *, seconds: int = PATIENCE) -> list[Grid]:
    """The first rows of the first sheets. Raises CannotRead, with a sentence."""
    return [Grid(**row) for row in json.loads(_run("sheets", content, kind, seconds))]


def _run(job: str, content: bytes, kind: FileKind, seconds: int) -> bytes:
    return run_apart(
        job, kind.value, content=content, seconds=seconds, too_long=_TOO_LONG, too_big=_TOO_BIG
    )

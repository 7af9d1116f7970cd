"""Run as a process of its own by `apart`: one job on one file, from input to output.

`python -m foi.mail.worker JOB [KIND]`; the first byte of the output says whether it worked ("+")
or why not ("-" and a sentence).
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from time import monotonic

from foi.mail.kinds import FileKind
from foi.mail.pdfs import CannotRead, inspect, resave, text_of
from foi.mail.readers import read_words
from foi.mail.sheets import read_sheets
from foi.mail.words import DAMAGED

MOST_MEMORY = 1_500_000_000  # bytes of address space
MOST_SECONDS = 70  # of the processor: ends what nobody waits for any more
WORDS_WITHIN = 50  # seconds, so that what was read until then is still handed over
TOO_MUCH_MEMORY = "This file needs more memory than we can give it, so it was not read."


def work(job: str, content: bytes, kind: str = "") -> bytes:
    """The answer of one job as bytes. Raises CannotRead with a sentence."""
    return JOBS[job](content, kind)


def _inspect(content: bytes, kind: str) -> bytes:
    return json.dumps([asdict(one) for one in inspect(content, limit=len(content))]).encode()


def _resave(content: bytes, kind: str) -> bytes:
    return resave(content, limit=len(content))  # the caller has checked the size


def _pages(content: bytes, kind: str) -> bytes:
    copy = resave(content, limit=len(content))
    return json.dumps(text_of(copy, limit=len(copy))).encode()


def _words(content: bytes, kind: str) -> bytes:
    os.nice(10)  # nobody waits at a screen for this
    ends = monotonic() + WORDS_WITHIN
    words = read_words(content, FileKind(kind), is_over=lambda: monotonic() > ends)
    return json.dumps(asdict(words)).encode()


def _sheets(content: bytes, kind: str) -> bytes:
    return json.dumps([asdict(one) for one in read_sheets(content, FileKind(kind))]).encode()


JOBS: dict[str, Callable[[bytes, str], bytes]] = {
    "inspect": _inspect,
    "resave": _resave,
    "pages": _pages,
    "words": _words,
    "sheets": _sheets,
}


def main() -> None:
    """Read the file from standard input, write the answer to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    content = sys.stdin.buffer.read()
    try:
        answer = b"+" + work(sys.argv[1], content, *sys.argv[2:3])
    except CannotRead as error:
        answer = b"-" + str(error).encode()
    except MemoryError:
        answer = b"-" + TOO_MUCH_MEMORY.encode()
    # Readers of office files raise whatever they please on broken ones.
    except Exception:
        answer = b"-" + DAMAGED.encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()

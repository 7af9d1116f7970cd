"""Run as a process of its own by `pdf_apart`: one job on one PDF, from input to output.

`python -m foi.mail.pdf_worker inspect|resave|pages`; the first byte of the output says whether
it worked ("+") or why not ("-" and a sentence).
"""

import json
import resource
import sys
from dataclasses import asdict

from foi.mail.pdfs import CannotRead, inspect, resave, text_of

MOST_MEMORY = 1_500_000_000  # bytes of address space


def work(job: str, content: bytes) -> bytes:
    """The answer of one job as bytes. Raises CannotRead with a sentence."""
    limit = len(content)  # the caller has checked the size
    if job == "inspect":
        found = [asdict(finding) for finding in inspect(content, limit=limit)]
        return json.dumps(found).encode()
    if job == "resave":
        return resave(content, limit=limit)
    copy = resave(content, limit=limit)
    return json.dumps(text_of(copy, limit=len(copy))).encode()


def main() -> None:
    """Read the PDF from standard input, write the answer to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    content = sys.stdin.buffer.read()
    try:
        answer = b"+" + work(sys.argv[1], content)
    except CannotRead as error:
        answer = b"-" + str(error).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()

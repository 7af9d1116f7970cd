"""Run as a process of its own by `passage_apart`: one passage of one PDF, from input to output.

`python -m foi.mail.passage_worker`; input: a line of JSON, then the PDF; output: "+", a line of
JSON and the PNG, or "-" where no picture can be made.
"""

import json
import resource
import sys

from foi.mail.passage_pdf import pictured_page

MOST_MEMORY = 1_500_000_000  # bytes of address space


def work(asked: dict[str, object], content: bytes) -> bytes:
    """The answer as bytes; pdfium tells broken files by errors of its own."""
    quote, page, caption = str(asked["quote"]), int(str(asked["page"])), str(asked["caption"])
    try:
        made = pictured_page(content, quote, page=page, caption=caption)
    except (RuntimeError, ValueError, OSError, ArithmeticError):  # PdfiumError is a RuntimeError
        return b"-"
    if made is None:
        return b"-"
    head = json.dumps({"size": made.size, "page": made.page})
    return b"+" + head.encode() + b"\n" + made.png


def main() -> None:
    """Read the question and the PDF from standard input, write the picture."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.buffer.write(work(json.loads(head), content))


if __name__ == "__main__":
    main()

"""A mailbox file (mbox) taken apart into its mails, each as its bytes came."""

import re
from collections.abc import Iterator

_HEADER = rb"[!-9;-~]{1,60}[ \t]*:"
# "From " at the start of a line parts the mails, where a header follows: in a letter's words
# ("From Monday …") none does. Newer Thunderbirds write nothing after "From ".
_SEPARATOR = re.compile(rb"^From [^\r\n]*\r?\n(?=" + _HEADER + rb")", re.MULTILINE)
_DATED = re.compile(rb"^From .*\d\d?:\d\d.* \d{4}\b.*$")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mbox(content: bytes) -> bool:
    """Whether it begins as a mailbox file does: a "From " line, and a header below it."""
    return _SEPARATOR.match(_start(content)) is not None


def mails_of(content: bytes) -> Iterator[bytes]:
    """The mails in a mailbox file, in order, one at a time; nothing where it is none.

    A line quoted as mboxo and mboxrd do (">From ") gets back what it was: one ">" less.
    """
    content = _start(content)
    if not is_mbox(content):
        return
    begin = -1
    for match in _SEPARATOR.finditer(content):
        if not _parts(content, match):
            continue
        if begin >= 0:
            yield _mail(content[begin : match.start()])
        begin = match.end()
    yield _mail(content[begin:])


def _mail(raw: bytes) -> bytes:
    """Without the empty line that the mailbox added below it, and unquoted."""
    for ending, one in ((b"\r\n\r\n", b"\r\n"), (b"\n\n", b"\n")):
        if raw.endswith(ending):
            raw = raw.removesuffix(one)
            break
    return _QUOTED.sub(rb"\1", raw)


def _start(content: bytes) -> bytes:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def _parts(content: bytes, match: re.Match[bytes]) -> bool:
    """At the start or below an empty line; some programs forget that line but write the time."""
    above = content[max(0, match.start() - 4) : match.start()]
    is_below_empty = above.endswith((b"\n\n", b"\n\r\n"))
    return match.start() == 0 or is_below_empty or _DATED.match(match[0].strip()) is not None

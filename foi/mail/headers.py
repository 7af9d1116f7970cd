"""Single headers of a mail, read so that no sender's mistake can stop us."""

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from foi.mail.texts import clean, decode

LONGEST_HEADER = 20_000
_ADDRESS = re.compile(r"[^\s<>\"(),:;]{1,200}@[^\s<>\"(),:;]{1,200}")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}>")


def header(message: Message, name: str) -> str:
    """Return the first header of that name as one readable line; "" when there is none."""
    return _one_line(_decode_words(raw_header(message, name)))


def raw_header(message: Message, name: str) -> str:
    """Return a header unfolded but undecoded, at most LONGEST_HEADER characters of it.

    Bytes that are not ASCII are read as UTF-8 or Windows text instead of being lost.
    """
    wanted = name.lower()
    for key, value in message.raw_items():
        if key.lower() == wanted:
            text = str(value)[:LONGEST_HEADER].encode("utf-8", "surrogateescape")
            return re.sub(r"[\r\n]+(?=[ \t])", "", decode(text))
    return ""


def addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """Return (display name, address) pairs of a header; the address "" when there is none."""
    raw = raw_header(message, name)
    try:
        pairs = getaddresses([raw])
    # The standard library's address parser has raised IndexError and TypeError on odd input.
    except Exception:
        pairs = []
    if not any("@" in box for _, box in pairs):
        pairs = [("", box) for box in _ADDRESS.findall(raw)]
    found = [(_one_line(_decode_words(person)), _one_line(box)) for person, box in pairs]
    return [(person, box if "@" in box else "") for person, box in found if person or "@" in box]


def message_ids(message: Message, name: str) -> tuple[str, ...]:
    """Return every <id@host> in a header, in order."""
    return tuple(_MESSAGE_ID.findall(_one_line(raw_header(message, name))))


def sent_at(message: Message) -> datetime | None:
    """Return the Date header as an aware moment; None when it is missing or makes no sense."""
    try:
        moment = parsedate_to_datetime(_one_line(raw_header(message, "Date")))
    # ValueError, TypeError, IndexError and OverflowError have all been seen here.
    except Exception:
        return None
    # "-0000" means: in UTC, sender's zone unknown.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if 1990 <= moment.year <= 2200 else None


def _decode_words(raw: str) -> str:
    """Decode "=?charset?q?...?=" words; an unknown charset is read as UTF-8 or Windows text."""
    if "=?" not in raw:
        return raw
    try:
        words = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    return "".join(
        word if isinstance(word, str) else decode(word, charset or "") for word, charset in words
    )


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def decode_name(raw: str) -> str:
    """Decode a file name given as encoded words, which the standards forbid and many do."""
    return _one_line(_decode_words(raw[:LONGEST_HEADER]))

"""The parts of a mail: which are its words, which are its files."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.generator import BytesGenerator
from email.message import Message
from io import BytesIO

from foi.mail.headers import decode_name, header
from foi.mail.html import to_text
from foi.mail.names import safe_filename
from foi.mail.texts import clean, decode

MOST_PARTS = 500
DEEPEST = 20
_ENDINGS = {
    "text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "text/calendar": ".ics",
    "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A file in a mail. `part_path` counts from 1 at each level ("2.1": in the second, first)."""

    part_path: str
    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Leaf:
    """A part that holds no further parts, and where it stands.

    `alternative` is the path of the innermost multipart/alternative around it, `nested` whether
    it belongs to a mail inside the mail.
    """

    path: str
    message: Message
    alternative: str
    nested: bool


class TooManyParts(Exception):
    """The mail is nested or divided beyond anything that a person sends."""


def leaves(message: Message) -> list[Leaf]:
    """Return every leaf, and every mail inside the mail, in reading order. Raises TooManyParts."""
    found = []
    for leaf in _walk(message, "", "", False):
        found.append(leaf)
        if len(found) > MOST_PARTS:
            raise TooManyParts
    return found


def _walk(message: Message, path: str, alternative: str, nested: bool) -> Iterator[Leaf]:
    if path.count(".") >= DEEPEST:
        raise TooManyParts
    payload = message.get_payload()
    if not isinstance(payload, list):
        yield Leaf(path or "1", message, alternative, nested)
        return
    inside_mail = message.get_content_type() == "message/rfc822"
    if inside_mail:
        yield Leaf(path or "1", message, "", nested)
    if message.get_content_type() == "multipart/alternative":
        alternative = path or "top"
    children = (child for child in payload if isinstance(child, Message))
    for number, child in enumerate(children, start=1):
        child_path = f"{path}.{number}" if path else str(number)
        yield from _walk(child, child_path, alternative, nested or inside_mail)


def words_and_files(message: Message) -> tuple[str, tuple[Part, ...]]:
    """Return the mail's text (plain preferred to HTML) and its files. Raises TooManyParts.

    Files of a mail inside the mail follow that mail; its words stay in its own file.
    """
    all_leaves = leaves(message)
    bodies = [leaf for leaf in all_leaves if _is_words(leaf)]
    files = tuple(_part(leaf) for leaf in all_leaves if not _is_words(leaf) and _is_file(leaf))
    chosen = _choose(bodies)
    texts = [words for leaf in chosen if (words := _words(leaf.message))]
    return "\n\n".join(texts), files


def filename_of(message: Message) -> str:
    """Return the name that the sender gave a part, decoded but not yet made safe; "" if none."""
    try:
        return decode_name(message.get_filename() or "")
    # Parameters in pieces (RFC 2231) fail with IndexError, LookupError and TypeError.
    except Exception:
        return ""


def content_of(message: Message) -> bytes:
    """Return a part's bytes, undone from base64 or quoted-printable."""
    inner = inner_mail(message)
    if inner is not None:
        return _saved_again(inner)
    try:
        decoded = message.get_payload(decode=True)
    except Exception:
        decoded = None
    if isinstance(decoded, bytes):
        return decoded
    payload = message.get_payload()
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def inner_mail(message: Message) -> Message | None:
    """Return the mail that a message/rfc822 part carries; None for every other part."""
    payload = message.get_payload()
    if message.get_content_type() != "message/rfc822" or not isinstance(payload, list):
        return None
    return next((inner for inner in payload if isinstance(inner, Message)), None)


def _saved_again(inner: Message) -> bytes:
    saved = BytesIO()
    try:
        BytesGenerator(saved, mangle_from_=False, maxheaderlen=0).flatten(inner)
    # A mail that cannot be written again (bad charsets, bad boundaries) keeps what it gave.
    except Exception:
        pass
    return saved.getvalue()


def _is_words(leaf: Leaf) -> bool:
    if leaf.nested or leaf.message.get_content_type() not in ("text/plain", "text/html"):
        return False
    return leaf.message.get_content_disposition() != "attachment" and not filename_of(leaf.message)


def _is_file(leaf: Leaf) -> bool:
    """In a mail inside the mail only named parts are files; the words stay in the mail's file."""
    if not leaf.nested or leaf.message.get_content_type() == "message/rfc822":
        return True
    return bool(filename_of(leaf.message)) or leaf.message.get_content_maintype() != "text"


def _choose(bodies: list[Leaf]) -> list[Leaf]:
    """Of two versions of the same words keep the plain one, if it says anything."""
    plain = {
        leaf.alternative
        for leaf in bodies
        if leaf.alternative and leaf.message.get_content_type() == "text/plain"
        and content_of(leaf.message).strip()
    }  # fmt: skip
    return [
        leaf
        for leaf in bodies
        if not leaf.alternative
        or (leaf.message.get_content_type() == "text/plain") == (leaf.alternative in plain)
    ]


def _words(message: Message) -> str:
    try:
        charset = message.get_content_charset() or ""
    # A charset parameter in a charset that does not exist.
    except Exception:
        charset = ""
    text = decode(content_of(message), charset)
    return to_text(text) if message.get_content_type() == "text/html" else clean(text).strip()


def _part(leaf: Leaf) -> Part:
    kind = leaf.message.get_content_type()
    name = filename_of(leaf.message)
    if not name and kind == "message/rfc822":
        inner = inner_mail(leaf.message)
        subject = header(inner, "Subject") if inner is not None else ""
        name = f"{subject[:60].replace('/', '-') or 'forwarded message'}.eml"
    name = name or f"part-{leaf.path.replace('.', '-')}{_ENDINGS.get(kind, '.bin')}"
    return Part(leaf.path, safe_filename(name), clean(kind), content_of(leaf.message))

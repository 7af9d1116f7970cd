"""Mails that a site without a mail server keeps in files, read back to be shown."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime

_BETWEEN = b"\n" + b"-" * 79 + b"\n"  # written after each mail of a connection


@dataclass(frozen=True)
class Kept:
    """One mail, decoded; `text` is its plain text, `at` None where its date cannot be read."""

    sender: str
    to: str
    reply_to: str
    subject: str
    at: datetime | None
    text: str


def read_kept(raw: bytes) -> list[Kept]:
    """The mails in one file, in the order they were written. Never raises on broken ones."""
    parts = raw.replace(b"\r\n", b"\n").split(_BETWEEN)
    return [_mail(part) for part in parts if part.strip()]


def _mail(raw: bytes) -> Kept:
    message = message_from_bytes(raw.lstrip(b"\n"), policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    return Kept(
        sender=str(message.get("From", "")),
        to=str(message.get("To", "")),
        reply_to=str(message.get("Reply-To", "")),
        subject=str(message.get("Subject", "")),
        at=_moment(str(message.get("Date", ""))),
        text=str(body.get_content()) if body is not None else "",
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # "-0000": UTC, RFC 5322 3.3

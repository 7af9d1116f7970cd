"""A saved or received e-mail, turned from bytes into facts."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message

from foi.mail.headers import addresses, header, message_ids, sent_at
from foi.mail.parts import (
    Part,
    TooManyParts,
    content_of,
    inner_mail,
    leaves,
    words_and_files,
)

__all__ = ["NotAMail", "ParsedMail", "Part", "parse"]

_NOT_A_MAIL = (
    "This file is not a saved e-mail. In your mail program choose “Save as” or “Download message” "
    "and upload the .eml file, or copy the words of the e-mail and paste them."
)
_EMPTY = "This file is empty. Please save the e-mail again and upload that file."
_TOO_DEEP = (
    "This e-mail holds more parts inside each other than we can open. "
    "Please upload the files from it one by one."
)
_SENDER_HEADERS = ("from", "sender", "received", "return-path", "message-id")
_OTHER_HEADERS = ("to", "date", "subject", "mime-version", "content-type", "delivered-to", "cc")


class NotAMail(Exception):
    """The bytes are no e-mail; the message is a sentence for the person who uploaded them."""


@dataclass(frozen=True)
class ParsedMail:
    """What a mail says of itself. Everything in it is the sender's claim.

    `sent_at` is aware (any zone) or None, `date_header` as written. `body` is the text to read,
    `to` the addresses in To and Cc. `automatic` means that a machine says it wrote this;
    `bounce` that a mail server reports a failed delivery, `bounced_ids` of which messages.
    `warnings` are sentences.
    """

    message_id: str
    from_name: str
    from_address: str
    to: tuple[str, ...]
    subject: str
    sent_at: datetime | None
    date_header: str
    body: str
    attachments: tuple[Part, ...]
    automatic: bool
    bounce: bool
    bounced_ids: tuple[str, ...]
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    warnings: tuple[str, ...]


def parse(raw: bytes) -> ParsedMail:
    """Read one raw message (RFC 5322). Raises NotAMail, and nothing else, on any bytes."""
    if not raw.strip():
        raise NotAMail(_EMPTY)
    try:
        message = message_from_bytes(_from_first_header(raw), policy=policy.compat32)
        if not _looks_like_mail(message):
            raise NotAMail(_NOT_A_MAIL)
        return _facts(message)
    except NotAMail:
        raise
    except (TooManyParts, RecursionError) as error:
        raise NotAMail(_TOO_DEEP) from error
    # What the standard library may raise on hostile bytes is not documented.
    except Exception as error:
        raise NotAMail(_NOT_A_MAIL) from error


def _from_first_header(raw: bytes) -> bytes:
    """Mail programs on Windows save a byte order mark, some add empty lines above."""
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def _looks_like_mail(message: Message) -> bool:
    names = {name.lower() for name in message.keys()}
    known = names.intersection(_SENDER_HEADERS + _OTHER_HEADERS)
    return bool(names.intersection(_SENDER_HEADERS)) and len(known) >= 2


def _facts(message: Message) -> ParsedMail:
    body, attachments = words_and_files(message)
    sender = (addresses(message, "From") or addresses(message, "Sender") or [("", "")])[0]
    recipients = addresses(message, "To") + addresses(message, "Cc")
    moment = sent_at(message)
    bounce = _is_bounce(message)
    return ParsedMail(
        message_id=next(iter(message_ids(message, "Message-ID")), ""),
        from_name=sender[0],
        from_address=sender[1],
        to=tuple(address for _, address in recipients if address),
        subject=header(message, "Subject"),
        sent_at=moment,
        date_header=header(message, "Date"),
        body=body,
        attachments=attachments,
        automatic=bounce or _is_automatic(message),
        bounce=bounce,
        bounced_ids=_bounced_ids(message) if bounce else (),
        in_reply_to=message_ids(message, "In-Reply-To"),
        references=message_ids(message, "References"),
        warnings=tuple(_warnings(sender[1], moment, body, attachments)),
    )


def _is_automatic(message: Message) -> bool:
    """RFC 3834 and the older habits. Case systems send real replies so too: this is a hint."""
    submitted = header(message, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if header(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply"):
        return True
    if any(header(message, name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder")):
        return True
    return header(message, "Return-Path").replace(" ", "") == "<>"


def _is_bounce(message: Message) -> bool:
    if message.get_content_type() == "multipart/report":
        return "disposition-notification" not in header(message, "Content-Type").lower()
    senders = [address.lower() for _, address in addresses(message, "From")]
    return any(address.startswith("mailer-daemon@") for address in senders)


def _bounced_ids(message: Message) -> tuple[str, ...]:
    """The report carries the failed mail, or its headers as text."""
    found: list[str] = []
    for leaf in leaves(message):
        failed = inner_mail(leaf.message)
        if leaf.message.get_content_type() == "text/rfc822-headers":
            failed = message_from_bytes(content_of(leaf.message))
        if failed is not None:
            found += message_ids(failed, "Message-ID")
    return tuple(dict.fromkeys(found))


def _warnings(
    sender: str, moment: datetime | None, body: str, attachments: tuple[Part, ...]
) -> list[str]:
    said = []
    if not sender:
        said.append("The e-mail does not say from which address it came.")
    if moment is None:
        said.append("The date on the e-mail could not be read. Please enter it yourself.")
    if not body:
        said.append("The e-mail has no words of its own; the reply may be in an attached file.")
    for part in attachments:
        if part.filename.lower() == "winmail.dat" or part.content_type == "application/ms-tnef":
            said.append(
                "The council's Outlook packed its files into “winmail.dat”, which we keep but "
                "cannot open. Please ask the council to send the files again as PDF."
            )
        if not part.content:
            said.append(f"The attached file “{part.filename}” is empty.")
    return said

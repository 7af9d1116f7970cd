"""An e-mail pasted into a box: what the lines that mail programs add when copying say of it.

Outlook, Apple Mail and forwarding write "From: … / Sent: … / Subject: …"; Gmail's page gives
"Name <address>" and a date below it. All of it is a suggestion for the person who pasted.
"""

import re
from dataclasses import dataclass
from datetime import date, time

from foi.mail.texts import clean
from foi.mail.written_dates import read_date, read_time

LONGEST_PASTE = 1_000_000
_KEYS = {
    "from": "from", "sent": "date", "date": "date", "to": "to", "subject": "subject", "cc": "cc",
    "bcc": "cc", "reply-to": "cc", "reply to": "cc", "importance": "cc", "sensitivity": "cc",
    "attachments": "cc", "attachment": "cc",
}  # fmt: skip
_LINE = re.compile(r"^[>\s*_]*([A-Za-z][A-Za-z -]{1,14}?)\s*[*_]*\s*:[*_]*\s*(.*)$")
_MARKER = re.compile(
    r"^[>\s]*(-{2,}\s*(original|forwarded) message\s*-*|begin forwarded message:?|_{8,}|-{8,}"
    r"|external( e?-?mail)?|caution:.{0,300}|you don't often get email from .{0,300})\s*$",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"^[>\s]*on\s(.{4,40}(?:19|20)\d\d(?:,?\s(?:at\s)?\d\d?[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?)?)"
    r",?\s(\S.{0,150}?)\s+wrote:\s*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>\"(),:;\[\]]{1,100}@[^\s<>\"(),:;\[\]]{1,150}")
_GMAIL = re.compile(r"^\s*([^:<>]{1,120}?)\s*<([^\s<>]{1,100}@[^\s<>]{1,150})>\s*(.{0,80})$")


@dataclass(frozen=True)
class PastedMail:
    """What the pasted text says of itself; everything may be empty.

    `sent_on` and `sent_time` are as written in the mail (the sender's clock), `date_written` the
    words they were read from. `body` is everything after the header lines: nothing is trimmed,
    since councils answer between quoted lines. `warnings` are sentences.
    """

    from_name: str = ""
    from_address: str = ""
    to: str = ""
    subject: str = ""
    sent_on: date | None = None
    sent_time: time | None = None
    date_written: str = ""
    body: str = ""
    warnings: tuple[str, ...] = ()


def read_pasted(text: str) -> PastedMail:
    """Read pasted text. Only header lines at its top count: those further down belong to an
    older mail that this one quotes. Never raises."""
    lines = clean(text[:LONGEST_PASTE]).split("\n")
    start = _first_line(lines)
    found, after = _labelled(lines, start)
    if not ({"from", "date"} & set(found) and len(found) >= 2):
        found, after = _gmail_page(lines, start)
    if not found:
        found, after = _attributed(lines, start)
    return _facts(found, "\n".join(lines[after if found else 0 :]).strip())


def _first_line(lines: list[str]) -> int:
    """Skip empty lines, "Original Message" marks and the warnings that mail gateways add."""
    for number, line in enumerate(lines):
        if line.strip(" >\t") and not _MARKER.match(line):
            return number
    return len(lines)


def _labelled(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    last = ""
    for number, line in enumerate(lines[start : start + 40], start=start):
        match = _LINE.match(line)
        key = _KEYS.get(match[1].strip().lower()) if match else None
        if match and key:
            found.setdefault(key, match[2].strip())
            last = key
        elif (
            last in ("to", "cc") and line.strip() and ("@" in line or line.startswith((" ", "\t")))
        ):
            continue  # a long list of recipients runs on
        elif last and not found[last] and line.strip():
            found[last] = line.strip()  # some programs put the value on the next line
        elif not (last and not line.strip() and _more_to_come(lines, number, found)):
            return found, number
    return found, min(len(lines), start + 40)


def _more_to_come(lines: list[str], number: int, found: dict[str, str]) -> bool:
    """Some copies have an empty line between the header lines."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    match = _LINE.match(following)
    key = _KEYS.get(match[1].strip().lower()) if match else None
    return key is not None and key not in found


def _gmail_page(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """Gmail: the subject may stand first, then "Name <address>", a date, "to me"."""
    for number in range(start, min(start + 3, len(lines))):
        match = _GMAIL.match(lines[number])
        if match is None:
            continue
        for dated in range(number, min(number + 3, len(lines))):
            written = match[3] if dated == number else lines[dated]
            if read_date(written):
                subject = lines[start].strip() if number > start else ""
                found = {"from": f"{match[1]} <{match[2]}>", "date": written, "subject": subject}
                return found, _after_recipients(lines, dated + 1)
    return {}, start


def _after_recipients(lines: list[str], number: int) -> int:
    while number < len(lines) and (
        not lines[number].strip()
        or re.match(r"\s*to\s+\S{1,60}(, \S{1,60}){0,5}\s*$", lines[number])
    ):
        number += 1
    return number


def _attributed(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """ "On Tue, 3 Nov 2026 at 10:15, Name <address> wrote:" above the words themselves."""
    joined = " ".join(lines[start : start + 2])
    for text, after in ((lines[start] if start < len(lines) else "", 1), (joined, 2)):
        match = _ATTRIBUTION.match(text)
        if match and read_date(match[1]):
            return {"from": match[2], "date": match[1]}, start + after
    return {}, start


def _facts(found: dict[str, str], body: str) -> PastedMail:
    written = found.get("date", "")
    sender = found.get("from", "")
    address = _ADDRESS.search(sender)
    name = re.sub(r"[<\[(].*$|mailto:", "", sender).strip(" \"'*,")
    sent_on = read_date(written)
    warnings = []
    if written and sent_on is None:
        warnings.append("The date of the e-mail could not be read. Please enter it yourself.")
    if not body:
        warnings.append("There are no words below the header lines. Was everything copied?")
    return PastedMail(
        from_name="" if "@" in name else name,
        from_address=address[0] if address else "",
        to=found.get("to", ""),
        subject=found.get("subject", ""),
        sent_on=sent_on,
        sent_time=read_time(written) if sent_on else None,
        date_written=written,
        body=body,
        warnings=tuple(warnings),
    )

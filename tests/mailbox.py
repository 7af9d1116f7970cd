"""Saved e-mails and photographs as a person would upload them."""

import io
import zipfile
from email.message import EmailMessage

from PIL import Image


def saved_mail(
    *,
    text: str = "Please find attached our response.",
    date: str = "Thu, 10 Dec 2026 10:15:00 +0000",
    files: tuple[tuple[str, bytes, str], ...] = (),
    message_id: str = "<one@kent.gov.uk>",
    sender: str = "FOI Team <foi@kent.gov.uk>",
    subject: str = "Your request FOI-1234",
    headers: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """A mail from a council; `files` are (name, bytes, type)."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "parent@example.org"
    mail["Subject"] = subject
    mail["Message-ID"] = message_id
    if date:
        mail["Date"] = date
    for name, value in headers:
        mail[name] = value
    mail.set_content(text)
    for name, content, kind in files:
        main, _, sub = kind.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def photograph(*, size: tuple[int, int] = (300, 400)) -> bytes:
    """A JPEG that says where, when and with what it was taken."""
    picture = Image.new("RGB", size, "white")
    exif = Image.Exif()
    exif[0x010F] = "Kestrelphone"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 16.0, 30.0), 3: "E", 4: (0.0, 31.0, 0.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def mailbox(mails: list[bytes], *, ends: bytes = b"\n") -> bytes:
    """A mailbox file of these mails, as most programs write it."""
    line = b"From foi@kent.gov.uk Thu Dec 10 10:15:00 2026"
    return b"".join(line + ends + mail + ends for mail in mails)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
    return out.getvalue()

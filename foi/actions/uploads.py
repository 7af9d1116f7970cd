"""What becomes of uploaded files before they are kept: told by their bytes, photos re-encoded."""

import hashlib
from dataclasses import dataclass

from django.conf import settings

from authorities.models import Authority
from foi.actions.file import check_words
from foi.mail.kinds import PHOTOS, FileKind, RefusedFile, check_upload
from foi.mail.names import safe_filename
from foi.mail.parse import ParsedMail
from foi.mail.photos import NotAPhoto, photos_to_pdf

CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.TXT: "text/plain",
    FileKind.CSV: "text/csv",
    FileKind.EML: "message/rfc822",
}
SMALLEST_PHOTO = 30_000  # bytes: smaller pictures in a mail are logos, kept in the raw mail only


class CannotReceive(ValueError):
    """What was handed in cannot be kept; nothing was stored. `field` names the form field."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Upload:
    """One file as the browser sent it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Kept:
    """One file as it is kept; its words are read by the worker later."""

    name: str
    content: bytes
    content_type: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def kind_of(upload: Upload) -> FileKind:
    """What the bytes are. Raises CannotReceive, naming the file."""
    try:
        return check_upload(upload.content, upload.name, limit=settings.UPLOAD_LIMIT_BYTES)
    except RefusedFile as error:
        raise CannotReceive(f"{safe_filename(upload.name)}: {error}", field="files") from error


def kept_files(uploads: list[tuple[Upload, FileKind]], authority: Authority) -> list[Kept]:
    """The files to keep; all photographs together as one PDF. Raises CannotReceive."""
    photos = [upload.content for upload, kind in uploads if kind in PHOTOS]
    kept = [
        Kept(_name(upload.name, number, authority), upload.content, _content_type(kind))
        for number, (upload, kind) in enumerate(uploads, 1)
        if kind not in PHOTOS
    ]
    if photos:
        try:
            pages = photos_to_pdf(photos, limit=settings.UPLOAD_LIMIT_BYTES)
        except NotAPhoto as error:
            raise CannotReceive(str(error), field="files") from error
        kept.append(Kept("photographed letter.pdf", pages, CONTENT_TYPES[FileKind.PDF]))
    return kept


def kept_parts(mail: ParsedMail, authority: Authority) -> list[Kept]:
    """A mail's own attachments; what may not be kept is left in the raw mail only."""
    kept: list[Kept] = []
    for part in mail.attachments:
        upload = Upload(part.filename, part.content)
        try:
            kind = kind_of(upload)
            if kind in PHOTOS and len(part.content) < SMALLEST_PHOTO:
                continue
            kept += kept_files([(upload, kind)], authority)
        except CannotReceive:
            continue
    return kept


def _content_type(kind: FileKind) -> str:
    return CONTENT_TYPES.get(kind, "application/octet-stream")


def _name(name: str, number: int, authority: Authority) -> str:
    """The file's own name, or a plain one where it may identify a person."""
    safe = safe_filename(name)
    if check_words(safe, authority).level != "stop":
        return safe
    _, dot, ending = safe.rpartition(".")
    return safe_filename(f"file {number}{dot}{ending}")

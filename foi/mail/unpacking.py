"""Documents that are zip folders: opened only when what they unpack to is small enough.

What the folder says of its sizes is looked at first, and then what really comes out of it.
"""

import io
import zipfile

from foi.mail.pdf_errors import CannotRead
from foi.mail.words import DAMAGED

MOST_UNPACKED = 50 * 1024 * 1024  # bytes
MOST_MEMBERS = 10_000
_TOO_LARGE = "This file unpacks to more than 50 MB, so we did not open it."
_LOCKED = "This file is locked with a password, so we cannot read it. Please ask for an open copy."
_CHUNK = 1024 * 1024


def check_unpacked(content: bytes, *, most: int = MOST_UNPACKED) -> None:
    """Raise CannotRead, with a sentence, for what is too large, locked or no zip at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            _check(folder, most)
    except CannotRead:
        raise
    # A damaged zip fails in many ways (BadZipFile, NotImplementedError, zlib.error, ...).
    except Exception as error:
        raise CannotRead(DAMAGED) from error


def _check(folder: zipfile.ZipFile, most: int) -> None:
    members = folder.infolist()
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > most:
        raise CannotRead(_TOO_LARGE)
    if any(one.flag_bits & 1 for one in members):
        raise CannotRead(_LOCKED)
    unpacked = 0
    for member in members:
        before = b""
        with folder.open(member) as file:
            while chunk := file.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > most:
                    raise CannotRead(_TOO_LARGE)
                _check_chunk(member.filename, before[-32:] + chunk)
                before = chunk


def _check_chunk(name: str, chunk: bytes) -> None:
    """No office program defines entities: a few lines of them can unfold to gigabytes."""
    if name.endswith((".xml", ".rels")) and b"<!ENTITY" in chunk:
        raise CannotRead(DAMAGED)
    if name == "META-INF/manifest.xml" and b"encryption-data" in chunk:
        raise CannotRead(_LOCKED)

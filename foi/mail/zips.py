"""A zip of saved mails, opened without being caught by one that was made to be a trap."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MOST_ENTRIES = 5_000
_MOST_CONTENTS = 2 * 1024 * 1024  # bytes of the list of contents: read before anything else
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_TAIL = 65_536 + 22 + 20  # the end record, the longest comment after it, the zip64 locator
_STEP = 64 * 1024
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others can ask for gigabytes of memory


class Trap(Exception):
    """It holds more than it may, or is not what it says; the message is a sentence."""


@dataclass(frozen=True)
class Entry:
    """One file in a zip. `content` is None where it cannot be read; `why` then says why."""

    name: str
    content: bytes | None
    why: str = ""


def entries(content: bytes, *, limit: int) -> Iterator[Entry]:
    """The files in a zip, folders and programs' own litter left out, one at a time.

    `limit` is how many bytes they may unpack to together: the bytes are counted as they come,
    since a zip may lie about them. Raises Trap beyond it, and for a zip that cannot be opened.
    """
    _check_contents(content)
    try:
        folder = zipfile.ZipFile(io.BytesIO(content))
    # A damaged zip fails in many ways (BadZipFile, NotImplementedError, ValueError, ...).
    except Exception as error:
        raise Trap("this zip is damaged and cannot be opened") from error
    with folder:
        files = [each for each in folder.infolist() if not _is_litter(each)]
        if len(files) > MOST_ENTRIES:
            raise Trap(f"this zip holds more than {MOST_ENTRIES:,} files")
        for each in files:
            entry, used = _read(folder, each, limit)
            limit -= used
            yield entry


def _check_contents(content: bytes) -> None:
    """Raise Trap where the list of contents alone would fill the memory.

    Every end record is looked at: which of several is the true one, readers disagree about.
    """
    tail = content[-_TAIL:]
    place = tail.find(_END)
    if place < 0:
        raise Trap("this zip is damaged and cannot be opened")
    while place >= 0:
        size = int.from_bytes(tail[place + 12 : place + 16], "little")
        if size > _MOST_CONTENTS or _END_64 in tail:
            raise Trap(f"this zip holds more than {MOST_ENTRIES:,} files")
        place = tail.find(_END, place + 1)


def _is_litter(each: zipfile.ZipInfo) -> bool:
    """Folders, and what a Mac or Windows adds unasked."""
    parts = each.filename.split("/")
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    return each.is_dir() or hidden or parts[-1].lower() in ("thumbs.db", "desktop.ini")


def _read(folder: zipfile.ZipFile, each: zipfile.ZipInfo, limit: int) -> tuple[Entry, int]:
    """The entry and how many bytes it took. Raises Trap when that is more than `limit`."""
    if each.flag_bits & 1:
        return Entry(each.filename, None, "it is locked with a password"), 0
    if each.compress_type not in _PLAIN:
        return Entry(each.filename, None, "it is packed in a way that we cannot open"), 0
    kept = bytearray()
    try:
        with folder.open(each) as file:
            while step := file.read(_STEP):
                kept += step
                if len(kept) > limit:
                    raise Trap("this zip unpacks to more than we can take at a time")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return Entry(each.filename, None, "it is damaged"), len(kept)
    return Entry(each.filename, bytes(kept)), len(kept)

"""Many saved mails at once (.eml, .mbox, a zip of them), as single mails; the rest named."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from foi.mail.kinds import FileKind, RefusedFile, sniff
from foi.mail.mbox import mails_of
from foi.mail.names import safe_filename
from foi.mail.zips import Trap, entries

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_NOT_A_MAIL = "it is not a saved e-mail"
_OUTLOOK = "Outlook’s own format cannot be read; save it as .eml, or drag it into a folder as .eml"
_TOO_MANY = "it holds more mails than we take at a time; upload the rest when these are filed"
_TOO_LARGE = "it is larger than we can take"


@dataclass(frozen=True)
class Saved:
    """One mail, and the name of the file it lay in."""

    name: str
    raw: bytes


@dataclass(frozen=True)
class LeftOut:
    """A file that is no saved mail, or cannot be read; `why` goes on from its name."""

    name: str
    why: str


@dataclass
class Room:
    """What is still taken in one go, counted down over all its files.

    `mails` is a number; `unpacked` and `largest` (of one mail) are in bytes.
    """

    mails: int
    unpacked: int
    largest: int


def saved_mails(name: str, content: bytes, room: Room) -> Iterator[Saved | LeftOut]:
    """The mails in an uploaded file, one at a time. Raises nothing on any bytes."""
    if not content.startswith(_ZIP_STARTS):
        yield from _from_file(name, content, room)
        return
    try:
        for entry in entries(content, limit=room.unpacked):
            inside = safe_filename(entry.name)
            if entry.content is None:
                yield LeftOut(inside, entry.why)
                continue
            room.unpacked -= len(entry.content)
            if room.mails <= 0:
                yield LeftOut(safe_filename(name), _TOO_MANY)
                return
            yield from _from_file(entry.name, entry.content, room)
    except Trap as trap:
        yield LeftOut(safe_filename(name), str(trap))


def _from_file(name: str, content: bytes, room: Room) -> Iterator[Saved | LeftOut]:
    """A mailbox's mails, or the one mail that a file is."""
    shown = safe_filename(name)
    mails = list(islice(mails_of(content), room.mails + 1))
    if len(mails) > 1 or (mails and not shown.lower().endswith(".eml")):
        for number, raw in enumerate(mails, 1):
            if room.mails <= 0:
                yield LeftOut(shown, _TOO_MANY)
                return
            yield _one(f"{shown} {number}.eml", raw, room)
    else:
        yield _one(shown, content, room)


def _one(name: str, raw: bytes, room: Room) -> Saved | LeftOut:
    if room.mails <= 0:
        return LeftOut(name, _TOO_MANY)
    if len(raw) > room.largest:
        return LeftOut(name, _TOO_LARGE)
    try:
        kind = sniff(raw, name)
    except RefusedFile:
        return LeftOut(name, _NOT_A_MAIL)
    if kind is not FileKind.EML:
        return LeftOut(name, _OUTLOOK if kind is FileKind.MSG else _NOT_A_MAIL)
    room.mails -= 1
    return Saved(name, raw)

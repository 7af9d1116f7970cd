"""Which reader opens which kind of file, and what is said of kinds that none opens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from foi.mail.docx_words import docx_parts
from foi.mail.html import to_text
from foi.mail.kinds import FileKind
from foi.mail.odf_words import odt_parts
from foi.mail.parse import NotAMail, parse
from foi.mail.pdf_errors import CannotRead
from foi.mail.pdf_words import pdf_pages
from foi.mail.pptx_words import pptx_slides
from foi.mail.sheets import sheet_parts
from foi.mail.texts import decode
from foi.mail.unpacking import check_unpacked
from foi.mail.words import BLANK, PLAIN, Words, gather, plain_words

Parts = Iterator[tuple[str, str]]
_SCAN = (
    "This is a scan or a picture without words in it. "
    "Open the file, read it there, and type the passage."
)
_OLD = (
    "This is an old kind of file that we cannot read here. Open it, or ask the council for a PDF."
)


@dataclass(frozen=True)
class Reader:
    """How the parts of one kind are read; `called`: what the parts are."""

    parts: Callable[[bytes], Parts]
    called: str = "parts"
    empty: str = BLANK
    packed: bool = False


def read_words(content: bytes, kind: FileKind, *, is_over: Callable[[], bool]) -> Words:
    """The words of a file of this kind, within the limits. Raises CannotRead, with a sentence."""
    if kind in PLAIN:
        return plain_words(decode(content))
    reader = READERS.get(kind)
    if reader is None:
        raise CannotRead(WHY_NOT.get(kind, "We cannot read this kind of file here. Open it."))
    if reader.packed:
        check_unpacked(content)
    parts = reader.parts(content)
    return gather(parts, called=reader.called, empty=reader.empty, is_over=is_over)


def _page(content: bytes) -> Parts:
    yield "", to_text(decode(content))


def _mail(content: bytes) -> Parts:
    """A mail inside a mail: who wrote it when, and its words; its files are files of their own."""
    try:
        mail = parse(content)
    except NotAMail as error:
        raise CannotRead(str(error)) from error
    head = (("From", mail.from_address), ("Date", mail.date_header), ("Subject", mail.subject))
    lines = [f"{name}: {said}" for name, said in head if said]
    yield "", "\n".join([*lines, "", mail.body])


def _xlsx(content: bytes) -> Parts:
    return sheet_parts(content, FileKind.XLSX)


def _ods(content: bytes) -> Parts:
    return sheet_parts(content, FileKind.ODS)


READERS = {
    FileKind.HTML: Reader(_page),
    FileKind.EML: Reader(_mail),
    FileKind.PDF: Reader(pdf_pages, called="pages", empty=_SCAN),
    FileKind.DOCX: Reader(docx_parts, called="pages", packed=True),
    FileKind.ODT: Reader(odt_parts, called="pages", packed=True),
    FileKind.XLSX: Reader(_xlsx, called="sheets", packed=True),
    FileKind.ODS: Reader(_ods, called="sheets", packed=True),
    FileKind.PPTX: Reader(pptx_slides, called="slides", packed=True),
}
WHY_NOT = {
    FileKind.DOC: _OLD,
    FileKind.XLS: _OLD,
    FileKind.RTF: _OLD,
    FileKind.MSG: (
        "This is a message saved by Outlook (.msg), which we cannot read here. "
        "Open it and paste its words, or save it as .eml."
    ),
    FileKind.PNG: _SCAN,
    FileKind.JPEG: _SCAN,
    FileKind.WEBP: _SCAN,
}

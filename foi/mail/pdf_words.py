"""The words of a PDF, page by page: of a copy that holds what the pages show and no more."""

import io
from collections.abc import Iterator

import pypdfium2
from pypdf import PdfReader, PdfWriter

from foi.mail.pdf_copy import Copier
from foi.mail.pdf_errors import CannotRead
from foi.mail.pdf_findings import covering_marks
from foi.mail.pdf_layers import Layers
from foi.mail.words import DAMAGED, MOST_PARTS

AT_ONCE = 20  # pages: what has been read when the time is up is handed over
LOCKED = (
    "This file is locked with a password, so we cannot read it. "
    "Please ask the council for an open copy."
)
COVERED = (
    "Words in it may be covered with a box or a pen. A program would read what is under it, so "
    "its words are not shown. Open the file and type what can be seen."
)


def pdf_pages(content: bytes) -> Iterator[tuple[str, str]]:
    """Place and words of each page, "" for a scanned one. Raises CannotRead."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise CannotRead(LOCKED)
    if not reader.pages:
        raise CannotRead(DAMAGED)
    if covering_marks(reader):
        raise CannotRead(COVERED)
    layers = Layers(reader.root_object)
    number = min(len(reader.pages), MOST_PARTS + 1)  # one more, to know that there are more
    for start in range(0, number, AT_ONCE):
        places = range(start, min(start + AT_ONCE, number))
        for page, words in zip(places, _words(_copy(reader, layers, places)), strict=True):
            yield f"page {page + 1}", words


def _copy(reader: PdfReader, layers: Layers, places: range) -> bytes:
    writer = PdfWriter()
    copier = Copier(writer, layers)
    for place in places:
        copier.add_page(reader.pages[place])
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def _words(copy: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(copy)
    for page in document:
        yield page.get_textpage().get_text_range()

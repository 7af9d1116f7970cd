"""PDFs: what is in them that nobody sees, their words, and a copy without the hidden parts."""

import io
from collections.abc import Callable
from typing import TypeVar

from pypdf import PdfReader, PdfWriter

from foi.mail.kinds import DEFAULT_LIMIT
from foi.mail.pdf_copy import Copier
from foi.mail.pdf_errors import CannotRead, CannotResave
from foi.mail.pdf_findings import Finding, covering_marks, findings
from foi.mail.pdf_layers import Layers
from foi.mail.texts import clean

__all__ = ["CannotRead", "CannotResave", "Finding", "inspect", "resave", "text_of"]

MOST_PAGES = 300
_BROKEN = (
    "This PDF is damaged or made in a way that we cannot read. "
    "Please open it, print it to a new PDF and upload that."
)
_LOCKED = (
    "This PDF is locked, so we cannot read it. "
    "Please open it, print it to a new PDF and upload that, or ask the council for an open copy."
)
_UNCOVERS = (
    "In this PDF words may be covered with a box, a pen or a redaction mark that was never made "
    "final. A copy would show what is under it, so we do not make one. Please do not pass the "
    "file on; ask the council for a version whose redactions are final."
)
Result = TypeVar("Result")


def resave(content: bytes, *, limit: int = DEFAULT_LIMIT) -> bytes:
    """Return a copy that holds what the pages show and nothing else.

    Gone: annotations, attachments, scripts, form fields and their values, layers that are off,
    metadata (Info and XMP), page pieces, thumbnails, outlines, named places, tags and alternative
    texts, camera data of pictures, pictures that no page shows. Words under a painted box stay in
    the copy: `inspect` says where that may be so. `limit` is in bytes; at most 300 pages.

    Raises CannotResave, with a sentence.
    """
    return _guarded(_resaved, content, limit, CannotResave)


def inspect(content: bytes, *, limit: int = DEFAULT_LIMIT) -> list[Finding]:
    """Return what a program found in the file, the number of pages first.

    Raises CannotRead, with a sentence.
    """
    return _guarded(findings, content, limit, CannotRead)


def text_of(content: bytes, *, limit: int = DEFAULT_LIMIT) -> list[str]:
    """Return the words of each page, "" for a scanned one. Raises CannotRead, with a sentence."""
    return _guarded(_texts, content, limit, CannotRead)


def _guarded(
    work: Callable[[PdfReader], Result], content: bytes, limit: int, refusal: type[CannotRead]
) -> Result:
    """Do the work within the limits, and turn whatever pypdf raises into a sentence."""
    if len(content) > limit:
        raise refusal(f"This PDF is larger than {limit // (1024 * 1024)} MB, the most we can read.")
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise refusal(_LOCKED)
        pages = len(reader.pages)
        if pages > MOST_PAGES:
            raise refusal(f"This PDF has {pages} pages; we can read at most {MOST_PAGES}.")
        if not pages:
            raise refusal(_BROKEN)
        return work(reader)
    except CannotRead:
        raise
    # pypdf says itself that broken files "might cause other Exceptions".
    except Exception as error:
        raise refusal(_BROKEN) from error


def _resaved(reader: PdfReader) -> bytes:
    if covering_marks(reader):
        raise CannotResave(_UNCOVERS)
    writer = PdfWriter()
    writer.metadata = None
    writer.pdf_header = "%PDF-1.7"
    copier = Copier(writer, Layers(reader.root_object))
    for page in reader.pages:
        copier.add_page(page)
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def _texts(reader: PdfReader) -> list[str]:
    return [clean(page.extract_text()) for page in reader.pages]

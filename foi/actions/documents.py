"""The letter as a file to send oneself: PDF, Word or plain text."""

import importlib
import io
import logging
from functools import cache
from types import ModuleType

import docx
from django.template.loader import render_to_string
from docx.shared import Pt

log = logging.getLogger(__name__)
logging.getLogger("weasyprint").setLevel(logging.WARNING)  # it tells of every step
logging.getLogger("fontTools").setLevel(logging.WARNING)


class NoPdf(RuntimeError):
    """This machine lacks the libraries that make a PDF (Pango)."""


@cache
def _weasyprint() -> ModuleType | None:
    """WeasyPrint, loaded when first needed (it takes half a second and 30 MB).

    None where its system libraries are missing: it raises OSError then.
    """
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        log.warning("No PDF can be made here: %s", type(error).__name__)
        return None


def can_make_pdf() -> bool:
    """Whether the button is worth showing."""
    return _weasyprint() is not None


def pdf(*, subject: str, text: str) -> bytes:
    """The letter on A4 pages. Raises NoPdf where the libraries are missing."""
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise NoPdf("A PDF cannot be made here. Print the letter and save it as a PDF instead.")
    page = render_to_string("sending/letter_pdf.html", {"subject": subject, "text": text})
    made: bytes = weasyprint.HTML(string=page, url_fetcher=_fetch_nothing).write_pdf()
    return made


def _fetch_nothing(url: str, *args: object, **kwargs: object) -> dict[str, object]:
    """The letter is words only: nothing is loaded from anywhere."""
    raise ValueError("A letter loads nothing.")


def word(*, subject: str, text: str) -> bytes:
    """The letter as .docx, a paragraph for every one of its paragraphs."""
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.title = subject
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.add_paragraph().add_run(subject).bold = True
    for paragraph in text.strip().split("\n\n"):
        document.add_paragraph(paragraph)  # a single line end becomes a break
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def plain(*, subject: str, text: str) -> bytes:
    """The letter as plain text with the line ends of e-mail and Windows."""
    return f"{subject}\n\n{text}".replace("\n", "\r\n").encode()

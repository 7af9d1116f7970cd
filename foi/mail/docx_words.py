"""The words of a Word document as its reader sees them, in order, tables row by row.

Left out: deleted words of tracked changes, hidden text, comments, headers and footers. Inserted
words, text boxes, form fields and footnotes are read.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN = {
    *(f"{_W}{tag}" for tag in ("del", "moveFrom", "delText", "instrText", "rPr", "tblPr", "sdtPr")),
    f"{_W}footnotePr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # said twice
}
_MARKS = {
    f"{_W}tab": "\t",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}ptab": "\t",
}
_PAGE = "\f"
_RENDERED = "\x0e"  # where a page ended when Word last saved the file


def docx_parts(content: bytes) -> Iterator[tuple[str, str]]:
    """Pages as they were when Word saved the file, else the parts between page breaks."""
    document = docx.Document(io.BytesIO(content))
    text = "".join(_block(document.element.body))
    if _RENDERED in text:
        called, texts = "page", text.replace(_PAGE, "").split(_RENDERED)
    else:
        called, texts = "part", text.split(_PAGE)
    for number, words in enumerate(texts, 1):
        yield (f"{called} {number}" if len(texts) > 1 else ""), words
    if notes := _footnotes(document):
        yield "footnotes", notes


def _block(element: Any) -> Iterator[str]:
    """Words of everything inside, with a line end after each paragraph and row."""
    for child in element.iterchildren():
        if child.tag in _UNSEEN or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}p":
            yield from _paragraph(child)
        elif child.tag == f"{_W}tr":
            yield _row(child)
        elif child.tag == f"{_W}r" and _is_hidden(child):
            continue
        elif child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}br", f"{_W}lastRenderedPageBreak"):
            yield _break(child)
        else:
            yield _MARKS.get(child.tag, "")
            yield from _block(child)


def _paragraph(paragraph: Any) -> Iterator[str]:
    properties = paragraph.find(f"{_W}pPr")
    if properties is not None:
        if _is_on(properties.find(f"{_W}pageBreakBefore")):
            yield _PAGE
    yield from _block(paragraph)
    yield "\n"


def _row(row: Any) -> str:
    """The cells of one row in one line; page breaks inside it stay where they are."""
    cells = ["".join(_block(cell)) for cell in row.iter(f"{_W}tc") if _nearest(cell, "tr") is row]
    return " | ".join(re.sub(r"[ \n\t]+", " ", cell).strip(" ") for cell in cells) + "\n"


def _nearest(element: Any, tag: str) -> Any:
    return next(element.iterancestors(f"{_W}{tag}"), None)


def _break(element: Any) -> str:
    if element.tag == f"{_W}lastRenderedPageBreak":
        return _RENDERED
    return _PAGE if element.get(f"{_W}type") == "page" else "\n"


def _is_hidden(run: Any) -> bool:
    properties = run.find(f"{_W}rPr")
    return properties is not None and _is_on(properties.find(f"{_W}vanish"))


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off")


def _footnotes(document: Any) -> str:
    """What stands at the foot of pages, where councils say what a figure leaves out."""
    texts = []
    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        try:
            part = document.part.part_related_by(kind)
        except KeyError:
            continue
        texts += ["".join(_block(note)).strip() for note in parse_xml(part.blob)]
    return "\n".join(text.replace(_PAGE, "").replace(_RENDERED, "") for text in texts if text)

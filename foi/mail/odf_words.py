"""The words of an OpenDocument text as its reader sees them, in order, tables row by row.

Left out: deleted words of tracked changes, comments and hidden text.
"""

import io
from collections.abc import Iterator

from odfdo import Document, Element

_UNSEEN = {
    *("text:tracked-changes", "office:annotation", "office:forms", "text:hidden-text"),
    *("text:sequence-decls", "text:user-field-decls", "text:variable-decls"),
    *("text:hidden-paragraph", "svg:title", "svg:desc", "office:event-listeners"),
}
_MARKS = {"text:tab": "\t", "text:line-break": "\n", "text:soft-page-break": "\f"}


def odt_parts(content: bytes) -> Iterator[tuple[str, str]]:
    """Pages as they were when the file was saved, where it says so; else one part."""
    document = Document(io.BytesIO(content))
    texts = "".join(block(document.body)).split("\f")
    for number, words in enumerate(texts, 1):
        yield (f"page {number}" if len(texts) > 1 else ""), words


def block(element: Element) -> Iterator[str]:
    """Words of everything inside, with a line end after each paragraph and row."""
    yield _words(element.text)
    for child in element.children:
        if child.tag not in _UNSEEN:
            yield from _inside(child)
        yield _words(child.tail)


def _inside(child: Element) -> Iterator[str]:
    if child.tag == "text:s":
        yield " " * min(100, int(child.get_attribute_string("text:c") or 1))
    elif child.tag == "table:table-row":
        yield row(child) + "\n"
    elif child.tag == "text:note":
        yield f" [{' '.join(''.join(block(child)).split())}]"  # where the note's mark stands
    else:
        yield _MARKS.get(child.tag, "")
        yield from block(child)
        if child.tag in ("text:p", "text:h"):
            yield "\n"


def row(element: Element) -> str:
    """The cells of one row in one line."""
    cells = (child for child in element.children if child.tag.endswith("table-cell"))
    return " | ".join("".join(block(cell)).strip().replace("\n", " ") for cell in cells)


def _words(text: str | None) -> str:
    """Line ends and runs of spaces in the source are one space."""
    return " ".join(f"x{text}x".split())[1:-1] if text else ""

"""The words of a PowerPoint file, slide by slide, in the order in which they are shown."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def pptx_slides(content: bytes) -> Iterator[tuple[str, str]]:
    """Place and words of each slide; a hidden one says so. Speaker's notes are left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        relations = ElementTree.fromstring(folder.read("ppt/_rels/presentation.xml.rels"))
        targets = {one.get("Id"): one.get("Target", "") for one in relations}
        shown = ElementTree.fromstring(folder.read("ppt/presentation.xml"))
        for number, slide in enumerate(shown.iter(f"{_P}sldId"), 1):
            path = posixpath.normpath(posixpath.join("/ppt", targets[slide.get(_R)])).lstrip("/")
            page = ElementTree.fromstring(folder.read(path))
            hidden = "hidden " if page.get("show") in ("0", "false") else ""
            yield f"{hidden}slide {number}", "\n".join(_lines(page))


def _lines(page: ElementTree.Element) -> Iterator[str]:
    for paragraph in page.iter(f"{_A}p"):
        words = "".join(
            node.text or "" if node.tag == f"{_A}t" else "\n"
            for node in paragraph.iter()
            if node.tag in (f"{_A}t", f"{_A}br")
        )
        if words.strip():
            yield words

"""Office files for the tests, as councils make them: real ones, then what programs add to them."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from odfdo import Cell, Document, Element, Row, Table
from openpyxl import Workbook

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*blocks: Any) -> bytes:
    """A .docx of paragraphs (text, or XML of what stands in one) and tables (lists of rows)."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, list):
            table = document.add_table(len(block), len(block[0]))
            for row, cells in zip(table.rows, block, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
        elif block.startswith("<"):
            paragraph = document.add_paragraph()
            for child in parse_xml(f"<w:p {W}>{block}</w:p>"):
                paragraph._p.append(child)
        else:
            document.add_paragraph(block)
    return _saved(document)


def footnoted(content: bytes, note: str) -> bytes:
    """A .docx with a footnote, and the empty one that Word draws the line with."""
    document = docx.Document(io.BytesIO(content))
    said = f"<w:footnote><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnote><w:p/></w:footnote>{said}"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    xml = f"<w:footnotes {W}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), kind, xml, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return _saved(document)


def excel(sheets: Mapping[str, list[list[Any]]], hidden: tuple[str, ...] = ()) -> bytes:
    """An .xlsx; a cell that is a pair is a value with its number format."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(at, column)
                cell.value, *shown = value if isinstance(value, tuple) else (value,)
                cell.number_format = shown[0] if shown else cell.number_format
    return _saved(book)


def calc(sheets: Mapping[str, list[list[Any]]]) -> bytes:
    """An .ods with an empty tail of a million rows, as LibreOffice writes it."""
    document = Document("spreadsheet")
    document.body.clear()
    for title, rows in sheets.items():
        table = Table(title)
        for cells in rows:
            row = Row()
            for value in cells:
                row.append_cell(Cell(value))
            table.append_row(row)
        table.append(Element.from_tag('<table:table-row table:number-rows-repeated="1048000"/>'))
        document.body.append(table)
    return _saved(document)


def writer(xml: str) -> bytes:
    """An .odt with this content."""
    document = Document("text")
    document.body.clear()
    for child in Element.from_tag(f"<office:text>{xml}</office:text>").children:
        document.body.append(child)
    return _saved(document)


def slides(*texts: str, hidden: int = 0) -> bytes:
    """A .pptx with the parts that matter; slide `hidden` is not shown."""
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    p = "http://schemas.openxmlformats.org/presentationml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    numbers = range(1, len(texts) + 1)
    shown = "".join(f'<p:sldId id="{n}" r:id="r{n}"/>' for n in numbers)
    links = "".join(f'<Relationship Id="r{n}" Target="slides/slide{n}.xml"/>' for n in numbers)
    files = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": f'<p:p xmlns:p="{p}" xmlns:r="{r}">{shown}</p:p>',
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{links}</Relationships>",
    }
    for number, text in enumerate(texts, 1):
        show = ' show="0"' if number == hidden else ""
        body = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
        files[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="{p}" xmlns:a="{a}"{show}>{body}</p:sld>'
        )
    return packed(files)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
    return out.getvalue()


def repacked(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The same zip with some of its members changed or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        files: dict[str, str | bytes] = {name: folder.read(name) for name in folder.namelist()}
    return packed(files | dict(changes))


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()

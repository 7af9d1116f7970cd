"""Real PDFs for the tests: pages by WeasyPrint, then everything hidden that pypdf can add."""

import io
from typing import Any

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import FreeText, Rectangle
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from weasyprint import HTML

N = NameObject


def letter_pdf(body: str = "<p>We hold 312 plans.</p>", head: str = "") -> bytes:
    """A council's letter as a word processor would print it."""
    css = "<style>@page{size:A4} body{font-family:sans-serif}</style>"
    html = f"<html lang=en><head>{css}{head}</head><body>{body}</body></html>"
    return bytes(HTML(string=html).write_pdf() or b"")


def writer_of(pdf: bytes) -> PdfWriter:
    return PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))


def saved(writer: PdfWriter, *, packed: bool = False) -> bytes:
    if packed:
        writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def stream_of(data: bytes, **keys: Any) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    for key, value in keys.items():
        stream[N(f"/{key}")] = value
    return stream


def drawn_pdf(content: bytes, **resources: DictionaryObject) -> bytes:
    """One A4 page with these instructions and Helvetica as /F1."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {N("/Type"): N("/Font"), N("/Subtype"): N("/Type1"), N("/BaseFont"): N("/Helvetica")}
    )
    groups = DictionaryObject({N("/Font"): DictionaryObject({N("/F1"): font})})
    for key, value in resources.items():
        groups[N(f"/{key}")] = value
    page[N("/Resources")] = groups
    page[N("/Contents")] = writer._add_object(stream_of(content))
    return saved(writer)


def jpeg_with_secrets(secret: str) -> bytes:
    picture = Image.new("RGB", (80, 60), "navy")
    exif = Image.Exif()
    exif[0x010E] = f"{secret} description"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=f"{secret} comment".encode())
    return out.getvalue() + f"{secret} behind the end".encode()


def stuffed_pdf(secret: str) -> bytes:
    """A letter with `secret` in every hiding place that we know of, and never on the page."""
    base = letter_pdf(
        "<h1>Reply to your request</h1><p>We hold 312 plans.</p>",
        f"<title>{secret} title</title><meta name=author content='{secret} author'>",
    )
    writer = writer_of(base)
    page = writer.pages[0]
    text = TextStringObject
    writer.add_metadata({"/Author": f"{secret} author", "/Subject": f"{secret} subject"})
    writer.xmp_metadata = (
        f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/"
        f"22-rdf-syntax-ns#'><rdf:Description rdf:about='{secret} xmp'/></rdf:RDF></x:xmpmeta>"
    ).encode()
    writer.add_attachment(f"{secret}.csv", f"{secret} attached")
    writer.add_annotation(
        0, FreeText(text=f"{secret} note", rect=(50, 50, 200, 90), background_color=None)
    )
    writer.add_open_action(JavaScript(f"app.alert('{secret} script')"))
    writer.add_outline_item(title=f"{secret} bookmark", page_number=0)
    writer.add_named_destination(title=f"{secret} place", page_number=0)
    page[N("/PieceInfo")] = DictionaryObject({N("/App"): text(f"{secret} piece")})
    page[N("/Thumb")] = writer._add_object(stream_of(f"{secret} thumb".encode()))
    page[N("/Metadata")] = writer._add_object(stream_of(f"{secret} page xmp".encode()))
    _add_form(writer, page, secret)
    _add_content(writer, page, secret)
    return saved(writer)


def _add_form(writer: PdfWriter, page: Any, secret: str) -> None:
    field = DictionaryObject(
        {
            N("/Type"): N("/Annot"), N("/Subtype"): N("/Widget"), N("/FT"): N("/Tx"),
            N("/T"): TextStringObject(f"{secret} field"),
            N("/V"): TextStringObject(f"{secret} value"),
            N("/Rect"): ArrayObject([NumberObject(n) for n in (10, 10, 90, 30)]),
        }
    )  # fmt: skip
    reference = writer._add_object(field)
    page[N("/Annots")].append(reference)
    writer.root_object[N("/AcroForm")] = DictionaryObject({N("/Fields"): ArrayObject([reference])})


def _add_content(writer: PdfWriter, page: Any, secret: str) -> None:
    """A layer that is off, alternative text, a comment, an unused picture, camera data."""
    layer = writer._add_object(
        DictionaryObject({N("/Type"): N("/OCG"), N("/Name"): TextStringObject(f"{secret} layer")})
    )
    off = DictionaryObject({N("/OFF"): ArrayObject([layer]), N("/Order"): ArrayObject([layer])})
    writer.root_object[N("/OCProperties")] = DictionaryObject(
        {N("/OCGs"): ArrayObject([layer]), N("/D"): off}
    )
    picture = {
        "Type": N("/XObject"), "Subtype": N("/Image"), "Width": NumberObject(80),
        "Height": NumberObject(60), "ColorSpace": N("/DeviceRGB"),
        "BitsPerComponent": NumberObject(8), "Filter": N("/DCTDecode"),
    }  # fmt: skip
    pictures = {
        "/Shown": stream_of(jpeg_with_secrets(secret), **picture),
        "/Unused": stream_of(jpeg_with_secrets(secret), **picture),
        "/Layered": stream_of(
            f"BT /F9 9 Tf ({secret} layered form) Tj ET".encode(),
            Type=N("/XObject"), Subtype=N("/Form"), OC=layer,
            BBox=ArrayObject([NumberObject(n) for n in (0, 0, 90, 90)]),
        ),
    }  # fmt: skip
    resources = page["/Resources"]
    group = resources.setdefault(N("/XObject"), DictionaryObject()).get_object()
    for name, drawn in pictures.items():
        group[N(name)] = writer._add_object(drawn)
    resources[N("/Properties")] = DictionaryObject({N("/Off"): layer})
    more = (
        f"% {secret} remark\n/OC /Off BDC BT 50 400 Td ({secret} layered words) Tj ET EMC\n"
        f"/Span << /ActualText ({secret} alternative) >> BDC EMC\n"
        "q 80 0 0 60 300 300 cm /Shown Do Q /Layered Do\n"
    )
    old = page.get_contents().get_data()
    page[N("/Contents")] = writer._add_object(stream_of(old + b"\n" + more.encode()))


def everything_in(pdf: bytes) -> bytes:
    """The raw bytes, every string, and every stream unpacked: what a snooper could read."""
    reader = PdfReader(io.BytesIO(pdf))
    found = [pdf, str(reader.trailer).encode()]
    numbers = {n for table in reader.xref.values() for n in table} | set(reader.xref_objStm)
    for number in numbers - {0}:
        found += _spelled(reader.get_object(IndirectObject(number, 0, reader)))
    return b"\n".join(found)


def _spelled(value: Any) -> list[bytes]:
    if isinstance(value, StreamObject):
        try:
            data = value.get_data()
        except Exception:
            data = value._data
        return [data, _strings_of(data), value._data, *_inside(value)]
    return _inside(value)


def _inside(value: Any) -> list[bytes]:
    if isinstance(value, dict):
        return [part for key, item in value.items() for part in (key.encode(), *_inside(item))]
    if isinstance(value, list):
        return [part for item in value for part in _inside(item)]
    raw = getattr(value, "original_bytes", b"")
    return [str(value).encode("utf-8", "replace"), raw if isinstance(raw, bytes) else b""]


def _strings_of(data: bytes) -> bytes:
    """Strings written in hexadecimal, spelled out."""
    found = []
    for piece in data.split(b"<")[1:]:
        try:
            found.append(bytes.fromhex(piece.split(b">")[0].decode("ascii")))
        except ValueError:
            continue
    return b"\n".join(found)


def boxed(pdf: bytes, kind: str, shade: float = 0, width: int = 12) -> bytes:
    """The same file with an annotation over its words; shade 0 is black, 1 white."""
    writer = writer_of(pdf)
    box = Rectangle(rect=(0, 0, 595, 842), interior_color="000000")
    box[N("/Subtype")] = N(kind)
    box[N("/C")] = ArrayObject([FloatObject(shade)] * 3)
    box[N("/BS")] = DictionaryObject({N("/W"): NumberObject(width)})
    if kind != "/Square":
        del box["/IC"]
    writer.add_annotation(0, box)
    return saved(writer)

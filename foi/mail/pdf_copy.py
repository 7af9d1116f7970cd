"""A PDF built anew, page by page, from nothing but what its pages paint.

Nothing is taken away from the old file; only named things are taken over into an empty one. So
annotations, attachments, scripts, form data, outlines, structure, metadata, thumbnails, page
pieces and whatever a program may have added are not there, in no object of the copy.
"""

from typing import Any

from pypdf import PageObject, PdfWriter
from pypdf.filters import decode_stream_data
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from foi.mail.jpegs import bare_jpeg, bare_jpeg2000
from foi.mail.pdf_content import rewrite
from foi.mail.pdf_layers import Layers

# Groups whose keys are names given by the file itself ("/F1"); all their entries are looked at.
_GROUPS = frozenset(
    "/Font /XObject /ExtGState /ColorSpace /Pattern /Shading /CharProcs".split()
)  # fmt: skip
# Everything that painting needs, by ISO 32000-1 (resources, fonts, images, forms, patterns,
# shadings, functions, colour spaces, graphics states). What is not named here stays behind.
_TAKEN = _GROUPS | frozenset(
    """
    /Type /Subtype /ProcSet /Resources /Group /S /CS /I /K
    /BaseFont /FirstChar /LastChar /Widths /FontDescriptor /Encoding /ToUnicode /DescendantFonts
    /CIDSystemInfo /DW /W /DW2 /W2 /CIDToGIDMap /FontBBox /FontMatrix /Name
    /FontName /FontWeight /FontStretch /Flags /ItalicAngle /Ascent /Descent /Leading /CapHeight
    /XHeight /StemV /StemH /AvgWidth /MaxWidth /MissingWidth /FontFile /FontFile2 /FontFile3
    /CharSet /CIDSet /Length1 /Length2 /Length3
    /BaseEncoding /Differences /CMapName /WMode /UseCMap /Registry /Ordering /Supplement
    /Width /Height /BitsPerComponent /ImageMask /Mask /SMask /Decode /Interpolate /Intent /Matte
    /SMaskInData /Filter /DecodeParms /Predictor /Colors /Columns /EarlyChange /EndOfLine
    /EncodedByteAlign /Rows /EndOfBlock /BlackIs1 /DamagedRowsBeforeError /ColorTransform
    /JBIG2Globals
    /FormType /BBox /Matrix /PatternType /PaintType /TilingType /XStep /YStep
    /ShadingType /Background /AntiAlias /Coords /Domain /Function /Extend /BitsPerCoordinate
    /BitsPerFlag /VerticesPerRow
    /FunctionType /Range /Size /BitsPerSample /Order /Encode /Functions /Bounds /C0 /C1 /N
    /Alternate /WhitePoint /BlackPoint /Gamma
    /LW /LC /LJ /ML /D /RI /OP /op /OPM /BG /BG2 /UCR /UCR2 /TR /TR2 /FL /SM /SA /BM /CA /ca /AIS
    /TK /G /BC
    """.split()
)
_PAGE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
_EMPTY = DictionaryObject()


class Copier:
    """Copies pages of one PDF into a new one."""

    def __init__(self, writer: PdfWriter, layers: Layers) -> None:
        self._writer = writer
        self._layers = layers
        self._done: dict[tuple[int, int, bool], IndirectObject] = {}

    def add_page(self, page: PageObject) -> None:
        """Add what this page paints as the last page of the copy."""
        box = page.mediabox
        fresh = self._writer.add_blank_page(float(box.width), float(box.height))
        resources = _resolved(page.get("/Resources"))
        resources = resources if isinstance(resources, DictionaryObject) else DictionaryObject()
        new = rewrite(page.get("/Contents"), page.pdf, resources, self._layers)
        fresh[NameObject("/Contents")] = self._writer._add_object(_deflated(new.data))
        fresh[NameObject("/Resources")] = self._resources(resources, new.names, resources)
        for key in _PAGE:
            if key in page:
                fresh[NameObject(key)] = self._copy(page.raw_get(key), key, _EMPTY)

    def _resources(
        self, resources: DictionaryObject, used: set[str], outer: DictionaryObject
    ) -> DictionaryObject:
        """Take over only the fonts, pictures … that the new instructions name."""
        fresh = DictionaryObject()
        for key in resources:
            group = _resolved(resources[key])
            if key in _GROUPS and isinstance(group, DictionaryObject):
                fresh[NameObject(key)] = DictionaryObject(
                    {
                        NameObject(name): self._copy(group.raw_get(name), name, outer)
                        for name in group
                        if name in used
                    }
                )
        return fresh

    def _copy(self, value: Any, key: str, outer: DictionaryObject) -> Any:
        """Return a copy for the new file; `outer` are the resources a form may borrow."""
        if not isinstance(value, IndirectObject):
            return self._copy_direct(value, key, outer)
        found = value.get_object()
        if not isinstance(found, DictionaryObject | ArrayObject):
            return self._copy_direct(found, key, outer)
        known = (value.idnum, value.generation, key in _GROUPS)
        if known not in self._done:
            # The place is taken first, for things that refer to themselves.
            place = self._writer._add_object(NullObject())
            self._done[known] = place
            self._writer._replace_object(place, self._copy_direct(found, key, outer))
        return self._done[known]

    def _copy_direct(self, value: Any, key: str, outer: DictionaryObject) -> Any:
        if isinstance(value, StreamObject):
            return self._copy_stream(value, key, outer)
        if isinstance(value, DictionaryObject):
            return self._copy_dictionary(value, key, outer)
        if isinstance(value, ArrayObject):
            return ArrayObject(self._copy(item, "", outer) for item in value)
        return value if isinstance(value, PdfObject) else NullObject()

    def _copy_dictionary(
        self, value: DictionaryObject, key: str, outer: DictionaryObject
    ) -> DictionaryObject:
        every = key in _GROUPS
        fresh = DictionaryObject()
        for name in value:
            if every or name in _TAKEN:
                inner = key if key == "/CharProcs" else str(name)
                fresh[NameObject(name)] = self._copy(value.raw_get(name), inner, outer)
        return fresh

    def _copy_stream(self, value: StreamObject, key: str, outer: DictionaryObject) -> PdfObject:
        if value.get("/Subtype") == "/Form" or "/PatternType" in value or key == "/CharProcs":
            return self._copy_drawing(value, outer)
        fresh = _picture(value) if value.get("/Subtype") == "/Image" else _raw(value)
        skip = {"/Filter", "/DecodeParms"} if "/Filter" in fresh else set()
        for name in value:
            if name in _TAKEN - skip and name not in fresh:
                fresh[NameObject(name)] = self._copy(value.raw_get(name), str(name), outer)
        return fresh

    def _copy_drawing(self, value: StreamObject, outer: DictionaryObject) -> StreamObject:
        """A form, a tile of a pattern or a glyph: instructions with resources of their own."""
        own = _resolved(value.get("/Resources"))
        resources = own if isinstance(own, DictionaryObject) else outer
        new = rewrite(value, value.indirect_reference and value.indirect_reference.pdf,
                      resources, self._layers)  # fmt: skip
        fresh = _deflated(new.data)
        for name in value:
            if name in _TAKEN - {"/Resources", "/Filter", "/DecodeParms"}:
                fresh[NameObject(name)] = self._copy(value.raw_get(name), str(name), resources)
        fresh[NameObject("/Resources")] = self._resources(resources, new.names, resources)
        return fresh


def _deflated(data: bytes) -> StreamObject:
    plain = DecodedStreamObject()
    plain.set_data(data)
    return plain.flate_encode()


def _raw(value: StreamObject) -> StreamObject:
    fresh = StreamObject()
    fresh._data = value._data
    return fresh


def _picture(value: StreamObject) -> StreamObject:
    """Clean pictures that are files of their own (JPEG, JPEG 2000); leave the others."""
    filters = _resolved(value.get("/Filter"))
    chain = list(filters) if isinstance(filters, ArrayObject) else [filters]
    strip = {"/DCTDecode": bare_jpeg, "/JPXDecode": bare_jpeg2000}.get(str(chain[-1]))
    if strip is None:
        return _raw(value)
    fresh = StreamObject()
    fresh._data = strip(_outer_decoded(value, chain))
    fresh[NameObject("/Filter")] = NameObject(str(chain[-1]))
    return fresh


def _outer_decoded(value: StreamObject, chain: list[Any]) -> bytes:
    """Undo what is wrapped around the picture file (usually nothing)."""
    if len(chain) == 1:
        return value._data
    wrapped = StreamObject()
    wrapped._data = value._data
    wrapped[NameObject("/Filter")] = ArrayObject(chain[:-1])
    parameters = _resolved(value.get("/DecodeParms"))
    if isinstance(parameters, ArrayObject):
        wrapped[NameObject("/DecodeParms")] = ArrayObject(parameters[: len(chain) - 1])
    wrapped[NameObject("/Length")] = NumberObject(len(value._data))
    return decode_stream_data(wrapped)


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value

"""Pictures inside PDFs, without the camera data that JPEG and JPEG 2000 files carry along."""

import struct

_START, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN, _FINISH = 0xDA, 0xD9
# APP14 says how the colours are stored; every other APP segment and COM is commentary.
_COMMENTARY = frozenset([*range(0xE0, 0xEE), 0xEF, 0xFE])
_ALONE = frozenset([0x01, *range(0xD0, 0xD8)])
_JP2_BOXES = frozenset([b"jP  ", b"ftyp", b"jp2h", b"jp2c"])


def bare_jpeg(data: bytes) -> bytes:
    """Return a JPEG without EXIF, XMP, IPTC, comments, thumbnails and what follows its end.

    The picture itself is copied byte for byte. Data that is no JPEG comes back empty.
    """
    start = data.find(_START)
    if start < 0:
        return b""
    kept, at = [_START], start + 2
    while at < len(data) - 1:
        segment, at, finished = _next_segment(data, at)
        kept.append(segment)
        if finished:
            break
    return b"".join(kept) + _END


def _next_segment(data: bytes, at: int) -> tuple[bytes, int, bool]:
    """Return (bytes to keep, where the next one starts, whether the picture has ended)."""
    if data[at] != 0xFF:
        return b"", at + 1, False
    marker = data[at + 1]
    if marker == _FINISH:
        return b"", at, True
    if marker == 0xFF or marker in _ALONE:
        return b"", at + (1 if marker == 0xFF else 2), False
    if at + 4 > len(data):
        return b"", at, True
    end = at + 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    segment = b"" if marker in _COMMENTARY else data[at:end]
    if marker == _SCAN:
        after = _end_of_scan(data, end)
        return data[at:after], after, False
    return segment, end, False


def _end_of_scan(data: bytes, at: int) -> int:
    """Skip picture data: FF 00 and the restart marks FF D0 to FF D7 belong to it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def bare_jpeg2000(data: bytes) -> bytes:
    """Return a JPEG 2000 file without its XML, UUID and other boxes that hold no picture."""
    if data.startswith(b"\xff\x4f\xff\x51"):
        return data
    kept, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        if size == 1 and at + 16 <= len(data):
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        end = len(data) if size == 0 else at + max(8, size)
        if kind in _JP2_BOXES:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)

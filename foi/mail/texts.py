"""Plain text as it came: read in whatever encoding it is, and saved again as clean UTF-8."""

import codecs
import re
import unicodedata

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
# Variation selectors and fillers: nobody sees them, and they can carry a hidden message.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def decode(content: bytes, charset: str = "") -> str:
    """Read bytes as text: byte order mark, then the charset named, then UTF-8, then Windows.

    Never raises. A charset that nobody knows, or that does not fit, is passed over.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        # Python knows "charsets" that are no text (rot13, zlib) and fail in ways of their own.
        except Exception:
            continue
    return content.decode("cp1252", "replace")


def clean(text: str) -> str:
    """Return the text that a reader sees: no control, zero-width, direction or tag characters.

    Lines end in one newline, tabs stay, accents are composed (NFC). Running it twice changes
    nothing.
    """
    lines = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    kept = "".join(char for char in lines if char in "\n\t" or _is_shown(char))
    return unicodedata.normalize("NFC", kept)


def resave_text(content: bytes) -> bytes:
    """Return a copy of a text file as clean UTF-8 without a byte order mark. Never raises."""
    return clean(decode(content)).encode()


def _is_shown(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")

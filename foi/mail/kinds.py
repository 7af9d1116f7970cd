"""What kind of file this is, told from its bytes; its name only settles a tie between texts."""

import csv
import io
import re
import zipfile
from enum import StrEnum

from foi.mail.texts import decode

DEFAULT_LIMIT = 50 * 1024 * 1024
# A document that unpacks to more than this is a trap, not a reply.
UNPACKED_LIMIT = 300 * 1024 * 1024


class FileKind(StrEnum):
    """A kind of file that can come with a council's reply."""

    PDF = "pdf"
    TXT = "txt"
    DOCX = "docx"
    DOC = "doc"
    XLSX = "xlsx"
    XLS = "xls"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    RTF = "rtf"
    CSV = "csv"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    HEIC = "heic"
    EML = "eml"
    MSG = "msg"
    HTML = "html"
    ZIP = "zip"
    UNKNOWN = "unknown"


PHOTOS = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.WEBP})
UPLOADABLE = frozenset(FileKind) - {FileKind.HEIC, FileKind.HTML, FileKind.ZIP, FileKind.UNKNOWN}
# Only these have a scanner and a re-saver here, so only these can ever be released.
RELEASABLE = frozenset({FileKind.PDF, FileKind.TXT})


class RefusedFile(Exception):
    """The file may not be kept; the message is a sentence for the person who sent it."""


_WHY_NOT = {
    FileKind.HEIC: "This is an iPhone photo in the HEIC format, which we cannot open. "
    "Please save it as a JPEG (on the phone: share it by e-mail, or take a screenshot) "
    "and upload that.",
    FileKind.HTML: "This is a saved web page, which can hold programs. "
    "Please print the page to a PDF and upload that.",
    FileKind.ZIP: "This is a zip folder. Please open it and upload the files inside it.",
    FileKind.UNKNOWN: "We do not know this kind of file. Please upload a PDF, a Word, Excel or "
    "OpenDocument file, a text or CSV file, a photo (JPEG, PNG or WebP) or a saved e-mail (.eml).",
}
_EXECUTABLE = (
    "This file is a program or a script, and we do not accept those. "
    "If a council sent it to you, please do not open it."
)
_MACROS = (
    "This document holds macros (small programs), and we do not accept those. "
    "Please save it without macros, or print it to a PDF, and upload that."
)
_BOMB = "This file unpacks to far more than its size, so we did not open it."
_PROGRAM_STARTS = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"L\x00\x00\x00\x01\x14\x02\x00", b"#!",
    b"!<arch>\n", b"\x00asm", b"dex\n",
)  # fmt: skip
_PROGRAM_ENDINGS = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|ps1|vbs?|vbe|jse?|mjs|wsf|wsh|hta|msi|msp|jar|lnk|reg|dll|cpl"
    r"|apk|app|dmg|deb|rpm|sh|bash|py|php|pl|rb|scf|url|desktop|docm|xlsm|xltm|dotm|pptm)\s*$",
    re.IGNORECASE,
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_HTML_START = re.compile(
    r"\s*(<!--.{0,2000}?-->\s*)?<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HEADER = re.compile(r"^([!-9;-~]{1,60}):", re.MULTILINE)
# Written by mail servers and programs; nobody types them and no copying adds them.
_MACHINE_HEADERS = {"received", "message-id", "mime-version", "return-path", "dkim-signature",
                    "content-type", "delivered-to"}  # fmt: skip


def check_upload(content: bytes, filename: str = "", *, limit: int = DEFAULT_LIMIT) -> FileKind:
    """Return the kind of an uploaded reply; `limit` is in bytes.

    Raises RefusedFile, with a sentence, for an empty or too large file, a program, a document
    with macros or a password, and every kind outside UPLOADABLE.
    """
    if not content:
        raise RefusedFile("This file is empty. Please look whether it saved properly.")
    if len(content) > limit:
        raise RefusedFile(
            f"This file is larger than {limit // (1024 * 1024)} MB, the most that we can take. "
            "Please split it, or upload only the letter."
        )
    kind = sniff(content, filename)
    if kind is FileKind.UNKNOWN and _is_locked_office(content):
        raise RefusedFile("This document is locked with a password. Please upload an open copy.")
    if kind not in UPLOADABLE:
        raise RefusedFile(_WHY_NOT[kind])
    return kind


def sniff(content: bytes, filename: str = "") -> FileKind:
    """Return what the bytes are, whatever the name says; UNKNOWN when nothing fits.

    Raises RefusedFile for programs, scripts and documents with macros.
    """
    if content.startswith(_PROGRAM_STARTS) or _PROGRAM_ENDINGS.search(filename):
        raise RefusedFile(_EXECUTABLE)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(content)
    return _sniff_signature(content) or _sniff_text(content, filename)


def _sniff_signature(content: bytes) -> FileKind | None:
    if b"%PDF-" in content[:1024]:
        return FileKind.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return FileKind.HEIC
    if content.startswith(b"{\\rtf"):
        return FileKind.RTF
    return None


def _sniff_zip(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            names = set(folder.namelist())
            unpacked = sum(entry.file_size for entry in folder.infolist())
            mimetype = folder.open("mimetype").read(100) if "mimetype" in names else b""
    # A damaged zip fails in many ways (BadZipFile, NotImplementedError, zlib.error, ...).
    except Exception:
        return FileKind.UNKNOWN
    if unpacked > UNPACKED_LIMIT:
        raise RefusedFile(_BOMB)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedFile(_MACROS)
    if "META-INF/MANIFEST.MF" in names or any(name.endswith(".class") for name in names):
        raise RefusedFile(_EXECUTABLE)
    return _office_kind(names, mimetype)


def _office_kind(names: set[str], mimetype: bytes) -> FileKind:
    if mimetype.strip() == b"application/vnd.oasis.opendocument.text":
        return FileKind.ODT
    if mimetype.strip() == b"application/vnd.oasis.opendocument.spreadsheet":
        return FileKind.ODS
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                return FileKind(kind)
    return FileKind.ZIP


def _sniff_ole(content: bytes) -> FileKind:
    """Old Office and Outlook files: their folder lists its parts by name, in UTF-16."""
    for part, kind in (
        ("__properties_version1.0", FileKind.MSG),
        ("WordDocument", FileKind.DOC),
        ("Workbook", FileKind.XLS),
    ):
        if part.encode("utf-16-le") in content:
            macros = any(name.encode("utf-16-le") in content for name in ("_VBA_PROJECT", "Macros"))
            if macros and kind is not FileKind.MSG:
                raise RefusedFile(_MACROS)
            return kind
    return FileKind.UNKNOWN


def _is_locked_office(content: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in content


def _sniff_text(content: bytes, filename: str) -> FileKind:
    start = decode(content[:65536])
    odd = sum(1 for char in start if (char < " " and char not in "\t\n\r\f\v") or char == "\ufffd")
    if not start.strip() or "\0" in start or odd > len(start) // 50:
        return FileKind.UNKNOWN
    if _is_mail(start, filename):
        return FileKind.EML
    if _HTML_START.match(start):
        return FileKind.HTML
    if re.match(r"\s*<(\?xml|svg|\?php|script)", start, re.IGNORECASE):
        return FileKind.UNKNOWN
    if filename.lower().endswith((".csv", ".txt")):
        return FileKind(filename.lower()[-3:])
    return FileKind.CSV if _is_table(start) else FileKind.TXT


def _is_mail(start: str, filename: str) -> bool:
    head = re.split(r"\r?\n\r?\n", start.lstrip("\r\n"), maxsplit=1)[0]
    if not re.match(r"(From \S|[!-9;-~]{1,60}:)", head):
        return False
    headers = {name.lower() for name in _HEADER.findall(head)}
    if len(headers & _MACHINE_HEADERS) >= 2 or (headers & _MACHINE_HEADERS and "from" in headers):
        return True
    return filename.lower().endswith(".eml") and "from" in headers


def _is_table(start: str) -> bool:
    """At least three rows with the same number (2 or more) of columns, as only a table has."""
    lines = [line for line in start[:20_000].splitlines()[:20] if line.strip()]
    for delimiter in ",;\t":
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=delimiter)}
        except csv.Error:
            continue
        if len(lines) >= 3 and len(widths) == 1 and widths.pop() >= 2:
            return True
    return False

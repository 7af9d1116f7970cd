"""Kinds of files: told from their bytes, refused with a sentence."""

import io
import zipfile

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from foi.mail.kinds import FileKind, RefusedFile, check_upload, sniff
from tests.mail.test_parse import council_reply


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind)
    return out.getvalue()


def word() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def excel() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def ole(part: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + part.encode("utf-16-le") + bytes(99)


OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
KNOWN = [
    (b"%PDF-1.7\n", FileKind.PDF),
    (b"\n\n%PDF-1.7\n", FileKind.PDF),
    (picture("PNG"), FileKind.PNG),
    (picture("JPEG"), FileKind.JPEG),
    (picture("WEBP"), FileKind.WEBP),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", FileKind.HEIC),
    (word(), FileKind.DOCX),
    (excel(), FileKind.XLSX),
    (zipped(mimetype=OPEN_TEXT, content=b"x"), FileKind.ODT),
    (zipped(letter=b"x"), FileKind.ZIP),
    (ole("WordDocument"), FileKind.DOC),
    (ole("Workbook"), FileKind.XLS),
    (ole("__properties_version1.0"), FileKind.MSG),
    (council_reply().as_bytes(), FileKind.EML),
    (b"{\\rtf1 x}", FileKind.RTF),
    (b"<!DOCTYPE html><p>x", FileKind.HTML),
    (b"\xef\xbb\xbf<html>", FileKind.HTML),
    (b"Dear Jo,\n\nWe hold 31 posts, as you asked.\n\nYours\n", FileKind.TXT),
    ("Cost: £450".encode("cp1252"), FileKind.TXT),
    ("Hello".encode("utf-16"), FileKind.TXT),
    (b"year,posts\n2025,30\n2026,31\n", FileKind.CSV),
    (b"From: FOI <a@b.uk>\nSent: 3 Nov 2026\nSubject: x\n\nHello", FileKind.TXT),
    (b"", FileKind.UNKNOWN),
    (bytes(range(256)) * 4, FileKind.UNKNOWN),
    (b"<svg xmlns='x'><script/></svg>", FileKind.UNKNOWN),
]


@pytest.mark.parametrize(("content", "kind"), KNOWN)
def test_the_bytes_say_the_kind_whatever_the_name(content: bytes, kind: FileKind) -> None:
    assert sniff(content, "letter.pdf") is kind
    assert sniff(content) is kind


def test_a_name_only_settles_a_tie_between_texts() -> None:
    assert sniff(b"a,b\nc,d\ne,f", "notes.txt") is FileKind.TXT
    assert sniff(b"one,two\nthree", "answers.csv") is FileKind.CSV
    assert sniff(b"From: a@b.uk\nTo: c@d.uk\n\nx", "mail.eml") is FileKind.EML
    assert sniff(b"%PDF-1.7", "answers.csv") is FileKind.PDF


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\0", "letter.pdf"),
        (b"\x7fELF\x02", "x"),
        (b"#!/bin/sh\n", "notes.txt"),
        (b"hello", "run.bat"),
        (b"%PDF-1.7", "letter.pdf.exe"),
        (b"%PDF-1.7", "letter.EXE "),
        (zipped(**{"META-INF__MANIFEST.MF": b"x"}), "x.zip"),
    ],
)
def test_programs_are_refused_with_a_sentence(content: bytes, name: str) -> None:
    with pytest.raises(RefusedFile, match="program or a script"):
        sniff(content, name)


def test_macros_are_refused() -> None:
    files = {"[Content_Types].xml": b"x", "word__vbaProject.bin": b"x"}
    with pytest.raises(RefusedFile, match="macros"):
        sniff(zipped(**files))
    with pytest.raises(RefusedFile, match="macros"):
        sniff(ole("WordDocument") + "_VBA_PROJECT".encode("utf-16-le"))


def test_a_zip_bomb_is_refused_unopened() -> None:
    bomb = zipped(**{"[Content_Types].xml": b"x", "word__document.xml": bytes(310 * 1024 * 1024)})
    assert len(bomb) < 1_000_000
    with pytest.raises(RefusedFile, match="unpacks"):
        sniff(bomb)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"x" * 2_000_001, "larger than 1 MB"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "JPEG"),
        (b"<html>", "print the page to a PDF"),
        (zipped(a=b"x"), "zip folder"),
        (b"\0\1\2\3", "do not know"),
        (ole("EncryptedPackage"), "password"),
    ],
)
def test_what_may_not_be_uploaded_gets_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(RefusedFile, match=words):
        check_upload(content, "file", limit=1024 * 1024 * 1)


@pytest.mark.parametrize("content", [picture("PNG"), word(), excel(), b"Hello", b"%PDF-1.7"])
def test_a_councils_usual_files_may_be_uploaded(content: bytes) -> None:
    assert check_upload(content, "reply") is sniff(content)


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_have_a_kind_or_are_refused(content: bytes, name: str) -> None:
    starts = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"From: a\n", b"<!--")
    for start in starts:
        for work in (sniff, check_upload):
            try:
                assert isinstance(work(start + content, name), FileKind)
            except RefusedFile as error:
                assert str(error).endswith(".")

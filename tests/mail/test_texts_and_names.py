"""Plain texts and file names: clean, never empty of meaning, and the same when cleaned twice."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.mail.jpegs import bare_jpeg, bare_jpeg2000
from foi.mail.names import safe_filename
from foi.mail.texts import resave_text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Cost: £450".encode("cp1252"), "Cost: £450"),
        ("Cost: £450".encode("utf-8-sig"), "Cost: £450"),
        ("Cost: £450".encode("utf-16"), "Cost: £450"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("a\u200bb\u202ec\ufeffd\u00ade".encode(), "abcde"),
        ("a\U000e0041b\ufe0fc".encode(), "abc"),
        (b"a\0b\x07c\tz", "abc\tz"),
        ("e\u0301".encode(), "é"),
        (b"\x81\x8d", "\ufffd\ufffd"),
        (b"", ""),
    ],
)
def test_a_text_is_saved_as_clean_utf8(content: bytes, expected: str) -> None:
    assert resave_text(content) == expected.encode()


@given(st.binary(max_size=400))
def test_any_bytes_become_clean_text_once_and_for_all(content: bytes) -> None:
    once = resave_text(content)
    assert resave_text(once) == once
    hidden = {unicodedata.category(char) for char in once.decode()} & {"Cf", "Cs", "Co", "Cn"}
    assert not hidden


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Reply to Jo.pdf", "Reply to Jo.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\jo\\Reply.docx", "Reply.docx"),
        ("reply\u202efdp.exe", "replyfdp.exe"),
        ("a\0b\r\nc.pdf", "ab c.pdf"),
        ("what?.pdf", "what_.pdf"),
        ("...", "file"),
        ("", "file"),
        ("/", "file"),
        ("CON.txt", "_CON.txt"),
        (".htaccess", "htaccess"),
        ("  spaced   out .pdf ", "spaced out .pdf"),
        ("\ud800.pdf", "pdf"),
    ],
)
def test_names_keep_their_words_and_lose_their_tricks(name: str, expected: str) -> None:
    assert safe_filename(name) == expected


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_filename("x" * 500 + ".pdf") == "x" * 116 + ".pdf"
    accented = safe_filename("€" * 500 + ".pdf")
    assert accented.endswith(".pdf") and len(accented.encode()) <= 240
    assert safe_filename("x" * 500 + ".nothing-known-here") == "x" * 120


@given(st.text(max_size=300))
def test_any_name_is_safe_and_stays_so(name: str) -> None:
    safe = safe_filename(name)
    assert safe and len(safe) <= 120 and len(safe.encode()) <= 240
    assert not set(safe) & set('/\\<>:"|?*\0\n\r')
    assert not safe.startswith(".") and safe == safe.strip()
    assert not {unicodedata.category(char) for char in safe} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert safe_filename(safe) == safe


def box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def test_jpeg_2000_keeps_the_picture_and_loses_the_notes() -> None:
    signature, stream = box(b"jP  ", b"\r\n\x87\n"), box(b"jp2c", b"\xff\x4f picture")
    noted = signature + box(b"xml ", b"<author>Jo</author>") + box(b"uuid", b"gps") + stream
    assert bare_jpeg2000(noted) == signature + stream


@given(st.binary(max_size=300))
def test_any_bytes_can_be_stripped(content: bytes) -> None:
    assert bare_jpeg(b"\xff\xd8" + content).startswith(b"\xff\xd8")
    assert len(bare_jpeg2000(content)) <= len(content)

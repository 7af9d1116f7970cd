"""PDFs: nothing hidden survives the copy, everything shown does, and bad files get a sentence."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from foi.mail.pdfs import CannotRead, CannotResave, Finding, inspect, resave, text_of
from foi.mail.photos import photos_to_pdf
from tests.mail.pdf_builders import (
    boxed,
    drawn_pdf,
    everything_in,
    letter_pdf,
    saved,
    stuffed_pdf,
    writer_of,
)

SECRET = "Kestrelwood"


@pytest.fixture(scope="module")
def stuffed() -> bytes:
    return stuffed_pdf(SECRET)


@pytest.fixture(scope="module")
def letter() -> bytes:
    return letter_pdf("<h1>Our reply</h1><p>We hold 312 plans.</p><p>Yours, the council</p>")


def codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


def test_the_copy_holds_no_secret_in_any_object(stuffed: bytes) -> None:
    before = everything_in(stuffed)
    hiding_places = (
        "author", "subject", "xmp", "attached", "note", "script", "bookmark", "place", "piece",
        "thumb", "page xmp", "field", "value", "layer", "layered words", "layered form", "remark",
        "alternative", "description", "comment", "behind the end",
    )  # fmt: skip
    missing = [place for place in hiding_places if f"{SECRET} {place}".encode() not in before]
    assert missing == []  # otherwise this test could not fail
    after = everything_in(resave(stuffed))
    assert SECRET.encode() not in after
    assert SECRET.encode("utf-16-be") not in after


def test_the_copy_shows_the_same_words_and_picture(stuffed: bytes) -> None:
    copy = PdfReader(io.BytesIO(resave(stuffed)))
    words = copy.pages[0].extract_text()
    assert "Reply to your request" in words
    assert "We hold 312 plans." in words
    [picture] = copy.pages[0].images
    assert picture.image is not None
    assert picture.image.size == (80, 60)
    assert picture.image.getpixel((5, 5))[2] > 100


def test_the_copy_has_no_part_but_pages(stuffed: bytes) -> None:
    copy = PdfReader(io.BytesIO(resave(stuffed)))
    assert set(copy.root_object) == {"/Type", "/Pages"}
    assert copy.metadata is None
    assert copy.xmp_metadata is None
    assert not copy.attachments
    allowed = {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate"}
    assert set(copy.pages[0]) <= allowed | {"/UserUnit", "/Group"}


def test_resaving_a_copy_changes_no_word(letter: bytes) -> None:
    once = resave(letter)
    assert text_of(resave(once)) == text_of(once) == text_of(letter)


def test_several_pages_keep_their_order_and_turn() -> None:
    writer = writer_of(letter_pdf("<p>One</p><p style='break-before:page'>Two</p>"))
    writer.pages[1].rotate(90)
    copy = resave(saved(writer))
    assert [words.strip() for words in text_of(copy)] == ["One", "Two"]
    assert PdfReader(io.BytesIO(copy)).pages[1].rotation == 90


def test_inspect_names_what_is_hidden(stuffed: bytes) -> None:
    found = inspect(stuffed)
    assert found[0].code == "pages" and found[0].count == 1
    hidden = {"metadata", "xmp", "attachments", "annotations", "form_fields", "javascript",
              "hidden_layers"}  # fmt: skip
    assert hidden <= codes(found)
    said = " ".join(finding.sentence for finding in found)
    assert f"author “{SECRET} author”" in said
    assert f"{SECRET}.csv" in said


def test_inspect_finds_nothing_hidden_in_the_copy(stuffed: bytes) -> None:
    assert codes(inspect(resave(stuffed))) == {"pages"}


def test_a_plain_letter_has_nothing_but_its_details(letter: bytes) -> None:
    assert codes(inspect(letter)) <= {"pages", "metadata"}


@pytest.mark.parametrize("kind", ["/Redact", "/Square", "/Highlight", "/Ink", "/FreeText"])
def test_a_redaction_that_was_never_applied_gets_no_copy(letter: bytes, kind: str) -> None:
    marked = boxed(letter, kind)
    assert "covering_marks" in codes(inspect(marked))
    with pytest.raises(CannotResave, match="never made final"):
        resave(marked)


@pytest.mark.parametrize(
    ("kind", "shade", "width"), [("/Highlight", 0.9, 1), ("/Ink", 0, 1), ("/Stamp", 0, 1)]
)
def test_a_usual_comment_is_left_out_of_the_copy(
    letter: bytes, kind: str, shade: float, width: int
) -> None:
    marked = boxed(letter, kind, shade, width)
    assert {"annotations"} == codes(inspect(marked)) & {"annotations", "covering_marks"}
    assert text_of(resave(marked)) == text_of(letter)


BLACK_BOX = b"0 g 45 690 300 20 re f"
WORDS = b"BT /F1 12 Tf 50 695 Td (The child is named here) Tj ET"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (WORDS + b" " + BLACK_BOX, "covered_text"),
        (WORDS + b" 1 g 45 690 300 20 re f", "covered_text"),
        (WORDS + b" 0 g 45 690 m 345 690 l 345 710 l 45 710 l h f", "covered_text"),
        (WORDS + b" q 1 0 0 1 45 690 cm 0 0 300 20 re f Q", "covered_text"),
        (WORDS.replace(b"BT", b"BT 3 Tr"), "invisible_text"),
        (b"1 g " + WORDS, "pale_text"),
        (WORDS.replace(b"50 695 Td", b"50 1200 Td"), "outside_text"),
    ],
)
def test_words_that_nobody_sees_are_pointed_out(content: bytes, code: str) -> None:
    found = {finding.code: finding for finding in inspect(drawn_pdf(content))}
    assert code in found
    assert found[code].stays and found[code].pages == (1,)


@pytest.mark.parametrize(
    "content",
    [
        WORDS,
        b"0.9 g 45 690 300 20 re f 0 g " + WORDS,  # shading, then words on it
        b"0 g 45 690 300 20 re f 1 g " + WORDS,  # white words on a black bar
        WORDS + b" 0 g 45 600 300 20 re f",  # a box elsewhere
        WORDS + b" q 45 600 300 20 re W n 0 0 595 842 re f Q",  # clipped to elsewhere
        WORDS + b" 45 690 300 20 re S",  # a frame
    ],
)
def test_plain_design_raises_no_alarm(content: bytes) -> None:
    assert codes(inspect(drawn_pdf(content))) == {"pages"}


def test_a_black_box_on_a_scan_is_pointed_out() -> None:
    scan = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(scan, "JPEG")
    writer = writer_of(photos_to_pdf([scan.getvalue()]))
    page = writer.pages[0]
    assert codes(inspect(saved(writer))) == {"pages", "no_text"}
    contents = page.get_contents()
    assert contents is not None
    contents.set_data(contents.get_data() + b"\n0 g 50 50 100 20 re f")
    page.replace_contents(contents)
    assert codes(inspect(saved(writer))) == {"pages", "no_text", "covered_picture"}


def test_a_locked_file_gets_a_sentence(letter: bytes) -> None:
    writer = writer_of(letter)
    writer.encrypt("secret", algorithm="RC4-128")
    for work, error in ((resave, CannotResave), (inspect, CannotRead), (text_of, CannotRead)):
        with pytest.raises(error, match="locked"):
            work(saved(writer))


def test_too_large_and_too_long_are_said(letter: bytes) -> None:
    with pytest.raises(CannotResave, match="larger than 0 MB"):
        resave(letter, limit=100)
    writer = PdfWriter()
    for _ in range(301):
        writer.add_blank_page(100, 100)
    with pytest.raises(CannotResave, match="301 pages"):
        resave(saved(writer))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"not a pdf", b"%PDF-1.4\n%%EOF"])
def test_a_broken_file_gets_a_sentence(content: bytes) -> None:
    with pytest.raises(CannotResave, match="print it to a new PDF"):
        resave(content)
    with pytest.raises(CannotRead):
        text_of(content)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_give_a_result_or_a_sentence(content: bytes) -> None:
    for work in (resave, inspect, text_of):
        try:
            work(b"%PDF-1.4\n" + content)
        except CannotRead as error:
            assert str(error).endswith(".")


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_damaged_letter_gives_a_result_or_a_sentence(letter: bytes, data: st.DataObject) -> None:
    broken = bytearray(letter)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    for work in (resave, inspect, text_of):
        try:
            work(bytes(broken))
        except CannotRead as error:
            assert str(error).endswith(".")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(
    "q Q BT ET /F1 12 0 1 -5 Tf Td Tj TJ (x) [(a) 3] re f W n cm Do /Im BI ID EI g rg Tm T* ' \" "
    "BDC EMC /OC <</A 1>> gs scn h m l".split()), max_size=40))  # fmt: skip
def test_any_instructions_give_a_result_or_a_sentence(tokens: list[str]) -> None:
    content = drawn_pdf(" ".join(tokens).encode())
    for work in (resave, inspect):
        try:
            work(content)
        except CannotRead as error:
            assert str(error).endswith(".")

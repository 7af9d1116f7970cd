"""Photos: upright, without where and when they were taken, or refused with a sentence."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from foi.mail.photos import NotAPhoto, photos_to_pdf, reencode
from tests.mail.pdf_builders import everything_in


def photo(size: tuple[int, int] = (60, 40), turn: int = 1, kind: str = "JPEG") -> bytes:
    """Red above, blue below, with camera data, place, comment and something behind its end."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0], size[1] // 2))
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010F] = "Kestrelphone"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 16.0, 30.0)})
    out = io.BytesIO()
    more = {"comment": b"Kestrelwords"} if kind == "JPEG" else {}
    picture.save(out, kind, exif=exif, **more)
    return out.getvalue() + b"Kestrelend"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_picture_is_left(kind: str) -> None:
    before = photo(kind=kind)
    assert opened(before).getexif()[0x010F] == "Kestrelphone"
    assert 0x8825 in opened(before).getexif()
    after = reencode(before)
    assert opened(after).format == "JPEG"
    assert not opened(after).getexif()
    assert set(opened(after).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Kestrel" not in after and b"Exif" not in after and b"Kestrel" in before


def test_a_photo_taken_sideways_is_turned_upright() -> None:
    upright = opened(reencode(photo(turn=6)))
    assert upright.size == (40, 60)
    red, _, blue = upright.convert("RGB").getpixel((35, 30))
    assert red > 150 > blue  # the top of the scene was to the right


def test_see_through_pictures_come_out_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(reencode(out.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def test_large_photos_are_made_as_large_as_a_page_needs() -> None:
    assert max(opened(reencode(photo((5000, 3000)))).size) == 3508


def test_a_picture_that_unpacks_to_too_much_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (8000, 7600)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(NotAPhoto, match="8000 by 7600"):
        reencode(out.getvalue())
    out = io.BytesIO()
    Image.new("1", (20000, 20000)).save(out, "PNG")
    with pytest.raises(NotAPhoto):
        reencode(out.getvalue())


@pytest.mark.parametrize("content", [b"", b"hello", photo()[:200], b"GIF89a\1\0\1\0\0\0\0;"])
def test_what_is_no_photo_gets_a_sentence(content: bytes) -> None:
    with pytest.raises(NotAPhoto, match="JPEG, PNG or WebP"):
        reencode(content)


def test_the_limit_in_bytes_is_said() -> None:
    with pytest.raises(NotAPhoto, match="larger than"):
        reencode(photo(), limit=100)
    with pytest.raises(NotAPhoto, match="together larger"):
        photos_to_pdf([photo(), photo()], limit=len(photo()) + 10)


def test_several_pages_become_one_pdf_in_order() -> None:
    pdf = photos_to_pdf([photo((60, 40)), photo((40, 60)), photo(turn=6)])
    pages = PdfReader(io.BytesIO(pdf)).pages
    shapes = [page.mediabox.width > page.mediabox.height for page in pages]
    assert shapes == [True, False, False]
    assert [page.images[0].image.size for page in pages] == [(60, 40), (40, 60), (40, 60)]
    assert b"Kestrel" not in everything_in(pdf)


def test_the_photo_that_fails_is_named() -> None:
    with pytest.raises(NotAPhoto, match="^Photo 2: "):
        photos_to_pdf([photo(), b"hello"])
    with pytest.raises(NotAPhoto, match="at least one"):
        photos_to_pdf([])
    with pytest.raises(NotAPhoto, match="at most 100"):
        photos_to_pdf([b"x"] * 101)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_photos_give_a_photo_or_a_sentence(data: st.DataObject) -> None:
    broken = bytearray(photo(kind=data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))))
    for _ in range(data.draw(st.integers(0, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert opened(reencode(bytes(broken))).format == "JPEG"
    except NotAPhoto as error:
        assert str(error).endswith(".")


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_photo_or_a_sentence(content: bytes) -> None:
    with pytest.raises(NotAPhoto):
        reencode(content)

"""Photographed letters: saved again without where, when and by whom they were taken."""

import io

from PIL import Image, ImageOps
from pypdf import PdfWriter
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
)

from foi.mail.kinds import DEFAULT_LIMIT

MOST_PIXELS = 60_000_000
MOST_PAGES = 100
# A4 at 300 dots an inch: small print stays readable, a phone's 12 megapixels do not fill the disk.
LONGEST_SIDE = 3508
_A4 = (595, 842)
_NOT_A_PHOTO = "This file is not a photo that we can open. Please upload a JPEG, PNG or WebP photo."


class NotAPhoto(Exception):
    """The file cannot be used as a photo; the message is a sentence for the person."""


def reencode(content: bytes, *, limit: int = DEFAULT_LIMIT) -> bytes:
    """Return the picture as a fresh JPEG: turned upright, nothing kept but its pixels.

    Camera data (EXIF with place and time), comments, thumbnails, colour profiles and anything
    after the picture are gone. At most 60 million pixels go in, at most 3508 a side come out;
    `limit` is in bytes. Raises NotAPhoto.
    """
    if len(content) > limit:
        raise NotAPhoto(f"This photo is larger than {limit // (1024 * 1024)} MB.")
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
            _check_size(picture)
            # JPEGs can be read at half or a quarter of their size, which saves most memory.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            return _bare_jpeg(upright)
    except NotAPhoto:
        raise
    # Broken pictures raise OSError, SyntaxError, ValueError, struct.error and more.
    except Exception as error:
        raise NotAPhoto(_NOT_A_PHOTO) from error


def photos_to_pdf(photos: list[bytes], *, limit: int = DEFAULT_LIMIT) -> bytes:
    """Return one PDF with a photo on each A4 page, in order, each re-encoded first.

    `limit` is in bytes, for all photos together. Raises NotAPhoto, naming the photo.
    """
    if not photos:
        raise NotAPhoto("Please choose at least one photo.")
    if len(photos) > MOST_PAGES:
        raise NotAPhoto(f"Please upload at most {MOST_PAGES} photos at a time.")
    if sum(map(len, photos)) > limit:
        raise NotAPhoto(f"These photos are together larger than {limit // (1024 * 1024)} MB.")
    writer = PdfWriter()
    writer.metadata = None
    for number, photo in enumerate(photos, start=1):
        try:
            _add_page(writer, reencode(photo))
        except NotAPhoto as error:
            raise NotAPhoto(f"Photo {number}: {error}") from error
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise NotAPhoto(
            f"This picture has {width} by {height} points, more than we can open. "
            "Please upload a smaller copy."
        )


def _bare_jpeg(picture: Image.Image) -> bytes:
    """Paint the picture on white: a new image carries over pixels and nothing else."""
    clean = Image.new("RGB", picture.size, "white")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        clean.paste(layered, mask=layered.getchannel("A"))
    else:
        clean.paste(picture.convert("RGB"))
    saved = io.BytesIO()
    clean.save(saved, "JPEG", quality=85, optimize=True)
    return saved.getvalue()


def _add_page(writer: PdfWriter, jpeg: bytes) -> None:
    with Image.open(io.BytesIO(jpeg)) as picture:
        width, height = picture.size
    page_width, page_height = _A4 if height >= width else _A4[::-1]
    scale = min(page_width / width, page_height / height)
    across, up = width * scale, height * scale
    left, below = (page_width - across) / 2, (page_height - up) / 2
    page = writer.add_blank_page(page_width, page_height)
    drawing = DecodedStreamObject()
    drawing.set_data(f"q {across:.2f} 0 0 {up:.2f} {left:.2f} {below:.2f} cm /Photo Do Q".encode())
    page[NameObject("/Contents")] = writer._add_object(drawing)
    image = writer._add_object(_image_object(jpeg, width, height))
    pictures = DictionaryObject({NameObject("/Photo"): image})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})


def _image_object(jpeg: bytes, width: int, height: int) -> EncodedStreamObject:
    image = EncodedStreamObject()
    image._data = jpeg
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(width),
            NameObject("/Height"): NumberObject(height),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    return image

"""What every picture of a passage looks like: paper, bars over all else, a line that says so."""

import io
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

WIDTH = 1000  # pixels
TALLEST = 1800
PAPER, BAR, PASSAGE, INK, EDGE = 246, 226, 255, 16, 150  # greys
MARGIN = 80
MOST_BYTES = 100_000
_CAPTION, _CAPTION_SIZE, _CAPTION_LINE = 40, 22, 30
_FEWER_GREYS = (64, 16, 8)
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Picture:
    """A PNG in greys. page: the number of the source's page that it shows; 0 where we drew it."""

    png: bytes
    size: tuple[int, int]
    page: int = 0


def paper(size: tuple[int, int]) -> Image.Image:
    """An empty page."""
    return Image.new("L", size, PAPER)


def bar(draw: ImageDraw.ImageDraw, top: float, bottom: float, width: int) -> None:
    """One line covered, as long as any other: its length would tell of a name or a number."""
    draw.rectangle((MARGIN, round(top), width - MARGIN, round(bottom)), fill=BAR)


def finished(page: Image.Image, caption: str, number: int = 0) -> Picture:
    """The page with its edge and, beneath, what it is."""
    lines = wrapped(caption, font(_CAPTION_SIZE), page.width - 2 * 16)
    whole = Image.new("L", (page.width, page.height + _CAPTION + _CAPTION_LINE * len(lines)), 255)
    whole.paste(page, (0, 0))
    draw = ImageDraw.Draw(whole)
    draw.rectangle((0, 0, page.width - 1, page.height - 1), outline=EDGE, width=2)
    for place, line in enumerate(lines):
        top = page.height + _CAPTION // 2 + place * _CAPTION_LINE
        draw.text((16, top), line, font=font(_CAPTION_SIZE), fill=INK)
    return Picture(_png(whole), whole.size, number)


def wrapped(text: str, face: Font, width: int) -> list[str]:
    """The text in lines that fit; a word that does not is broken."""
    lines = [""]
    for paragraph in text.splitlines() or [""]:
        if lines[-1]:
            lines.append("")
        for word in paragraph.split():
            longer = f"{lines[-1]} {word}".strip()
            if face.getlength(longer) <= width:
                lines[-1] = longer
                continue
            for piece in _pieces(word, face, width):
                lines.append(piece)
    return [line for line in lines if line]


@cache
def font(size: int) -> Font:
    """DejaVu Sans where this machine has it, else the font that comes with Pillow."""
    try:
        return ImageFont.truetype("DejaVuSans.ttf", size)
    except OSError:
        return ImageFont.load_default(size)


def _pieces(word: str, face: Font, width: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and face.getlength(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _png(image: Image.Image) -> bytes:
    """As few greys as it takes to keep the page light."""
    made = _saved(image)
    for greys in _FEWER_GREYS:
        if len(made) <= MOST_BYTES:
            break
        made = _saved(image.quantize(greys))
    return made


def _saved(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()

"""A page of a PDF with everything covered but the characters of one passage.

Only what stands alone is shown: a passage that anything else overlaps, that a box may cover or
that the page does not show (the words behind a scan) gives no picture.
"""

from collections.abc import Iterator, Sequence
from ctypes import c_int
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageStat
from pypdfium2 import raw

from foi.mail.passage_find import find_passage
from foi.mail.passage_sheet import EDGE, PASSAGE, TALLEST, WIDTH, Box, Picture, bar, finished, paper

MOST_PAGES = 300
MOST_CHARACTERS = 60_000  # of one page
_PAD = 1  # pixels around a character
_ENDS = frozenset(".,;:!?)”’")
_IS_INK = 170  # darker greys are letters
_CONTRAST = 30  # greys between a letter and what is around it, at least
_LEAST_LEFT = 0.9  # of the passage, once what overlaps it is cut away


@dataclass(frozen=True)
class _Character:
    """One character: its letter, the box of its ink, and the middle stripe of its line (pixels)."""

    letter: str
    ink: Box
    stripe: tuple[float, float]


def pictured_page(content: bytes, quote: str, *, page: int, caption: str) -> Picture | None:
    """The picture of the page that holds the passage, `page` (counted from 1; 0: not known) first;
    None where it is not found, or cannot be shown alone. Whatever pdfium raises comes through."""
    document = pypdfium2.PdfDocument(content)
    try:
        count = min(len(document), MOST_PAGES)
        order = [page - 1] if 0 < page <= count else []
        for number in [*order, *(n for n in range(count) if n not in order)]:
            if (found := _of_page(document[number], quote)) is not None:
                said = caption.replace("{page}", f"page {number + 1}")
                return finished(found, said, number + 1) if found.width > 1 else None
        return None
    finally:
        document.close()


def _of_page(page: Any, quote: str) -> Image.Image | None:
    """The covered page; None where the passage is not on it, a dot where it cannot be shown."""
    width, height = page.get_size()
    scale = min(WIDTH / width, TALLEST / height)
    text = page.get_textpage()
    count = min(text.count_chars(), MOST_CHARACTERS)
    letters = [chr(raw.FPDFText_GetUnicode(text, n)) for n in range(count)]
    passage = frozenset(find_passage(quote, letters))
    if not passage:
        return None
    whole = _rendered(page, scale)
    ours = passage | _marks(letters, passage)
    characters = [_character(page, text, n, letters[n], whole.size) for n in range(count)]
    inside = [one for n, one in enumerate(characters) if one and n in ours]
    outside = [one for n, one in enumerate(characters) if one and n not in ours]
    bare = _without_pictures(page, scale)
    mask = _mask(whole.size, inside, outside)
    if mask is None or not all(_is_shown(one, whole, bare) for one in inside):
        return Image.new("L", (1, 1))
    return _covered(bare, mask, inside, outside)


def _rendered(page: Any, scale: float) -> Image.Image:
    bitmap = page.render(scale=scale, draw_annots=False, may_draw_forms=False, grayscale=True)
    picture: Image.Image = bitmap.to_pil().convert("L")
    return picture


def _without_pictures(page: Any, scale: float) -> Image.Image:
    """The words of the page alone: no photograph, signature, line or box."""
    for thing in list(page.get_objects(max_depth=1)):
        if thing.type != raw.FPDF_PAGEOBJ_TEXT:
            page.remove_obj(thing)
    return _rendered(page, scale)


def _character(
    page: Any, text: Any, number: int, letter: str, size: tuple[int, int]
) -> _Character | None:
    """Where one character stands in the picture; None for a space or what has no place."""
    if letter.isspace() or not letter.isprintable():
        return None
    ink = _on_picture(page, text.get_charbox(number), size)
    if ink[2] <= ink[0] and ink[3] <= ink[1]:
        return None
    line = _on_picture(page, text.get_charbox(number, loose=True), size)
    middle, half = (line[1] + line[3]) / 2, max(3.0, (line[3] - line[1]) * 0.28)
    return _Character(letter, ink, (middle - half, middle + half))


def _on_picture(page: Any, box: Sequence[float], size: tuple[int, int]) -> Box:
    """A box of the page as pixels: left, top, right, bottom; turned pages are turned."""
    left, bottom, right, top = box
    points = []
    for x, y in ((left, top), (right, bottom)):
        across, down = c_int(), c_int()
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
        points.append((across.value, down.value))
    (x1, y1), (x2, y2) = points
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _marks(letters: Sequence[str], passage: frozenset[int]) -> frozenset[int]:
    """The commas, stops and dashes that stand within the passage, and the one that ends it."""
    found, since, last = set[int](), set[int](), -1
    for number, letter in enumerate(letters):
        if not (letter.isalnum() or number in passage):
            since.add(number)
            continue
        if number in passage and last in passage:
            found |= since
        last, since = number, set()
    end = max(passage) + 1
    if end < len(letters) and letters[end] in _ENDS:
        found.add(end)
    return frozenset(found)


def _mask(
    size: tuple[int, int],
    inside: Sequence[_Character],
    outside: Sequence[_Character],
) -> Image.Image | None:
    """White where the passage is and nothing else; None where too little of it is left."""
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    for left, top, right, bottom in (one.ink for one in inside):
        draw.rectangle((left - _PAD, top - _PAD, right + _PAD, bottom + _PAD), fill=255)
    whole = mask.histogram()[255]
    for one in outside:
        draw.rectangle(one.ink, fill=0)
    return mask if whole and mask.histogram()[255] >= _LEAST_LEFT * whole else None


def _is_shown(one: _Character, whole: Image.Image, bare: Image.Image) -> bool:
    """Whether the page shows this character: written in ink, and under no box or picture."""
    if not one.letter.isalnum():
        return True
    left, top, right, bottom = one.ink
    box = (left - _PAD, top - _PAD, right + _PAD + 1, bottom + _PAD + 1)
    ink = bare.crop(box).point(lambda grey: 255 if grey < _IS_INK else 0)
    around = ink.point(lambda grey: 255 - grey)
    seen = whole.crop(box)
    if not ink.getbbox() or not around.getbbox():
        return False
    dark, light = ImageStat.Stat(seen, ink).mean[0], ImageStat.Stat(seen, around).mean[0]
    return light - dark >= _CONTRAST


def _covered(
    bare: Image.Image,
    mask: Image.Image,
    inside: Sequence[_Character],
    outside: Sequence[_Character],
) -> Image.Image:
    """Bars for every line of words, and the passage's own characters in the open."""
    page = paper(bare.size)
    draw = ImageDraw.Draw(page)
    for top, bottom in _stripes([*inside, *outside]):
        bar(draw, top, bottom, page.width)
    for top, bottom in _stripes(inside):
        line = [one.ink for one in inside if top <= sum(one.stripe) / 2 <= bottom]
        left, right = min(box[0] for box in line), max(box[2] for box in line)
        high = min(min(box[1] for box in line), round(top))
        low = max(max(box[3] for box in line), round(bottom))
        draw.rectangle((left - 6, high - 4, right + 6, low + 4), fill=PASSAGE, outline=EDGE)
    page.paste(bare, (0, 0), mask)
    return page


def _stripes(characters: Sequence[_Character]) -> Iterator[tuple[float, float]]:
    """The lines that these characters stand in, from the top."""
    now: tuple[float, float] | None = None
    for top, bottom in sorted(one.stripe for one in characters):
        if now is not None and top <= now[1]:
            now = (now[0], max(now[1], bottom))
            continue
        if now is not None:
            yield now
        now = (top, bottom)
    if now is not None:
        yield now

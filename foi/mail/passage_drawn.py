"""A page drawn by us: the passage in words at its place, every other line a bar.

Nothing of the source is in it but the words that the public reads anyway.
"""

from PIL import ImageDraw

from foi.mail.passage_sheet import (
    EDGE,
    INK,
    MARGIN,
    PASSAGE,
    WIDTH,
    Picture,
    bar,
    finished,
    font,
    paper,
    wrapped,
)

_HEIGHT = 1414  # a sheet of A4, upright
_PITCH, _BAR = 44, 20  # pixels from line to line, and of a bar
_SIZES = (34, 28, 24, 20, 17)  # of the letters: smaller only where the passage is long
_INSET = 20


def drawn_page(passage: str, caption: str, *, before: float | None = None) -> Picture:
    """The picture of a passage. before: how much of the page stands above it, from 0 to 1; None
    where nobody knows, and no line is drawn around it."""
    size, lines = _lines(passage)
    pitch = round(size * 1.4)
    tall = pitch * len(lines) + 2 * _INSET
    room = _HEIGHT - 2 * MARGIN - tall
    top = MARGIN + round(max(0, room) * (0 if before is None else before))
    page = paper((WIDTH, _HEIGHT))
    draw = ImageDraw.Draw(page)
    if before is not None:
        _bars(draw, MARGIN, top - _BAR)
        _bars(draw, top + tall + _BAR, _HEIGHT - MARGIN)
    box = (MARGIN - _INSET, top, WIDTH - MARGIN + _INSET, top + tall)
    draw.rectangle(box, fill=PASSAGE, outline=EDGE, width=2)
    for number, line in enumerate(lines):
        place = (MARGIN, top + _INSET + number * pitch)
        draw.text(place, line, font=font(size), fill=INK)
    return finished(page, caption)


def _lines(passage: str) -> tuple[int, list[str]]:
    """The letters' size and the lines; the largest that fits, cut where none does."""
    clean = "".join(c if c.isprintable() or c == "\n" else " " for c in passage)
    for size in _SIZES:
        lines = wrapped(clean, font(size), WIDTH - 2 * MARGIN)
        most = (_HEIGHT - 2 * MARGIN - 2 * _INSET) // round(size * 1.4)
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], "…"]


def _bars(draw: ImageDraw.ImageDraw, top: int, bottom: int) -> None:
    while top + _BAR <= bottom:
        bar(draw, top, top + _BAR, WIDTH)
        top += _PITCH

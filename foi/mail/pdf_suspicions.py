"""Words that a PDF page may hold and not show: under a box, without colour, beside the page."""

from collections.abc import Callable

from pypdf import PageObject

from foi.mail.pdf_geometry import Box, covers
from foi.mail.pdf_layers import Layers
from foi.mail.pdf_paint import Painted, painted

_Check = Callable[[list[Painted], Box], bool]


def _covered(things: list[Painted], below: str, darkest: float) -> bool:
    """Something opaque was painted over an earlier thing of that kind.

    Over pictures only dark boxes count: light ones are usually the page's own design.
    """
    earlier: list[Painted] = []
    for thing in things:
        if thing.kind == below and thing.seen:
            earlier.append(thing)
        elif thing.kind == "fill" and (thing.lightness is None or thing.lightness <= darkest):
            if any(_lies_over(thing.box, old) for old in earlier):
                return True
    return False


def _lies_over(cover: Box, old: Painted) -> bool:
    if old.kind == "text":
        return covers(cover, old.box)
    size = (cover[2] - cover[0], cover[3] - cover[1])
    return min(size) >= 5 and max(size) >= 12 and covers(old.box, cover)


def _text_covered(things: list[Painted], _: Box) -> bool:
    return _covered(things, "text", darkest=1.0)


def _picture_covered(things: list[Painted], _: Box) -> bool:
    return _covered(things, "image", darkest=0.3)


def _text_unseen(things: list[Painted], _: Box) -> bool:
    return any(thing.kind == "text" and not thing.seen for thing in things)


def _text_outside(things: list[Painted], page: Box) -> bool:
    return any(
        thing.kind == "text" and thing.seen and not covers(page, thing.box, 0.01)
        for thing in things
        if thing.box[2] > thing.box[0] and thing.box[3] > thing.box[1]
    )


def _text_pale(things: list[Painted], _: Box) -> bool:
    """White words with nothing coloured painted under them."""
    grounds: list[Painted] = []
    for thing in things:
        if thing.kind == "text" and thing.seen and (thing.lightness or 0) > 0.95:
            if not any(covers(ground.box, thing.box) for ground in grounds):
                return True
        elif thing.kind == "image" or (thing.kind == "fill" and (thing.lightness or 0) <= 0.95):
            grounds.append(thing)
    return False


def _no_text(things: list[Painted], _: Box) -> bool:
    kinds = {thing.kind for thing in things}
    return "image" in kinds and "text" not in kinds


_CHECKS: dict[str, tuple[_Check, str]] = {
    "covered_text": (
        _text_covered,
        "Words may be hidden under a filled box: the box hides them from the eye, not from "
        "copying. A copy would still hold them.",
    ),
    "covered_picture": (
        _picture_covered,
        "A dark box lies on a picture or scan; what is under it may still be in the file. "
        "A copy would still hold it.",
    ),
    "invisible_text": (
        _text_unseen,
        "There are words that are not painted. Often they are what a program read from a scan; "
        "they may hold more than the eye sees, and a copy would keep them.",
    ),
    "outside_text": (
        _text_outside,
        "Words stand outside the visible part of a page. A copy would still hold them.",
    ),
    "pale_text": (
        _text_pale,
        "There may be white words on white. A copy would still hold them.",
    ),
    "no_text": (
        _no_text,
        "A page is a picture without words, so no program could read it: please look at it.",
    ),
}  # fmt: skip


def suspicions(page: PageObject, layers: Layers) -> list[str]:
    """Return the codes (keys of SENTENCES) of what may be hidden on a page."""
    things = list(painted(page, layers))
    crop = page.cropbox
    box = (float(crop.left), float(crop.bottom), float(crop.right), float(crop.top))
    return [code for code, (check, _) in _CHECKS.items() if check(things, box)]


SENTENCES = {code: sentence for code, (_, sentence) in _CHECKS.items()}

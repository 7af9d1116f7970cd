"""What a PDF page paints, in order: words, filled boxes and pictures, each with its place.

Good enough to ask "may something lie under this?", not to draw. Places are boxes along the axes;
the width of words is estimated (half their height a letter).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

from foi.mail.pdf_content import entry, operations
from foi.mail.pdf_geometry import (
    EVERYWHERE,
    UNMOVED,
    Box,
    Matrix,
    Point,
    around,
    matrix,
    moved,
    numbers,
    overlap,
    rectangle,
    times,
)
from foi.mail.pdf_layers import Layers

DEEPEST_FORM = 4
_FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
_NO_FILLS = (b"S", b"s", b"n")


@dataclass(frozen=True)
class Painted:
    """One thing painted. `kind` is "text", "fill" or "image"; `lightness` 0 black to 1 white,
    None when unknown; `seen` is False for text painted in no colour at all."""

    kind: str
    box: Box
    lightness: float | None = None
    seen: bool = True


@dataclass(frozen=True)
class _State:
    """The graphics state (ISO 32000-1, 8.4), as far as it matters here."""

    matrix: Matrix = UNMOVED
    clip: Box = EVERYWHERE
    lightness: float | None = 0.0
    opaque: bool = True
    size: float = 0.0
    wide: bool = False
    leading: float = 0.0
    mode: int = 0


def painted(page: DictionaryObject, layers: Layers) -> Iterator[Painted]:
    """Yield what a page paints, first to last, hidden layers left out."""
    resources = _resources(page) or DictionaryObject()
    painter = _Painter(getattr(page, "pdf", None), layers, resources, _State(), 0)
    yield from painter.run(page.get("/Contents"))


class _Painter:
    """Follows the instructions of one page or form, and the state that they change."""

    def __init__(
        self, pdf: Any, layers: Layers, resources: DictionaryObject, state: _State, depth: int
    ) -> None:
        self._pdf, self._layers, self._depth = pdf, layers, depth
        self._resources, self._state = resources, state
        self._saved: list[_State] = []
        self._path: list[Point] = []
        self._clips = False
        self._line: Matrix = UNMOVED
        self._pen: Matrix = UNMOVED
        self._marks: list[bool] = []

    def run(self, stream: Any) -> Iterator[Painted]:
        """Yield what the instructions paint where a reader sees it."""
        for operands, operator in operations(stream, self._pdf):
            things = list(self._step(operands, operator))
            if not any(self._marks):
                yield from things

    def _step(self, operands: Any, operator: bytes) -> Iterator[Painted]:
        if operator in (b"BDC", b"BMC", b"EMC"):
            self._mark(operands, operator)
        elif operator == b"q":
            self._saved.append(self._state)
        elif operator == b"Q":
            self._state = self._saved.pop() if self._saved else self._state
        elif operator in (b"re", b"m", b"l", b"c", b"v", b"y", b"W", b"W*"):
            self._draw(operands, operator)
        elif operator in _FILLS or operator in _NO_FILLS:
            yield from self._finish_path(operator)
        elif operator in (b"BT", b"Tm", b"Td", b"TD", b"T*"):
            self._move_line(operands, operator)
        elif operator in (b"Tj", b"TJ", b"'", b'"'):
            yield from self._write(operands, operator)
        elif operator == b"Do":
            yield from self._place(operands)
        elif operator == b"INLINE IMAGE":
            yield self._picture()
        else:
            self._state = _changed(self._state, operands, operator, self._resources)

    def _mark(self, operands: Any, operator: bytes) -> None:
        if operator == b"EMC":
            self._marks = self._marks[:-1]
            return
        layered = len(operands) > 1 and operands[0] == "/OC"
        named = entry(self._resources, "/Properties", operands[1]) if layered else None
        self._marks.append(self._layers.hides(named))

    def _draw(self, operands: Any, operator: bytes) -> None:
        values = numbers(operands)
        if operator in (b"W", b"W*"):
            self._clips = True
        elif operator == b"re" and len(values) == 4:
            x, y, width, height = values
            self._path += rectangle(x, y, width, height, self._state.matrix)
        else:
            points = zip(values[::2], values[1::2], strict=False)
            self._path += [moved(point, self._state.matrix) for point in points]

    def _finish_path(self, operator: bytes) -> Iterator[Painted]:
        box = overlap(around(self._path), self._state.clip)
        if operator in _FILLS and self._state.opaque:
            yield Painted("fill", box, self._state.lightness)
        if self._clips:
            self._state = replace(self._state, clip=box)
        self._path, self._clips = [], False

    def _move_line(self, operands: Any, operator: bytes) -> None:
        values = numbers(operands)
        if operator == b"T*":
            values = [0.0, -self._state.leading]
        if operator == b"BT":
            self._line = UNMOVED
        elif operator == b"Tm":
            self._line = matrix(values) or self._line
        elif len(values) == 2:
            if operator == b"TD":
                self._state = replace(self._state, leading=-values[1])
            self._line = times((1, 0, 0, 1, values[0], values[1]), self._line)
        self._pen = self._line

    def _write(self, operands: Any, operator: bytes) -> Iterator[Painted]:
        if operator in (b"'", b'"'):
            self._move_line([], b"T*")
        last = operands[-1] if operands else b""
        pieces = last if isinstance(last, list) else [last]
        letters = sum(len(piece) for piece in pieces if isinstance(piece, bytes | str))
        size = self._state.size
        width = letters / (2 if self._state.wide else 1) * 0.5 * size
        width -= sum(numbers(pieces)) / 1000 * size
        if letters:
            corners = rectangle(0, 0, width, 0.6 * size, times(self._pen, self._state.matrix))
            seen = self._state.mode not in (3, 7)
            yield Painted("text", around(corners), self._state.lightness, seen)
        self._pen = times((1, 0, 0, 1, width, 0), self._pen)

    def _place(self, operands: Any) -> Iterator[Painted]:
        """A picture, or a form: instructions kept apart."""
        reference = entry(self._resources, "/XObject", operands[0]) if operands else None
        drawn = reference.get_object() if reference is not None else None
        if not isinstance(drawn, StreamObject):
            return
        if "/OC" in drawn and self._layers.hides(drawn.raw_get("/OC")):
            return
        if drawn.get("/Subtype") == "/Image" and "/SMask" not in drawn:
            yield self._picture()
        elif drawn.get("/Subtype") == "/Form" and self._depth < DEEPEST_FORM:
            own = matrix(numbers(drawn.get("/Matrix"))) or UNMOVED
            state = replace(self._state, matrix=times(own, self._state.matrix))
            resources = _resources(drawn) or self._resources
            inner = _Painter(self._pdf, self._layers, resources, state, self._depth + 1)
            yield from inner.run(drawn)

    def _picture(self) -> Painted:
        """Pictures are painted on the square from 0 to 1."""
        square = around(rectangle(0, 0, 1, 1, self._state.matrix))
        return Painted("image", overlap(square, self._state.clip))


def _resources(holder: DictionaryObject) -> DictionaryObject | None:
    found = holder.get("/Resources")
    found = found.get_object() if found is not None else None
    return found if isinstance(found, DictionaryObject) else None


def _changed(state: _State, operands: Any, operator: bytes, resources: DictionaryObject) -> _State:
    values = numbers(operands)
    if operator == b"cm":
        return replace(state, matrix=times(matrix(values) or UNMOVED, state.matrix))
    if operator in (b"g", b"rg", b"k", b"sc", b"scn"):
        return replace(state, lightness=_fill_lightness(values, operands))
    if operator == b"cs":
        return replace(state, lightness=0.0)
    if operator == b"Tf" and len(operands) == 2 and values:
        font = entry(resources, "/Font", operands[0])
        found = font.get_object() if font is not None else None
        wide = isinstance(found, DictionaryObject) and found.get("/Subtype") == "/Type0"
        return replace(state, size=values[0], wide=wide)
    if operator == b"TL" and values:
        return replace(state, leading=values[0])
    if operator == b"Tr" and values:
        return replace(state, mode=int(values[0]))
    if operator == b"gs" and operands:
        return _with_graphics_state(state, entry(resources, "/ExtGState", operands[0]))
    return state


def _fill_lightness(values: list[float], operands: Any) -> float | None:
    """None for a pattern, which is named after its colours."""
    return lightness(values) if len(values) == len(operands) else None


def _with_graphics_state(state: _State, reference: Any) -> _State:
    found = reference.get_object() if reference is not None else None
    if not isinstance(found, DictionaryObject):
        return state
    strength = numbers([found.get("/ca", 1)]) or [1.0]
    normal = found.get("/BM", "/Normal") in ("/Normal", "/Compatible")
    return replace(state, opaque=strength[0] > 0.9 and normal)


def lightness(values: list[float]) -> float | None:
    """Return grey, RGB or CMYK (0 to 1 each) as a lightness; None for anything else."""
    if len(values) == 1:
        return values[0]
    if len(values) == 3:
        return 0.3 * values[0] + 0.59 * values[1] + 0.11 * values[2]
    if len(values) == 4:
        return max(0.0, 1 - values[3] - sum(values[:3]) / 3)
    return None

"""What a PDF page paints, in order: words, filled boxes and pictures, each with its place.

Good enough to ask "may something lie under this?", not to draw. Places are boxes along the axes;
the width of words is estimated (half their height a letter).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

from foi.mail.pdf_content import entry, operations
from foi.mail.pdf_layers import Layers

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
DEEPEST_FORM = 4


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
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    clip: Box = EVERYWHERE
    lightness: float | None = 0.0
    opaque: bool = True
    size: float = 0.0
    wide: bool = False
    leading: float = 0.0
    mode: int = 0


def painted(page: DictionaryObject, layers: Layers) -> Iterator[Painted]:
    """Yield what a page paints, first to last, hidden layers left out."""
    yield from _Painter(page, layers).run(page.get("/Contents"), _resources(page), _State(), 0)


class _Painter:
    """Follows the instructions with the state that they change."""

    def __init__(self, page: Any, layers: Layers) -> None:
        self._pdf = getattr(page, "pdf", None)
        self._layers = layers

    def run(
        self, stream: Any, resources: DictionaryObject, state: _State, depth: int
    ) -> Iterator[Painted]:
        saved: list[_State] = []
        path: list[tuple[float, float]] = []
        pen = line = state.matrix
        marks: list[bool] = []
        clipping = False
        for operands, operator in operations(stream, self._pdf):
            if operator in (b"BDC", b"BMC", b"EMC"):
                marks = self._marks(marks, operands, operator, resources)
            elif operator == b"q":
                saved.append(state)
            elif operator == b"Q":
                state = saved.pop() if saved else state
            elif operator in (b"re", b"m", b"l", b"c", b"v", b"y"):
                path += _points(operands, operator, state.matrix)
            elif operator in (b"W", b"W*"):
                clipping = True
            elif operator in (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"n"):
                box = _overlap(_around(path), state.clip)
                if operator not in (b"S", b"s", b"n") and state.opaque and not any(marks):
                    yield Painted("fill", box, state.lightness)
                state = replace(state, clip=box) if clipping else state
                path, clipping = [], False
            elif operator in (b"BT", b"Tm", b"Td", b"TD", b"T*"):
                line, state = _moved(line, operands, operator, state)
                pen = line
            elif operator in (b"Tj", b"TJ", b"'", b'"'):
                if operator in (b"'", b'"'):
                    line, state = _moved(line, [], b"T*", state)
                    pen = line
                words, pen = _words(pen, operands, state)
                if words is not None and not any(marks):
                    seen = state.mode not in (3, 7)
                    yield Painted("text", words, state.lightness, seen)
            elif operator == b"Do" and not any(marks):
                yield from self._drawn(operands, resources, state, depth)
            elif operator == b"INLINE IMAGE" and not any(marks):
                yield Painted("image", _overlap(_unit(state.matrix), state.clip))
            else:
                state = _changed(state, operands, operator, resources)

    def _marks(
        self, marks: list[bool], operands: Any, operator: bytes, resources: DictionaryObject
    ) -> list[bool]:
        if operator == b"EMC":
            return marks[:-1]
        layer = len(operands) > 1 and operands[0] == "/OC"
        named = entry(resources, "/Properties", operands[1]) if layer else None
        return [*marks, self._layers.hides(named)]

    def _drawn(
        self, operands: Any, resources: DictionaryObject, state: _State, depth: int
    ) -> Iterator[Painted]:
        reference = entry(resources, "/XObject", operands[0]) if operands else None
        drawn = reference.get_object() if reference is not None else None
        if not isinstance(drawn, StreamObject):
            return
        if "/OC" in drawn and self._layers.hides(drawn.raw_get("/OC")):
            return
        if drawn.get("/Subtype") == "/Image" and "/SMask" not in drawn:
            yield Painted("image", _overlap(_unit(state.matrix), state.clip))
        elif drawn.get("/Subtype") == "/Form" and depth < DEEPEST_FORM:
            own = _numbers(drawn.get("/Matrix"), 6) or [1, 0, 0, 1, 0, 0]
            inner = replace(state, matrix=_times(_matrix(own), state.matrix))
            yield from self.run(drawn, _resources(drawn) or resources, inner, depth + 1)


def _resources(holder: DictionaryObject) -> DictionaryObject:
    found = holder.get("/Resources")
    found = found.get_object() if found is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _changed(state: _State, operands: Any, operator: bytes, resources: DictionaryObject) -> _State:
    values = _numbers(operands)
    if operator == b"cm" and len(values) == 6:
        return replace(state, matrix=_times(_matrix(values), state.matrix))
    if operator in (b"g", b"rg", b"k", b"sc", b"scn"):
        return replace(state, lightness=_lightness(values, len(operands)))
    if operator == b"cs":
        return replace(state, lightness=0.0)
    if operator == b"Tf" and len(operands) == 2 and values:
        font = entry(resources, "/Font", operands[0])
        found = font.get_object() if font is not None else {}
        return replace(state, size=values[0], wide=found.get("/Subtype") == "/Type0")
    if operator == b"TL" and values:
        return replace(state, leading=values[0])
    if operator == b"Tr" and values:
        return replace(state, mode=int(values[0]))
    if operator == b"gs" and operands:
        return _with_graphics_state(state, entry(resources, "/ExtGState", operands[0]))
    return state


def _with_graphics_state(state: _State, reference: Any) -> _State:
    found = reference.get_object() if reference is not None else None
    if not isinstance(found, DictionaryObject):
        return state
    strength = _numbers([found.get("/ca", 1)]) or [1.0]
    normal = found.get("/BM", "/Normal") in ("/Normal", "/Compatible")
    return replace(state, opaque=strength[0] > 0.9 and normal)


def _lightness(values: list[float], given: int) -> float | None:
    """Grey, RGB or CMYK as a lightness; None for patterns and anything else."""
    if len(values) != given:
        return None
    if len(values) == 1:
        return values[0]
    if len(values) == 3:
        return 0.3 * values[0] + 0.59 * values[1] + 0.11 * values[2]
    if len(values) == 4:
        return max(0.0, 1 - values[3] - sum(values[:3]) / 3)
    return None


def _moved(line: Matrix, operands: Any, operator: bytes, state: _State) -> tuple[Matrix, _State]:
    """The start of a line of text, in the space of the text (not yet of the page)."""
    values = _numbers(operands)
    if operator == b"BT":
        return (1, 0, 0, 1, 0, 0), state
    if operator == b"Tm":
        return (_matrix(values) if len(values) == 6 else line), state
    if operator == b"T*":
        values = [0, -state.leading]
    if len(values) != 2:
        return line, state
    if operator == b"TD":
        state = replace(state, leading=-values[1])
    return _times((1, 0, 0, 1, values[0], values[1]), line), state


def _words(pen: Matrix, operands: Any, state: _State) -> tuple[Box | None, Matrix]:
    """The box of some words, and where the pen stands after them."""
    last = operands[-1] if operands else b""
    pieces = last if isinstance(last, list) else [last]
    letters = sum(len(piece) for piece in pieces if isinstance(piece, bytes | str))
    width = letters / (2 if state.wide else 1) * 0.5 * state.size
    width -= sum(_numbers(pieces)) / 1000 * state.size
    after = _times((1, 0, 0, 1, width, 0), pen)
    if not letters:
        return None, after
    placed = _times(pen, state.matrix)
    corners = [(0.0, 0.0), (width, 0.0), (0.0, 0.6 * state.size), (width, 0.6 * state.size)]
    return _around([_at(corner, placed) for corner in corners]), after


def _points(operands: Any, operator: bytes, matrix: Matrix) -> list[tuple[float, float]]:
    values = _numbers(operands)
    if operator == b"re" and len(values) == 4:
        x, y, width, height = values
        corners = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
        return [_at(corner, matrix) for corner in corners]
    return [_at((values[i], values[i + 1]), matrix) for i in range(0, len(values) - 1, 2)]


def _numbers(values: Any, count: int | None = None) -> list[float]:
    if not isinstance(values, list | tuple):
        return []
    found = [float(value) for value in values if isinstance(value, int | float)]
    return found if count is None or len(found) == count else []


def _matrix(values: list[float]) -> Matrix:
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip


def _at(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _unit(matrix: Matrix) -> Box:
    """Pictures are painted on the square from 0 to 1."""
    return _around([_at(corner, matrix) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))])


def _around(points: list[tuple[float, float]]) -> Box:
    if not points:
        return (0.0, 0.0, 0.0, 0.0)
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _overlap(one: Box, other: Box) -> Box:
    left, low = max(one[0], other[0]), max(one[1], other[1])
    return left, low, max(left, min(one[2], other[2])), max(low, min(one[3], other[3]))


def area(box: Box) -> float:
    """Square points of a box."""
    return (box[2] - box[0]) * (box[3] - box[1])


def covers(cover: Box, box: Box, share: float = 0.5) -> bool:
    """Say whether `cover` lies over at least this share of `box`."""
    return area(box) > 0 and area(_overlap(cover, box)) >= share * area(box)

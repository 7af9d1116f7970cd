"""Matrices and boxes, as far as "may something lie under this?" needs them."""

from collections.abc import Sequence
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Point = tuple[float, float]
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


def numbers(values: Any) -> list[float]:
    """Return the numbers among some operands."""
    if not isinstance(values, list | tuple):
        return []
    return [float(value) for value in values if isinstance(value, int | float)]


def matrix(values: Sequence[float]) -> Matrix | None:
    """Return six numbers as a matrix; None when they are not six."""
    if len(values) != 6:
        return None
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the movement `first` followed by `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    across = (a * g + b * i, a * h + b * j)
    up = (c * g + d * i, c * h + d * j)
    return (*across, *up, e * g + f * i + k, e * h + f * j + m)


def moved(point: Point, by: Matrix) -> Point:
    """Return a point in the space that the matrix leads to."""
    a, b, c, d, e, f = by
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def around(points: Sequence[Point]) -> Box:
    """Return the box along the axes around some points."""
    if not points:
        return (0.0, 0.0, 0.0, 0.0)
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def rectangle(x: float, y: float, width: float, height: float, by: Matrix) -> list[Point]:
    """Return the moved corners of a rectangle."""
    corners = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
    return [moved(corner, by) for corner in corners]


def overlap(one: Box, other: Box) -> Box:
    """Return what two boxes share; a box without area when they do not meet."""
    left, low = max(one[0], other[0]), max(one[1], other[1])
    return left, low, max(left, min(one[2], other[2])), max(low, min(one[3], other[3]))


def area(box: Box) -> float:
    """Return the area in square points."""
    return (box[2] - box[0]) * (box[3] - box[1])


def covers(cover: Box, box: Box, share: float = 0.5) -> bool:
    """Say whether `cover` lies over at least this share of `box`."""
    return area(box) > 0 and area(overlap(cover, box)) >= share * area(box)

"""What a picture is made of: paints with a letter and a pattern, words, a drawing, a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

DARK, LIGHT = "#1c2526", "#ffffff"


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is painted. Colour is never alone: `mark` stands in it, a pattern lies over it.

    pattern: one of none, rising, falling, dots, level, upright, grid; `line` is its colour, `ink`
    that of the mark.
    """

    key: str
    mark: str
    colour: str
    ink: str = DARK
    pattern: str = "none"
    line: str = ""


class Drawing(Protocol):
    """Something that a template draws: its size in units of the drawing, and its paints."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def fills(self) -> Sequence[Fill]: ...


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture with its words and its numbers.

    name: map, answers, time or grounds; desc: what it shows, in sentences; head, rows: the same
    numbers as a table; notes: small print; drawing: None where there is nothing to draw, and
    `empty` says why. coverage: such as "41 of 153 councils asked".
    """

    name: str
    title: str
    desc: str
    coverage: str
    head: tuple[str, ...] = ()
    rows: Sequence[tuple[Any, ...]] = ()
    notes: Sequence[str] = field(default_factory=tuple)
    drawing: Drawing | None = None
    empty: str = ""

    @property
    def template(self) -> str:
        return f"pictures/_{'bars' if self.name in ('answers', 'grounds') else self.name}.svg"


# By the groups in which cells are counted (`coverage.GROUPS`).
OF_GROUP = {
    "answered": Fill("answered", "A", "#1b6641", LIGHT),
    "refused": Fill("refused", "R", "#8f1d16", LIGHT, "rising", "#b4483f"),
    "published": Fill("published", "P", "#0b5a66", LIGHT, "dots", "#3a8792"),
    "not_held": Fill("not_held", "H", "#1c2526", LIGHT, "level", "#4c5859"),
    "other": Fill("other", "B", "#5d2e6b", LIGHT, "falling", "#84549a"),
    "on_hold": Fill("on_hold", "Q", "#cfe6e9", DARK, "upright", "#a3cdd2"),
    "received": Fill("received", "I", "#dff0e5", DARK, "dots", "#a8d0b6"),
    "overdue": Fill("overdue", "N", "#f0bd5a", DARK, "grid", "#d99f30"),
    "unconfirmed": Fill("unconfirmed", "?", "#fbf1dc", DARK, "rising", "#e6d5ad"),
    "awaiting": Fill("awaiting", "D", "#ffffff", DARK, "dots", "#d8d2c4"),
    "withdrawn": Fill("withdrawn", "X", "#ffffff", DARK, "level", "#d8d2c4"),
    "not_asked": Fill("not_asked", "", "#e9e4d8", DARK),
}
# Figures, from the least to the most. Letters, since a digit would look like the answer itself.
OF_SIZE = (
    Fill("size-1", "a", "#e6f2f3"),
    Fill("size-2", "b", "#bcdcdf"),
    Fill("size-3", "c", "#84bcc2"),
    Fill("size-4", "d", "#2f7580", LIGHT),
    Fill("size-5", "e", "#083f48", LIGHT),
)
# Answers that are kinds, and none of them better.
OF_KIND = (
    Fill("kind-1", "a", "#0b5a66", LIGHT),
    Fill("kind-2", "b", "#f0bd5a", DARK, "rising", "#d99f30"),
    Fill("kind-3", "c", "#5d2e6b", LIGHT, "dots", "#84549a"),
    Fill("kind-4", "d", "#bcdcdf", DARK, "level", "#8fc1c7"),
    Fill("kind-5", "e", "#1c2526", LIGHT, "falling", "#4c5859"),
)
YES, NO = Fill("yes", "Y", "#0b5a66", LIGHT), Fill("no", "N", "#f0bd5a", DARK, "rising", "#d99f30")
FEW = Fill("few", "<", "#f2f8f8", DARK, "dots", "#a3cdd2")
RANGE = Fill("range", "~", "#f6ead0", DARK, "falling", "#dcc794")
OTHER_PERIOD = Fill("other-period", "T", "#efe3f2", DARK, "upright", "#d3bcd9")
NO_FIGURE = Fill("no-figure", "–", "#dff0e5", DARK, "level", "#b5d6c1")
NO_VALUE = Fill("no-value", "–", "#ffffff", DARK, "level", "#d8d2c4")

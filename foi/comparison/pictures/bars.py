"""Bars: the answers to one question, and refusals by ground."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from foi.rules.grounds import by_slug
from foi.rules.outcomes import PUBLISHED_GROUNDS

from ..coverage import counted_as
from ..shape import Column, Row
from .shape import (
    FEW,
    NO_FIGURE,
    OF_GROUP,
    OF_KIND,
    OF_SIZE,
    OTHER_PERIOD,
    RANGE,
    YES,
    Fill,
    Picture,
)
from .shape import NO as SAID_NO
from .sorting import (
    Line,
    apart,
    bars_of_figures,
    choice_of,
    choices,
    figures,
    kind_of,
    median_words,
)

WIDTH, LONGEST, A_LINE, BAR = 400, 340, 17, 16  # units of the drawing
LETTERS_A_LINE = 52
_APART = {"few": FEW, "range": RANGE, "other_period": OTHER_PERIOD, "no_figure": NO_FIGURE}
GROUND, GROUND_APART = OF_GROUP["refused"], OF_GROUP["published"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, its words in lines above it. y, length: in units of the drawing."""

    words: str
    lines: list[str]
    count: int
    fill: Fill
    y: int
    length: float

    @property
    def top(self) -> int:
        """Where the bar itself begins, below its words."""
        return self.y + A_LINE * len(self.lines) - 12

    @property
    def middle(self) -> int:
        """The foot of its count."""
        return self.top + BAR - 3

    @property
    def label_at(self) -> float:
        """Where its count stands, right of it."""
        return round(self.length + 6, 1)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that parts the bars below it from those above."""

    words: str
    y: int


@dataclass(frozen=True, slots=True)
class Bars:
    bars: list[Bar]
    headings: list[Heading]
    height: int
    width: int = WIDTH

    @property
    def fills(self) -> list[Fill]:
        return list({bar.fill.key: bar.fill for bar in self.bars}.values())


Group = tuple[str, list[tuple[str, int, Fill]]]  # heading, and (words, count, fill) for each bar


def drawn(groups: Sequence[Group]) -> Bars:
    """Bars one below the other, all on one scale from nought."""
    most = max((count for _, rows in groups for _, count, _ in rows), default=1)
    bars: list[Bar] = []
    headings: list[Heading] = []
    y = 6
    for heading, rows in groups:
        if rows and heading:
            headings.append(Heading(heading, y + 18))
            y += 34
        for words, count, fill in rows:
            lines = textwrap.wrap(words, LETTERS_A_LINE) or [""]
            length = round(LONGEST * count / max(most, 1), 1)
            bars.append(Bar(words, lines, count, fill, y + A_LINE - 3, length))
            y += A_LINE * len(lines) + BAR + 10
    return Bars(bars, headings, y + 4)


# ---------------------------------------------------------------------------------- answers
def answers(column: Column, rows: Sequence[Row], coverage: str, threshold: int) -> Picture:
    """How many councils gave which answer; what is no answer of the kind stands apart."""
    question = column.facts
    cells = [shown.cell for row in rows for shown in row.cells if shown.key == column.key]
    kinds = [kind_of(cell, question, threshold) for cell in cells]
    numbers = figures(cells, question, threshold)
    main: list[tuple[str, int, Fill]] = []
    if question.type in ("yes_no", "choice"):
        found = Counter(
            choice_of(cell) for cell, kind in zip(cells, kinds, strict=True) if kind == "choice"
        )
        lines = choices(cells, question)
        main = [
            (line.words, found[line.key], fill)
            for line, fill in zip(lines, kind_fills(lines), strict=False)
        ]
    elif numbers:
        bins = bars_of_figures(numbers, question, threshold)
        main = [(line.words, sum(map(line.holds, numbers)), OF_SIZE[3]) for line in bins]
    counted = Counter(kinds)
    beside = [
        (line.words, counted[line.kind], _APART.get(line.kind) or OF_GROUP[line.kind])
        for line in apart(kinds, threshold)
    ]
    groups: list[Group] = [("", main), ("Apart from these" if main else "", beside)]
    middle = median_words(numbers, question, threshold)
    return Picture(
        name="answers",
        title=f"{column.heading}: what councils answered",
        desc=_described(groups, middle),
        coverage=coverage,
        head=("Answer", "Councils"),
        rows=[(words, count) for _, group in groups for words, count, _ in group],
        notes=_answer_notes(middle),
        drawing=drawn(groups),
    )


def kind_fills(lines: Sequence[Line]) -> list[Fill]:
    """A paint for each answer that a question offers."""
    if [line.key for line in lines] == ["yes", "no"]:
        return [YES, SAID_NO]
    return [fill for _, fill in zip(lines, cycle(OF_KIND), strict=False)]


def _answer_notes(middle: str) -> list[str]:
    if not middle:
        return []
    return [f"{middle}. Ranges, estimates, bounds and other periods are not in it."]


# ----------------------------------------------------------------------------------- grounds
def grounds(heading: str, rows: Sequence[Row], key: str, coverage: str) -> Picture:
    """Which grounds are named, each once a council and question; sections 21 and 22 apart.

    Of the last stage's answers: what a review overturned is no longer among them.
    """
    cells = [s.cell for row in rows for s in row.cells if key in ("", s.key)]
    named: Counter[str] = Counter()
    uncited = 0
    for cell in cells:
        slugs = {
            ground.slug for ground in cell.grounds if "refused" in by_slug(ground.slug).outcomes
        }
        named.update(slugs)
        uncited += counted_as(cell) == "refused" and not cell.grounds
    refused = sum(1 for cell in cells if counted_as(cell) == "refused")
    main = _by_ground(named, GROUND, published=False)
    if uncited:
        main.append(("No ground named", uncited, GROUND))
    beside = _by_ground(named, GROUND_APART, published=True)
    groups: list[Group] = [("", main), ("Apart: published already, or due to be", beside)]
    told = [(words, count) for _, group in groups for words, count, _ in group]
    return Picture(
        name="grounds",
        title=f"{heading}: grounds of refusal",
        desc=f"Refused: {_answers(refused)}. {_described(groups, '')}".strip(),
        coverage=coverage,
        head=("Ground", "Answers that name it"),
        rows=told,
        notes=[
            "Each council counts once a question. One answer can name several grounds. "
            "“Not held” and questions back are no refusals and not in this picture."
        ],
        drawing=drawn(groups) if told else None,
        empty="" if told else "No published answer here names a ground of refusal.",
    )


def _refuses(slug: str) -> bool:
    """A ground of refusal, and no step of the clock or "not held"."""
    return "refused" in by_slug(slug).outcomes


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def _by_ground(named: Counter[str], fill: Fill, *, published: bool) -> list[tuple[str, int, Fill]]:
    slugs = [slug for slug in named if (slug in PUBLISHED_GROUNDS) == published]
    slugs.sort(key=lambda slug: (-named[slug], slug))
    return [(_capital(by_slug(slug).words), named[slug], fill) for slug in slugs]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _described(groups: Sequence[Group], more: str) -> str:
    """ "Yes 12, No 5. Apart from these: Refused 3." """
    said = []
    for heading, rows in groups:
        if rows:
            listed = ", ".join(f"{words} {count}" for words, count, _ in rows)
            said.append(f"{heading}: {listed}." if heading else f"{listed}.")
    return " ".join([*said, *([f"{more}."] if more else [])])

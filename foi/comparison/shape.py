"""What a comparison is made of, ready for a page or a file: plain values and finished words."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from authorities.models import Authority
from foi.models import Letter, Round
from foi.rules.cells import Cell, QuestionFacts


@dataclass(frozen=True, slots=True)
class Column:
    """One question of a table: its newest wording, periods in general words.

    concern: the answers people look at twice, in public words; why, fair: what stands beside it.
    """

    facts: QuestionFacts
    heading: str
    wording: str
    concern: frozenset[str] = frozenset()
    concern_words: str = ""
    why: str = ""
    fair: str = ""

    @property
    def key(self) -> str:
        return self.facts.key

    @property
    def descending(self) -> str:
        """How an address names it sorted the other way round."""
        return f"-{self.key}"


@dataclass(slots=True)
class Shown:
    """A cell with what a page says beside it. `is_in`: not filtered out by its outcome.

    only_you: rests on a request that the public does not see; concern: people ask why.
    """

    column: Column
    cell: Cell
    value: str = ""
    small: str = ""
    only_you: bool = False
    concern: bool = False
    is_in: bool = True

    @property
    def key(self) -> str:
        return self.column.key

    @property
    def outcome(self) -> str:
        return self.cell.outcome


@dataclass(slots=True)
class Row:
    """One council: a cell for each column. dates: when it was asked, due and answered, in words.

    lead: the cell whose dates stand for the row (the request sent last), None when not asked.
    """

    authority: Authority
    url: str
    cells: list[Shown]
    lead: Cell | None = None
    dates: str = ""
    only_you: bool = False

    @property
    def is_asked(self) -> bool:
        return any(shown.cell.outcome != "not_asked" for shown in self.cells)

    @property
    def can_be_asked(self) -> bool:
        """Some question of it has not been asked here."""
        return any(shown.cell.outcome == "not_asked" for shown in self.cells)


@dataclass(slots=True)
class Coverage:
    """How much of a table is filled. A council counts once in each line, and once a question.

    by_group: councils with at least one such cell; by_question: key -> group -> councils.
    """

    councils: int
    asked: int
    by_group: Counter[str]
    by_question: dict[str, Counter[str]]

    @property
    def not_asked(self) -> int:
        return self.councils - self.asked


@dataclass(slots=True)
class Table:
    """One letter in one round on one day, as one reader may see it.

    columns: all questions, or the one wanted. counted: the coverage in words, of the one question
    shown or of all; tallies: each question with its coverage as a line.
    """

    letter: Letter
    round: Round
    on: date
    columns: list[Column]
    rows: list[Row]
    coverage: Coverage
    only_you: bool = False
    counted: list[tuple[str, int]] = field(default_factory=list)
    tallies: list[tuple[Column, str]] = field(default_factory=list)

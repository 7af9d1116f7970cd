"""What a comparison is made of, ready for a page or a file: plain values and finished words."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from authorities.models import Authority
from foi.models import Letter, Round
from foi.rules.cells import Cell, QuestionFacts
from foi.rules.rates import Denominator
from foi.rules.small_numbers import THRESHOLD
from foi.rules.summary import Middle, middle


@dataclass(frozen=True, slots=True)
class Column:
    """One question of a table: its newest wording, periods in general words.

    concern: the answers people look at twice, in public words; why, fair: what stands beside it;
    rate_of: what its counts are divided by; rate_note: why no share is shown.
    """

    facts: QuestionFacts
    heading: str
    wording: str
    concern: frozenset[str] = frozenset()
    concern_words: str = ""
    why: str = ""
    fair: str = ""
    rate_of: Denominator | None = None
    rate_note: str = ""

    @property
    def key(self) -> str:
        return self.facts.key

    @property
    def descending(self) -> str:
        """How an address names it sorted the other way round."""
        return f"-{self.key}"

    @property
    def by_rate(self) -> str:
        """How an address names it sorted by its share, the smallest first."""
        return f"rate:{self.key}"

    @property
    def by_rate_descending(self) -> str:
        return f"-rate:{self.key}"


@dataclass(slots=True)
class Shown:
    """A cell with what a page says beside it. `is_in`: not filtered out by its outcome.

    only_you: rests on a request that the public does not see; concern: people ask why; rate: its
    count in per cent of what the column names, and the same in words.
    """

    column: Column
    cell: Cell
    value: str = ""
    small: str = ""
    only_you: bool = False
    concern: bool = False
    is_in: bool = True
    rate: Decimal | None = None
    rate_words: str = ""

    @property
    def key(self) -> str:
        return self.column.key

    @property
    def outcome(self) -> str:
        return self.cell.outcome


@dataclass(slots=True)
class Row:
    """One council: a cell for each column. dates: when it was asked, due and answered, in words.

    lead: the cell whose dates stand for the row (the request sent last), None when not asked;
    context: its published figure in words, where the reader chose one.
    """

    authority: Authority
    url: str
    cells: list[Shown]
    lead: Cell | None = None
    dates: str = ""
    only_you: bool = False
    context: str = ""

    @property
    def untold(self) -> bool:
        """Something of it is published, and no link to the right of reply was delivered."""
        return any(shown.cell.untold for shown in self.cells)

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


@dataclass(frozen=True, slots=True)
class Context:
    """A published series as a column: its heading with the year, and England's own figure."""

    key: str
    heading: str
    england: str


@dataclass(slots=True)
class Table:
    """One letter in one round on one day, as one reader may see it.

    columns: all questions, or the one wanted. counted: the coverage in words, of the one question
    shown or of all; tallies: each question with its coverage as a line. as_at: the day whose end
    it shows, where that is not today; everyone: the rows before a filter of outcomes.
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
    everyone: list[Row] = field(default_factory=list)
    as_at: date | None = None
    against: Any = None  # rounds.Against, which is made of this
    context: Context | None = None
    threshold: int = THRESHOLD

    def middles(self) -> list[Middle | None]:
        """Each column's median, of every council of the table; empty where no number was given."""
        found = [
            middle(
                (row.cells[place].cell for row in self.everyone),
                column.facts,
                threshold=self.threshold,
            )
            for place, column in enumerate(self.columns)
        ]
        return found if any(one is not None and one.n for one in found) else []

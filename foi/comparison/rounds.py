"""Two rounds of one letter side by side: each cell twice, what changed, and what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from foi.models import Question, Round
from foi.rules.changes import is_change, what_changed
from foi.rules.periods import in_general

from .reading import Gathered
from .shape import Column, Row, Shown


@dataclass(frozen=True, slots=True)
class Both:
    """A cell in the other round and in this one, and what changed, in plain words."""

    column: Column
    other: Shown
    this: Shown
    change: str

    @property
    def has_changed(self) -> bool:
        return is_change(self.change)


@dataclass(frozen=True, slots=True)
class WordingNote:
    """How a question differs between two rounds: for a column's head, and the earlier words."""

    short: str
    earlier: str = ""


@dataclass(slots=True)
class Against:
    """The other round, its rows by council, and by key what is said of how each question was
    worded."""

    other: Round
    this: Round
    rows: dict[int, Row] = field(default_factory=dict)
    notes: dict[str, WordingNote] = field(default_factory=dict)

    def row(self, row: Row) -> list[Both]:
        """A council's cells, each beside itself in the other round."""
        before = self.rows[row.authority.pk].cells
        earlier = self.other.number < self.this.number
        numbers = sorted((self.other.number, self.this.number))
        return [
            Both(
                this.column,
                other,
                this,
                what_changed(
                    *((other.cell, this.cell) if earlier else (this.cell, other.cell)),
                    earlier=numbers[0],
                    later=numbers[1],
                ),
            )
            for other, this in zip(before, row.cells, strict=True)
        ]


def wording_notes(
    found: Gathered, questions: Sequence[Question], rounds: tuple[Round, Round]
) -> dict[str, WordingNote]:
    """By key: new, dropped, or worded otherwise, by the versions really asked in each round.

    Nothing is said while nobody has asked the letter in one of the rounds.
    """
    first, last = sorted(rounds, key=lambda one: one.number)
    before, after = (_asked(found, questions, one) for one in (first, last))
    if not before or not after:
        return {}
    notes = {}
    for key in before.keys() | after.keys():
        if key not in before:
            notes[key] = WordingNote(f"New in round {last.number}")
        elif key not in after:
            notes[key] = WordingNote(f"Asked in round {first.number}, not in round {last.number}")
        elif before[key] != after[key]:
            earlier = " or ".join(f"“{wording}”" for wording in sorted(before[key] - after[key]))
            notes[key] = WordingNote(f"Worded otherwise in round {first.number}", earlier)
    return notes


def _asked(
    found: Gathered, questions: Sequence[Question], round: Round
) -> Mapping[str, frozenset[str]]:
    """By key: the wordings in which a round's requests asked it."""
    worded: dict[tuple[int, str], str] = {
        (question.version_id, question.key): in_general(question.wording).strip()
        for question in questions
    }
    asked: dict[str, set[str]] = {}
    for (_, round_id), group in found.standings.items():
        if round_id == round.pk:
            for standing in group:
                for key in standing.keys:
                    wording = worded.get((standing.version or 0, key))
                    if wording is not None:
                        asked.setdefault(key, set()).add(wording)
    return {key: frozenset(wordings) for key, wordings in asked.items()}

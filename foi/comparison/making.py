"""Facts -> one council's finished cells."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from foi.rules.cells import (
    Cell,
    CouncilSaid,
    CountsDays,
    Facts,
    FindingFacts,
    cell,
    shown_again,
)
from foi.rules.values import HELD_BACK, Answer

from .reading import Standing
from .shape import Column, Shown
from .words import is_of_concern, short, small_print

NOBODY = Cell("not_asked", "Not asked")
NOTHING_SAID: Mapping[str, CouncilSaid] = {}


@dataclass(frozen=True, slots=True)
class Maker:
    """What all cells of a table share: the day, the calendar, the small-number threshold."""

    today: date
    calendar: CountsDays
    threshold: int

    def cells(
        self,
        columns: Sequence[Column],
        standings: Sequence[Standing],
        sources: Mapping[str, Sequence[FindingFacts]],
        said: Mapping[str, CouncilSaid] = NOTHING_SAID,
        *,
        held: Collection[str],
    ) -> list[Shown]:
        """One council's cell for each column; `said`: by key, what it said of its cells; `held`:
        keys of the sums that its answers hold back."""
        if not standings and not sources:
            return [Shown(column, NOBODY) for column in columns]
        silent: dict[tuple[int, ...], Cell] = {}  # without findings a request says one thing
        made = [
            self._shown(c, standings, sources.get(c.key, ()), said.get(c.key), silent)
            for c in columns
        ]
        for shown in made:
            if shown.key in held:
                _hold_back(shown)
        return made

    def _shown(
        self,
        column: Column,
        standings: Sequence[Standing],
        sources: Sequence[FindingFacts],
        said: CouncilSaid | None,
        silent: dict[tuple[int, ...], Cell],
    ) -> Shown:
        key = column.key
        asking = [standing for standing in standings if key in standing.keys]
        if not asking and not sources:
            return Shown(column, NOBODY)
        has_findings, is_public = False, True
        for standing in asking:
            has_findings = has_findings or key in standing.findings
            is_public = is_public and standing.is_public
        if sources or said or has_findings:
            made = self._cell(column, asking, sources, said)
        else:
            which = tuple(id(standing) for standing in asking)
            made = silent[which] = silent.get(which) or self._cell(column, asking, ())
        concern = bool(column.concern) and is_of_concern(made, column)
        return Shown(column, made, short(made.shown), small_print(made), not is_public, concern)

    def _cell(
        self,
        column: Column,
        asking: Sequence[Standing],
        sources: Sequence[FindingFacts],
        said: CouncilSaid | None = None,
    ) -> Cell:
        facts: list[Facts] = [standing.on(column.key) for standing in asking]
        made = cell(
            facts,
            question=column.facts,
            today=self.today,
            calendar=self.calendar,
            sources=sources,
            council=said,
            threshold=self.threshold,
        )
        for standing in asking:
            if standing.only_came and standing.facts.request_ref == made.request_ref:
                # Something came, nobody has logged what: its day is not known.
                return replace(made, answered_on=None, working_days=None, days_late=0)
        return made


def _hold_back(shown: Shown) -> None:
    """Without its figure, and without any that stands beside it: one gives the other back."""
    safe = shown.cell
    if safe.answer is not None:
        held = Answer(None, safe.unit, "not_a_value", HELD_BACK)
        safe = shown_again(safe, shown.column.facts, held)
    beside = tuple(replace(one, shown="", quote="") for one in safe.beside)
    shown.cell = replace(safe, beside=beside)
    shown.value, shown.concern = short(shown.cell.shown), False

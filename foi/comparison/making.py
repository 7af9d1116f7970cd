"""Facts -> one council's finished cells; masking looks at the whole row."""

from collections.abc import Mapping, Sequence
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
from foi.rules.small_numbers import publish_row
from foi.rules.values import HELD_BACK, Answer

from .columns import RESTS_ON
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
    ) -> list[Shown]:
        """One council's cell for each column; `said`: by key, what it said of its cells."""
        if not standings and not sources:
            return [Shown(column, NOBODY) for column in columns]
        silent: dict[tuple[int, ...], Cell] = {}  # without findings a request says one thing
        made = [
            self._shown(c, standings, sources.get(c.key, ()), said.get(c.key), silent)
            for c in columns
        ]
        self._protect(made, standings, sources)
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

    def _protect(
        self,
        made: list[Shown],
        standings: Sequence[Standing],
        sources: Mapping[str, Sequence[FindingFacts]],
    ) -> None:
        """Hold back each sum that rests on fewer people than the threshold, whoever said which."""
        for shown in made:
            base = RESTS_ON.get(shown.key)
            if base is None:
                continue
            behind = [f.answer for s in standings for f in s.behind(base)]
            behind += [f.answer for f in sources.get(base, ())]
            figures = [f.answer for s in standings for f in s.findings.get(shown.key, ())]
            figures += [f.answer for f in sources.get(shown.key, ())]
            pairs = [(one, people) for one in figures if one for people in behind if people]
            untold = figures and any(_is_owed(s, shown.key, base) for s in standings)
            if untold or any(self._too_few(shown, base, *pair) for pair in pairs):
                _hold_back(shown)

    def _too_few(self, shown: Shown, base: str, figure: Answer, behind: Answer) -> bool:
        row = publish_row(
            {shown.key: figure, base: behind},
            types={shown.key: shown.column.facts.type, base: "count"},
            people={base},
            rests_on={shown.key: base},
            threshold=self.threshold,
        )
        return row[shown.key].written == HELD_BACK


def _is_owed(standing: Standing, key: str, base: str) -> bool:
    """Whether a request has a public sum, and asked how many it is of, and nothing is public of
    that yet: the sum waits for it, whatever an unpublished answer says."""
    asked = base in standing.keys and bool(standing.findings.get(key))
    return asked and not standing.behind(base)


def _hold_back(shown: Shown) -> None:
    """Without its figure, and without any that stands beside it: one gives the other back."""
    safe = shown.cell
    if safe.answer is not None:
        held = Answer(None, safe.unit, "not_a_value", HELD_BACK)
        safe = shown_again(safe, shown.column.facts, held)
    beside = tuple(replace(one, shown="", quote="") for one in safe.beside)
    shown.cell = replace(safe, beside=beside)
    shown.value, shown.concern = short(shown.cell.shown), False

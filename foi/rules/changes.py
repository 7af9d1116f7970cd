"""What changed between two rounds, in the words of the cells themselves."""

from foi.rules.cell_facts import Cell

NOTHING_CHANGED = "the same in both rounds"


def what_changed(before: Cell, after: Cell, *, earlier: int, later: int) -> str:
    """ "yes, then no", "Answered, then Refused: section 12 (cost)"; "" where nobody asked.

    `earlier` and `later`: the numbers of the rounds.
    """
    if "not_asked" in (before.outcome, after.outcome):
        if before.outcome == after.outcome:
            return ""
        asked = later if before.outcome == "not_asked" else earlier
        return f"asked in round {asked} only"
    if (before.outcome, before.shown, before.words) == (after.outcome, after.shown, after.words):
        return NOTHING_CHANGED
    if before.outcome == after.outcome and before.shown and after.shown:
        return f"{before.shown}, then {after.shown}"
    if before.words == after.words:
        return f"{_whole(before)}, then {_whole(after)}"
    return f"{before.words}, then {after.words}"


def _whole(cell: Cell) -> str:
    return f"{cell.words}: {cell.shown}" if cell.shown else cell.words

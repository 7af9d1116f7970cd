"""What changed between two rounds, in the words of the cells themselves."""

from foi.rules.cell_facts import Cell

NOTHING_CHANGED = "the same in both rounds"
NOTHING_TO_COMPARE = "no answer to compare yet"
ASKED_ONLY = "asked only in round"
_WAITING = frozenset({"awaiting", "received", "unconfirmed"})


def what_changed(before: Cell, after: Cell, *, earlier: int, later: int) -> str:
    """ "yes, then no", "Answered, then Refused: section 12 (cost)"; "" where nobody asked.

    `earlier` and `later`: the numbers of the rounds.
    """
    if "not_asked" in (before.outcome, after.outcome):
        if before.outcome == after.outcome:
            return ""
        asked = later if before.outcome == "not_asked" else earlier
        return f"{ASKED_ONLY} {asked}"
    if _WAITING & {before.outcome, after.outcome}:
        return NOTHING_TO_COMPARE
    if (before.outcome, before.shown, before.words) == (after.outcome, after.shown, after.words):
        return NOTHING_CHANGED
    if before.outcome == after.outcome and before.shown and after.shown:
        return f"{before.shown}, then {after.shown}"
    if before.words == after.words:
        return f"{_whole(before)}, then {_whole(after)}"
    return f"{before.words}, then {after.words}"


def is_change(said: str) -> bool:
    """Whether the two rounds have answers that differ."""
    return said not in ("", NOTHING_CHANGED, NOTHING_TO_COMPARE) and not said.startswith(ASKED_ONLY)


def _whole(cell: Cell) -> str:
    return f"{cell.words}: {cell.shown}" if cell.shown else cell.words

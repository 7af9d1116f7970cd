"""How much of a table is filled, counted by councils."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from foi.rules.cells import Cell, CitedGround
from foi.rules.outcomes import group

from .shape import Coverage, Row

# In the order they are said; "no reply" is counted only where somebody has confirmed it.
GROUPS = {
    "answered": "answered",
    "refused": "refused",
    "published": "already published, or due to be (sections 21 and 22)",
    "not_held": "not held",
    "other": "another body, or the reply passes over it",
    "on_hold": "asked us a question back, or for a fee",
    "received": "replied, being read",
    "overdue": "no reply recorded",
    "unconfirmed": "past its date, not confirmed",
    "awaiting": "not yet due",
    "withdrawn": "withdrawn",
    "not_asked": "not asked",
}


def counted_as(cell: Cell) -> str:
    """The line of GROUPS that a cell counts in."""
    return _counted_as(cell.outcome, cell.grounds, cell.has_value)


@lru_cache(maxsize=1024)
def _counted_as(outcome: str, grounds: tuple[CitedGround, ...], has_value: bool) -> str:
    found = group(outcome, [ground.slug for ground in grounds], has_value=has_value)
    return outcome if found == "no_reply" else found


def coverage(rows: Sequence[Row]) -> Coverage:
    """Of all rows and columns, whatever outcome is filtered for. A council counts once a line."""
    by_group: Counter[str] = Counter()
    by_question: dict[str, Counter[str]] = {}
    pairs: dict[tuple[str, str], int] = {}
    asked = 0
    for row in rows:
        groups = [counted_as(shown.cell) for shown in row.cells]
        for shown, name in zip(row.cells, groups, strict=True):
            pairs[shown.column.key, name] = pairs.get((shown.column.key, name), 0) + 1
        by_group.update({*groups} - {"not_asked"})
        asked += row.is_asked
    for (key, name), number in pairs.items():
        by_question.setdefault(key, Counter())[name] = number
    return Coverage(len(rows), asked, by_group, by_question)


ALWAYS = ("answered", "refused", "not_held", "overdue", "not_asked")


def lines(cover: Coverage, question: str = "") -> list[tuple[str, int]]:
    """Coverage in words: of one question, where every council counts once, or of all of them."""
    counts = cover.by_question.get(question, Counter()) if question else Counter(cover.by_group)
    if not question:
        counts["not_asked"] = cover.not_asked
    return [
        (words, counts[name]) for name, words in GROUPS.items() if counts[name] or name in ALWAYS
    ]


def tally(cover: Coverage, question: str) -> str:
    """One question's coverage as a line: "12 answered, 3 refused, 138 not asked"."""
    counts = cover.by_question.get(question, Counter())
    return ", ".join(f"{counts[name]} {words}" for name, words in GROUPS.items() if counts[name])

"""A register file -> changes to the register: told first, then all of them or none."""

from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from authorities.models import Code
from authorities.models.entry import Difference, Entry
from authorities.register import read
from authorities.rows import CodeClaim, Problem, Row
from authorities.shelf import NoMatch, Shelf


@dataclass
class Outcome:
    """What a load did, or would do: nothing was saved when there are problems."""

    format: str = ""
    read: int = 0
    skipped: int = 0
    added: list[str] = field(default_factory=list)
    changes: list[tuple[str, Difference]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def touched(self) -> int:
        """How many authorities are added or changed."""
        return len({name for name, _ in self.changes} | set(self.added))


def load_register(data: bytes, *, source: str, on: date, dry_run: bool = False) -> Outcome:
    """Reads a file of any known format into the register, all of it or nothing.

    source: the file's name. on: today; decides which of two holders of a code is meant, and
    the day on which a code replaces another. Bad rows are in the outcome, never raised.
    """
    file = read(data, source)
    outcome = Outcome(file.format, len(file.rows), problems=file.problems, notes=file.notes)
    with transaction.atomic():
        shelf = Shelf()
        pairs = _pair(shelf, file.rows, on, outcome)
        _take(shelf, pairs, on, outcome)
        if outcome.problems or dry_run:
            return outcome
        return _write(shelf, outcome)


def _pair(shelf: Shelf, rows: list[Row], on: date, outcome: Outcome) -> list[tuple[Row, Entry]]:
    """Which row speaks of which authority; unknown ones are added or counted as skipped."""
    pairs: dict[int, tuple[Row, Entry]] = {}
    for row in rows:
        try:
            entry = shelf.find(row, on)
        except NoMatch as error:
            outcome.problems.append(Problem(row.line, str(error)))
            continue
        if entry is None and not row.adds:
            outcome.skipped += 1
            continue
        if entry is None:
            entry = shelf.add(row)
            outcome.added.append(row.label)
        first = pairs.get(id(entry))
        pairs[id(entry)] = (_better(first[0], row, entry, outcome) if first else row), entry
    return list(pairs.values())


def _better(first: Row, second: Row, entry: Entry, outcome: Outcome) -> Row:
    """Of two rows for one authority the one with the WhatDoTheyKnow page we know; else a fault."""
    known = {("wdtk", code.value) for code in entry.codes if code.scheme == "wdtk"}
    ours = [row for row in (first, second) if known & set(row.match)]
    if first.agree or len(ours) != 1:
        reason = f"{second.label} is the same body as line {first.line}, {first.label}."
        outcome.problems.append(Problem(second.line, reason))
        return first
    other = second if ours[0] is first else first
    outcome.skipped += 1
    outcome.notes.append(
        f"Line {other.line}: {other.label} carries the code of {entry.authority.name} and was "
        "skipped."
    )
    return ours[0]


def _take(shelf: Shelf, pairs: list[tuple[Row, Entry]], on: date, outcome: Outcome) -> None:
    """Facts and codes of every row first: successors may stand on a later line."""
    for row, entry in pairs:
        _note(outcome, entry, entry.take_facts(row))
        outcome.notes.extend(f"Line {row.line}: {row.label}: {remark}" for remark in row.remarks)
    for row, entry in pairs:
        claims = [claim for claim in row.codes if not _left_out(shelf, entry, claim, outcome)]
        _note(outcome, entry, entry.take_codes(claims, on))
        shelf.index(entry)
        if row.defunct and entry.authority.in_force(on):
            outcome.notes.append(
                f"Line {row.line}: marked as defunct there, in force here: {entry.authority.name}."
            )
    lines = {id(entry): row.line for row, entry in pairs}
    outcome.problems.extend(_shared_codes(shelf.entries, lines))
    for row, entry in pairs:
        for claim in row.contacts:
            _note(outcome, entry, entry.take_contact(claim))
        _take_succession(shelf, row, entry, on, outcome)
        outcome.notes.extend(entry.kept)


def _left_out(shelf: Shelf, entry: Entry, claim: CodeClaim, outcome: Outcome) -> bool:
    """A soft claim to a code of somebody else; said, not an error."""
    others = [e for e in shelf.holders((claim.scheme, claim.value)) if e is not entry]
    if not claim.soft or not others:
        return False
    if any((code.scheme, code.value) == (claim.scheme, claim.value) for code in entry.codes):
        return False
    holder = others[0].authority.name
    outcome.notes.append(
        f"{entry.authority.name}: {claim.scheme} {claim.value} was left out, {holder} has it."
    )
    return True


def _shared_codes(entries: list[Entry], lines: dict[int, int]) -> list[Problem]:
    """Codes that two authorities would hold on the same day."""
    holders: dict[tuple[str, str], list[tuple[Entry, Code]]] = {}
    problems = []
    for entry in entries:
        for code in entry.codes:
            for other, theirs in holders.setdefault((code.scheme, code.value), []):
                if code.overlaps(theirs):
                    line = max(lines.get(id(entry), 1), lines.get(id(other), 1))
                    names = f"{other.authority.name} and {entry.authority.name}"
                    reason = f"{code} would belong to {names} at the same time."
                    problems.append(Problem(line, reason))
            holders[code.scheme, code.value].append((entry, code))
    return problems


def _take_succession(shelf: Shelf, row: Row, entry: Entry, on: date, outcome: Outcome) -> None:
    for key in row.successors:
        other = shelf.one(key, on)
        if other is not None:
            _note(outcome, entry, entry.take_successor(other))
        else:
            _missing(outcome, row, "successor", key)
    for key in row.predecessors:
        other = shelf.one(key, on, defunct=True)
        if other is not None:
            _note(outcome, other, other.take_successor(entry))
        else:
            _missing(outcome, row, "predecessor", key)


def _missing(outcome: Outcome, row: Row, role: str, key: tuple[str, str]) -> None:
    """Our own file must be whole; others name bodies that we don't keep."""
    reason = f"{row.label}: its {role} {key[1]} is not in the register."
    if row.adds:
        outcome.problems.append(Problem(row.line, reason))
    else:
        outcome.notes.append(f"Line {row.line}: {reason}")


def _note(outcome: Outcome, entry: Entry, found: list[Difference]) -> None:
    outcome.changes.extend((entry.authority.short_name, difference) for difference in found)


def _write(shelf: Shelf, outcome: Outcome) -> Outcome:
    """Saves everything; codes pass from one body to the next, so those that end go first."""
    try:
        with transaction.atomic():
            for entry in shelf.entries:
                entry.write_authority()
                entry.write_ends()
            by_slug = {entry.authority.slug: entry.authority for entry in shelf.entries}
            for entry in shelf.entries:
                entry.write_rest()
                entry.link(by_slug)
    except IntegrityError:
        reason = "somebody else changed the register meanwhile; nothing was saved. Run it again."
        outcome.problems.append(Problem(1, reason))
    return outcome

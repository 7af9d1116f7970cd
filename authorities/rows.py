"""What a register file says of one authority, whichever format it came in. Plain Python."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any


@dataclass(frozen=True)
class Problem:
    """A row (or, on line 1, a file) that cannot be read, with the reason in one sentence."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.reason}"


class Basis(Enum):
    """How sure a file is of a code's days."""

    EXACT = "the file gives both days"
    CURRENT = "in use, until the body ends"
    FORMER = "was in use"
    SEEN = "somebody uses it, perhaps out of date"


@dataclass(frozen=True)
class CodeClaim:
    """A code that a file gives an authority. `soft`: left out, and said, when another holds it."""

    scheme: str
    value: str
    basis: Basis
    valid_from: date | None = None
    valid_to: date | None = None
    soft: bool = False


@dataclass(frozen=True)
class ContactClaim:
    """A contact that a file gives an authority; `proposed` unless our own export says more."""

    channel: str
    value: str
    source: str
    checked_on: date | None = None
    status: str = "proposed"


@dataclass(frozen=True)
class Row:
    """One line of a file.

    match: (scheme, value) pairs to find the authority by, the first that fits wins;
        besides the code schemes there are "slug" and "name".
    agree: whether all that fit must name the same authority.
    facts: field of Authority -> value, which replaces ours.
    fills: the same, but only where ours is blank.
    successors, predecessors: (scheme, value) pairs.
    adds: whether an unknown authority is added; otherwise it is skipped and counted.
    remarks: what was left out of it, said when it is one of our authorities.
    """

    line: int
    label: str
    match: tuple[tuple[str, str], ...]
    agree: bool = False
    adds: bool = False
    defunct: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    fills: dict[str, Any] = field(default_factory=dict)
    other_facts: dict[str, str] = field(default_factory=dict)
    codes: tuple[CodeClaim, ...] = ()
    contacts: tuple[ContactClaim, ...] = ()
    successors: tuple[tuple[str, str], ...] = ()
    predecessors: tuple[tuple[str, str], ...] = ()
    remarks: list[str] = field(default_factory=list)

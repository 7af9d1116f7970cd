"""One typed answer: what a council's reply says, as a value that can be compared and stored.

The types are those of the letter library: yes_no, choice, count, number, money, percentage, days,
date, text, document. Reading is in `answers.py`, showing in `showing.py`; here is only the shape.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast

TYPES = (
    "yes_no",
    "choice",
    "count",
    "number",
    "money",
    "percentage",
    "days",
    "date",
    "text",
    "document",
)
NUMERIC = frozenset({"count", "number", "money", "percentage", "days"})
WHOLE = frozenset({"count", "days"})
# Words of the council itself, or typed by a person.
FREE = frozenset({"text", "document"})

Scalar = bool | int | Decimal | date | str
Value = Scalar | tuple[Scalar, Scalar] | None
Qualifier = Literal["lt", "gt", "approx", "range", "nil", "not_a_value"]
QUALIFIERS: frozenset[str] = frozenset({"lt", "gt", "approx", "range", "nil", "not_a_value"})

# What stands in `written` where this site, not the council, holds a figure back.
HELD_BACK = "not shown, to protect small numbers"


class NotAnAnswer(ValueError):
    """No value of the asked type can be read; the text is a sentence for the person who typed.

    `suggestion` is something `read` would take, offered and never assumed; empty when there is
    nothing sensible to offer.
    """

    def __init__(self, sentence: str, suggestion: str = "") -> None:
        self.suggestion = suggestion
        super().__init__(f"{sentence} Did you mean “{suggestion}”?" if suggestion else sentence)


@dataclass(frozen=True, slots=True)
class Answer:
    """A value, with what the council said about how exact it is.

    value: int (count, days), Decimal (number, money in pounds, percentage as 57.4), bool (yes_no),
        date, str (choice, text, document); a pair (low, high) for a range; None for a mark.
    unit: "GBP", "%", "days", or the unit as written ("FTE", "plans"); "" when there is none.
    qualifier: None for an exact value. `lt`/`gt`: strictly below/above the value, so that "5 or
        fewer" is lt 6 and "at least 5" gt 4, with `inclusive` set to show them as written.
        `nil`: a word for nought. `not_a_value`: a suppression mark.
    written: as it was typed, trimmed.
    """

    value: Value
    unit: str = ""
    qualifier: Qualifier | None = None
    written: str = ""
    inclusive: bool = False

    @property
    def is_exact(self) -> bool:
        """True where the value is one value and not a bound, a range, an estimate or a mark."""
        return self.qualifier in (None, "nil")

    @property
    def number(self) -> Decimal | None:
        """The value as a number, where it is one number."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        return Decimal(value)

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """Both ends of a range of numbers."""
        if not isinstance(self.value, tuple):
            return None
        low, high = self.value
        if isinstance(low, int | Decimal) and isinstance(high, int | Decimal):
            return Decimal(low), Decimal(high)
        return None


def sort_key(answer: Answer | None) -> tuple[int, Decimal, str, int]:
    """Order answers of one question: by their lower end, marks and gaps last.

    The lower end of "fewer than 5" is 0; bounds and estimates come after the exact value.
    """
    if answer is None or answer.value is None:
        return (1, Decimal(0), "", 0)
    value = answer.value[0] if isinstance(answer.value, tuple) else answer.value
    tie = 0 if answer.is_exact else 1
    if isinstance(value, date):
        return (0, Decimal(value.toordinal()), "", tie)
    if isinstance(value, str):
        return (0, Decimal(0), value.casefold(), tie)
    number = Decimal(int(value) if isinstance(value, bool) else value)
    return (0, min(number, Decimal(0)) if answer.qualifier == "lt" else number, "", tie)


def counts_in_statistics(answer: Answer | None, *, other_period: bool = False) -> bool:
    """Whether a figure may enter a median or a rate: exact, a number, of the period asked."""
    return answer is not None and answer.is_exact and answer.number is not None and not other_period


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as plain JSON, without loss; `from_json` reads it back."""
    return {
        "value": _pack(answer.value),
        "unit": answer.unit,
        "qualifier": answer.qualifier,
        "written": answer.written,
        "inclusive": answer.inclusive,
    }


def from_json(data: dict[str, Any]) -> Answer:
    """The answer that `to_json` stored. Raises ValueError for anything else."""
    qualifier = data.get("qualifier")
    if "value" not in data or (qualifier is not None and qualifier not in QUALIFIERS):
        raise ValueError("this is not a stored answer")
    return Answer(
        value=_unpack(data["value"]),
        unit=str(data.get("unit", "")),
        qualifier=cast("Qualifier | None", qualifier),  # a name: building the union takes time
        written=str(data.get("written", "")),
        inclusive=bool(data.get("inclusive", False)),
    )


def _pack(value: Value) -> Any:
    if isinstance(value, tuple):
        return [_pack(value[0]), _pack(value[1])]
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _unpack(stored: Any) -> Value:
    if isinstance(stored, list) and len(stored) == 2:
        low, high = (_unpack(end) for end in stored)
        if low is not None and high is not None and not isinstance(low, tuple):
            return (low, cast(Scalar, high))
    if isinstance(stored, dict) and set(stored) == {"decimal"}:
        return Decimal(stored["decimal"])
    if isinstance(stored, dict) and set(stored) == {"date"}:
        return date.fromisoformat(stored["date"])
    if stored is None or isinstance(stored, bool | int | str):
        return stored
    raise ValueError("this is not a stored value")

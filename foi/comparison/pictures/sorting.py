"""Each cell of one question in exactly one line: its answer, or what it says instead of one.

Lines of figures are built from published values alone, so that no edge of a class can say a number
that no cell says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from foi.rules.answers import counts_in_statistics, say
from foi.rules.cells import Cell, QuestionFacts
from foi.rules.summary import middle_of
from foi.rules.values import NUMERIC, Answer

from ..coverage import GROUPS, counted_as

RANGE_WORDS = "a range, a bound or an estimate"
PERIOD_WORDS = "for another period"
FIGURE_WORDS = "answered, no figure to count"
BARS = 6  # as many bars of figures as fit, and one more for the last edge
CLASSES = 5
_UNITS = {"money": "GBP", "percentage": "%"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a count. kind: exact, few, range, other_period, choice, no_figure, or one of
    GROUPS; low, high: the figures it holds, both included; key: of a choice."""

    kind: str
    words: str
    low: Decimal | None = None
    high: Decimal | None = None
    key: str = ""

    def holds(self, number: Decimal) -> bool:
        return self.low is not None and self.high is not None and self.low <= number <= self.high


def kind_of(cell: Cell, question: QuestionFacts, threshold: int) -> str:
    """Where a cell counts: the kinds of Line."""
    answer, group = cell.answer, counted_as(cell)
    if group != "answered":
        return group
    if question.type not in NUMERIC and question.type not in ("yes_no", "choice"):
        return "answered"
    if cell.other_period:
        return "other_period"
    if answer is None or answer.value is None:
        return "no_figure"
    if question.type in ("yes_no", "choice"):
        return "choice"
    if counts_in_statistics(answer):
        return "exact"
    return "few" if counts_people(question) and _is_few(answer, threshold) else "range"


def counts_people(question: QuestionFacts) -> bool:
    """Whether its figures are numbers of people, of which 1 to 4 are never said."""
    return question.small_numbers and question.type == "count"


def _is_few(answer: Answer, threshold: int) -> bool:
    number = answer.number
    return (
        answer.qualifier == "lt"
        and not answer.inclusive
        and number is not None
        and number <= threshold
    )


def figures(cells: Sequence[Cell], question: QuestionFacts, threshold: int) -> list[Decimal]:
    """The published figures that count in statistics, smallest first."""
    numbers = [
        cell.answer.number
        for cell in cells
        if cell.answer is not None and kind_of(cell, question, threshold) == "exact"
    ]
    return sorted(number for number in numbers if number is not None)


def median_words(numbers: Sequence[Decimal], question: QuestionFacts, threshold: int) -> str:
    """The median with its n; "" of nothing, and none that rests on fewer councils than five."""
    middle = middle_of(numbers, question, threshold=threshold)
    if not middle.n:
        return ""
    if not middle.shown:
        return f"No median: exact figures from {middle.n} of the councils only"
    return f"Median {middle.shown} (of {middle.n} exact figures)"


def in_words(number: Decimal, question: QuestionFacts) -> str:
    """A figure as the cells write it."""
    return say(Answer(number, _UNITS.get(question.type, "")), question.type, question.unit)


def bars_of_figures(
    numbers: Sequence[Decimal], question: QuestionFacts, threshold: int
) -> list[Line]:
    """Bars of equal width that hold every figure; each figure its own where they are few.

    Of a count of people 0 stands alone, and no bar begins below the threshold.
    """
    apart, rest = _nought_apart(numbers, question)
    distinct = sorted(set(rest))
    if len(distinct) <= BARS:
        return apart + [_own(number, question) for number in distinct]
    step = _nice((distinct[-1] - distinct[0]) / BARS, whole=_is_whole(rest))
    edge = (distinct[0] / step).to_integral_value(ROUND_FLOOR) * step
    lines = []
    while edge <= distinct[-1]:
        lines.append(_bar(edge, edge + step, question, threshold, whole=_is_whole(rest)))
        edge += step
    return apart + lines


def classes_of_figures(
    numbers: Sequence[Decimal], question: QuestionFacts, *, with_few: bool
) -> list[Line]:
    """At most five classes (one less beside "fewer than 5"), named by the least and the most
    published figure in each, with about as many councils in every one."""
    apart, rest = _nought_apart(numbers, question)
    most = CLASSES - len(apart) - with_few
    distinct = sorted(set(rest))
    if len(distinct) <= most:
        return apart + [_own(number, question) for number in distinct]
    ordered = sorted(rest)
    tops = sorted({ordered[-(-len(ordered) * part // most) - 1] for part in range(1, most + 1)})
    lines, below = [], None
    for top in tops:
        low = min(number for number in distinct if below is None or number > below)
        lines.append(_between(low, top, question))
        below = top
    return apart + lines


def choices(cells: Sequence[Cell], question: QuestionFacts) -> list[Line]:
    """The answers that a question offers, in its own order."""
    if question.type == "yes_no":
        return [Line("choice", "Yes", key="yes"), Line("choice", "No", key="no")]
    return [Line("choice", words, key=key) for key, words in question.choices.items()]


def choice_of(cell: Cell) -> str:
    """The key of what was chosen."""
    value = cell.answer.value if cell.answer is not None else None
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def apart(kinds: Sequence[str], threshold: int) -> list[Line]:
    """The lines that hold no exact figure and no choice, as far as any cell is in them."""
    said = {
        "few": f"fewer than {threshold}",
        "range": RANGE_WORDS,
        "other_period": PERIOD_WORDS,
        "no_figure": FIGURE_WORDS,
    } | GROUPS
    found = [(kind, words) for kind, words in said.items() if kind in kinds]
    return [Line(kind, words[:1].upper() + words[1:]) for kind, words in found]


# ------------------------------------------------------------------------------------- parts
def _nought_apart(
    numbers: Sequence[Decimal], question: QuestionFacts
) -> tuple[list[Line], list[Decimal]]:
    if not counts_people(question) or 0 not in numbers:
        return [], list(numbers)
    return [_own(Decimal(0), question)], [number for number in numbers if number]


def _own(number: Decimal, question: QuestionFacts) -> Line:
    return Line("exact", in_words(number, question), number, number)


def _between(low: Decimal, high: Decimal, question: QuestionFacts) -> Line:
    if low == high:
        return _own(low, question)
    span = Answer((low, high), _UNITS.get(question.type, ""), "range")
    return Line("exact", say(span, question.type, question.unit), low, high)


def _bar(
    edge: Decimal, end: Decimal, question: QuestionFacts, threshold: int, *, whole: bool
) -> Line:
    """From an edge up to, but not including, the next."""
    low = max(edge, Decimal(threshold)) if counts_people(question) else edge
    if whole:
        return _between(low, max(low, end - 1), question)
    words = f"{in_words(low, question)} to under {in_words(end, question)}"
    return Line("exact", words, low, end.next_minus())


def _is_whole(numbers: Sequence[Decimal]) -> bool:
    return all(number == number.to_integral_value() for number in numbers)


def _nice(least: Decimal, *, whole: bool) -> Decimal:
    """The next of 1, 2, 5, 10, 20, 50 … (or their tenths, hundredths) that is not less."""
    step = Decimal(10) ** least.adjusted()
    for times in (1, 2, 5, 10):
        if step * times >= least:
            return max(step * times, Decimal(1)) if whole else step * times
    return step * 10

"""What a column says as a whole: the median of its exact figures.

Ranges, estimates, bounds ("<5"), marks and figures of another period stay out, and how many did
is said. No median rests on fewer councils than the small-number threshold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from foi.rules.cell_facts import Cell, QuestionFacts
from foi.rules.showing import say
from foi.rules.small_numbers import THRESHOLD, may_publish_figure, publish_count
from foi.rules.values import NUMERIC, Answer, counts_in_statistics

PENCE = Decimal("0.01")  # between two figures no more is said


@dataclass(frozen=True, slots=True)
class Middle:
    """A median in words ("41"; "" where none is published), the councils it rests on, and those
    with an answer that cannot enter it."""

    shown: str
    n: int
    left_out: int

    @property
    def words(self) -> str:
        """ "41 (middle of 12 councils; 3 other answers are no exact figure)"."""
        councils = "1 council" if self.n == 1 else f"{self.n} councils"
        if not self.shown:
            return f"not shown: exact figures from {councils} only" if self.n else "no exact figure"
        rest = ""
        if self.left_out:
            answers = "other answer is" if self.left_out == 1 else "other answers are"
            rest = f"; {self.left_out} {answers} no exact figure"
        return f"{self.shown} (middle of {councils}{rest})"


def middle(
    cells: Iterable[Cell], question: QuestionFacts, *, threshold: int = THRESHOLD
) -> Middle | None:
    """The median of a column's published answers; None where the question asks for no number."""
    if question.type not in NUMERIC:
        return None
    said = [cell for cell in cells if cell.answer is not None]
    numbers = [
        cell.answer.number
        for cell in said
        if cell.answer is not None
        and cell.answer.number is not None
        and counts_in_statistics(cell.answer, other_period=bool(cell.other_period))
    ]
    return middle_of(numbers, question, left_out=len(said) - len(numbers), threshold=threshold)


def middle_of(
    numbers: Sequence[Decimal],
    question: QuestionFacts,
    *,
    left_out: int = 0,
    threshold: int = THRESHOLD,
) -> Middle:
    """The median of exact figures that were published; `left_out`: other answers beside them."""
    shown = ""
    if numbers and may_publish_figure(len(numbers), threshold):
        shown = _say(median(numbers), question, threshold)
    return Middle(shown, len(numbers), left_out)


def _say(value: Decimal, question: QuestionFacts, threshold: int) -> str:
    """As the column says its answers: between 0 and 5 people it is "<5"."""
    answer = publish_count(
        Answer(value.quantize(PENCE)),
        key=question.key,
        type=question.type,
        threshold=threshold,
        people=question.small_numbers,
    )
    return say(answer, question.type, question.unit)

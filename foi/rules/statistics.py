"""Fair statistics: shares with their interval, and times to answer with those who wait.

A share is never said alone: its n and its 95% interval (Wilson's) stand beside it, and under ten
there are only counts. Those still waiting are counted for as long as anybody knows that they waited
(Kaplan and Meier's estimate), so that a slow council does not look quick until it answers.
Counts here are of councils and letters; small numbers of people are masked before they get here.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt

# No percentage is said of fewer.
LEAST_FOR_A_PERCENTAGE = 10
# The normal deviate of a two-sided 95% interval.
Z = 1.959963984540054
TWENTIETH = 20  # section 10(1): the last working day of the ordinary limit


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends of a 95% interval of a share, from 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. percent: a whole number, None under ten; interval: None of nothing."""

    count: int
    of: int
    percent: int | None
    interval: Interval | None

    @property
    def words(self) -> str:
        """ "12% (4 of 34; 95% interval 5% to 27%)"; only the counts where they are few."""
        if not self.of:
            return "nothing to count yet"
        if self.percent is None or self.interval is None:
            return f"{self.count} of {self.of} (too few for a percentage)"
        return f"{self.percent}% ({self.count} of {self.of}; {interval_words(self.interval)})"


def interval_words(interval: Interval) -> str:
    """ "95% interval 5% to 27%"."""
    return f"95% interval {whole_percent(interval.low)}% to {whole_percent(interval.high)}%"


def whole_percent(share: float | Fraction) -> int:
    """A share as a whole percentage, halves upwards: 0.125 is 13."""
    return int(share * 100 + Fraction(1, 2))


def wilson(count: int, of: int) -> Interval:
    """Wilson's 95% interval for a share of `count` in `of`. Raises ValueError for no such share."""
    if of < 1 or not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no share")
    share, square = count / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == of else min(1.0, middle + half)
    return Interval(low, high)


def share(count: int, of: int) -> Share:
    """A share with its interval; no percentage under ten. Raises ValueError for no such share."""
    if of == 0 and count == 0:
        return Share(0, 0, None, None)
    interval = wilson(count, of)
    percent = whole_percent(Fraction(count, of)) if of >= LEAST_FOR_A_PERCENTAGE else None
    return Share(count, of, percent, interval)


# ------------------------------------------------------------------------- time to answer
@dataclass(frozen=True, slots=True)
class Waited:
    """One letter: answered after so many working days, or known to have waited for so many."""

    days: int
    answered: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the curve. at_risk: letters known to be waiting when it began; answered: on it;
    left: those of which nothing is known after it. waiting: the share still waiting at its end."""

    day: int
    at_risk: int
    answered: int
    left: int
    waiting: Fraction
    interval: Interval | None

    @property
    def percent(self) -> int:
        return whole_percent(self.waiting)


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of letters still waiting, by working days since they were received."""

    steps: tuple[Step, ...]
    letters: int
    answered: int

    @property
    def waiting(self) -> int:
        """Letters that were still waiting when they were last known of."""
        return self.letters - self.answered

    @property
    def has_percentages(self) -> bool:
        return self.letters >= LEAST_FOR_A_PERCENTAGE

    @property
    def median(self) -> int | None:
        """The day by which half have been answered; None while more than half wait."""
        return next((step.day for step in self.steps if step.waiting * 2 <= 1), None)

    def after(self, day: int) -> Step | None:
        """The standing at the end of a day: the last step up to it, None before the first."""
        before = [step for step in self.steps if step.day <= day]
        return before[-1] if before else None


def waiting_curve(letters: Sequence[Waited]) -> Curve:
    """Kaplan and Meier's estimate of the share still waiting after each day.

    A letter last known of on the day that others were answered was still waiting on that day.
    Without any still waiting the curve is one less the share answered by then.
    """
    ended = Counter(letter.days for letter in letters)
    answers = Counter(letter.days for letter in letters if letter.answered)
    at_risk, waiting, spread = len(letters), Fraction(1), 0.0
    steps: list[Step] = []
    for day in sorted(ended):
        answered = answers[day]
        waiting *= Fraction(at_risk - answered, at_risk)
        if answered < at_risk:
            spread += answered / (at_risk * (at_risk - answered))
        left = ended[day] - answered
        steps.append(Step(day, at_risk, answered, left, waiting, _around(waiting, spread)))
        at_risk -= ended[day]
    return Curve(tuple(steps), len(letters), sum(answers.values()))


def _around(waiting: Fraction, spread: float) -> Interval | None:
    """Greenwood's 95% interval on the log-minus-log scale, which stays within 0 and 1; None
    where all or none wait, of which it says nothing."""
    if not 0 < waiting < 1:
        return None
    share = float(waiting)
    width = Z * sqrt(spread) / abs(log(share))
    return Interval(share ** exp(width), share ** exp(-width))

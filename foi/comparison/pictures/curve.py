"""Time to answer: the share of letters still waiting, those who wait counted too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from foi.rules.statistics import (
    LEAST_FOR_A_PERCENTAGE,
    TWENTIETH,
    Curve,
    Share,
    Step,
    interval_words,
    whole_percent,
)

from ..timeliness import Timeliness
from .shape import Fill, Picture

WIDTH, HEIGHT = 400, 312
LEFT, RIGHT, TOP, BOTTOM = 46, 392, 18, 250  # of the field in which the curve lies
LEAST_DAYS = 30  # the axis always shows the twentieth day and some after it
MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where, and what it says."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class CurveDrawing:
    """The step line as points, its 95% band, the marks of letters still waiting, both axes."""

    points: str
    band: str
    still: list[tuple[float, float]]
    days: list[Tick]
    shares: list[Tick]
    twentieth: float
    width: int = WIDTH
    height: int = HEIGHT
    fills: Sequence[Fill] = ()
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def time_to_answer(title: str, times: Timeliness, coverage: str) -> Picture:
    """The curve where there are ten letters or more; else only the numbers."""
    curve = times.curve
    enough = curve.has_percentages
    return Picture(
        name="time",
        title=f"{title}: working days until a first reply",
        desc=_described(times),
        coverage=coverage,
        head=_HEAD if enough else _HEAD[:_COUNTS],
        rows=[_row(step)[: None if enough else _COUNTS] for step in curve.steps],
        notes=_notes(times),
        drawing=_drawn(curve) if enough else None,
        empty="" if enough else _too_few(curve),
    )


_HEAD = (
    "Working day",
    "Waiting before",
    "Answered",
    "Not known of after",
    "Still waiting",
    "95% interval",
)

_COUNTS = 4  # of these columns are no percentages


def _row(step: Step) -> tuple[object, ...]:
    within = "–"
    if step.interval is not None:
        low, high = whole_percent(step.interval.low), whole_percent(step.interval.high)
        within = f"{low}% to {high}%"
    return step.day, step.at_risk, step.answered, step.left, f"{step.percent}%", within


def _too_few(curve: Curve) -> str:
    if not curve.letters:
        return "No letter that everybody may see has gone out here yet."
    few = "1 letter" if curve.letters == 1 else f"{curve.letters} letters"
    return f"Only {few}: a curve is drawn from {LEAST_FOR_A_PERCENTAGE} on."


def _described(times: Timeliness) -> str:
    curve = times.curve
    if not curve.letters:
        return _too_few(curve)
    said = [
        f"{_letters(curve.letters)}: {curve.answered} answered, {curve.waiting} still waiting"
        " when last known of."
    ]
    if curve.has_percentages:
        said.append(_half(curve))
        said.append(_on_the_twentieth(curve))
    return " ".join(part for part in said if part)


def _letters(count: int) -> str:
    return "1 letter" if count == 1 else f"{count} letters"


def _half(curve: Curve) -> str:
    if curve.median is None:
        return "Fewer than half have been answered."
    return f"Half were answered by working day {curve.median}."


def _on_the_twentieth(curve: Curve) -> str:
    """What was known of working day 20, where letters were still known of then."""
    step = curve.after(TWENTIETH)
    if step is None or not any(later.day >= TWENTIETH for later in curve.steps):
        return ""
    within = f" ({interval_words(step.interval)})" if step.interval else ""
    return f"At the end of working day {TWENTIETH}, {step.percent}%{within} were still waiting."


def _notes(times: Timeliness) -> list[str]:
    notes = []
    late = times.late
    if late.of:
        notes.append(f"{late_words(late)} {_told(times)}")
    if times.apart:
        listed = "; ".join(f"{words}: {count}" for words, count in times.apart)
        notes.append(f"In no share: {listed}.")
    if times.unread:
        notes.append(
            f"Replies in, not read or not in public: {times.unread}. Their day counts all the same."
        )
    if times.left_out:
        notes.append(
            f"Not in the curve: {_letters(times.left_out)} of which nobody knows how long they "
            "waited."
        )
    notes.append(
        "Each council counts once. Days are counted as section 10 counts them: from receipt, and "
        "anew from the answer to a question back. A letter on hold counts to the day its clock "
        "stopped, a withdrawn one to its withdrawal, an unconfirmed one to the last day on which "
        "somebody said that nothing had come."
    )
    return notes


def late_words(late: Share) -> str:
    """How many were late, with n and interval: never of letters whose last day is to come."""
    of = "letters whose last day has passed and of which we know"
    return f"Late or no reply, of {of}: {late.words}."


def _told(times: Timeliness) -> str:
    said = "; ".join(f"{words}: {count}" for words, count in times.told)
    return f"{said[:1].upper()}{said[1:]}."


# ----------------------------------------------------------------------------------- drawing
def _drawn(curve: Curve) -> CurveDrawing:
    last = max(LEAST_DAYS, *(step.day for step in curve.steps))

    def x(day: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * day / last, 1)

    return CurveDrawing(
        points=_stairs([(step.day, float(step.waiting)) for step in curve.steps], x),
        band=_band(curve, x),
        still=[(x(step.day), _y(float(step.waiting))) for step in curve.steps if step.left],
        days=[Tick(x(day), str(day)) for day in _ticks(last)],
        shares=[Tick(_y(share / 100), f"{share}%") for share in (0, 25, 50, 75, 100)],
        twentieth=x(TWENTIETH),
    )


def _ticks(last: int) -> range:
    step = next((s for s in (5, 10, 20, 50, 100, 200) if last / s <= MOST_TICKS), 500)
    return range(0, last + 1, step)


def _y(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def _stairs(steps: Sequence[tuple[int, float]], x: Callable[[float], float]) -> str:
    points = [(x(0), _y(1.0))]
    for day, share in steps:
        points += [(x(day), points[-1][1]), (x(day), _y(share))]
    return " ".join(f"{a:g},{b:g}" for a, b in points)


def _band(curve: Curve, x: Callable[[float], float]) -> str:
    highs = [(s.day, s.interval.high if s.interval else float(s.waiting)) for s in curve.steps]
    lows = [(s.day, s.interval.low if s.interval else float(s.waiting)) for s in curve.steps]
    there = _stairs(highs, x)
    back = " ".join(reversed(_stairs(lows, x).split()))
    return f"{there} {back}"

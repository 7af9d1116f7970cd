"""A deadline in plain sentences: the day, the reason, each day that was left out.

Nobody is accused: where two readings of the Act differ, both are given, and the later one counts
before anything is called late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from foi.rules.happened import Clock, Happened
from foi.rules.regimes import Moves, regime_named
from foi.rules.working_days import in_words

_ORDINALS = {20: "twentieth", 30: "thirtieth", 40: "fortieth", 60: "sixtieth"}
# A window is the asker's own time; the others are the authority's time to answer.
WINDOWS = frozenset(
    {
        "internal_review_window",
        "eir_review_window",
        "foisa_review_window",
        "foisa_appeal_window",
        "ico_complaint_window",
        "ftt_appeal",
    }
)
SAFE_FROM = "foia_aggregation_clear"
_HELD = {
    "clarification_requested": "the council asked a question back and waits for the answer",
    "fees_notice": "the council asked for a fee and waits for it",
    "transferred": "the request is on its way to another authority",
    "id_requested": "proof of identity was asked for and is still to come",
}
_NO_SUM = {
    "ico_complaint_window": "Six weeks, weekends and bank holidays counted like any other day.",
    "ftt_appeal": "The 28th day after the decision was sent. The notice must arrive before 5pm.",
    "foisa_appeal_window": "Six months after the outcome of the review came.",
    "sar": "One month after the request came. Where that is no working day, the next one.",
}


@dataclass(frozen=True)
class Explained:
    """What a page says of a clock.

    headline  "Due Monday 21 December 2026", "Likely due …", or that the clock is stopped
    reason    one sentence saying how that day comes about
    notes     what else a reader must know, each a sentence or two
    skipped   each weekday that did not count, with its reason
    """

    headline: str
    reason: str
    notes: tuple[str, ...]
    skipped: tuple[str, ...]


def explain(clock: Clock, events: Sequence[Happened] = ()) -> Explained:
    """The clock in words; `events` are those it was run with."""
    skipped = tuple(step.note for step in clock.skipped)
    if clock.due_on is None:
        return Explained(_stopped_headline(clock), _stopped(clock), _stopped_notes(clock), skipped)
    notes = (*_how(clock, events), *_elsewhere(clock), *_readings(clock), *_cautions(clock))
    return Explained(_headline(clock, clock.due_on), _reason(clock, clock.due_on), notes, skipped)


def _elsewhere(clock: Clock) -> tuple[str, ...]:
    """Why a bank holiday of another part of the kingdom is left out, where one was."""
    only_there = ("bank holiday in Scotland", "bank holiday in Northern Ireland")
    met = any(words in step.note for step in clock.skipped for words in only_there)
    if not met or regime_named(clock.regime).calendar != "uk":
        return ()
    return ("The law leaves out a bank holiday in any part of the United Kingdom.",)


def _headline(clock: Clock, due_on: date) -> str:
    day = in_words(due_on)
    if clock.regime == SAFE_FROM:
        return f"{'Likely safe' if clock.provisional else 'Safe'} from {day}"
    if clock.regime in WINDOWS:
        return f"{'Likely last day' if clock.provisional else 'Last day'}: {day}"
    earliest = " at the earliest" if clock.closures_known is False else ""
    return f"{'Likely due' if clock.provisional else 'Due'} {day}{earliest}"


def _reason(clock: Clock, due_on: date) -> str:
    if clock.regime == "sar" and clock.extended:
        return "Three months after the request came: one, and the two that the council claimed."
    if clock.regime in _NO_SUM:
        return _NO_SUM[clock.regime]
    if clock.regime == SAFE_FROM:
        return (
            "Sixty working days, the day of the first request being the first of them, are over "
            f"before {in_words(due_on)}."
        )
    number = max((step.number for step in clock.steps if step.number), default=0)
    nth = _ORDINALS.get(number, f"{number}th")
    return f"The {nth} working day after {in_words(clock.counted_from)} is {in_words(due_on)}."


def _how(clock: Clock, events: Sequence[Happened]) -> list[str]:
    """What moved the count."""
    said = []
    if clock.counted_from != clock.received_on and clock.regime != "foisa_review_window":
        on_that_day = {event.kind for event in events if event.on == clock.counted_from}
        why = "the request reached the other authority" if (
            "received_by_new_authority" in on_that_day
        ) else "the council had the answer to its question"  # fmt: skip
        if clock.regime == "sar":
            why = "the last thing that was missing came"
        said.append(f"The count began anew on {in_words(clock.counted_from)}, the day {why}.")
    if clock.fee_payment_deadline:
        said.append("The days from the notice of a fee to its payment, both included, don't count.")
    if clock.extended and clock.base_due_on and clock.base_due_on != clock.due_on:
        said.append(_extension(clock, clock.base_due_on))
    return said


def _extension(clock: Clock, base: date) -> str:
    without = f"Without the extension it would be {in_words(base)}."
    if clock.regime in {"foia", "foia_pit", "foia_archives", "school"}:
        return (
            f"{without} The Act sets no day for weighing the public interest; this is the "
            "regulator’s guidance: no more than 20 further working days (section 10(3))."
        )
    return without


def _readings(clock: Clock) -> list[str]:
    """The later reading of a weekend's receipt, and a school's sixty days."""
    said = []
    differs = clock.code_due_on and clock.code_due_on != clock.due_on
    if clock.code_due_on and differs and clock.regime != SAFE_FROM:
        said.append(
            f"{in_words(clock.counted_from)} was not a working day. The regulator counts the next "
            "working day as the first. Some councils read the Code of Practice (section 45) as "
            f"giving one working day more: {in_words(clock.code_due_on)}. We call nothing late "
            "before the later day is over."
        )
    if clock.closures_known is False and clock.late_after:
        said.append(
            "Days on which a school is closed do not count, and we do not know its holidays. The "
            f"time ends at the latest on the sixtieth working day, {in_words(clock.late_after)}. "
            "We call nothing late before that."
        )
    return said


def _cautions(clock: Clock) -> list[str]:
    said = []
    if clock.latest_rule12_on and clock.latest_rule12_on != clock.due_on:
        said.append(
            "That is no working day, so a notice that arrives on "
            f"{in_words(clock.latest_rule12_on)} before 5pm is in time too."
        )
    elif clock.cautious_due_on and clock.cautious_due_on != clock.due_on:
        said.append(f"Sources differ. To be on the safe side: {in_words(clock.cautious_due_on)}.")
    is_review = clock.outer_on and Moves.CLOSURES not in regime_named(clock.regime).moves
    if is_review and clock.outer_on and clock.outer_on != clock.due_on:
        said.append(f"In a hard case, at the latest {in_words(clock.outer_on)}.")
    if clock.soft and clock.regime != SAFE_FROM and not clock.extended:
        said.append("This is good practice, not a day set by an Act.")
    if clock.contested:
        said.append(
            "A bank holiday was announced when the time was already running. Whether it counts "
            "then is arguable; we leave it out of the count, which gives the later day."
        )
    if clock.provisional:
        said.append(
            "The bank holidays of that time are not all published yet. The day may still move, "
            "and nothing is called late on it."
        )
    return said


def _stopped_headline(clock: Clock) -> str:
    return "No date: the time to pay has passed" if clock.lapsed else "The clock is stopped"


def _stopped(clock: Clock) -> str:
    if clock.lapsed:
        return "The fee was paid after its last day, so the council need not answer any more."
    why = _HELD.get(clock.hold or "", "something is still to come")
    since = f"Since {in_words(clock.on_hold_since)} " if clock.on_hold_since else ""
    return f"{since}{why}." if since else f"{why[0].upper()}{why[1:]}."


def _stopped_notes(clock: Clock) -> tuple[str, ...]:
    if clock.hold in {"clarification_requested"}:
        if clock.regime == "sar":
            return ("The days of waiting do not count.",)
        return ("Once it has the answer, the full time starts anew from that day.",)
    if clock.fee_payment_deadline and not clock.lapsed:
        return (f"The last day to pay is {in_words(clock.fee_payment_deadline)}.",)
    return ()

"""From events to what stops, restarts and pauses a clock.

Events may come in any order and twice. Those dated before the day of receipt are left out: nobody
can ask back, charge or extend before the request is there. After a transfer only what happened
from the new authority's day of receipt counts (its clock is a new one).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foi.rules.happened import Happened
from foi.rules.months import add_months
from foi.rules.regimes import Moves, Regime
from foi.rules.trace import Pause
from foi.rules.working_days import Calendar

FEE_WAIT = "waiting for the fee to be paid"


@dataclass(frozen=True)
class Hold:
    """An unfinished hold: since when and of which kind (the event that opened it)."""

    since: date
    kind: str


@dataclass(frozen=True)
class Fee:
    """A fees notice (or several, settled by one payment), its pause and its last day to pay."""

    pause: Pause
    pay_by: date
    lapsed: bool


@dataclass(frozen=True)
class Facts:
    """What the events mean under one regime."""

    counted_from: date
    hold: Hold | None
    fees: tuple[Fee, ...]
    closures: tuple[Pause, ...]
    events: tuple[Happened, ...]

    @property
    def fee_hold(self) -> Hold | None:
        """An unpaid fee (or one paid too late); it stops the clock only if that still runs."""
        since = min((f.pause.first for f in self.fees if f.pause.last is None), default=None)
        return Hold(since, "fees_notice") if since else None

    def first(self, kind: str) -> date | None:
        """The day of the first event of that kind that still matters."""
        return min(days_of(self.events, kind), default=None)


def days_of(events: Iterable[Happened], kind: str) -> list[date]:
    """The days of the events of one kind, in order."""
    return sorted({e.on for e in events if e.kind == kind})


def read_events(
    regime: Regime, received: date, events: Sequence[Happened], calendar: Calendar
) -> Facts:
    """Sort the events into restarts, holds, pauses and closures that this regime knows."""
    moves = regime.moves
    start, transfer = received, None
    valid = tuple(e for e in events if e.on >= received)
    if Moves.TRANSFER in moves:
        start = max(days_of(valid, "received_by_new_authority"), default=received)
        transfer = open_hold(valid, "transferred", "received_by_new_authority")
        valid = tuple(e for e in valid if e.on >= start)
    counted_from, question = start, None
    if Moves.CLARIFICATION in moves:
        counted_from = max(days_of(valid, "clarification_received"), default=start)
        question = open_hold(valid, "clarification_requested", "clarification_received")
    fees = _fees(regime, valid, calendar) if Moves.FEE in moves else ()
    closures = _closures(events, counted_from) if Moves.CLOSURES in moves else ()
    holds = [h for h in (transfer, question) if h]
    hold = min(holds, key=lambda h: (h.since, h.kind), default=None)
    return Facts(counted_from, hold, fees, closures, valid)


def open_hold(events: Sequence[Happened], opened: str, closed: str) -> Hold | None:
    """The hold begun by the first `opened` after the last `closed` (the same day closes it)."""
    last = max(days_of(events, closed), default=date.min)
    since = min((day for day in days_of(events, opened) if day > last), default=None)
    return Hold(since, opened) if since else None


def _fees(regime: Regime, events: Sequence[Happened], calendar: Calendar) -> tuple[Fee, ...]:
    """Pair each payment with the notices before it. Source: FOIA s.10(2), EIR reg 8(6)."""
    waiting, fees = days_of(events, "fees_notice"), []
    for paid in days_of(events, "fee_paid"):
        settled = [day for day in waiting if day <= paid]
        waiting = waiting[len(settled) :]
        if settled:
            fees.append(_fee(regime, settled, paid, calendar))
    if waiting:
        fees.append(_fee(regime, waiting, None, calendar))
    return tuple(fees)


def _fee(regime: Regime, notices: list[date], paid: date | None, calendar: Calendar) -> Fee:
    pay_by = fee_payment_deadline(regime, notices[-1], calendar)
    lapsed = paid is not None and paid > pay_by
    return Fee(Pause(notices[0], None if lapsed else paid, FEE_WAIT), pay_by, lapsed)


def fee_payment_deadline(regime: Regime, notice: date, calendar: Calendar) -> date:
    """The last day to pay; after it, unpaid, the duty to answer has lapsed.

    FOIA s.9(2), FOISA s.9: "three months beginning with the day" of the notice (9 February: 8
    May). EIR reg 8: 60 working days.
    """
    if regime.fee_days is not None:
        return calendar.add(notice, regime.fee_days)
    return add_months(notice, 3) - timedelta(days=1)


def _closures(events: Sequence[Happened], counted_from: date) -> tuple[Pause, ...]:
    """Days without a session at the school; one may have begun before the request came."""
    closed = [(e.on, e.until or e.on, e.label) for e in events if e.kind == "school_closed"]
    return tuple(
        Pause(first, last, f"school closed ({label})" if label else "school closed")
        for first, last, label in sorted(set(closed))
        if last > counted_from
    )

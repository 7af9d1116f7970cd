"""Limits in working days: requests, reviews and the windows for asking for them."""

from collections.abc import Sequence
from datetime import date

from foi.rules.happened import Clock, Happened
from foi.rules.holds import Facts, read_events
from foi.rules.limits import Limit, is_contested, late_after
from foi.rules.regimes import Moves, Regime
from foi.rules.working_days import Calendar, Holidays


def calendar_of(regime: Regime, holidays: Holidays) -> Calendar:
    """The calendar whose bank holidays stop this regime's count."""
    calendars = {
        "uk": holidays.uk,
        "scotland": holidays.scotland,
        "england_wales": holidays.england_wales,
    }
    return calendars[regime.calendar]


def count_clock(
    regime: Regime, received: date, events: Sequence[Happened], holidays: Holidays
) -> Clock:
    """The clock of a regime whose limit is in working days."""
    calendar = calendar_of(regime, holidays)
    facts = read_events(regime, received, events, calendar)
    if facts.hold:
        return _stopped(regime, received, facts)
    return _running(Limit(regime, facts, calendar), received)


def _stopped(regime: Regime, received: date, facts: Facts) -> Clock:
    """Waiting for the requester's answer, or for another authority to receive the request."""
    holds = [(h.since, h.kind) for h in (facts.hold, facts.fee_hold) if h]
    since, kind = min(holds)
    return Clock(
        regime=regime.code,
        received_on=received,
        counted_from=facts.counted_from,
        soft=regime.soft,
        on_hold_since=since,
        hold=kind,
        lapsed=any(fee.lapsed for fee in facts.fees),
        fee_payment_deadline=facts.fees[-1].pay_by if facts.fees else None,
        closures_known=bool(facts.closures) if Moves.CLOSURES in regime.moves else None,
    )


def _running(limit: Limit, received: date) -> Clock:
    """Counted to its end, or to the day on which an unpaid fee stopped it."""
    regime, facts, calendar = limit.regime, limit.facts, limit.calendar
    start = facts.counted_from
    shown, code, last_start = limit.read(start), None, start
    if regime.code_reading and not calendar.is_working_day(start):
        last_start = calendar.next_working_day(start)
        code = limit.read(last_start)
    late = late_after(limit, [shown, code] if code else [shown], last_start)
    is_school = Moves.CLOSURES in regime.moves
    outer = limit.plain(start, regime.outer_days).until if regime.outer_days else None
    held = facts.fee_hold if shown.full.until is None else None
    dates = [shown.full.until, late, outer, *(fee.pay_by for fee in facts.fees)]
    return Clock(
        regime=regime.code,
        received_on=received,
        counted_from=start,
        due_on=shown.full.until,
        late_after=late,
        code_due_on=code.full.until if code else None,
        base_due_on=shown.base.until,
        outer_on=outer,
        soft=regime.soft or (shown.extended and Moves.PUBLIC_INTEREST in regime.moves),
        provisional=any(day > calendar.published_until for day in dates if day),
        contested=is_contested(limit, shown.full),
        on_hold_since=held.since if held else None,
        hold=held.kind if held else None,
        lapsed=held is not None and any(fee.lapsed for fee in facts.fees),
        fee_payment_deadline=facts.fees[-1].pay_by if facts.fees else None,
        extended=shown.extended,
        steps=shown.full.steps,
        plain_due_on=limit.plain(start).until if is_school else shown.base.until,
        twentieth_school_day=limit.school_days(start).until if is_school else None,
        sixtieth_working_day=outer if is_school else None,
        closures_known=bool(facts.closures) if is_school else None,
        cautious_due_on=late if regime.code == "foia_aggregation_clear" else None,
    )

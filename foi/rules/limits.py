"""One way of reading a limit in working days, from one day of receipt to its last day."""

from dataclasses import dataclass
from datetime import date

from foi.rules.holds import Facts
from foi.rules.regimes import Moves, Regime
from foi.rules.trace import Count, Pause, count_days
from foi.rules.working_days import Calendar

EXTENSION_DAYS = 20  # EIR reg 7(1): 40 in all; FOIA s.10(3): the regulator's "no more than"


@dataclass(frozen=True)
class Reckoning:
    """A limit and the same limit with its extension, if one holds (else both are the same)."""

    base: Count
    full: Count
    extended: bool


@dataclass(frozen=True)
class Limit:
    """A regime's limit with what happened to one request; counts from any start asked of it."""

    regime: Regime
    facts: Facts
    calendar: Calendar

    @property
    def fees(self) -> list[Pause]:
        """The days disregarded because a fee was awaited."""
        return [fee.pause for fee in self.facts.fees]

    def plain(self, start: date, days: int | None = None) -> Count:
        """Working days, fees disregarded, school closures not."""
        return count_days(self.calendar, start, days or self.regime.days, pauses=self.fees)

    def school_days(self, start: date) -> Count:
        """Working days that are school days. Source: SI 2004/3364 reg 3."""
        pauses = [*self.fees, *self.facts.closures]
        return count_days(self.calendar, start, self.regime.days, pauses=pauses)

    def base(self, start: date) -> Count:
        """The limit before any extension; for a school the earlier of its two limits."""
        if Moves.CLOSURES not in self.regime.moves:
            return self.plain(start)
        term, longest = self.school_days(start), self.plain(start, self.regime.outer_days)
        if term.until is None or (longest.until is not None and longest.until < term.until):
            return longest
        return term

    def read(self, start: date) -> Reckoning:
        """The limit counted after `start`."""
        return self._with_extension(self.base(start))

    def longest(self, start: date) -> Reckoning:
        """The same where nothing is known of a school's closures: its sixty working days."""
        return self._with_extension(self.plain(start, self.regime.outer_days))

    def _with_extension(self, base: Count) -> Reckoning:
        if base.until is None or not self._extended(base.until):
            return Reckoning(base, base, False)
        last_number = max(step.number for step in base.steps if step.number)
        further = count_days(
            self.calendar,
            base.until,
            EXTENSION_DAYS,
            pauses=self.fees,
            first_number=last_number + 1,
        )
        return Reckoning(base, Count(base.steps + further.steps, further.until), True)

    def _extended(self, base_due: date) -> bool:
        """Does an extension hold?

        EIR reg 7(3): only if notified by the 20th working day. FOIA s.10(3) gives the time
        whether or not the notice under s.17 came in time (a late notice is a breach of its own).
        The regime foia_pit says itself that an extension was claimed.
        """
        if Moves.EXTENSION in self.regime.moves:
            notified = self.facts.first("eir_extension_notified")
            return notified is not None and notified <= base_due
        if Moves.PUBLIC_INTEREST in self.regime.moves:
            claimed = self.facts.first("pit_extension_notified") is not None
            return claimed or self.regime.code == "foia_pit"
        return False


def late_after(limit: Limit, readings: list[Reckoning], last_start: date) -> date | None:
    """The last day of the latest reading; None where one of them is still on hold.

    Readings: the day of receipt as it was; the next working day (section 45 Code 4.2); and, for
    a school whose closures nobody told us, the sixty working days from the later of those.
    """
    ends = [reading.full.until for reading in readings]
    if Moves.CLOSURES in limit.regime.moves and not limit.facts.closures:
        ends.append(limit.longest(last_start).full.until)
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def is_contested(limit: Limit, count: Count) -> bool:
    """Was a bank holiday that moved the date proclaimed when the count was already running?

    The law is presumed not to reach back; so for such a request the day is arguable (the state
    funeral of 19 September 2022, proclaimed on the 10th).
    """
    idle = [*limit.fees, *limit.facts.closures]
    for step in count.steps:
        known = limit.calendar.announced_on(step.on)
        if known is None or step.number is not None or step.on.weekday() >= 5:
            continue
        if known > limit.facts.counted_from and not any(p.covers(step.on) for p in idle):
            return True
    return False

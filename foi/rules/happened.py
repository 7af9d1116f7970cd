"""What happened to a request, and what its clock then says."""

from dataclasses import dataclass
from datetime import date

from foi.rules.trace import Step


@dataclass(frozen=True)
class Happened:
    """An event as the clock sees it: its kind and its legal date (Europe/London).

    Kinds that move a clock: clarification_requested, clarification_received, fees_notice,
    fee_paid, transferred, received_by_new_authority, pit_extension_notified,
    eir_extension_notified, sar_extension_notified, id_requested, id_received (subject access),
    school_closed (`on` to `until`, both included) and response (the Scottish review window).
    Every other kind leaves the clock alone.
    """

    kind: str
    on: date
    until: date | None = None
    label: str = ""

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.on:
            raise ValueError(f"This ends ({self.until}) before it begins ({self.on}).")


@dataclass(frozen=True)
class Clock:
    """A deadline with everything needed to explain it. Dates are the last day, to its end.

    due_on          the date to show; None while the clock is not running
    code_due_on     the same under the section 45 Code's reading of a weekend receipt; None where
                    that reading does not arise
    late_after      the later of the readings: nobody is late up to and on this day
    base_due_on     before any extension
    outer_on        the end of good practice (reviews) or of the law's outer limit (schools)
    cautious_due_on the requester's safe last day where sources differ
    latest_rule12_on  the tribunal's last day when the 28th is not a working day
    soft            good practice or guidance, no statute
    provisional     a day that it depends on lies beyond the published bank holidays: "likely"
    contested       a bank holiday in it was proclaimed when it was already running
    on_hold_since   first day of an unfinished hold; `hold` says which kind
    lapsed          the fee was paid too late: there is no duty to answer any more
    counted_from    the day that the count runs after: receipt, clarification or transfer
    closures_known  schools: False where no closure touching the count is known
    """

    regime: str
    received_on: date
    counted_from: date
    due_on: date | None = None
    late_after: date | None = None
    code_due_on: date | None = None
    base_due_on: date | None = None
    outer_on: date | None = None
    soft: bool = False
    provisional: bool = False
    contested: bool = False
    on_hold_since: date | None = None
    hold: str | None = None
    lapsed: bool = False
    fee_payment_deadline: date | None = None
    extended: bool = False
    steps: tuple[Step, ...] = ()
    plain_due_on: date | None = None
    twentieth_school_day: date | None = None
    sixtieth_working_day: date | None = None
    closures_known: bool | None = None
    s10_expiry: date | None = None
    cautious_due_on: date | None = None
    latest_rule12_on: date | None = None

    @property
    def skipped(self) -> tuple[Step, ...]:
        """The weekdays that did not count, for the short explanation."""
        return tuple(s for s in self.steps if s.number is None and s.on.weekday() < 5)

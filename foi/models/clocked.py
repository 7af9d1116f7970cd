"""The clock of a request: its events, and the one cache of what follows from them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from foi.rules import clock
from foi.rules.lifecycle import (
    CLOCK_KINDS,
    INCOMING,
    SAID,
    EventFacts,
    Kind,
    State,
    check_can,
    standing,
    state_after,
)
from foi.rules.working_days import Holidays

from .events import Event
from .people import User

if TYPE_CHECKING:
    from .messages import Message

STATES = [(state.value, state.value.replace("_", " ")) for state in State]
HOLDS = [("clarification", "clarification"), ("fee", "fee")]
BASES = [
    ("site", "sent by this site"),
    ("requester", "date given by the requester"),
    ("council", "the council's own date"),
]
REGIMES = [
    ("foia", "Freedom of Information Act 2000"),
    ("eir", "Environmental Information Regulations 2004"),
]
# The clock's cache: written by recount() alone, compared by `recount --check`.
CACHE = (
    "state",
    "sent_on",
    "received_on",
    "received_basis",
    "due_on",
    "late_after",
    "on_hold_since",
    "hold_kind",
    "first_reply_on",
    "working_days",
    "days_late",
    "provisional",
    "reached_on",
    "silence_said_on",
    "came_said_on",
    "reading_wanted_on",
    "reminders_stopped_on",
    "council_told_on",
)


class Clocked(models.Model):
    """The cache of a clock, written by `recount` alone, and the ways to add an event.

    `working_days` and `days_late` count working days; `received_basis` says who gave the day.
    """

    regime = models.CharField(max_length=10, choices=REGIMES, default="foia")
    state = models.CharField(max_length=10, choices=STATES, default=State.DRAFT.value)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    received_basis = models.CharField(max_length=9, choices=BASES, blank=True)
    due_on = models.DateField(null=True, blank=True)
    late_after = models.DateField(null=True, blank=True)
    on_hold_since = models.DateField(null=True, blank=True)
    hold_kind = models.CharField(max_length=13, choices=HOLDS, blank=True)
    first_reply_on = models.DateField(null=True, blank=True)
    working_days = models.PositiveIntegerField(null=True, blank=True)
    days_late = models.PositiveIntegerField(null=True, blank=True)
    provisional = models.BooleanField(default=False)
    reached_on = models.DateField(null=True, blank=True)
    silence_said_on = models.DateField(null=True, blank=True)
    came_said_on = models.DateField(null=True, blank=True)
    reading_wanted_on = models.DateField(null=True, blank=True)
    reminders_stopped_on = models.DateField(null=True, blank=True)
    council_told_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    # ----------------------------------------------------------------- events
    def record(
        self,
        kind: Kind,
        *,
        on: date,
        holidays: Holidays,
        by: User | None = None,
        message: "Message | None" = None,
        note: str = "",
        now: datetime | None = None,
    ) -> Event:
        """Append an event and write the cache, in one transaction.

        Raises NotNow, with a sentence, when this cannot happen in the present state.
        """
        with transaction.atomic():
            self._lock()
            check_can(self.process, kind)
            event = Event(
                request=self,
                kind=kind.value,
                on=on,
                by=by,
                message=message,
                note=note,
                recorded_at=now or timezone.now(),
            )
            event.save()
            self.recount(holidays=holidays)
        return event

    def correct(
        self,
        event: Event,
        *,
        by: User | None,
        note: str,
        holidays: Holidays,
        on: date | None = None,
        now: datetime | None = None,
    ) -> Event:
        """Put an earlier event right: `on` is its true date, None means it did not happen.

        Raises ValueError without a reason, or where the event was already corrected.
        """
        if not note.strip():
            raise ValueError("Say why the date is wrong.")
        if event.request_id != self.pk or hasattr(event, "corrected_by"):
            raise ValueError("This has already been corrected: correct the newer entry.")
        with transaction.atomic():
            self._lock()
            right = Event(
                request=self,
                kind=event.kind,
                on=on or event.on,
                by=by,
                note=note,
                message=event.message,
                corrects=event,
                voids=on is None,
                recorded_at=now or timezone.now(),
            )
            right.save()
            self.recount(holidays=holidays)
        return right

    def _lock(self) -> None:
        """Nobody else writes this clock now, and its cache is what the row says."""
        type(self)._default_manager.select_for_update().get(pk=self.pk)
        self.refresh_from_db(fields=CACHE)

    # ------------------------------------------------------------------ clock
    def recount(self, *, holidays: Holidays) -> dict[str, Any]:
        """Replay the events, write the cache where it differs, return what changed.

        The only writer of the columns named in CACHE.
        """
        derived = self.derived(holidays=holidays)
        changed = {name: value for name, value in derived.items() if getattr(self, name) != value}
        if changed:
            for name, value in changed.items():
                setattr(self, name, value)
            self.save(update_fields=list(changed))
        return changed

    def derived(self, *, holidays: Holidays) -> dict[str, Any]:
        """What the cache should hold, from the events alone."""
        return derive(self.events.facts(), regime=self.regime, holidays=holidays)


def derive(recorded: list[EventFacts], *, regime: str, holidays: Holidays) -> dict[str, Any]:
    """The columns of CACHE from a request's events: all of them, or those recorded by some day."""
    events = standing(recorded)
    values: dict[str, Any] = dict.fromkeys(CACHE)
    values |= {"state": state_after(events).value, "received_basis": "", "hold_kind": ""}
    values |= {"provisional": False}
    values |= _marks(events)
    if values["received_on"] is not None and values["state"] != State.DRAFT:
        values |= _counted(events, values, regime, holidays)
    return values


def _counted(
    events: list[EventFacts], values: dict[str, Any], regime: str, holidays: Holidays
) -> dict[str, Any]:
    result = clock.run(regime, values["received_on"], happened(events), holidays=holidays)
    answered = values["first_reply_on"]
    counted: dict[str, Any] = {
        "due_on": result.due_on,
        "late_after": result.late_after,
        "provisional": result.provisional,
    }
    if values["state"] == State.ON_HOLD and result.on_hold_since is not None:
        counted["on_hold_since"] = result.on_hold_since
        counted["hold_kind"] = _hold_kind(events)
    if answered is not None:
        counted["working_days"] = clock.days_taken(
            result.counted_from, answered, regime=regime, holidays=holidays
        )
        counted["days_late"] = (
            0 if result.provisional else clock.days_late(result, answered, holidays=holidays)
        )
    return counted


def happened(events: list[EventFacts]) -> list[clock.Happened]:
    """The standing events that move a clock, as the clock wants them."""
    return [clock.Happened(event.kind, event.on) for event in events if event.kind in CLOCK_KINDS]


def _last(events: list[EventFacts], *kinds: Kind) -> EventFacts | None:
    found = [event for event in events if event.kind in kinds]
    return found[-1] if found else None


def _hold_kind(events: list[EventFacts]) -> str:
    last = _last(events, Kind.CLARIFICATION_REQUESTED, Kind.FEES_NOTICE)
    return "fee" if last is not None and last.kind == Kind.FEES_NOTICE else "clarification"


def _marks(events: list[EventFacts]) -> dict[str, Any]:
    """The dates that events say by themselves, without any counting."""
    marks: dict[str, Any] = {}
    sent, received = _last(events, Kind.SENT), _last(events, Kind.RECEIVED)
    if sent is not None:
        marks["sent_on"] = sent.on
        marks["received_on"] = received.on if received else sent.on
        marks["received_basis"] = _basis(sent, received)
    replies = [e for e in events if e.kind in (Kind.RESPONSE, Kind.REFUSED)]
    if replies:
        marks["first_reply_on"] = replies[0].on
    for name, kinds in _DATED.items():
        if (last := _last(events, *kinds)) is not None:
            marks[name] = last.on
    _later_word_counts(marks, events)
    if _last(events, Kind.BOUNCED) is None and sent is not None:
        acknowledged = _last(events, Kind.ACKNOWLEDGED)
        marks["reached_on"] = acknowledged.on if acknowledged else marks["received_on"]
    return marks


def _later_word_counts(marks: dict[str, Any], events: list[EventFacts]) -> None:
    """What was recorded later overrides "nothing has come" and "something came".

    A logged message settles "something came"; only that overrides "nothing has come".
    """
    recorded = sorted(events, key=lambda event: (event.recorded_at, event.id))
    said = [event.kind for event in recorded if event.kind in SAID | INCOMING]
    if said and said[-1] != Kind.SOMETHING_CAME:
        marks.pop("came_said_on", None)
    words = [kind for kind in said if kind in SAID]
    if words and words[-1] == Kind.SOMETHING_CAME:
        marks.pop("silence_said_on", None)


def _basis(sent: EventFacts, received: EventFacts | None) -> str:
    """Who gave the day of receipt: the council's own mail, this site, or the requester."""
    if received is not None:
        return "council" if received.message is not None else "requester"
    return "site" if sent.by is None else "requester"


_DATED = {
    "silence_said_on": (Kind.NOTHING_CAME,),
    "came_said_on": (Kind.SOMETHING_CAME,),
    "reading_wanted_on": (Kind.READING_WANTED,),
    "reminders_stopped_on": (Kind.REMINDERS_STOPPED,),
    "council_told_on": (Kind.COUNCIL_TOLD,),
}

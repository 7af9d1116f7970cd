"""In time, late, still waiting: counted from what happened, each council once a letter and round.

A letter answered on day 60 is late for ever; one without a reply is late only by PUBLICATION's rule
on overdue, never on a date that is not certain. What is open, unconfirmed or unread stands apart.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from foi.models import BankHoliday, Event, Finding, Request
from foi.rules.cell_clock import lateness, without_finding
from foi.rules.cells import CountsDays, Facts, Remembered
from foi.rules.lifecycle import Kind
from foi.rules.statistics import Curve, Share, Waited, share, waiting_curve

from .facts import CLOCK, head_of

# In the order they are said. The first three are of letters whose last day has passed.
STANDINGS = {
    "in_time": "answered by its last day",
    "late": "answered after its last day",
    "overdue": "no reply recorded, its last day has passed",
    "early": "answered, its last day has not come yet",
    "waiting": "not yet due",
    "on_hold": "the council asked a question back, or for a fee",
    "unconfirmed": "past its date, not confirmed",
    "unsure": "answered, but its last day is not certain",
    "undated": "something came, the day is not logged yet",
    "withdrawn": "withdrawn by the requester",
}
TOLD = ("in_time", "late", "overdue")
_OPEN = {"awaiting": "waiting", "overdue": "overdue", "on_hold": "on_hold"}
_ROW = ("pk", "authority", "round", *CLOCK)


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How letters stood on a day. counts: by the keys of STANDINGS; unread: of those answered, the
    ones that nobody has read yet; left_out: letters that the curve cannot know of."""

    counts: Counter[str]
    unread: int
    curve: Curve
    left_out: int

    @property
    def letters(self) -> int:
        return self.counts.total()

    @property
    def late(self) -> Share:
        """Late or without a reply, of the letters whose last day has passed and of which we know.

        Not of those answered already whose last day is still to come: their neighbours, who will
        be late, cannot be counted yet.
        """
        late = self.counts["late"] + self.counts["overdue"]
        return share(late, late + self.counts["in_time"])

    @property
    def in_time(self) -> Share:
        """The rest of `late`."""
        return share(self.counts["in_time"], self.late.of)

    @property
    def told(self) -> list[tuple[str, int]]:
        """Letters whose last day has passed, in words."""
        return [(STANDINGS[name], self.counts[name]) for name in TOLD]

    @property
    def apart(self) -> list[tuple[str, int]]:
        """What is in no share, in words; only where there is any."""
        others = [name for name in STANDINGS if name not in TOLD and self.counts[name]]
        return [(STANDINGS[name], self.counts[name]) for name in others]


def timeliness(
    on: date, *, within: Mapping[str, Any] | None = None, councils: QuerySet[Any] | None = None
) -> Timeliness:
    """Of all letters, or of those `within` (lookups of requests) and sent to these councils.

    Only what everybody may see. 3 queries; none but the first where nothing was asked.
    """
    rows = _filling(_rows(on, within or {}, councils))
    if not rows:
        return Timeliness(Counter(), 0, waiting_curve([]), 0)
    calendar = Remembered(BankHoliday.objects.table().uk)
    moved = _moved(rows)
    counts: Counter[str] = Counter()
    waited: list[Waited] = []
    for row in rows:
        facts = Facts(*head_of(row))
        standing = _standing(row, facts, on, calendar)
        counts[standing] += 1
        if (known := _waited(row, standing, facts, on, calendar, moved)) is not None:
            waited.append(known)
    unread = sum(1 for row in rows if row["first_reply_on"] and not row["is_read"])
    return Timeliness(counts, unread, waiting_curve(waited), len(rows) - len(waited))


def _rows(
    on: date, within: Mapping[str, Any], councils: QuerySet[Any] | None
) -> Iterable[dict[str, Any]]:
    read = Finding.objects.published().filter(request=OuterRef("pk"))
    found = Request.objects.in_table_for(None, on).filter(version__isnull=False, **within)
    if councils is not None:
        found = found.filter(authority__in=councils.values("pk"))
    return found.order_by("sent_on", "pk").values(*_ROW, is_read=Exists(read))


def _filling(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each council, letter and round the request that fills the cells: the one sent last that
    has a published finding, else the one sent last."""
    chosen: dict[tuple[int, int], dict[str, Any]] = {}
    for row in rows:
        place = (row["authority"], row["round"])
        before = chosen.get(place)
        if before is None or row["is_read"] or not before["is_read"]:
            chosen[place] = row
    return list(chosen.values())


def _moved(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[int, str], date]:
    """By request and kind: when it was withdrawn, and when the count began anew (s.10(6))."""
    kinds = [Kind.WITHDRAWN.value, Kind.CLARIFICATION_RECEIVED.value]
    open_rows = [row["pk"] for row in rows if row["first_reply_on"] is None]
    events = Event.objects.filter(
        request__in=open_rows, kind__in=kinds, corrected_by=None, voids=False
    )
    found = events.order_by("on", "pk").values_list("request", "kind", "on")
    return {(request, kind): day for request, kind, day in found}


def _standing(row: Mapping[str, Any], facts: Facts, on: date, calendar: CountsDays) -> str:
    """One of STANDINGS."""
    answered, last = row["first_reply_on"], facts.late_after or facts.due_on
    if answered is not None and last is not None:
        if lateness(facts, answered, calendar):
            return "late"
        if answered > last:
            return "unsure"  # a provisional date may only move on, never back
        return "in_time" if last < on else "early"
    if answered is not None:
        return "unsure"
    if row["came_said_on"] is not None:
        return "undated"
    outcome = without_finding(facts, on, calendar).outcome
    return "withdrawn" if outcome == "withdrawn" else _OPEN.get(outcome, "unconfirmed")


def _waited(
    row: Mapping[str, Any],
    standing: str,
    facts: Facts,
    on: date,
    calendar: CountsDays,
    moved: Mapping[tuple[int, str], date],
) -> Waited | None:
    """How long it is known to have waited, in working days of the Act; None where nobody knows.

    On hold it counts to the day on which the clock stopped, since from then on the council waits.
    An unconfirmed one counts to the last day on which somebody said that nothing had come: of
    nothing, where the count began anew after that day.
    """
    if row["first_reply_on"] is not None:
        days = row["working_days"]
        return None if days is None else Waited(days, answered=True)
    if standing == "undated" or not facts.reached or facts.received_on is None:
        return None
    until = {
        "withdrawn": moved.get((row["pk"], Kind.WITHDRAWN.value)),
        "on_hold": facts.on_hold_since,
        "unconfirmed": facts.silence_said_on,
    }.get(standing, on)
    if until is None:
        return None
    anew = moved.get((row["pk"], Kind.CLARIFICATION_RECEIVED.value), facts.received_on)
    began = max(anew, facts.received_on)
    return None if until < began else Waited(calendar.count(began, until), answered=False)

"""What happened to the requests behind a council's cells, day by day, and by when it was due.

Only dates and kinds of events: of whoever asked nothing is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from foi.models import Event, Request
from foi.models.visibility import AnyUser
from foi.rules.cells import Cell
from foi.rules.event_words import DATED_KINDS, EVENT_WORDS, PRIVATE_KINDS
from foi.rules.lifecycle import INCOMING, Kind
from foi.rules.periods import day_in_words

from .asked_as import refs_of
from .shape import Row
from .words import days

REPLIES = {Kind.RESPONSE.value, Kind.REFUSED.value}
DUE = "The last day for the reply"
LATER_READING = "The last day by the later reading of the law; only after it is a reply called late"
LIKELY = "likely: the bank holidays of that year are not yet published"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the day, what happened, and what must be said with it. is_due: a day that the law
    sets, not an event."""

    on: date
    words: str
    small: str = ""
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One request's days. anchor: its place on the page; headings: the cells that it fills."""

    anchor: str
    entries: list[Entry]
    headings: list[str]


def happened(row: Row, *, user: AnyUser, on: date) -> dict[str, Happened]:
    """By request reference, for the requests that fill the row's cells. Two queries."""
    refs = refs_of(row.cells)
    seen = Request.objects.in_table_for(user, on).filter(ref__in=refs)
    found = {one.ref: one for one in seen.prefetch_related("events__message")}
    told: dict[str, Happened] = {}
    for ref in refs:
        if ref not in found:
            continue
        filled = [shown for shown in row.cells if shown.cell.request_ref == ref]
        told[ref] = Happened(
            anchor=f"happened-{len(told) + 1}",
            entries=entries(found[ref], filled[0].cell, on),
            headings=[shown.column.heading for shown in filled],
        )
    return told


def entries(request: Request, cell: Cell, on: date) -> list[Entry]:
    """The days of one request in order; a day that the law sets comes after what happened on it."""
    events = list(request.events.all())
    lines = [_entry(event, events, request, cell) for event in _told(events)]
    lines += _due(request)
    return sorted(lines, key=lambda line: (line.on, line.is_due))


def _told(events: Sequence[Event]) -> Iterable[Event]:
    """What stands and is public; "something came" only until somebody has said what it was."""
    corrected = {event.corrects_id for event in events}
    came = max((event.recorded_at for event in events if event.kind in INCOMING), default=None)
    for event in events:
        stands = not event.voids and event.pk not in corrected
        known = event.kind == Kind.SOMETHING_CAME and came and event.recorded_at <= came
        if stands and event.kind not in PRIVATE_KINDS and not known:
            yield event


def _entry(event: Event, events: Sequence[Event], request: Request, cell: Cell) -> Entry:
    said = []
    if event.kind in REPLIES and event.on == request.first_reply_on:
        said += _taken(request, cell)
    if event.kind == Kind.DUE_MOVED and event.by_id is None and event.note:
        said.append(event.note)
    if _by_requester(event):
        said.append("date given by the requester")
    if event.corrects_id:
        said.append(_put_right(event, events))
    return Entry(event.on, EVENT_WORDS[event.kind], "; ".join(said))


def _taken(request: Request, cell: Cell) -> Iterable[str]:
    """How long the first reply took, and how late it was where that may be said."""
    if request.working_days is not None:
        yield f"after {days(request.working_days)}"
    if cell.days_late:
        yield f"late by {days(cell.days_late)}"


def _by_requester(event: Event) -> bool:
    """A person typed the day; no saved mail says it."""
    typed = event.message is None or event.message.inbound_id is None
    return event.by_id is not None and typed and event.kind in DATED_KINDS


def _put_right(event: Event, events: Sequence[Event]) -> str:
    wrong = next((one for one in events if one.pk == event.corrects_id), None)
    if wrong is None or wrong.on == event.on:
        return "put right"
    return f"put right; {day_in_words(wrong.on)} had been recorded"


def _due(request: Request) -> Iterable[Entry]:
    if request.due_on is None:
        return
    yield Entry(request.due_on, DUE, LIKELY if request.provisional else "", is_due=True)
    if request.late_after and request.late_after > request.due_on:
        yield Entry(request.late_after, LATER_READING, is_due=True)

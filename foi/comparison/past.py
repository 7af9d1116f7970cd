"""The table as it stood: clocks replayed and findings taken from what was recorded by then.

What may be seen today decides first: nothing that is now private, hidden, embargoed or taken back
comes to light again because somebody asks for an earlier day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from foi.models import BankHoliday, Event
from foi.models.clocked import derive
from foi.rules.lifecycle import EventFacts, Kind, State
from foi.rules.outcomes import Settled
from foi.rules.permissions import Visibility
from foi.rules.values import FREE

Rows = list[dict[str, Any]]


def end_of(day: date) -> datetime:
    """The first moment after this London day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def replayed(rows: Rows, before: datetime) -> Rows:
    """The requests that had gone by then, with their clocks as they were. 2 queries.

    A correction recorded later isn't known yet; a letter recorded later had not gone.
    """
    events: dict[int, list[EventFacts]] = defaultdict(list)
    chosen: dict[int, str] = {}
    recorded = Event.objects.filter(
        request__in=[row["pk"] for row in rows], recorded_at__lt=before
    ).order_by("recorded_at", "pk")
    for request, note, *fields in recorded.values_list(
        "request", "note", "pk", "kind", "on", "recorded_at", "corrects", "voids", "by", "message"
    ):
        fact = EventFacts(*fields)
        events[request].append(fact)
        if fact.kind == Kind.VISIBILITY_CHANGED:
            chosen[request] = note
    holidays = BankHoliday.objects.table()
    then = []
    for row in rows:
        was_private = row["is_public"] and chosen.get(row["pk"]) == Visibility.PRIVATE
        clock = derive(events[row["pk"]], regime=row["regime"], holidays=holidays)
        if clock["state"] != State.DRAFT and not was_private:
            then.append(row | {name: clock[name] for name in clock if name in row})
    return then


def as_they_stood(
    rows: Iterable[dict[str, Any]], types: Mapping[int, str], before: datetime
) -> Rows:
    """Of all findings ever published (none hidden), those that stood then, marked `stood`.

    `types`: the answer type of each question. A finding since replaced counts only where what
    replaced it is public today, and keeps no word of its own that does not stand today.
    """
    every = list(rows)
    now = {_place(row): row for row in every if row["superseded_at"] is None}
    found = []
    for row in every:
        today = now.get(_place(row))
        if today is None:
            continue
        over = row["superseded_at"]
        row["stood"] = row["published_at"] < before and (over is None or over >= before)
        if row["settled_at"] is not None and row["settled_at"] >= before:
            row["settled"], row["same_side"] = Settled.UNCHECKED.value, False
        if row is not today:
            _without_old_words(row, today, types.get(row["question"], ""))
        found.append(row)
    return found


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (row["request"], row["source"], row["question"], row["stage"])


def _without_old_words(row: dict[str, Any], today: Mapping[str, Any], type: str) -> None:
    for name in ("reading__quote", "reading__link", "reading__other_period"):
        if row[name] != today[name]:
            row[name] = ""
    # Of an answer since put right, words are shown only where the one that stands says the same.
    if type in FREE and row["value_text"] != today["value_text"]:
        row["value_text"] = None

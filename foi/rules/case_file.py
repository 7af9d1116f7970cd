"""A file of worked deadlines: read it, and hold every date in it against the clock.

The file is JSON: {"cases": [{id, regime, received, events, expected_due, …}]}; an event has a
`type` and a `date`, or `from` and `to`. A case passes when every date and flag that it expects is
met.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from foi.rules.clock import Clock, Happened, run
from foi.rules.working_days import Holidays

LONDON = ZoneInfo("Europe/London")

# What a case may expect, and where the clock says it.
EXPECTED = {
    "expected_due": "due_on",
    "alt_due_s45_code": "code_due_on",
    "base_due": "base_due_on",
    "expected_outer": "outer_on",
    "expected_latest_rule12": "latest_rule12_on",
    "fee_payment_deadline": "fee_payment_deadline",
    "twentieth_school_day": "twentieth_school_day",
    "sixtieth_working_day": "sixtieth_working_day",
    "plain_20wd": "plain_due_on",
    "s10_expiry": "s10_expiry",
    "cautious_due": "cautious_due_on",
    "late_after": "late_after",
    "on_hold_since": "on_hold_since",
    "counted_from": "counted_from",
}
FLAGS = ("soft", "contested", "provisional", "extended", "lapsed")
COMPARED = "foia_due_for_comparison"
GIVEN = {"id", "regime", "received", "events", "received_utc", "received_time"}


class BadCaseFile(ValueError):
    """The file as a whole cannot be read; the message says why."""


class _BadCase(ValueError):
    """One case cannot be read; the message says why."""


@dataclass(frozen=True)
class Checked:
    """A case and what is wrong with it (nothing: it passed)."""

    case_id: str
    failures: tuple[str, ...]


def read_cases(text: str) -> list[Any]:
    """The cases of a file. Raises BadCaseFile with a sentence."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadCaseFile(f"This is not JSON: line {error.lineno}, {error.msg}.") from None
    cases = content.get("cases") if isinstance(content, dict) else None
    if not isinstance(cases, list) or not cases:
        raise BadCaseFile('This file holds no cases: it needs {"cases": [ … ]} with at least one.')
    return cases


def check_case(case: object, holidays: Holidays) -> Checked:
    """Run one case; every expectation that is not met is one sentence."""
    if not isinstance(case, Mapping):
        return Checked("?", ("This case is not an object with a regime and a date.",))
    case_id = str(case.get("id", "?"))
    try:
        return Checked(case_id, tuple(_failures(case, holidays)))
    except OverflowError:
        return Checked(case_id, ("A date in this case lies too far away.",))
    except ValueError as error:  # a bad date, an unknown regime, a day outside the table
        return Checked(case_id, (str(error),))


def _failures(case: Mapping[str, Any], holidays: Holidays) -> list[str]:
    if not any(key in case for key in (*EXPECTED, *FLAGS, COMPARED)):
        raise _BadCase("This case expects nothing, so it proves nothing.")
    received, failures = _received(case)
    events = read_events_of(case.get("events"))
    clock = run(str(case.get("regime")), received, events, holidays=holidays)
    failures += _unmet(case, clock)
    if COMPARED in case:
        foia = run("foia", received, events, holidays=holidays)
        failures += _differs(COMPARED, _day(case[COMPARED], COMPARED), foia.due_on)
    return failures + _unknown_expectations(case)


def _unmet(case: Mapping[str, Any], clock: Clock) -> list[str]:
    failures: list[str] = []
    for key, field in EXPECTED.items():
        if key in case:
            found = getattr(clock, field)
            if key == "alt_due_s45_code" and found is None and case[key] is not None:
                found = clock.due_on  # received on a working day: the two readings agree
            failures += _differs(key, _day(case[key], key), found)
    for flag in FLAGS:
        if flag in case and case[flag] is not getattr(clock, flag):
            failures.append(f"{flag}: expected {case[flag]}, found {getattr(clock, flag)}")
    return failures


def _differs(key: str, expected: date | None, found: date | None) -> list[str]:
    if expected == found:
        return []
    return [f"{key}: expected {expected or 'no date'}, found {found or 'no date'}"]


def _unknown_expectations(case: Mapping[str, Any]) -> list[str]:
    """Keys that hold a date, a flag, a number or null which nothing here checks."""
    known = {*GIVEN, *EXPECTED, *FLAGS, COMPARED}
    return [
        f"{key}: this looks like an expectation, but nothing here can check it"
        for key, value in case.items()
        if key not in known and _expects(key, value)
    ]


def _expects(key: str, value: object) -> bool:
    if isinstance(value, str):
        return key.startswith("expected") or _is_date(value)
    return value is None or isinstance(value, bool | int | float)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _received(case: Mapping[str, Any]) -> tuple[date, list[str]]:
    """The local date of receipt: of the moment, where one is given, and so counted."""
    stated = _day(case.get("received"), "received")
    if stated is None:
        raise _BadCase("received: a date is missing.")
    received = stated
    if "received_time" in case:
        received = _clock_time(str(case["received_time"]), stated)
    if "received_utc" in case:
        received = local_date(_moment(str(case["received_utc"])))
    return received, _differs("received", stated, received)


def local_date(moment: datetime) -> date:
    """The legal day of a moment: a day ends at midnight in London (Berend, EA/2006/0049)."""
    return moment.astimezone(LONDON).date()


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _BadCase(f"received_utc: “{text}” is not a moment.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("UTC"))


def _clock_time(text: str, day: date) -> date:
    """A time of day is London's, and any time up to midnight belongs to its day."""
    try:
        at = time.fromisoformat(text)
    except ValueError:
        raise _BadCase(f"received_time: “{text}” is not a time of day.") from None
    return local_date(datetime.combine(day, at.replace(tzinfo=at.tzinfo or LONDON)))


def _day(value: object, key: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _BadCase(f"{key}: “{value}” is not a date (YYYY-MM-DD).") from None


def read_events_of(events: object) -> list[Happened]:
    """The events of a case. Raises ValueError with a sentence for one without kind or date."""
    if not isinstance(events or [], list):
        raise _BadCase("events: a list is needed.")
    happened: list[Happened] = []
    for event in cast(list[Any], events or []):
        if not isinstance(event, Mapping) or "type" not in event:
            raise _BadCase("An event has no type.")
        on = _day(event.get("date") or event.get("from"), "date of an event")
        if on is None:
            raise _BadCase(f"{event['type']}: a date is missing.")
        until = _day(event.get("to"), "end of an event")
        happened.append(Happened(str(event["type"]), on, until, str(event.get("label", ""))))
    return happened

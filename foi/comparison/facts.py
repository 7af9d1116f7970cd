"""A request's clock and its findings as the cells want them: made here, wherever they are shown."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from foi.models import Finding, Reading, Request
from foi.rules.answers import Answer, from_json
from foi.rules.cells import CitedGround, Facts, FindingFacts
from foi.rules.checking import Read

CLOCK = (
    "ref sent_on received_on due_on late_after provisional on_hold_since hold_kind "
    "first_reply_on working_days state reached_on silence_said_on came_said_on received_basis "
    "channel council_told_on"
).split()
FINDING = (
    "stage settled same_side published_at reading__outcome reading__quote reading__link "
    "reading__other_period"
).split()


def head_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Every field of Facts but its findings, in their order, from the columns of CLOCK."""
    return (
        row["ref"],
        row["sent_on"],
        row["received_on"],
        row["due_on"],
        row["late_after"],
        row["provisional"],
        row["on_hold_since"],
        row["hold_kind"] or None,
        row["first_reply_on"] or row["came_said_on"],  # first_reply_on
        row["working_days"],
        row["state"] == "withdrawn",
        row["reached_on"] is not None,
        False,  # the site receives no replies itself
        row["silence_said_on"],
        row["received_basis"] == "requester",
        row["channel"] == "imported",
        row["council_told_on"] is not None,
    )


def clock_row(request: Request) -> dict[str, Any]:
    """The columns of CLOCK of a request that was read whole."""
    return {name: getattr(request, name) for name in CLOCK}


def request_facts(request: Request, *findings: FindingFacts) -> Facts:
    """One request's standing, from its cached clock."""
    return Facts(*head_of(clock_row(request)), findings)


@lru_cache(maxsize=4096)
def answer_from(text: str | None) -> Answer | None:
    """The typed answer in a reading's JSON. Councils often say the same: each is read once."""
    value = json.loads(text) if text else None
    return from_json(value) if value else None


def finding_facts(
    row: Mapping[str, Any], grounds: tuple[CitedGround, ...], answer: Answer | None
) -> FindingFacts:
    """One finding from the columns of FINDING, with its answer and the grounds it rests on."""
    published_at = row["published_at"]
    return FindingFacts(
        stage=row["stage"],
        outcome=row["reading__outcome"],
        answer=answer,
        grounds=grounds,
        quote=row["reading__quote"],
        link=safe_link(row["reading__link"]),
        settled=row["settled"],
        published_on=_london(published_at) if published_at else None,
        other_period=row["reading__other_period"],
        same_side=row["same_side"],
    )


def of_finding(finding: Finding) -> FindingFacts:
    """The same of a finding that was read with its reading; published or not yet."""
    reading = finding.reading
    cited = tuple(CitedGround(one["slug"], one.get("cited", "")) for one in reading.grounds)
    own = {name: getattr(finding, name) for name in FINDING if "__" not in name}
    read = {name: getattr(reading, name[9:]) for name in FINDING if name.startswith("reading__")}
    answer = from_json(reading.value) if reading.value else None
    return finding_facts(own | read, cited, answer)


def as_read(reading: Reading) -> Read:
    """What of a reading counts when two are compared."""
    return Read(
        outcome=reading.outcome,
        answer=from_json(reading.value) if reading.value else None,
        grounds=frozenset(row["slug"] for row in reading.grounds),
        other_period=bool(reading.other_period.strip()),
    )


def safe_link(link: str) -> str:
    """A web address that a page may lead to; "" for anything else, such as javascript:."""
    return link if link.startswith(("https://", "http://")) else ""


@lru_cache(maxsize=4096)
def _london(moment: datetime) -> date:
    return timezone.localdate(moment)

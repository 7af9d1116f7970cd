"""A request's clock and its findings as the cells want them: made here, wherever they are shown."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
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
    "stage settled same_side reading__outcome reading__link reading__other_period "
    "published_text value_text grounds_text"  # each put apart once, however often it is said
).split()
QUOTE = "reading__quote"  # long, and only told where a cell is told in full


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


@lru_cache(maxsize=1024)
def grounds_from(text: str) -> tuple[CitedGround, ...]:
    """The grounds in a reading's JSON, in the order of the law's own slugs."""
    rows = sorted(json.loads(text), key=lambda row: str(row["slug"]))
    return tuple(CitedGround(row["slug"], row.get("cited", "")) for row in rows)


@lru_cache(maxsize=4096)
def finding_facts(
    stage: str,
    settled: str,
    same_side: bool,
    outcome: str,
    link: str,
    other_period: str,
    published: str,
    answer: str | None,
    grounds: str,
    quote: str = "",
    handle: int = 0,
) -> FindingFacts:
    """One finding from the columns of FINDING: its answer and its grounds as JSON text.

    Councils often say the same on the same day: equal findings are one object, so that the rules
    put each into words once. With its passage no finding is like another: `told_finding`.
    """
    return FindingFacts(
        stage=stage,
        outcome=outcome,
        answer=answer_from(answer),
        grounds=grounds_from(grounds),
        quote=quote,
        link=safe_link(link),
        settled=settled,
        published_on=_london(published) if published else None,
        other_period=other_period,
        same_side=same_side,
        handle=handle,
    )


told_finding = finding_facts.__wrapped__  # the same, kept by nobody


def of_finding(finding: Finding) -> FindingFacts:
    """The same of a finding that was read with its reading; published or not yet."""
    reading = finding.reading
    return told_finding(
        finding.stage,
        finding.settled,
        finding.same_side,
        reading.outcome,
        reading.link,
        reading.other_period,
        finding.published_at.isoformat() if finding.published_at else "",
        json.dumps(reading.value) if reading.value else None,
        json.dumps(reading.grounds),
        reading.quote,
        finding.pk,
    )


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
    return link if link and link.startswith(("https://", "http://")) else ""


@lru_cache(maxsize=4096)
def _london(moment: str) -> date:
    """The legal day of a moment as a database writes it: without a zone it is UTC."""
    at = datetime.fromisoformat(moment)
    return timezone.localdate(at if at.tzinfo else at.replace(tzinfo=UTC))

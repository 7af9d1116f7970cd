"""What a cell says where nothing has been published: the clock, and only what is known of it."""

from datetime import date
from typing import Any

from foi.rules.cell_facts import Cell, CountsDays, Facts
from foi.rules.outcomes import HOLD_WORDS, WORDS, due_words, overdue_words

# A requester's "nothing has come" is good for so many days.
SILENCE_HOLDS_DAYS = 30


def without_finding(facts: Facts | None, today: date, calendar: CountsDays) -> Cell:
    if facts is None:
        return Cell("not_asked", WORDS["not_asked"])
    outcome = _waiting(facts, today)
    until = today if outcome == "overdue" else facts.first_reply_on
    late = lateness(facts, until, calendar) if outcome in ("overdue", "received") else 0
    words = _waiting_words(outcome, facts, late)
    return Cell(outcome, words, days_late=late, **request_dates(facts))


def _waiting(facts: Facts, today: date) -> str:
    if facts.withdrawn:
        return "withdrawn"
    replied, held = facts.first_reply_on, facts.on_hold_since
    if held is not None and (replied is None or held >= replied):
        return "on_hold"
    if replied is not None:
        return "received"
    if facts.due_on is None:
        return "unconfirmed"
    if today <= facts.due_on:
        return "awaiting"
    return "overdue" if _known_overdue(facts, today) else "unconfirmed"


def _known_overdue(facts: Facts, today: date) -> bool:
    """It reached the council, and somebody knows that nothing has come back."""
    due, said = facts.due_on, facts.silence_said_on
    if due is None or facts.provisional or facts.imported or not facts.reached:
        return False
    if today <= max(due, facts.late_after or due):
        return False
    if facts.site_receives_replies:
        return True
    return said is not None and due < said <= today and (today - said).days <= SILENCE_HOLDS_DAYS


def lateness(facts: Facts, until: date | None, calendar: CountsDays) -> int:
    """Working days after the later legal reading; 0 where the date is not certain."""
    last = facts.late_after or facts.due_on
    if last is None or until is None or until <= last or facts.provisional:
        return 0
    if facts.imported and (facts.sent_on or facts.received_on) is None:
        return 0
    return calendar.count(last, until)


def _waiting_words(outcome: str, facts: Facts, late: int) -> str:
    if outcome == "overdue":
        by_owner = None if facts.site_receives_replies else facts.silence_said_on
        return overdue_words(late, by_owner)
    if outcome == "on_hold":
        return HOLD_WORDS[facts.hold_kind or "clarification"]
    if outcome == "awaiting" and facts.due_on is not None:
        return due_words(facts.due_on, provisional=facts.provisional)
    return WORDS[outcome]


def request_dates(facts: Facts | None) -> dict[str, Any]:
    """The dates that any cell of a request carries."""
    if facts is None:
        return {}
    return {
        "request_ref": facts.request_ref,
        "asked_on": facts.sent_on,
        "due_on": facts.due_on,
        "late_after": facts.late_after,
        "answered_on": facts.first_reply_on,
        "working_days": facts.working_days,
        "date_given_by_requester": facts.date_by_requester,
    }

"""What a reply says of a question, what a cell says without one, and the public words for both.

Outcome, process and timeliness are three things and never merged into one status. The words are
the only ones in which the site speaks of a council; nothing else may word a cell.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from foi.rules.showing import say_date


class Outcome(StrEnum):
    """What a reply says of one question."""

    ANSWERED = "answered"
    ANSWERED_IN_PART = "answered_in_part"
    UNCLEAR = "unclear"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    ALREADY_PUBLIC = "already_public"
    WRONG_BODY = "wrong_body"
    UNANSWERED = "unanswered"


class Waiting(StrEnum):
    """What a cell says where no finding has been published."""

    NOT_ASKED = "not_asked"
    AWAITING = "awaiting"
    UNCONFIRMED = "unconfirmed"
    OVERDUE = "overdue"
    ON_HOLD = "on_hold"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """Who said it; the last stage wins (`STAGE_ORDER`)."""

    FIRST_RESPONSE = "first_response"
    REVIEW = "review"
    REGULATOR = "regulator"


class Settled(StrEnum):
    """How many people stand behind a finding."""

    UNCHECKED = "unchecked"
    CHECKED = "checked"
    AGREED = "agreed"
    THIRD_READER = "third_reader"


STAGE_ORDER: dict[str, int] = {stage.value: place for place, stage in enumerate(Stage)}
STAGE_WORDS: dict[str, str] = {
    Stage.FIRST_RESPONSE.value: "first response",
    Stage.REVIEW.value: "after an internal review",
    Stage.REGULATOR.value: "after the regulator’s decision",
}
UNCHECKED_WORDS = "entered by one person, not checked"

WITH_VALUE = frozenset({"answered", "answered_in_part", "already_public"})
NO_REPLY = frozenset({"awaiting", "unconfirmed", "overdue"})
# Sections 21 and 22 (and EIR 6(1)(b)): published, or about to be. Counted apart from refusals.
PUBLISHED_GROUNDS = frozenset({"foia-s21", "foia-s22", "eir-6-1-b"})

WORDS: dict[str, str] = {
    "answered": "Answered",
    "answered_in_part": "Answered in part",
    "unclear": "Answered, but not in a form that fits",
    "not_held": "Council says it does not hold this",
    "already_public": "Council says it is already published",
    "wrong_body": "Council says another body holds this",
    "unanswered": "The reply passes over this question",
    "not_asked": "Not asked",
    "unconfirmed": "Past its date, not confirmed",
    "received": "Replied, being read",
    "withdrawn": "Withdrawn",
}
HOLD_WORDS = {"clarification": "Asked us a question back", "fee": "Asked for a fee"}


def refused_words(grounds: Sequence[str]) -> str:
    """ "Refused: section 12 (cost), section 40(2) (personal data)", from the grounds' own words."""
    return f"Refused: {', '.join(grounds) if grounds else 'no ground cited'}"


def due_words(due_on: date, *, provisional: bool = False) -> str:
    """When the answer is due; "likely" where that year's bank holidays are not yet published."""
    if provisional:
        return f"Likely due {say_date(due_on)} (holidays not yet published)"
    return f"Due {say_date(due_on)}"


def overdue_words(working_days: int, confirmed_on: date | None) -> str:
    """How long no reply has been recorded, and when somebody last confirmed it."""
    days = "1 working day" if working_days == 1 else f"{working_days} working days"
    confirmed = f" (confirmed on {say_date(confirmed_on)})" if confirmed_on else ""
    return f"No reply recorded, {days} after the due date{confirmed}"


def group(outcome: str, grounds: Sequence[str] = (), *, has_value: bool = False) -> str:
    """The heading under which a cell is counted in coverage; `grounds` are slugs.

    One of answered, refused, published (sections 21 and 22 and what is already public), not_held,
    on_hold (clarification or fee), no_reply, received, other, withdrawn, not_asked. A value found
    where the council pointed counts as answered; what is counted as refused is only a refusal.
    """
    if outcome == "already_public":
        return "answered" if has_value else "published"
    if outcome == "refused":
        return "published" if grounds and PUBLISHED_GROUNDS.issuperset(grounds) else "refused"
    if outcome in NO_REPLY:
        return "no_reply"
    if outcome in ("answered", "answered_in_part", "unclear"):
        return "answered"
    return "other" if outcome in ("wrong_body", "unanswered") else outcome


def counts_as_refusal(outcome: str, grounds: Sequence[str] = ()) -> bool:
    """Whether a cell counts among refusals: sections 21 and 22 alone do not."""
    return group(outcome, grounds) == "refused"

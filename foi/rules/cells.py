"""Which request fills a cell, and what the cell says: the heart of the comparison, as pure rules.

A finding that was published speaks; without one the clock does, and says "no reply" only when
somebody has confirmed it. Lateness is said only after the later of the two legal readings of the
Act (section 10 and the section 45 Code), and never on a date that is not yet certain.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from foi.rules.cell_beside import newest_first, with_others
from foi.rules.cell_clock import without_finding
from foi.rules.cell_facts import (
    Beside,
    Cell,
    CitedGround,
    CouncilSaid,
    CountsDays,
    Facts,
    FindingFacts,
    QuestionFacts,
    Remembered,
)
from foi.rules.cell_findings import in_words, last_word, with_finding, with_source
from foi.rules.outcomes import UNCHECKED_WORDS
from foi.rules.showing import say_date
from foi.rules.small_numbers import THRESHOLD
from foi.rules.typed_periods import is_period
from foi.rules.values import Answer

__all__ = [
    "Beside",
    "Cell",
    "CitedGround",
    "CouncilSaid",
    "CountsDays",
    "Facts",
    "FindingFacts",
    "QuestionFacts",
    "Remembered",
    "cell",
    "shown_again",
    "which",
]

FROM_SOURCE = "from a published source"
BY_REQUESTER = "date given by the requester"
TWO_ANSWERS = "two answers"
MASKED_BY_US = "small numbers masked by us"
SAME_SIDE = "checked by a member of the same investigation"
DISPUTED = "disputed by the council"
ONLY_IN_REPLY = "answered only in the right of reply"


def which(requests: Sequence[Facts]) -> Facts | None:
    """The request that fills the cell: the one sent last that has a finding, else sent last."""
    sent = newest_first(requests)
    return next((facts for facts in sent if facts.findings), sent[0] if sent else None)


def cell(
    requests: Sequence[Facts],
    *,
    question: QuestionFacts,
    today: date,
    calendar: CountsDays,
    sources: Sequence[FindingFacts] = (),
    council: CouncilSaid | None = None,
    threshold: int = THRESHOLD,
) -> Cell:
    """What one authority's cell says of one question in one round, on a day.

    `requests`: all that this reader may see and that asked the question; `sources`: published
    findings that rest on a published source; `council`: what it said in the right of reply.
    Wrap the calendar in `Remembered` once a table.
    """
    if len(requests) == 1 and len(requests[0].findings) == 1 and not sources:  # nearly all
        only = requests[0]
        plain = with_finding(only, only.findings[0], question, calendar, threshold)
        return _annotated(plain, council)

    def waits(other: Facts) -> Cell:
        return without_finding(other, today, calendar)

    facts, source = which(requests), last_word(sources)
    finding = last_word(facts.findings) if facts else None
    if finding is None and source is None:
        made = without_finding(facts, today, calendar)
        if len(requests) > 1:
            made = with_others(made, requests, facts, (), question, threshold, waits)
        return _annotated(made, council)
    from_source = finding is None or (finding.outcome == "already_public" and not finding.answer)
    if source is not None and from_source:
        finding = with_source(finding, source)
    assert finding is not None
    made = with_finding(facts, finding, question, calendar, threshold)
    if source is not None and from_source:
        made = replace(made, from_source=True)
    if len(requests) > 1 or sources or (facts and len(facts.findings) > 1):
        spoken = facts if facts and facts.findings else None
        made = with_others(made, requests, spoken, sources, question, threshold, waits)
    return _annotated(made, council)


def shown_again(made: Cell, question: QuestionFacts, answer: Answer) -> Cell:
    """The cell with another published answer, for a total masked by looking at the whole row."""
    shown, value, unit = in_words(answer, question)
    return replace(made, answer=answer, shown=shown, value=value, unit=unit, quote="")


def _answers(made: Cell) -> bool:
    """Whether the reply itself answered, in part at least."""
    return made.has_value or made.outcome in ("answered", "answered_in_part")


def _annotated(made: Cell, council: CouncilSaid | None) -> Cell:
    """With the small print that a cell must carry, in the site's own words."""
    notes = []
    if council is not None:
        made.council = council
        if council.disputed:
            notes.append(DISPUTED)
        if council.answered and not _answers(made):
            notes.append(ONLY_IN_REPLY)
    if made.checked == "unchecked":
        notes.append(UNCHECKED_WORDS)
    if made.same_side:
        notes.append(SAME_SIDE)
    if made.from_source:
        notes.append(FROM_SOURCE)
    if made.two_answers:
        notes.append(TWO_ANSWERS)
    if made.other_period:
        named = f": {made.other_period}" if is_period(made.other_period) else ""
        notes.append(f"for another period{named}")
    if made.date_given_by_requester:
        notes.append(BY_REQUESTER)
    if made.asked_again:
        due = made.asked_again_due_on
        notes.append(f"asked again, due {say_date(due)}" if due else "asked again")
    if made.quote_masked:
        notes.append(MASKED_BY_US)
    if notes:
        made.notes = tuple(notes)
    return made

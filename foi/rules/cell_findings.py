"""What a cell says where a finding was published: the council's own answer, numbers masked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from foi.rules.cell_clock import lateness
from foi.rules.cell_facts import Cell, CountsDays, Facts, FindingFacts, QuestionFacts
from foi.rules.grounds import named
from foi.rules.outcomes import STAGE_ORDER, WORDS, refused_words
from foi.rules.showing import bare, say
from foi.rules.small_numbers import mask_quote, publish_count
from foi.rules.values import FREE, HELD_BACK, Answer


def last_word(findings: Sequence[FindingFacts]) -> FindingFacts | None:
    """The finding of the last stage: regulator, then review, then first response."""
    if len(findings) < 2:
        return findings[0] if findings else None
    return max(findings, key=_standing)


def _standing(finding: FindingFacts) -> tuple[int, date]:
    return STAGE_ORDER.get(finding.stage, -1), finding.published_on or date.min


def with_source(finding: FindingFacts | None, source: FindingFacts) -> FindingFacts:
    """A source's value behind the council's "already published"; its own finding without one."""
    if finding is None:
        return source
    return replace(
        finding,
        answer=source.answer,
        link=source.link or finding.link,
        quote=source.quote or finding.quote,
        unsaid=source.unsaid | finding.unsaid,
        settled=source.settled,
        handle=source.handle if source.quote else finding.handle,
    )


def with_finding(
    facts: Facts | None,
    finding: FindingFacts,
    question: QuestionFacts,
    calendar: CountsDays,
    threshold: int,
) -> Cell:
    """The cell of a finding, with the dates of its request where it has one."""
    said = (_told if finding.quote else _said)(finding, question, threshold)
    if facts is None:
        return Cell(*said)
    of_request = (
        facts.request_ref,
        facts.sent_on,
        facts.due_on,
        facts.late_after,
        facts.first_reply_on,
        facts.working_days,
        facts.date_by_requester,
        lateness(facts, facts.first_reply_on, calendar),
        not facts.council_told,
    )
    return Cell(*(said + of_request))


def _told(finding: FindingFacts, question: QuestionFacts, threshold: int) -> tuple[Any, ...]:
    """What a cell takes from its finding, in the order of Cell's first fields."""
    answer = published(finding, question, threshold)
    shown, value, unit = in_words(answer, question) if answer else ("", "", "")
    quote = public_quote(finding, answer, question, threshold)
    return (
        finding.outcome,
        finding_words(finding),
        answer,
        shown,
        value,
        unit,
        finding.grounds,
        finding.stage,
        finding.settled,
        finding.same_side,
        quote,
        quote != finding.quote or _words_masked(finding, answer),
        finding.link,
        finding.handle,
        finding.other_period,
    )


# A table without passages says the same for many councils: each combination is worded once.
_said = lru_cache(maxsize=4096)(_told)


def finding_words(finding: FindingFacts) -> str:
    if finding.outcome == "refused":
        return refused_words(named([ground.slug for ground in finding.grounds]))
    return WORDS[finding.outcome]


def published(finding: FindingFacts, question: QuestionFacts, threshold: int) -> Answer | None:
    """Its answer as everybody may read it: a small number masked, and words as a passage is."""
    answer = finding.answer
    if answer is None:
        return None
    if question.type in FREE and isinstance(answer.value, str):
        unsaid = finding.unsaid.beside(people=question.small_numbers)
        return Answer(unsaid.out_of(answer.value)) if unsaid else answer
    return publish_count(
        answer,
        key=question.key,
        type=question.type,
        threshold=threshold,
        people=question.small_numbers,
    )


def public_quote(
    finding: FindingFacts, answer: Answer | None, question: QuestionFacts, threshold: int
) -> str:
    """The council's words without a small number of people, whichever question it answers; none
    where its own figure is held back."""
    quote, people = finding.quote, question.small_numbers
    if quote and people:
        if answer is not None and answer.written == HELD_BACK:
            return ""
        if question.type == "count" and finding.answer is not None:
            quote = mask_quote(quote, finding.answer, threshold)
    return finding.unsaid.beside(people=people).out_of(quote)


def _words_masked(finding: FindingFacts, answer: Answer | None) -> bool:
    """Whether the council's own words say less than it wrote."""
    if finding.answer is None or answer is None:
        return False
    return isinstance(finding.answer.value, str) and answer.value != finding.answer.value


def in_words(answer: Answer, question: QuestionFacts) -> tuple[str, str, str]:
    """The value for a reader, for the files, and its unit."""
    shown = say(answer, question.type, question.unit)
    if question.choices and isinstance(answer.value, str):
        shown = question.choices.get(answer.value, shown)
    return shown, bare(answer), question.unit or answer.unit

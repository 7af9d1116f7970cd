"""What stands beside a cell: earlier stages, other requests, other sources, a newer question."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from foi.rules.cell_facts import Beside, Cell, Facts, FindingFacts, QuestionFacts
from foi.rules.cell_findings import (
    finding_words,
    in_words,
    last_word,
    public_quote,
    published,
)


def newest_first(requests: Sequence[Facts]) -> list[Facts]:
    """Those that were sent; of two sent on one day the later in the list is the newer."""
    sent = [facts for facts in requests if facts.sent_on is not None or facts.findings]
    if len(sent) > 1:
        sent = sorted(reversed(sent), key=lambda facts: facts.sent_on or date.min, reverse=True)
    return sent


def with_others(
    made: Cell,
    requests: Sequence[Facts],
    chosen: Facts | None,
    sources: Sequence[FindingFacts],
    question: QuestionFacts,
    threshold: int,
    waits: Callable[[Facts], Cell],
) -> Cell:
    """The cell with all that stands beside it: other findings, the newest published first, then
    requests that have none, `waits` saying what their clock says."""
    others = list(_others(requests, chosen, sources, made.from_source))
    beside = [_beside(made, *other, question, threshold) for other in others]
    beside.sort(key=lambda one: one.published_on or date.min, reverse=True)
    beside += [
        _waiting(facts, waits(facts))
        for facts in newest_first(requests)
        if _is_other(facts, chosen)
    ]
    again = _asked_again(requests, chosen)
    if not beside and again is None:
        return made
    made.beside = tuple(beside)
    made.two_answers = any(one.contradicts for one in beside)
    made.asked_again = again is not None
    made.asked_again_due_on = again.due_on if again else None
    return made


def _is_other(facts: Facts, chosen: Facts | None) -> bool:
    return facts is not chosen and not facts.findings


def _waiting(facts: Facts, made: Cell) -> Beside:
    """A request of which nothing was published: where it stands."""
    return Beside(
        request_ref=facts.request_ref,
        stage="",
        outcome=made.outcome,
        words=made.words,
        shown="",
        published_on=None,
        contradicts=False,
        asked_on=facts.sent_on,
    )


def _others(
    requests: Sequence[Facts],
    chosen: Facts | None,
    sources: Sequence[FindingFacts],
    source_used: bool,
) -> Iterable[tuple[Facts | None, FindingFacts, bool]]:
    """Every other finding: its request, itself, and whether it is the last word of its request."""
    for facts in requests:
        final = last_word(facts.findings)
        for finding in facts.findings:
            if facts is not chosen or finding is not final:
                yield facts, finding, facts is not chosen and finding is final
    used = last_word(sources) if source_used else None
    for finding in sources:
        if finding is not used:
            yield None, finding, True


def _beside(
    made: Cell,
    facts: Facts | None,
    finding: FindingFacts,
    is_last: bool,
    question: QuestionFacts,
    threshold: int,
) -> Beside:
    """Answers are held against each other as published: masked ones must not tell each other."""
    answer = published(finding, question, threshold)
    shown, value, _ = in_words(answer, question) if answer else ("", "", "")
    same = (finding.outcome, value) == (made.outcome, made.value)
    return Beside(
        request_ref=facts.request_ref if facts else "",
        stage=finding.stage,
        outcome=finding.outcome,
        words=finding_words(finding),
        shown=shown,
        published_on=finding.published_on,
        contradicts=is_last and not same,
        quote=public_quote(finding, answer, question, threshold),
        asked_on=facts.sent_on if facts else None,
        handle=finding.handle,
    )


def _asked_again(requests: Sequence[Facts], chosen: Facts | None) -> Facts | None:
    """A newer request that still waits for its answer."""
    for facts in newest_first(requests):
        if facts is chosen:
            return None
        if not facts.findings and not facts.withdrawn and facts.first_reply_on is None:
            return facts
    return None

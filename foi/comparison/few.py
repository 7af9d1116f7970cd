"""Which small numbers of people a council's answers name, so that nothing beside repeats them."""

from collections.abc import Collection, Iterable

from django.conf import settings

from foi.models import Finding
from foi.rules.answers import from_json
from foi.rules.small_numbers import few_said, may_publish_figure

from .columns import RESTS_ON


def few_in(findings: Iterable[Finding]) -> frozenset[int]:
    """The numbers of 1 to 4 in the answers that count people; each with reading and question."""
    few: frozenset[int] = frozenset()
    for finding in findings:
        if finding.question.small_numbers and finding.reading.value:
            few |= few_said(from_json(finding.reading.value), settings.SMALL_NUMBER_THRESHOLD)
    return few


def rests_on_few(finding: Finding, known: Iterable[Finding]) -> bool:
    """Whether a sum rests on fewer people than the threshold, as any answer `known` has it
    (PUBLICATION.md, small numbers)."""
    base = RESTS_ON.get(finding.question.key)
    behind = [row.reading.value for row in known if base and row.question.key == base]
    return any(
        not may_publish_figure(from_json(value), settings.SMALL_NUMBER_THRESHOLD)
        for value in behind
        if value
    )


def waits_for_number(finding: Finding, known: Iterable[Finding], asked: Collection[str]) -> bool:
    """Whether the request of a sum asked on how many people it rests (`asked`: its keys), and
    nothing `known` answers that yet: the sum waits, whatever an unpublished answer says."""
    base = RESTS_ON.get(finding.question.key)
    if base is None or base not in asked:
        return False
    own = (row for row in known if row.request_id == finding.request_id)
    return not any(row.question.key == base and row.superseded_at is None for row in own)

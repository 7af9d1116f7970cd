"""Which small numbers of people a council's answers name, so that nothing beside repeats them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.conf import settings

from foi.models import Asked, Finding
from foi.rules.answers import from_json
from foi.rules.number_words import GREAT, TENS, UNITS
from foi.rules.small_numbers import few_said, may_publish_figure
from foi.rules.values import HELD_BACK

from .columns import RESTS_ON

_NUMBER = re.compile(rf"\d|\b(?:{'|'.join((*UNITS, *TENS, *GREAT, 'hundred'))})\b", re.IGNORECASE)


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


def held_back(known: Collection[Finding]) -> set[int]:
    """The sums among these that rest on few people, or on a number which is not public yet.

    `known`: all that is or was public of some councils in some rounds, with reading and question.
    1 query where there is a sum, else none.
    """
    sums = [finding for finding in known if finding.question.key in RESTS_ON]
    if not sums:
        return set()
    asked: dict[int | None, set[str]] = defaultdict(set)
    rows = Asked.objects.filter(request__in=[finding.request_id for finding in sums])
    for request, key in rows.values_list("request", "question__key"):
        asked[request].add(key)
    beside: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in known:
        beside[finding.authority_id, finding.round_id].append(finding)
    return {
        finding.pk
        for finding in sums
        for others in [beside[finding.authority_id, finding.round_id]]
        if rests_on_few(finding, others)
        or waits_for_number(finding, others, asked[finding.request_id])
    }


def reason_shown(reason: str, *, is_held: bool) -> str:
    """Why an answer was put right; not one that names a number, where its figure is held back."""
    return HELD_BACK if is_held and _NUMBER.search(reason) else reason

"""Which small numbers of people a council's answers name, so that no passage repeats them."""

from collections.abc import Iterable

from django.conf import settings

from foi.models import Finding
from foi.rules.answers import from_json
from foi.rules.small_numbers import few_said


def few_in(findings: Iterable[Finding]) -> frozenset[int]:
    """The numbers of 1 to 4 in the answers that count people; each with reading and question."""
    few: frozenset[int] = frozenset()
    for finding in findings:
        if finding.question.small_numbers and finding.reading.value:
            few |= few_said(from_json(finding.reading.value), settings.SMALL_NUMBER_THRESHOLD)
    return few

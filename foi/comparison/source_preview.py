"""What a published source says, as the public would see it, published or not yet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings

from foi.models import Finding
from foi.rules.cells import CountsDays

from .columns import column as as_column
from .evidence import place_words
from .facts import of_finding
from .few import unsaid_in
from .making import Maker
from .preview import Preview


def preview_source(findings: Sequence[Finding], *, on: date, calendar: CountsDays) -> list[Preview]:
    """Each current finding's cell by the comparison's own rules, numbers masked. No query.

    `findings` come with reading, question and its version, of one letter.
    """
    rows = sorted(findings, key=lambda finding: finding.question.number)
    columns = [as_column(finding.question) for finding in rows]
    unsaid = unsaid_in(rows)
    told = {
        finding.question.key: [replace(of_finding(finding), published_on=on, unsaid=unsaid)]
        for finding in rows
    }
    maker = Maker(on, calendar, settings.SMALL_NUMBER_THRESHOLD)
    cells = maker.cells(columns, [], told, held=unsaid.held)
    return [
        Preview(finding.question.number, finding.question, finding, shown, place_words(finding))
        for finding, shown in zip(rows, cells, strict=True)
    ]

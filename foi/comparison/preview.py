"""One request's answers as the public would see them, published or not yet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from foi.models import Finding, Question, Request
from foi.rules.cells import CountsDays, Facts

from .columns import column as as_column
from .evidence import place_words
from .facts import clock_row, head_of, of_finding
from .few import unsaid_in
from .making import Maker
from .reading import Standing
from .shape import Shown


@dataclass(frozen=True, slots=True)
class Preview:
    """One finding with its public cell: `place` as the public reads it."""

    number: int
    question: Question
    finding: Finding
    shown: Shown
    place: str


def preview(
    request: Request, findings: Iterable[Finding], *, on: date, calendar: CountsDays
) -> list[Preview]:
    """Each current finding's cell by the comparison's own rules, numbers masked. 1 query, 2
    where there is a sum that rests on people.

    `findings` come with reading, question and its version, and refusals.
    """
    rows = {finding.question_id: finding for finding in findings}
    asked = [row for row in request.asked.order_by("number") if row.question_id in rows]
    columns = [as_column(rows[row.question_id].question) for row in asked]
    head = head_of(clock_row(request))
    keys = frozenset(column.key for column in columns)
    standing = Standing(head=head, facts=Facts(*head), keys=keys, is_public=True, only_came=False)
    unsaid = unsaid_in(rows.values())
    for finding in rows.values():
        told = replace(of_finding(finding), published_on=on, unsaid=unsaid)
        standing.findings.setdefault(finding.question.key, []).append(told)
    maker = Maker(on, calendar, settings.SMALL_NUMBER_THRESHOLD)
    cells = maker.cells(columns, [standing], {}, held=unsaid.held)
    return [
        Preview(row.number, rows[row.question_id].question, rows[row.question_id], shown, place)
        for row, shown in zip(asked, cells, strict=True)
        for place in [place_words(rows[row.question_id])]
    ]

"""A public answer that changed: a line on /corrections/, in the words of the cells or of staff."""

from datetime import date

from django.db.models import Q

from foi.actions import hiding
from foi.comparison.public_words import public_words
from foi.comparison.tables import cell_url
from foi.models import Correction, Finding, Reply, Report, Request
from foi.rules.reporting import page_of
from foi.rules.small_numbers import ANY_FEW, mask_few


def said_in_public(*, finding: Finding, on: date) -> str:
    """What everybody reads of it now; "" where nobody outside does."""
    is_public = finding.published_at is not None and finding.hidden_at is None
    return public_words(finding, on=on) if is_public else ""


def note_correction(*, finding: Finding, said: str, why: str, on: date) -> None:
    """Where the public read something and now reads something else, say so.

    `said`: what it read before, from `said_in_public`. Never a number of fewer than five people.
    """
    says = said_in_public(finding=finding, on=on)
    if not said or not says or said == says:
        return
    letter, heading = finding.question.version.letter, finding.question.heading
    cells = cell_url(letter, finding.authority, finding.round)
    Correction.add(
        page=f"{cells}#{finding.question.key}",
        said=f"{heading}: {said}"[:500],
        says=f"{heading}: {says}"[:500],
        why=mask_few(why, ANY_FEW),
        on=on,
        finding=finding,
    )


def note_decided(
    *, report: Report, reply: Reply | None, said: str, says: str, why: str, on: date
) -> None:
    """The line that staff write when they decide a report; `reply`: of the council, where the
    report is about that. Their words come masked."""
    Correction.add(
        page=report.page,
        said=said,
        says=says,
        why=why,
        on=on,
        report=report,
        finding=_answer_of(report, reply, on),
    )


def _answer_of(report: Report, reply: Reply | None, on: date) -> Finding | None:
    """The public answer that a report of one cell is about; None where the cell has several, and
    nothing says which."""
    if not page_of(report.page).key:
        return None
    of_public = Q(source__isnull=False) | Q(request__in=Request.objects.in_table_for(None, on))
    rows = hiding.answers_on(report.page).filter(of_public)
    if reply is not None:
        rows = rows.filter(request__in=reply.link.requests_on(on))
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None

"""What everybody reads of one finding: the cell's own words, numbers masked."""

from datetime import date

from foi.models import Finding
from foi.rules.values import FREE

from .shape import Shown
from .tables import one_row


def public_words(finding: Finding, *, on: date) -> str:
    """Such as "Answered: <5"; "" where the public does not see it in its council's row."""
    version = finding.question.version
    row = one_row(version.letter, finding.round, finding.authority, user=None, on=on)
    cells = row.cells if row else []
    shown = next((one for one in cells if one.key == finding.question.key), None)
    return _of(shown, finding) if shown else ""


def _of(shown: Shown, finding: Finding) -> str:
    """Of the cell itself, or of what stands beside it: another request's, an earlier stage's. A
    source's value may stand behind the "already published" of a request."""
    by_source = finding.source_id is not None and shown.cell.from_source
    for one in (shown.cell, *shown.cell.beside):
        if one.handle == finding.pk or (by_source and one is shown.cell):
            # A correction never repeats words that were taken out.
            no_value = not one.shown or shown.column.facts.type in FREE
            return one.words if no_value else f"{one.words}: {one.shown}"
    return ""

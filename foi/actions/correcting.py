"""A public answer that changed: a line on /corrections/, in the words of the cells."""

from datetime import date

from foi.comparison.public_words import public_words
from foi.comparison.tables import cell_url
from foi.models import Correction, Finding
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
    )

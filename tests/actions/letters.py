"""A real letter of the library, for tests that fill it in."""

from datetime import date

from foi.actions.library import load_letters
from foi.models import Letter, LetterVersion
from foi.rules.library import letter_files


def load_letter(slug: str = "send-staff-targets", *, on: date = date(2026, 11, 1)) -> LetterVersion:
    """One letter as its file has it, loaded once however often it is asked for."""
    load_letters(paths=tuple(path for path in letter_files() if path.stem == slug), on=on)
    return Letter.objects.get(slug=slug).current_version

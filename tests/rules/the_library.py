"""The library as it stands, read once, and a way to fill a letter for a test."""

from datetime import date
from typing import Any

from foi.rules.letters import FilledLetter, Letter, fill, parse
from foi.rules.library import letter_files

LIBRARY: dict[str, Letter] = {
    path.stem: parse(path.read_text(encoding="utf-8")) for path in letter_files()
}
SENT_ON = date(2026, 11, 20)


def filled(letter: Letter, **changes: Any) -> FilledLetter:
    """The letter as one council would get it; ``changes`` are arguments of ``fill``."""
    arguments: dict[str, Any] = {
        "authority_name": "Kent County Council",
        "requester_name": "Ms A. Sample",
        "reply_to": "r-7k4qf2@letters.example.org",
        "ref": "TD-7K4QF2",
        "sent_on": SENT_ON,
        "help_url": "https://letters.example.org/help/for-councils/",
        "sheet_url": f"https://letters.example.org/letters/{letter.slug}/answers.xlsx",
    }
    return fill(letter, **(arguments | changes))

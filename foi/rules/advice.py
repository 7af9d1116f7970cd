"""Who helps, free of charge, with a decision on one's own child. The data are advice.json."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Organisation:
    """A free service: its name, what it does in a sentence, its link and the link's words."""

    name: str
    what: str
    link_words: str
    url: str


@dataclass(frozen=True)
class Advice:
    """The organisations, in the order to show them, and the day their links were checked."""

    checked_on: date
    organisations: tuple[Organisation, ...]


@cache
def advice() -> Advice:
    """The file's content, read once. Raises KeyError or TypeError when a field is missing."""
    raw = json.loads(Path(__file__).with_name("advice.json").read_text(encoding="utf-8"))
    return Advice(
        checked_on=date.fromisoformat(raw["checked_on"]),
        organisations=tuple(Organisation(**row) for row in raw["organisations"]),
    )

"""The tables of a letter file -> values; every wrong field is told in a sentence."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from foi.rules.letter_shape import Choice, Group, Letter, Question

Table = Mapping[str, Any]

# The kinds a field is written as in the file, where that is not plain text.
_KINDS: dict[str, tuple[type, str]] = {
    "effort": (int, "a whole number"),
    "small_numbers": (bool, "true or false"),
    "law_checked_on": (date, "a date such as 2026-11-22"),
    "review_by": (date, "a date such as 2026-11-22"),
    "acts": (list, "a list of texts"),
    "concern": (str, "a text"),
    "questions": (list, "one or more [[questions]]"),
    "groups": (list, "one or more [[groups]]"),
}


def wrong_fields(data: Table, kind: type, where: str) -> list[str]:
    """What is missing, unknown or of the wrong kind in one table of the file."""
    names = [each.name for each in fields(kind)]
    required = [each.name for each in fields(kind) if each.default is MISSING]
    found = [f"{where}: {name} is missing." for name in required if name not in data]
    allowed = [*names, "choice_sets"] if kind is Letter else names
    for name, value in data.items():
        if name not in allowed:
            found.append(f"{where}: {name!r} is no field; allowed are {', '.join(allowed)}.")
        elif name != "choice_sets" and not _fits(name, value):
            found.append(f"{where}: {name} must be {_KINDS.get(name, (str, 'a text'))[1]}.")
    return found


def _fits(name: str, value: object) -> bool:
    if name == "concern" and isinstance(value, list):
        return _all_texts(value)
    kind = _KINDS.get(name, (str, ""))[0]
    if type(value) is not kind:  # neither true for a number nor a moment for a date
        return False
    return _all_texts(value) if name == "acts" else True


def _all_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(each, str) for each in values)


def wrong_tables(data: Table) -> list[str]:
    """The faults of a whole file that stop it from being read into values."""
    found = wrong_fields(data, Letter, "Letter")
    for name, kind in (("groups", Group), ("questions", Question)):
        rows = data.get(name, [])
        for number, row in enumerate(rows if isinstance(rows, list) else (), start=1):
            where = f"{kind.__name__} {number}"
            if isinstance(row, dict):
                found += wrong_fields(row, kind, f"{where} ({row.get('key', 'no key')})")
            else:
                found.append(f"{where}: must be a table of fields.")
    return found + _wrong_choices(data)


def _wrong_choices(data: Table) -> list[str]:
    sets = data.get("choice_sets", {})
    if not isinstance(sets, dict) or not all(
        isinstance(each, dict) and each and _all_texts(list(each.values()))
        for each in sets.values()
    ):
        return ["choice_sets: name each set, and in it each choice with its public words."]
    rows = data.get("questions", [])
    asked = [row.get("choices") for row in rows if isinstance(row, dict)] if rows else []
    return [
        f"choices {name!r}: is no set of choice_sets; allowed are {', '.join(sets) or 'none'}."
        for name in asked
        if isinstance(name, str) and name not in sets
    ]


def letter_of(data: Table) -> Letter:
    """The letter of a file that has none of the faults of ``wrong_tables``."""
    sets = data.get("choice_sets", {})
    plain = {name: value for name, value in data.items() if name != "choice_sets"}
    return Letter(
        **{
            **plain,
            "acts": tuple(data["acts"]),
            "groups": tuple(Group(**_tidied(row)) for row in data.get("groups", [])),
            "questions": tuple(_question_of(row, sets) for row in data["questions"]),
            "opening": _tidy(data["opening"]),
        }
    )


def _question_of(row: Table, sets: Table) -> Question:
    choices = sets[row["choices"]] if "choices" in row else {}
    concern = row.get("concern", "-")
    several = (concern,) if isinstance(concern, str) else tuple(concern)
    return Question(
        **{
            **_tidied(row),
            "choices": tuple(Choice(key, words) for key, words in choices.items()),
            "concern": () if several == ("-",) else several,
        }
    )


def _tidied(row: Table) -> dict[str, Any]:
    return {name: _tidy(value) if isinstance(value, str) else value for name, value in row.items()}


def _tidy(text: str) -> str:
    """Paragraphs on one line each: line ends of the file mean nothing, empty lines do."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))

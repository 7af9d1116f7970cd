"""Loading the library's files: a changed file becomes a new, immutable version."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from foi.models import Letter, LetterVersion, Question, Round
from foi.rules import letters as files


class CannotLoad(ValueError):
    """The files cannot be loaded as they are; nothing was changed. The text says why."""


@dataclass(frozen=True)
class Loaded:
    """What loading did: slugs of new letters, of letters with a new version, of unchanged ones."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


def load_letters(*, paths: tuple[Path, ...], on: date) -> Loaded:
    """Bring the letters up to their files, all or none. Running it again changes nothing.

    Raises CannotLoad where a file is bad, or where a question's key changed its type: a key
    keeps its meaning and type for ever.
    """
    read = [(path.name, path.read_text(encoding="utf-8")) for path in paths]
    parsed = [(_parse(name, source), source) for name, source in read]
    done: dict[str, list[str]] = {"new": [], "changed": [], "same": []}
    with transaction.atomic():
        for letter, source in parsed:
            done[_load(letter, source, on)].append(letter.slug)
    return Loaded(**{name: tuple(slugs) for name, slugs in done.items()})


def _parse(name: str, source: str) -> files.Letter:
    try:
        return files.parse(source)
    except files.BadLetter as error:
        raise CannotLoad(f"{name}: " + " ".join(error.sentences)) from error


def _load(letter: files.Letter, source: str, on: date) -> str:
    row, is_new = Letter.objects.get_or_create(slug=letter.slug, defaults={"title": letter.title})
    withdrawn_on = None if letter.can_be_sent else (row.withdrawn_on or on)
    if (row.title, row.topic, row.withdrawn_on) != (letter.title, letter.topic, withdrawn_on):
        row.describe(title=letter.title, topic=letter.topic, withdrawn_on=withdrawn_on)
    if is_new:
        Round.objects.create(letter=row, number=1, opened_on=on)
    newest = row.versions.first()
    mark = files.fingerprint(letter)
    if newest is not None and newest.fingerprint == mark:
        return "same"
    _check_keys(row, letter)
    _add_version(row, letter, source, on, (newest.number if newest else 0) + 1, mark)
    row.touch()
    return "new" if is_new else "changed"


def _check_keys(row: Letter, letter: files.Letter) -> None:
    """Raise CannotLoad where a key that was used before now has another type."""
    known = dict(Question.objects.filter(version__letter=row).values_list("key", "type"))
    for question in letter.questions:
        if known.get(question.key, question.type) != question.type:
            raise CannotLoad(
                f"{letter.slug}: the question {question.key} was a {known[question.key]} and is "
                f"now a {question.type}. A changed question needs a new key."
            )


def _add_version(
    row: Letter, letter: files.Letter, source: str, on: date, number: int, mark: str
) -> None:
    version = LetterVersion.objects.create(
        letter=row,
        number=number,
        fingerprint=mark,
        title=letter.title,
        source=source,
        law_checked_on=letter.law_checked_on,
        review_by=letter.review_by,
        loaded_on=on,
    )
    Question.objects.bulk_create(
        Question(
            version=version,
            number=place,
            key=question.key,
            heading=question.heading,
            wording=question.wording,
            type=question.type,
            unit=question.unit,
            choices=[[choice.key, choice.words] for choice in question.choices],
            concern=list(question.concern),
            small_numbers=question.small_numbers,
        )
        for place, question in enumerate(letter.questions, 1)
    )

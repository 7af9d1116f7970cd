"""A letter of the library -> the plain text that one council gets on one day.

Paragraphs are not broken into short lines: mail programs and councils' case systems fold them to
their own width, while lines cut at 78 characters come out as a ragged comb on a telephone.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from foi.rules.letter_shape import Letter, Question
from foi.rules.library import ending
from foi.rules.periods import day_in_words, fill_in


class CannotFill(ValueError):
    """The letter cannot be made as asked; the text is a sentence for the person who asked."""


class AskedQuestion(NamedTuple):
    """A question as one council was asked it: its number in that letter and its full wording."""

    number: int
    key: str
    wording: str


@dataclass(frozen=True)
class FilledLetter:
    """A letter ready to be sent: plain text, no placeholder left."""

    subject: str
    body: str
    questions: tuple[AskedQuestion, ...]


def fill(
    letter: Letter,
    *,
    authority_name: str,
    requester_name: str,
    reply_to: str,
    ref: str,
    sent_on: date,
    help_url: str,
    sheet_url: str,
    opening: str | None = None,
    leave_out: Collection[str] = (),
    organisation: str = "",
) -> FilledLetter:
    """The letter to one authority, its periods reckoned from ``sent_on``.

    ``opening`` replaces the covering words ("" for none); it is kept as typed. The questions in
    ``leave_out`` (keys) are dropped and the rest numbered from 1. An organisation may ask in its
    own name, with or without a person's. Raises CannotFill for a key the letter does not have,
    when no question is left, and when nobody signs (FOIA section 8(1)(b) asks for a name).
    """
    kept = _kept(letter, leave_out)
    signed = [name.strip() for name in (requester_name, organisation) if name.strip()]
    if not signed:
        raise CannotFill("A letter needs the name of the person or organisation that asks.")
    words = {"help_url": help_url, "sheet_url": sheet_url, "ref": ref, "reply_to": reply_to}
    parts = [
        f"To: {authority_name}\n{ending().reference.format(**words)}\n{day_in_words(sent_on)}",
        ending().greeting,
        ending().identification,
        _covering_words(letter, sent_on, opening),
        ending().questions_heading,
        *(fill_in(part, sent_on) for part in _questions(letter, kept)),
        ending().answer_heading,
        "\n".join(f"- {line.format(**words)}" for line in ending().how_to_answer),
        "\n".join([ending().closing, "", *signed]),
        ending().last_lines.format(**words),
    ]
    return FilledLetter(
        subject=ending().subject.format(ref=ref, title=letter.title),
        body="\n\n".join(part for part in parts if part) + "\n",
        questions=tuple(
            AskedQuestion(number, question.key, fill_in(question.wording, sent_on))
            for number, question in kept
        ),
    )


def _covering_words(letter: Letter, sent_on: date, typed: str | None) -> str:
    if typed is None:
        return fill_in(letter.opening, sent_on)
    return "\n".join(typed.strip().splitlines())  # forms send \r\n


def _kept(letter: Letter, leave_out: Collection[str]) -> list[tuple[int, Question]]:
    unknown = set(leave_out) - {question.key for question in letter.questions}
    if unknown:
        raise CannotFill(f"This letter has no question {', '.join(sorted(unknown))}.")
    kept = [question for question in letter.questions if question.key not in leave_out]
    if not kept:
        raise CannotFill("Keep at least one question: a letter without one asks for nothing.")
    return list(enumerate(kept, start=1))


def _questions(letter: Letter, kept: list[tuple[int, Question]]) -> Iterator[str]:
    """The numbered questions, those of a group between its lead and its note."""
    groups = {group.key: group for group in letter.groups}
    for key, several in groupby(kept, key=lambda each: each[1].group):
        group = groups.get(key)
        if group:
            yield group.lead
        for number, question in several:
            yield f"{number}. {_item(question, alone=not (group and group.note))}"
        if group and group.note:
            yield group.note


def _item(question: Question, *, alone: bool) -> str:
    asked = question.in_letter or question.wording
    if not alone:
        return asked
    return " ".join(each for each in (asked, _allowed(question), question.not_recorded) if each)


def _allowed(question: Question) -> str:
    if question.type == "yes_no":
        return "Please answer yes or no."
    if question.type == "choice":
        words = "; ".join(_within_a_sentence(choice.words) for choice in question.choices)
        return f"Please answer with one of: {words}."
    return ""


def _within_a_sentence(words: str) -> str:
    return words if words[:2].isupper() else words[0].lower() + words[1:]

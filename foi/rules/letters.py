"""The letter library: a file's text -> a checked Letter -> the letter to one council.

A letter is a TOML file of ``foi/library/``. Its questions have typed answers and one period each.
"""

import hashlib
import json
import tomllib
from dataclasses import asdict

from foi.rules.letter_checks import problems
from foi.rules.letter_reading import letter_of, wrong_tables
from foi.rules.letter_shape import BadLetter, Choice, Group, Letter, Question
from foi.rules.letter_text import AskedQuestion, CannotFill, FilledLetter, fill

__all__ = [
    "AskedQuestion",
    "BadLetter",
    "CannotFill",
    "Choice",
    "FilledLetter",
    "Group",
    "Letter",
    "Question",
    "fill",
    "fingerprint",
    "parse",
]

# What may change without making another letter: whether it may be sent, and the author's notes.
_NOT_THE_LETTER = ("status",)
_NOT_THE_QUESTION = ("effort",)


def parse(text: str) -> Letter:
    """The letter in a TOML file. Raises BadLetter, its sentences naming part, fault and remedy."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadLetter([f"This is not a TOML file: {error}."]) from error
    faults = wrong_tables(data)
    if faults:
        raise BadLetter(faults)
    letter = letter_of(data)
    faults = problems(letter)
    if faults:
        raise BadLetter(faults)
    return letter


def fingerprint(letter: Letter) -> str:
    """64 hex digits, the same as long as the letter is: a changed one is a new version.

    Line breaks and comments of the file, its status and the author's estimates do not matter;
    every word, type, period, concern and date does.
    """
    content = asdict(letter)
    for name in _NOT_THE_LETTER:
        del content[name]
    for question in content["questions"]:
        for name in _NOT_THE_QUESTION:
            del question[name]
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()

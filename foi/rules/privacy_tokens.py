"""A text as sentences of words, with what a rule on names needs to know of each word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from foi.rules.folding import Span, without_accents

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_FILE_NAME = re.compile(r"\S+\.[A-Za-z]{2,4}")
_SENTENCE_END = re.compile(r"[!?;]|\.(?=[\s\"')\]])|\n\s{0,9}\n|\n\s{0,4}(?:[-*•]|\d+[.)])\s")
_ABBREVIATIONS = {"mr", "mrs", "ms", "dr", "st", "prof", "rev", "cllr", "no", "eg", "ie", "dob"}


MOST_WORDS = 300
"""Words of a sentence, after which another begins: a pasted table never ends one."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or whole number: as typed, in plain lower case, and where it stands."""

    text: str
    low: str
    start: int
    end: int
    gap: str
    """What stands between the word before and this one."""
    capital: bool
    """Begins with a capital that tells something (in a text all in capitals none does)."""
    possessive: bool

    @property
    def caseless(self) -> bool:
        """Of a script without capitals (Arabic, Chinese …)."""
        return self.text[:1].isalpha() and self.text.lower() == self.text.upper()


Sentence: TypeAlias = list[Word]


@cache
def words_of(name: str) -> frozenset[str]:
    """One of the lists beside this file: `given_names`, `ordinary` or `places`."""
    path = Path(__file__).parent / "words" / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def sentences(text: str) -> list[Sentence]:
    """The sentences of a plain text; a file name is one, its CamelCase taken apart."""
    found: list[Sentence] = [[]]
    end = 0
    for start, stop in _spans(text):
        gap = text[end:start]
        full = len(found[-1]) >= MOST_WORDS
        if found[-1] and (full or _ends_sentence(gap, found[-1][-1])):
            found[-1] = _quiet_shouting(found[-1])
            found.append([])
        found[-1].append(_word(text[start : stop + 2], start, stop, gap))
        end = stop
    found[-1] = _quiet_shouting(found[-1])
    return [sentence for sentence in found if sentence]


def _spans(text: str) -> Iterator[Span]:
    camel = _FILE_NAME.fullmatch(text.strip()) is not None
    for match in _WORD.finditer(text):
        start = match.start()
        for index in range(start + 1, match.end()) if camel else ():
            if text[index].isupper() and text[index - 1].islower():
                yield start, index
                start = index
        yield start, match.end()


def _word(text: str, start: int, end: int, gap: str) -> Word:
    """The word at a place; `text` also holds the two characters after it."""
    typed, following = text[: end - start], text[end - start :]
    low = without_accents(typed.lower())
    with_s = low.endswith("'s") and len(low) > 2
    bare = low.removesuffix("'s") if with_s else low
    return Word(
        text=typed,
        low=bare,
        start=start,
        end=end - (2 if with_s else 0),
        gap=gap,
        capital=typed[0].isupper() or any(part[:1].isupper() for part in typed.split("'")),
        possessive=with_s or (low.endswith("s") and following in {"' ", "'"}),
    )


def _ends_sentence(gap: str, before: Word) -> bool:
    if not _SENTENCE_END.search(gap):
        return False
    if gap.startswith(".") and "\n\n" not in gap:
        return len(before.text) > 1 and before.low not in _ABBREVIATIONS
    return True


def _quiet_shouting(sentence: Sentence) -> Sentence:
    """Where all is in capitals, a capital says nothing."""
    letters = [word for word in sentence if word.text[0].isalpha() and len(word.text) > 1]
    loud = sum(word.text.isupper() for word in letters)
    if len(letters) < 4 or loud < 0.8 * len(letters):
        return sentence
    return [Word(w.text, w.low, w.start, w.end, w.gap, False, w.possessive) for w in sentence]


def low_at(sentence: Sentence, index: int) -> str:
    """The word at a place in plain lower case; nothing outside the sentence."""
    return sentence[index].low if 0 <= index < len(sentence) else ""

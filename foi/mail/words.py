"""The words of a file, part by part, and how far they were read: the limits of every kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from foi.mail.kinds import FileKind
from foi.mail.pdf_errors import CannotRead
from foi.mail.texts import clean

MOST_PARTS = 300  # pages, sheets or slides
MOST_LETTERS = 1_000_000  # characters kept of a file's words
PLAIN = (FileKind.TXT, FileKind.CSV)  # one text, read by nothing but its encoding
BLANK = "There are no words in this file."
DAMAGED = "This file is damaged, or made in a way that we cannot read."


@dataclass(frozen=True)
class Words:
    """Pairs of place and words, in order; `problem` says what is missing, as a sentence.

    A place is what a reader would look for: "page 3", "sheet 2", "hidden sheet 4"; "" where the
    file has no pages of its own.
    """

    parts: tuple[tuple[str, str], ...] = ()
    problem: str = ""


def plain_words(text: str) -> Words:
    """The words of a file that is one text, as far as they are kept."""
    return gather([("", text)], called="parts", empty=BLANK, is_over=lambda: False)


def gather(
    parts: Iterable[tuple[str, str]],
    *,
    called: str,
    empty: str,
    is_over: Callable[[], bool],
) -> Words:
    """Read parts until a limit is met. `called`: what parts are ("pages"); `empty`: the sentence
    where none of them has words; `is_over`: whether the time is up.

    Never raises but CannotRead, and that only where not even the first part could be read.
    """
    kept: list[tuple[str, str]] = []
    letters, problem = 0, ""
    try:
        for place, text in parts:
            if problem := _limit_met(len(kept), letters, called, is_over):
                break
            words = clean(text[: MOST_LETTERS + 1]).strip()
            kept.append((place, words[: max(0, MOST_LETTERS - letters)]))
            letters += len(words)
    except CannotRead:
        if not kept:
            raise
        problem = _only(len(kept), called, "The rest is damaged")
    # Readers of broken files raise whatever they please.
    except Exception as error:
        if not kept:
            raise CannotRead(DAMAGED) from error
        problem = _only(len(kept), called, "The rest is damaged")
    if letters > MOST_LETTERS and not problem:
        problem = _too_many_letters(len(kept), called)
    return Words(tuple(kept), problem if problem or letters else empty)


def _limit_met(parts: int, letters: int, called: str, is_over: Callable[[], bool]) -> str:
    if parts >= MOST_PARTS:
        return f"It has more than {MOST_PARTS} {called}; only the first {MOST_PARTS} were read."
    if letters >= MOST_LETTERS:
        return _too_many_letters(parts, called)
    if is_over():
        return _only(parts, called, "Reading it took too long")
    return ""


def _too_many_letters(parts: int, called: str) -> str:
    return _only(parts, called, f"It holds more than {MOST_LETTERS:,} characters")


def _only(parts: int, called: str, why: str) -> str:
    if parts == 1:
        return f"{why}; only its beginning was read."
    return f"{why}; only the first {parts} {called} were read."

"""A passage where it stands: the words around it, so that a second person can judge it."""

from collections.abc import Sequence
from dataclasses import dataclass

from foi.mail.standing import standing

AROUND = 400  # characters shown on either side


@dataclass(frozen=True)
class InContext:
    """`before`, `passage` and `after` follow on each other in the text; cut at whole words.

    `times`: how often it stands there, where nothing tells which is meant; 1 where it is known.
    """

    before: str
    passage: str
    after: str
    times: int = 1


def in_context(
    quote: str, parts: Sequence[tuple[str, str]], *, place: str = "", number: int = 0
) -> InContext | None:
    """The passage with its surroundings, at the place that `standing` finds for it.

    None where it does not stand there word for word (a scanned page has no words at all).
    """
    found = standing(quote, parts, place=place, number=number)
    if found is None:
        return None
    text, start, end = found.text, found.start, found.end
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return InContext(before.lstrip(), text[start:end], after.rstrip(), found.times)

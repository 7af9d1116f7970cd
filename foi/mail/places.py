"""The parts of a reply (its own words, pages and sheets of its files), and which holds a quote."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from foi.mail.quoting import folded, is_within

IN_MESSAGE = "message"  # `where` of the words that came without a file


@dataclass(frozen=True)
class Part:
    """One page or sheet as text. `where` says which document, `place` which part of it.

    `name`: of the document, for people; `place` is empty where the document has one part.
    """

    where: str
    name: str
    place: str
    text: str

    @cached_property
    def folded(self) -> str:
        """Its words as `quoting` compares them; made once for many questions."""
        return folded(self.text)


@dataclass(frozen=True)
class Stands:
    """Where a quote stands. `where` is empty where it stands nowhere, or in several documents;
    `place` also where it stands on several pages, or runs over the end of one."""

    is_found: bool
    where: str = ""
    place: str = ""


def stands(quote: str, parts: Sequence[Part]) -> Stands:
    """Where among these parts the quote stands word for word."""
    hits = [part for part in parts if is_within(quote, part.folded)]
    if not hits:
        return _over_a_page(quote, parts)
    documents, pages = {part.where for part in hits}, {part.place for part in hits}
    if len(documents) > 1:
        return Stands(True)
    return Stands(True, hits[0].where, hits[0].place if len(pages) == 1 else "")


def _over_a_page(quote: str, parts: Sequence[Part]) -> Stands:
    """A passage that begins on one page and ends on the next."""
    whole = {part.where: "" for part in parts}
    for part in parts:
        whole[part.where] += f" {part.folded}"
    hits = [where for where, words in whole.items() if is_within(quote, words.lstrip())]
    return Stands(bool(hits), hits[0] if len(hits) == 1 else "")

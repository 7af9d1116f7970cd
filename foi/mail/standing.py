"""Which of the places where a passage stands is meant, when it stands in a reply several times."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from foi.mail.passage_find import page_named
from foi.mail.quoting import LEFT_OUT, joined

_WORDS = re.compile(r"\w+|[£%<>]")
_BETWEEN = r"[^\w£%<>]*"
_MARKS = r"[^\w\s]*"  # a bracket or a full stop that belongs to the passage
_ANYTHING = r"(?s:.{0,4000}?)"
# A line that begins "2.", "2)", "Q2" or "Question 2:": what follows answers question 2. A line that
# goes on ("question 2 was put to") does not begin an answer.
_HEADING = re.compile(
    r"^[^\w\n]*(?:(?:question|answer)[ ]+(\d{1,2})(?=\s*[.):–—-]|[ ]*$)"
    r"|[qa][.]?(\d{1,2})\b(?!\.\d)|(\d{1,2})[.):](?=\s|$))",
    re.IGNORECASE | re.MULTILINE,
)
_ANSWER = re.compile(
    r"\b(?:answers?|questions?|q|no|numbers?|items?|paragraphs?|para)[ .]*(\d{1,2})\b|^(\d{1,2})$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Standing:
    """The passage is `text[start:end]`. `times`: 1 where it is known which is meant, else how
    often it stands there. `place`: the page or sheet; `is_alone`: it stands there once; `above`:
    how much of that page stands above it, from 0 to 1."""

    text: str
    start: int
    end: int
    times: int
    place: str
    is_alone: bool
    above: float


@dataclass(frozen=True)
class _Page:
    place: str
    begins: int
    ends: int


def standing(
    quote: str, parts: Sequence[tuple[str, str]], *, place: str = "", number: int = 0
) -> Standing | None:
    """Where the passage stands in a document, whatever became of spaces, dashes and quotation
    marks; the first where it stands several times and nothing tells which is meant.

    parts: pairs of place ("page 3") and words; `place`: what a person wrote of where it stands;
    `number`: of the question in the letter as sent, 0 for none. None where it is not found.
    """
    text, pages = _one_text(parts)
    hits = _hits(quote, text)
    if not hits:
        return None
    meant = _meant(hits, text, pages, place, number)
    start, end = meant or hits[0]
    page = _page_of(start, pages)
    there = [hit for hit in hits if _page_of(hit[0], pages) == page]
    return Standing(
        text=text,
        start=start,
        end=end,
        times=1 if meant else len(hits),
        place=page.place,
        is_alone=len(there) == 1,
        above=(start - page.begins) / max(1, page.ends - page.begins),
    )


def _one_text(parts: Sequence[tuple[str, str]]) -> tuple[str, list[_Page]]:
    """All pages as one text, for a passage may run over the end of one."""
    text, pages = "", list[_Page]()
    for place, words in parts:
        text += "\n\n" if text else ""
        begins = len(text)
        text += joined(words)
        pages.append(_Page(place, begins, len(text)))
    return text, pages


def _hits(quote: str, text: str) -> list[tuple[int, int]]:
    parts = [_part(part) for part in LEFT_OUT.split(unicodedata.normalize("NFKC", quote))]
    pattern = _ANYTHING.join(part for part in parts if part)
    found = re.finditer(pattern, text, re.IGNORECASE) if pattern else ()
    return [one.span() for one in found]


def _part(words: str) -> str:
    """A part of the quote as a pattern: its words in order, anything but words between them."""
    found = [re.escape(word) for word in _WORDS.findall(joined(words))]
    if not found:
        return ""
    trimmed = words.strip()
    first = r"(?<!\w)" if trimmed[0].isalnum() else _MARKS
    last = "" if trimmed[-1].isalnum() else _MARKS
    return first + _BETWEEN.join(found) + last


def _meant(
    hits: list[tuple[int, int]], text: str, pages: list[_Page], place: str, number: int
) -> tuple[int, int] | None:
    """The one that the place points to; None where it points to none, or to several."""
    if len(hits) > 1 and (named := _pages_named(place, pages)):
        hits = [hit for hit in hits if _page_of(hit[0], pages) in named]
    if len(hits) > 1 and (wanted := _answer_named(place) or number):
        hits = [hit for hit in hits if _heading_above(hit, text) == wanted]
    return hits[0] if len(hits) == 1 else None


def _pages_named(place: str, pages: list[_Page]) -> list[_Page]:
    """Pages that the place names: "page 3" also as "p. 3"; "Sheet 2, row 14" is on "sheet 2"."""
    number = page_named(place)
    said = f"{' '.join(_WORDS.findall(place.casefold()))} "
    return [
        page
        for page in pages
        if page.place
        and (
            said.startswith(f"{' '.join(_WORDS.findall(page.place.casefold()))} ")
            or (number and page_named(page.place) == number)
        )
    ]


def _page_of(start: int, pages: list[_Page]) -> _Page:
    """The page on which it begins."""
    return next(page for page in reversed(pages) if page.begins <= start)


def _answer_named(place: str) -> int:
    """The number in "answer 2" or "Q2"; 0 for none. Rows and pages are no answers."""
    found = _ANSWER.search(place.strip())
    return int(found[1] or found[2]) if found else 0


def _heading_above(hit: tuple[int, int], text: str) -> int:
    """The number of the last numbered line above it, or on it; 0 where there is none."""
    above = [one for one in _HEADING.finditer(text, 0, hit[1]) if one.start() <= hit[0]]
    return int(next(filter(None, above[-1].groups()))) if above else 0

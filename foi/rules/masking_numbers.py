"""A number of fewer than five people, masked where a council's words repeat it."""

import re
from collections.abc import Iterator

from foi.rules.folding import Span, fold

FEWER = "[fewer than 5]"
_THRESHOLD = 5
_WORDS = {1: "one|single", 2: "two|couple|pair", 3: "three", 4: "four"}

_LABEL_BEFORE = re.compile(
    r"(?<![^\W_])(?i:sections?|subsections?|regulations?|articles?|schedule|chapter|paragraphs?"
    r"|clause|questions?|appendix|annex|aged|age|key stage|tier|footnote|pages?)\s{0,3}\Z"
    r"|(?<![\w'])(?i:s|ss|reg|regs|para|paras|art|sch|p|pp|v|q|no|fig)\.\s{0,2}\Z"
    r"|(?<![^\W_])(?:Year|Yr|Part|Stage|Phase|Band|Level|Grade|Term|Quarter|Week|Month|Day|Version"
    r"|No|Ref|Objective|Priority|Step|Option|Area|Group|Room|Floor|Block|Unit|Request|Type"
    r"|Category|Class|Note|Sheet|Tab|Volume|Module|Strand|Table|Figure|Item|Rule|Row|Column|Line)"
    r"\s{1,3}\Z"
)
"""A label in any case; a word that also ends a sentence's count ("in that year 3 …") only with
its capital: a number masked once too often does no harm."""
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_MONTH_BEFORE = re.compile(rf"{_MONTH}\.?\s{{1,3}}\Z")
_YEAR_AFTER = re.compile(r",?\s{1,3}(?:19|20)\d\d\b")
_MEASURE_AFTER = re.compile(
    rf"\s{{0,3}}{_MONTH}|(?i:\s{{0,3}}(?:%|percent\b|per\s?cent\b|pence\b|pounds?\b|million\b"
    r"|billion\b|thousand\b|hundred\b|m\b|bn\b|k\b|am\b|pm\b|o'clock|st\b|nd\b|rd\b|th\b"
    r"|(?:working|school|calendar|academic|financial)\s(?:days|weeks|months|years)\b"
    r"|(?:years|yrs|months|weeks|days|hours|minutes|terms|times|quarters|thirds|fifths|halves)\b)"
    r"|-(?:year|month|week|day|hour|minute|term|quarter|third|fold|way|part|stage)s?\b)"
)
_SHARE_AFTER = re.compile(
    r"[\s-](?:third|half|quarter|fifth|tenth|hundredth|year|month|week)\b", re.I
)
_TENS_BEFORE = re.compile(
    r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred and)[\s-]{1,3}\Z"
    r"|\b(?:point)\s{1,3}\Z",
    re.IGNORECASE,
)
_NOT_COUNTED_BEFORE = re.compile(r"\b(?:no|any|every|each|this|that|which|the)\s{1,3}\Z", re.I)
_NOT_COUNTED_AFTER = re.compile(
    r"(?:\s{1,3}|-)(?:another|or\s+more|to[\s-]one\b|must\b|should\b|can\b|may\b|would\b"
    r"|point\s+of\s+contact|status\b)",
    re.IGNORECASE,
)
_ONE_TO_ONE = re.compile(r"\b1[\s-]to[\s-](?:1|one)\b")
_LIST_MARK_AFTER = re.compile(r"[.)]\s{1,3}\S|:\s{1,3}\S")


def mask_small(text: str, value: int) -> str:
    """A quote with one small number masked as "[fewer than 5]", in figures and in words.

    `value` is the number of people, children, plans or cases to mask; outside 1 to 4 the text
    comes back as it is. Only whole numbers that count something are masked: not a part of
    another number (13, 2.3, 3,000, 2023/3, 3/4/2026), money or a share (£3, 3%), a label
    ("section 3", "Year 3", "Q3", a list's "3."), an age, a date or a length of time ("3 weeks").
    "One" that counts nothing ("no one", "one another") stays.
    """
    if not 1 <= value < _THRESHOLD:
        return text
    folded = fold(text)
    parts: list[str] = []
    done = 0
    for span in sorted([*_figures(folded.text, value), *_words(folded.text, value)]):
        start, end = folded.raw_span(span)
        parts.extend((text[done : max(done, start)], FEWER))
        done = max(done, end)
    return "".join((*parts, text[done:]))


def _figures(text: str, value: int) -> Iterator[Span]:
    for match in re.finditer(rf"(?<![\w£$€])0?{value}(?![\w])", text):
        before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() :][:40]
        if not (
            _is_part(before, after)
            or _is_label(before, after)
            or (_MONTH_BEFORE.search(before) and _YEAR_AFTER.match(after))
            or (value == 1 and _ONE_TO_ONE.search(f"{before[-6:]}1{after[:6]}"))
            or _MEASURE_AFTER.match(after)
        ):
            yield match.span()


def _is_part(before: str, after: str) -> bool:
    """A part of a decimal, a thousand, a date, a reference, a range with a label, or money."""
    if re.search(r"[\w)][./]\Z|\d\s/\s\Z|\d[:(]\Z|[£$€]\s\Z|\w-\Z", before):
        return not re.search(r"(?:19|20)\d\d:\Z|[a-z]{3}-\Z", before)
    over = re.match(r"\s?/\s?(\d+)", after)
    if over:
        return not (31 < int(over[1][:6]) < 1900)
    return re.match(r"[.:]\d|,\d{3}(?!\d)|-\w", after) is not None


def _is_label(before: str, after: str) -> bool:
    """ "Section 3", "Q3", or the mark of a list at the start of a line."""
    if _LABEL_BEFORE.search(before):
        return True
    starts_line = before.rpartition("\n")[2].strip(" (\t") == ""
    return starts_line and _LIST_MARK_AFTER.match(after) is not None


def _words(text: str, value: int) -> Iterator[Span]:
    pattern = rf"(?<![\w'-])(?:{_WORDS[value]})(?![\w'])"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() :][:40]
        if _TENS_BEFORE.search(before) or _MEASURE_AFTER.match(after):
            continue
        if _LABEL_BEFORE.search(before):
            continue
        idle = value == 1 and (
            _NOT_COUNTED_BEFORE.search(before)
            or _NOT_COUNTED_AFTER.match(after)
            or _SHARE_AFTER.match(after)
        )
        if not idle:
            yield match.span()

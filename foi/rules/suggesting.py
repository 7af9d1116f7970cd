"""Values that a marked passage may give: offered to whoever reads it, never filled in.

Every offer is something that `answers.read` takes as it stands, in the passage's own words. What
is plainly something else (a section of an Act, a year, the number of a question) is left out;
where a passage gives several figures, all are offered and a person chooses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foi.rules.answers import Answer, NotAnAnswer, read
from foi.rules.numbers import fold
from foi.rules.values import NUMERIC

MOST = 5  # offers
LONGEST_LOOKED_AT = 2000  # characters of the passage
LONGEST_VALUE = 9  # words
LONGEST_WORDS = 120  # characters of a passage offered whole, as the words of a text answer

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
# Numbers that are no answer to "how many": blanked out before figures are looked for.
_CITED = re.compile(
    r"\b(?:sections?|sec\.?|ss?\.|regulations?|reg\.?|article|paragraph|para\.?|part|schedule|"
    r"questions?|q\.?|page|table|appendix|annex|version|ref(?:erence)?\.?:?|foi|eir|no\.)"
    r"[ -]*\d[\w().-]*(?:(?: and|,| or| to) \d[\w()]*)?|\bs\d+\b\S*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?m)^[ \t]*(?:\(?\d{1,2}[.):](?=\s)|q\d{1,2}\b[.:)]?)", re.IGNORECASE)
_PERIOD = re.compile(rf"\b{_YEAR}(?:[/–-]\d\d(?:\d\d)?)\b|\b(?:act|regulations) {_YEAR}\b", re.I)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?: {_YEAR})?\b|\b{_MONTH} {_YEAR}\b"
    rf"|\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:{_YEAR}|\d\d)\b"
    rf"|\b(?:in|during|since|for|by|until|year|from|to|and) {_YEAR}\b(?![,.]\d)",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,5}\b")
_LIKE_A_FIGURE = re.compile(
    r"\d|\b(?:nil|none|zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen)\b",
    re.IGNORECASE,
)
_SURE = {
    "money": re.compile(r"£|\b(?:gbp|pounds?)\b", re.IGNORECASE),
    "percentage": re.compile(r"%|per ?cent|pct|\bout of\b|\bof the\b", re.IGNORECASE),
    "days": re.compile(r"\b(?:day|week)s?\b", re.IGNORECASE),
}
# Where a sentence may begin with its answer.
_OPENS = re.compile(r"(?:^|\n|[.:;?!)–—-]\s|\banswer is )\s*[\"“'(]?(?=\w)", re.IGNORECASE)
_BLANK = " \N{REPLACEMENT CHARACTER} "


@dataclass(frozen=True)
class Offer:
    """What one press puts into the field of the value, and how the button names it."""

    written: str
    label: str


def suggest(type: str, passage: str, choices: Sequence[tuple[str, str]] = ()) -> tuple[Offer, ...]:
    """Values of this type that stand in the passage, in its order; none where none stands out.

    `choices`: value and public words of each, for type choice. Raises ValueError for an unknown
    type.
    """
    text = passage[:LONGEST_LOOKED_AT]
    if type in NUMERIC or type == "date":
        found = _figures(type, text)
    elif type == "yes_no":
        found = _yes_or_no(text)
    elif type == "choice":
        found = _choices(text, choices)
    else:
        found = _whole(type, text)
    return _each_once(found)


def _each_once(found: Iterator[tuple[Offer, Answer]]) -> tuple[Offer, ...]:
    kept: dict[tuple[object, ...], Offer] = {}
    for offer, answer in found:
        kept.setdefault(_said(answer), offer)
    return tuple(kept.values())[:MOST]


def _answer(type: str, words: str, choices: Sequence[str] = ()) -> Answer | None:
    try:
        answer = read(type, words, choices)
    except NotAnAnswer:
        return None
    return answer if answer.value is not None else None


def _figures(type: str, text: str) -> Iterator[tuple[Offer, Answer]]:
    """Each value among the words, without those that something surer beats."""
    found = list(_runs(type, _without_noise(type, text)))
    sure = _SURE.get(type)
    surer = [run for run in found if sure and sure.search(run.words)]
    for run in surer or found:
        yield Offer(run.shortest, run.shortest), run.answer


def _without_noise(type: str, text: str) -> str:
    patterns = [_CITED, _NUMBERED, _TELEPHONE]
    patterns += [] if type == "date" else [_PERIOD, _DATE]
    for pattern in patterns:
        text = pattern.sub(_BLANK, text)
    return text


@dataclass(frozen=True)
class _Run:
    """Words that read as a value together; `shortest`: without those that change nothing."""

    words: str
    shortest: str
    answer: Answer


def _runs(type: str, text: str) -> Iterator[_Run]:
    """The longest run from each word; the next begins after what the value itself needs."""
    words, at = fold(text).split(" "), 0
    while at < len(words):
        last = min(at + LONGEST_VALUE, len(words))
        readable = [(end, _run(type, words[at:end])) for end in range(at + 1, last + 1)]
        found = [(end, run, answer) for end, (run, answer) in readable if answer is not None]
        if not found:
            at += 1
            continue
        _, longest, answer = found[-1]
        same = [one for one in found if _said(one[2]) == _said(answer)]
        at, shortest, _ = same[0]
        yield _Run(longest, shortest, answer)


def _run(type: str, words: Sequence[str]) -> tuple[str, Answer | None]:
    run = " ".join(words).strip(" ,;:.!?\"“”'")
    return run, _answer(type, run) if _may_be_value(type, run) else None


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.value, answer.qualifier, answer.inclusive


def _may_be_value(type: str, run: str) -> bool:
    if type == "date":
        return any(one.isdigit() for one in run)
    return bool(_LIKE_A_FIGURE.search(run)) and _BLANK.strip() not in run


def _sentences(text: str) -> Iterator[str]:
    """From each place where an answer may begin to the end of its sentence."""
    for start in _OPENS.finditer(text):
        yield re.split(r"(?<=[.!?])\s|\n", text[start.end() :], maxsplit=1)[0]


def _yes_or_no(text: str) -> Iterator[tuple[Offer, Answer]]:
    for sentence in _sentences(text):
        if not re.match(r"(?:yes|no)\b(?!\. ?\d)", sentence, re.IGNORECASE):
            continue
        if (answer := _answer("yes_no", sentence)) is not None:
            word = "yes" if answer.value else "no"
            yield Offer(word, word.capitalize()), answer


def _choices(text: str, choices: Sequence[tuple[str, str]]) -> Iterator[tuple[Offer, Answer]]:
    """Choices whose words stand in the passage; a short one ("No") only where a sentence opens."""
    opening = [_plain(sentence) for sentence in _sentences(text)]
    within = [_plain(text)]
    for value, label in choices:
        for words in {_plain(label), _plain(value)}:
            places = within if len(words) > 3 else opening
            if words and any(_holds(place, words, places is opening) for place in places):
                yield Offer(value, label), Answer(value)
                break


def _holds(text: str, words: str, at_start: bool) -> bool:
    return f"{text} ".startswith(f"{words} ") if at_start else f" {words} " in f" {text} "


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text).casefold().replace("_", " ")))


def _whole(type: str, text: str) -> Iterator[tuple[Offer, Answer]]:
    """A short passage itself; for a document, titles in quotation marks."""
    titles = re.findall(r"[“\"]([^”\"\n]{4,120})[”\"]", text) if type == "document" else []
    short = [" ".join(text.split())] if len(text) <= LONGEST_WORDS and not titles else []
    for words in [*titles, *short]:
        if (answer := _answer(type, words)) is not None:
            yield Offer(words, words), answer

"""What a row of a filled-in answer sheet suggests for its question. A person decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from foi.mail.answer_sheet import SheetRow
from foi.mail.ground_slugs import grounds_hinted
from foi.mail.grounds_named import grounds_named
from foi.rules.answers import NotAnAnswer, read
from foi.rules.grounds import by_slug, goes_with
from foi.rules.marks import says_not_held
from foi.rules.numbers import fold
from foi.rules.outcomes import Outcome

LONGEST_WRITTEN, LONGEST_QUOTE, LONGEST_CITED = 500, 4000, 100  # as a reading may have them
SHORT = 120  # characters: a longer text that also speaks of what is not held says more than that
FORMULA = "This cell holds a formula without its result. Open the sheet and type what it shows."
ONLY_BESIDE = "The answer column is empty, but another is not. Read it and choose what it says."
TOO_LONG = "The answer is too long for a value. Write in a few words what it says."
_WITHHELD = re.compile(r"\b(refus|exempt|withh[eo]ld|redact)", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"|]+", re.IGNORECASE)
_BARE = re.compile(r"^\W*(?:(?:foia?|eir|the act)\W+)*(?=\d)", re.IGNORECASE)
_REGULATION = re.compile(r"12\s?\([456]\)|13\b|6\s?\(1\)\s?\(b\)")


@dataclass(frozen=True)
class Suggestion:
    """What the form of a question may begin with; nothing is saved by it.

    outcome: as in `rules.outcomes`, "" where nothing stands out; written: the value, as the form
    wants it; grounds: pairs of slug and the section as cited; quote and place: the cell's own
    words, and where they stand; problem: a sentence for who decides, "" where all is well.
    """

    outcome: str = ""
    written: str = ""
    grounds: tuple[tuple[str, str], ...] = ()
    other_period: str = ""
    quote: str = ""
    place: str = ""
    problem: str = ""
    link: str = ""


def suggest(row: SheetRow, *, type: str, choices: Sequence[tuple[str, str]] = ()) -> Suggestion:
    """What one row says of its question; an empty row passes over it.

    type, choices: of the question; choices are pairs of value and words.
    """
    if not row.is_filled:
        return Suggestion(outcome=Outcome.UNANSWERED.value, place=row.place)
    start = Suggestion(other_period=row.period[:100], quote=_quote(row), place=row.place)
    if row.answer.startswith("="):
        return replace(start, quote="", problem=FORMULA)
    if _not_held(row):
        return _with_grounds(replace(start, outcome=Outcome.NOT_HELD.value), row)
    if row.section or _WITHHELD.search(row.answer or row.comment):
        return _refused(start, row, type, choices)
    if not row.answer:
        return replace(start, problem=ONLY_BESIDE)
    return _answered(start, row, type, choices)


def _quote(row: SheetRow) -> str:
    said = (row.answer, row.section, row.comment)
    return " | ".join(words for words in said if words)[:LONGEST_QUOTE]


def _not_held(row: SheetRow) -> bool:
    said = fold(row.answer or row.comment)
    return len(said) <= SHORT and says_not_held(said)


def _refused(
    start: Suggestion, row: SheetRow, type: str, choices: Sequence[tuple[str, str]]
) -> Suggestion:
    """Refused, or in part where there is a value besides, or said to be published with a link."""
    link = _LINK.search(f"{row.answer} {row.comment}")
    one = _with_grounds(replace(start, outcome=Outcome.ALREADY_PUBLIC.value), row)
    if link and one.grounds and not one.problem:
        return replace(one, link=link[0].rstrip(".,;)"))
    if row.answer and not _WITHHELD.search(row.answer):
        part = _value(replace(start, outcome=Outcome.ANSWERED_IN_PART.value), row, type, choices)
        if part.written and not part.problem:
            return _with_grounds(part, row)
    refused = _with_grounds(replace(start, outcome=Outcome.REFUSED.value), row)
    if refused.grounds or refused.problem:
        return refused
    held = _with_grounds(replace(start, outcome=Outcome.NOT_HELD.value), row)
    return held if held.grounds else refused  # section 1(1): it says that it holds nothing


def _with_grounds(start: Suggestion, row: SheetRow) -> Suggestion:
    """The grounds that the row names and that can stand with its outcome."""
    found: dict[str, str] = {}
    problem = start.problem
    word = _act_word(row.section)
    section = f"{word}{_BARE.sub('', row.section)}" if word else row.section
    for hint in grounds_named("\n\n".join([section, row.answer, row.comment])):
        slugs = [
            slug for slug in grounds_hinted((hint,)) if goes_with(by_slug(slug), start.outcome)
        ]
        if len(slugs) == 1:
            found.setdefault(slugs[0], hint.code.removeprefix(word)[:LONGEST_CITED])
        elif slugs:
            problem = problem or f"“{hint.code}” may be one of several grounds: tick the right one."
    return replace(start, grounds=tuple(found.items()), problem=problem)


def _act_word(section: str) -> str:
    """What a bare number lacks: "section", or "regulation" where only those have one like it."""
    if not (bare := _BARE.match(section)):
        return ""
    regulations = "eir" in bare[0].lower() or _REGULATION.match(section[bare.end() :])
    return "regulation " if regulations else "section "


def _answered(
    start: Suggestion, row: SheetRow, type: str, choices: Sequence[tuple[str, str]]
) -> Suggestion:
    link = _LINK.search(row.answer)
    if type == "document" and link:
        said = Outcome.ALREADY_PUBLIC.value
        return replace(start, outcome=said, link=link[0].rstrip(".,;)"))
    return _value(replace(start, outcome=Outcome.ANSWERED.value), row, type, choices)


def _value(
    start: Suggestion, row: SheetRow, type: str, choices: Sequence[tuple[str, str]]
) -> Suggestion:
    """The value as the form wants it; what cannot be read stays as typed, with the reason."""
    written = " ".join(row.answer.split())
    if len(written) > LONGEST_WRITTEN:
        return replace(start, problem=TOO_LONG)
    by_words = {fold(words).casefold(): value for value, words in choices}
    written = by_words.get(fold(written).casefold().rstrip("."), written)
    try:
        answer = read(type, written, [value for value, _ in choices])
    except NotAnAnswer as error:
        return replace(start, written=written, problem=str(error))
    if type == "yes_no" and isinstance(answer.value, bool):
        written = "yes" if answer.value else "no"
    if type == "choice" and isinstance(answer.value, str):
        written = answer.value
    return replace(start, written=written)

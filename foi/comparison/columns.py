"""The columns of a letter's table: the newest version's questions, then older ones still asked."""

from collections.abc import Iterable
from functools import lru_cache

from foi.models import Question
from foi.rules import letters as files
from foi.rules.cells import QuestionFacts
from foi.rules.periods import in_general
from foi.rules.rates import Denominator

from .shape import Column

YES_NO = {"yes": "yes", "no": "no"}


def columns(questions: Iterable[Question], asked: set[str]) -> list[Column]:
    """Columns for the questions of all versions of one letter; `asked`: keys asked in this round.

    In the newest version's order; keys that it no longer has come after, where they were asked.
    """
    newest: dict[str, Question] = {}
    for question in sorted(questions, key=lambda q: (-q.version.number, q.number)):
        newest.setdefault(question.key, question)
    last = max((q.version.number for q in newest.values()), default=0)
    return [
        column(question)
        for question in newest.values()
        if question.version.number == last or question.key in asked
    ]


def column(question: Question) -> Column:
    """One question as a column; its two lines of fairness come from the letter's file."""
    concern = frozenset(question.concern)
    told = _from_file(question)
    return Column(
        facts=facts(question),
        heading=question.heading,
        wording=in_general(question.wording).strip(),
        concern=concern,
        concern_words=_concern_words(question),
        why=told.why_people_ask if told else "",
        fair=told.what_may_be_fair if told else "",
        rate_of=_rate_of(question, told) if told else None,
    )


def facts(question: Question) -> QuestionFacts:
    """The question as the rules of cells want it."""
    choices = tuple((value, words) for value, words in question.choices)
    return _facts(question.key, question.type, question.unit, question.small_numbers, choices)


@lru_cache(maxsize=1024)
def _facts(
    key: str, type: str, unit: str, small_numbers: bool, choices: tuple[tuple[str, str], ...]
) -> QuestionFacts:
    """The same question is one object, so that what is said of it is put into words once."""
    return QuestionFacts(key, type, unit, small_numbers, dict(choices))


def _from_file(question: Question) -> files.Question | None:
    version = question.version
    return version.file.question(question.key) if version.source and question.concern else None


def _rate_of(question: Question, told: files.Question) -> Denominator | None:
    """What the letter's file divides its counts by."""
    if not told.has_rate:
        return None
    other = told.denominator_question
    heading = question.version.file.question(other).heading if other else ""
    return Denominator(told.period, other, heading, told.denominator_measure)


def _concern_words(question: Question) -> str:
    """Which answers people look at twice, in words and never only in colour."""
    named = {**YES_NO, **dict(question.choices)}
    said = [named[answer] for answer in question.concern if answer in named]
    if said:
        return "the answer " + " or ".join(f"“{words}”" for words in said)
    if "negative" in question.concern:
        return "a negative figure"
    if set(question.concern) & {"rate", "high"}:
        return "a high figure" if "high" in question.concern else "a high share"
    return ""

"""What is wrong with a letter file, in sentences that say what to mend."""

import re
from collections.abc import Iterator
from datetime import date

from foi.rules.letter_shape import (
    HEADING_MAX,
    MEASURES,
    REVIEW_MONTHS,
    STATUSES,
    TYPES,
    UNIT_MAX,
    Group,
    Letter,
    Question,
)
from foi.rules.periods import PERIODS, placeholders

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEY = re.compile(r"[a-z][a-z0-9_]*")
NUMERIC = ("count", "number", "money", "percentage", "days")


def problems(letter: Letter) -> list[str]:
    """Every fault of a letter whose fields are all there and of the right kind."""
    found = [*_of_letter(letter), *_of_groups(letter)]
    for question in letter.questions:
        found += [
            f"Question {question.key!r}: {sentence}" for sentence in _of_question(question, letter)
        ]
    return found


def _of_letter(letter: Letter) -> Iterator[str]:
    if not SLUG.fullmatch(letter.slug):
        yield f"slug {letter.slug!r}: use small letters, digits and single hyphens."
    if letter.status not in STATUSES:
        yield f"status {letter.status!r}: allowed are {', '.join(STATUSES)}."
    if not letter.law_checked_on < letter.review_by <= _months_on(letter.law_checked_on):
        yield f"review_by must come after law_checked_on, at most {REVIEW_MONTHS} months later."
    if not letter.acts:
        yield "acts: name at least one Act that the letter rests on."
    if not letter.questions:
        yield "questions: a letter asks at least one question."
    keys = [question.key for question in letter.questions]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"Question {key!r} stands twice: every key is used once."
    for name in ("title", "topic", "summary", "what_you_will_learn", "what_it_will_not_do"):
        if not getattr(letter, name).strip():
            yield f"{name}: is empty."
    if placeholders(letter.opening) - set(PERIODS):
        yield _unknown_placeholder("opening", letter.opening)


def _months_on(day: date) -> date:
    # 29 February has no match in the next year: the 28th is within twelve months.
    return date(day.year + REVIEW_MONTHS // 12, day.month, 28 if _leap(day) else day.day)


def _leap(day: date) -> bool:
    return (day.month, day.day) == (2, 29)


def _unknown_placeholder(where: str, text: str) -> str:
    names = ", ".join(sorted(placeholders(text) - set(PERIODS)))
    return f"{where}: {{{names}}} is no period; allowed are {', '.join(PERIODS)}."


def _of_groups(letter: Letter) -> Iterator[str]:
    used = [question.group for question in letter.questions]
    for group in letter.groups:
        if group.key not in used:
            yield f"Group {group.key!r}: no question belongs to it."
        if placeholders(group.lead + group.note) - set(PERIODS):
            yield _unknown_placeholder(f"Group {group.key!r}", group.lead + group.note)
        if group.note and "please say so" not in group.note:
            yield (
                f"Group {group.key!r}: its note must say what to do when nothing is recorded "
                '("please say so").'
            )
    runs = [key for key, before in zip(used, ["", *used], strict=False) if key and key != before]
    for key in sorted({key for key in runs if runs.count(key) > 1}):
        yield f"Group {key!r}: its questions must follow one another."


def _of_question(question: Question, letter: Letter) -> Iterator[str]:
    if not KEY.fullmatch(question.key):
        yield "key: use small letters, digits and underscores."
    if question.type not in TYPES:
        yield f"type {question.type!r}: allowed are {', '.join(TYPES)}."
    if not 0 < len(question.heading) <= HEADING_MAX:
        yield f"heading: 1 to {HEADING_MAX} characters, for the head of a column."
    if question.effort <= 0:
        yield "effort: the estimated minutes, a whole number above 0."
    if "please say so" not in question.not_recorded or placeholders(question.not_recorded):
        yield 'not_recorded: must hold "please say so" (that is an answer too) and no placeholder.'
    if (question.type == "choice") != bool(question.choices):
        yield "choices: a choice names its choices, no other type has any."
    if question.type in ("number", "count") and not question.unit:
        yield "unit: say what is counted or measured."
    if len(question.unit) > UNIT_MAX:
        yield f"unit: at most {UNIT_MAX} characters."
    if question.small_numbers and question.type != "count":
        yield "small_numbers: only a count can be a small number of people."
    yield from _of_period(question)
    yield from _of_group_words(question, {group.key: group for group in letter.groups})
    yield from _of_concern(question)
    yield from _of_denominator(question, letter)


def _of_period(question: Question) -> Iterator[str]:
    named = placeholders(question.wording)
    if question.period not in PERIODS:
        yield f"period {question.period!r}: allowed are {', '.join(PERIODS)}."
    elif named - set(PERIODS):
        yield _unknown_placeholder("wording", question.wording)
    elif named - {question.period}:
        yield f"wording: names another period than {question.period!r}; one period each."
    elif not named and not (question.type == "document" and "current" in question.wording):
        yield (
            f"wording: must contain {{{question.period}}} (a document may be the current one "
            "instead)."
        )


def _of_group_words(question: Question, groups: dict[str, Group]) -> Iterator[str]:
    if bool(question.group) != bool(question.in_letter):
        yield "in_letter: a question of a group has one, no other question has."
    if question.group and question.group not in groups:
        yield f"group {question.group!r}: allowed are {', '.join(groups) or 'none'}."
    if question.group in groups:
        asked = f"{groups[question.group].lead} {question.in_letter}"
        if _words(asked) != _words(question.wording):
            # What the public reads as the question must be what the council was asked.
            yield "wording: must be the words of the group's lead and of in_letter, in that order."


def _words(text: str) -> list[str]:
    return re.findall(r"[\w£{}]+", text.lower())


def _of_concern(question: Question) -> Iterator[str]:
    allowed = _concerns_of(question)
    if set(question.concern) - set(allowed):
        yield (
            f"concern {', '.join(question.concern)}: for a {question.type} allowed are "
            f"{', '.join(('-', *allowed))}."
        )
    for name in ("why_people_ask", "what_may_be_fair"):
        if bool(question.concern) != bool(getattr(question, name).strip()):
            yield f"{name}: a question with a concern has this line, no other question has."


def _concerns_of(question: Question) -> tuple[str, ...]:
    if question.type == "yes_no":
        return ("yes", "no")
    if question.type == "choice":
        return tuple(choice.key for choice in question.choices)
    if question.type == "count":
        return ("rate",)
    return ("rate", "high", "negative") if question.type in NUMERIC else ()


def _of_denominator(question: Question, letter: Letter) -> Iterator[str]:
    told = [
        name
        for name in ("denominator_question", "denominator_measure", "no_denominator")
        if getattr(question, name)
    ]
    if len(told) != (1 if "rate" in question.concern else 0):
        yield (
            "a rate has exactly one of denominator_question, denominator_measure and "
            "no_denominator; other questions have none."
        )
    other = question.denominator_question
    if other and (other == question.key or other not in {each.key for each in letter.questions}):
        yield f"denominator_question {other!r}: must be another question of this letter."
    elif other and letter.question(other).period != question.period:
        yield f"denominator_question {other!r}: must ask about the same period."
    if question.denominator_measure:
        if question.denominator_measure not in MEASURES:
            yield f"denominator_measure: allowed are {', '.join(MEASURES)}."
        if question.period not in ("answer_day", "last_calendar_year"):
            yield "denominator_measure: yearly figures fit answer_day and last_calendar_year only."

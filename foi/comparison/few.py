"""What a council's answers of one round keep back, so that nothing beside repeats it: worked out
here, wherever an answer is shown, by the one rule in `foi.rules.unsaid`."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from django.conf import settings
from django.db.models import Q

from foi.models import Asked, Finding, Question
from foi.rules.answers import from_json
from foi.rules.cells import FindingFacts
from foi.rules.number_words import GREAT, TENS, UNITS
from foi.rules.unsaid import BASES, NOTHING, RESTS_ON, Said, Unsaid, keep_back
from foi.rules.values import FREE, HELD_BACK

Place = tuple[int, int]  # authority, round
# request, place, question, whether it stood on the day asked for
Found = tuple[int | None, Place, int, bool, FindingFacts]
# Findings whose answers can keep anything back.
TELLING = Q(question__small_numbers=True) | Q(question__key__in=[*RESTS_ON, *BASES])
AskedKeys = Mapping[int, Collection[str]]
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join((*UNITS, *TENS, *GREAT, 'hundred'))})\b", re.IGNORECASE)


def unsaid_in(findings: Iterable[Finding]) -> Unsaid:
    """What these keep back, all taken as of one place; each with reading and question. One query
    where one of them is a sum that rests on people."""
    rows = list(findings)
    return keep_back([_said(row) for row in rows], _asked(rows), settings.SMALL_NUMBER_THRESHOLD)


def unsaid_by_place(findings: Iterable[Finding]) -> dict[Place, Unsaid]:
    """The same of many councils and rounds, in as many queries."""
    rows, said = list(findings), defaultdict[Place, list[Said]](list)
    for row in rows:
        said[row.authority_id, row.round_id].append(_said(row))
    return _by_place(said, _asked(rows))


def held_back(known: Collection[Finding]) -> set[int]:
    """The sums among these that rest on few people, or on a number which is not public yet.

    `known`: all that is or was public of some councils in some rounds, with reading and question.
    1 query where there is a sum, else none.
    """
    keeps = unsaid_by_place(known)
    return {
        finding.pk
        for finding in known
        for place in [(finding.authority_id, finding.round_id)]
        if finding.question.key in keeps.get(place, NOTHING).held
    }


def reason_shown(reason: str, *, is_held: bool) -> str:
    """Why an answer was put right; not one that names a number, where its figure is held back."""
    return HELD_BACK if is_held and _NUMBER.search(reason) else reason


def knowing_unsaid(
    found: Iterable[Found], questions: Sequence[Question], asked: AskedKeys, *, with_quotes: bool
) -> tuple[Iterable[Found], Mapping[Place, Unsaid]]:
    """Each finding with what its words must not say, and all that a place keeps back.

    `questions`: of the letters concerned; `asked`: each request's keys. Where they ask for no sum,
    and for nothing in words beside a count of people, there is nothing to do.
    """
    free = {question.pk for question in questions if question.type in FREE}
    telling = {q.pk: q for q in questions if _tells(q)}
    sums = any(question.key in RESTS_ON for question in telling.values())
    if not telling or not (sums or free or with_quotes):
        return found, {}
    rows = list(found)
    spoken = {row[1] for row in rows if _speaks(row, free)}
    said: dict[Place, list[Said]] = defaultdict(list)
    for request, place, pk, _, facts in rows:
        question = telling.get(pk)
        if question and (sums or place in spoken):
            told = Said(question.key, facts.answer, request, question.small_numbers)
            said[place].append(told)
    unsaid = _by_place(said, asked)
    return [_knowing(row, free, unsaid) for row in rows], unsaid


def _knowing(row: Found, free: Collection[int], unsaid: Mapping[Place, Unsaid]) -> Found:
    keeps = unsaid.get(row[1])
    if not keeps or not _speaks(row, free):
        return row
    return (*row[:4], replace(row[4], unsaid=keeps))


def _speaks(row: Found, free: Collection[int]) -> bool:
    """Whether it has words of the council's own."""
    return bool(row[4].quote) or (row[2] in free and row[4].answer is not None)


def _tells(question: Question) -> bool:
    """Whether its answers can keep anything back."""
    return question.small_numbers or question.key in RESTS_ON or question.key in BASES


def _by_place(said: Mapping[Place, list[Said]], asked: AskedKeys) -> dict[Place, Unsaid]:
    few = settings.SMALL_NUMBER_THRESHOLD
    made = {place: keep_back(group, asked, few) for place, group in said.items()}
    return {place: unsaid for place, unsaid in made.items() if unsaid != NOTHING}


def _said(finding: Finding) -> Said:
    question, value = finding.question, finding.reading.value
    answer = from_json(value) if value else None
    stands = finding.superseded_at is None
    return Said(question.key, answer, finding.request_id, question.small_numbers, stands)


def _asked(findings: Iterable[Finding]) -> AskedKeys:
    """What the requests with a sum asked."""
    requests = {row.request_id for row in findings if row.question.key in RESTS_ON} - {None}
    asked: dict[int, set[str]] = defaultdict(set)
    if requests:
        rows = Asked.objects.filter(request__in=requests)
        for request, key in rows.values_list("request", "question__key"):
            asked[request].add(key)
    return asked

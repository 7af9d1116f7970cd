"""Rows -> facts, in a fixed number of queries: never one more for a council or a request more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from foi.models import Asked, Finding, Question, Reply, Request
from foi.models.visibility import AnyUser, table
from foi.rules.cells import CouncilSaid, Facts, FindingFacts
from foi.rules.small_numbers import few_said

from .facts import CLOCK, FINDING, QUOTE, finding_facts, head_of, told_finding
from .past import Rows, as_they_stood, end_of, replayed

Place = tuple[int, int]  # authority, round
# request, place, question, whether it stood on the day asked for
Found = tuple[int | None, Place, int, bool, FindingFacts]
_REQUEST = ("pk", "authority", "round", "version", "regime", *CLOCK)
_STOOD = ("source", "superseded_at", "settled_at", "published_at")  # read only for an earlier day
_FINDING = ("request", "authority", "round", "question", *FINDING)


@dataclass(slots=True)
class Standing:
    """One request as its cells want it.

    only_came: the owner said that something came, and nothing has been logged yet, so that the
    day of the reply is not known; version: of the letter, as it was sent; ever: where it is read
    as it stood, every finding up to today, for what protects small numbers today protects them
    in the past too.
    """

    head: tuple[Any, ...]  # every field of Facts but its findings, which come last
    facts: Facts
    keys: frozenset[str]
    is_public: bool
    only_came: bool
    findings: dict[str, list[FindingFacts]] = field(default_factory=dict)
    version: int | None = None
    ever: dict[str, list[FindingFacts]] = field(default_factory=dict)

    def behind(self, key: str) -> list[FindingFacts]:
        """The findings that say how few people a figure rests on."""
        return self.ever.get(key) or self.findings.get(key, [])

    def on(self, key: str) -> Facts:
        """Its facts on one question."""
        found = self.findings.get(key)
        return Facts(*self.head, tuple(found)) if found else self.facts  # 4 times replace()'s speed


@dataclass(slots=True)
class Gathered:
    """All that one reader may see: requests by council and round, published sources, and by key
    what the councils themselves said ("" for all of a letter)."""

    standings: dict[Place, list[Standing]]
    sources: dict[Place, dict[str, list[FindingFacts]]]
    said: dict[Place, dict[str, CouncilSaid]]

    def keys_asked(self, round_id: int) -> set[str]:
        """Every question that was asked, or answered by a published source, in a round."""
        asked = [s.keys for (_, r), group in self.standings.items() if r == round_id for s in group]
        found = [set(by_key) for (_, r), by_key in self.sources.items() if r == round_id]
        return set().union(*asked, *found)


def gather(
    within: Mapping[str, Any],
    questions: Sequence[Question],
    *,
    user: AnyUser,
    on: date,
    as_at: date | None = None,
    with_quotes: bool = True,
) -> Gathered:
    """The requests and published findings `within` (lookups that both tables know).

    `questions`: all of the letters concerned, every version; `as_at`: as it all stood at the end
    of this day; `with_quotes`: also the passages, which nobody wants to read who only fills a
    table. 3 queries, 4 where some request left a question out; 2 more for an earlier day.
    """
    before = end_of(as_at) if as_at else None
    keys = {question.pk: question.key for question in questions}
    of_people = {question.pk for question in questions if question.small_numbers}
    whole = _keys_of_versions(questions)
    rows = _requests(within, user, on)
    if before:
        rows = replayed(rows, before)
    asked = _asked(rows, whole, keys)
    by_pk: dict[int, Standing] = {}
    standings: dict[Place, list[Standing]] = defaultdict(list)
    for row in rows:
        by_pk[row["pk"]] = standing = _standing(row, asked[row["pk"]])
        standings[row["authority"], row["round"]].append(standing)
    sources: dict[Place, dict[str, list[FindingFacts]]] = defaultdict(lambda: defaultdict(list))
    types = {question.pk: question.type for question in questions}
    found = _findings(within, list(by_pk), types, before, with_quotes)
    known = _knowing_few(found, of_people) if with_quotes else found
    for request, place, question, stood, facts in known:
        key = keys.get(question)
        if key is None:
            continue
        if before:
            about = standings.get(place, []) if request is None else [by_pk[request]]
            for standing in about:
                standing.ever.setdefault(key, []).append(facts)
        if not stood:
            continue
        if request is None:
            sources[place][key].append(facts)
        else:
            by_pk[request].findings.setdefault(key, []).append(facts)
    return Gathered(dict(standings), dict(sources), _councils_said(within, user, on, before))


def _councils_said(
    within: Mapping[str, Any], user: AnyUser, on: date, before: datetime | None
) -> dict[Place, dict[str, CouncilSaid]]:
    """What the councils said of their cells, as this reader may see it."""
    stood = Reply.objects.that_stood(before) if before else Reply.objects.standing()
    rows = stood.visible_to(user, on).filter(**within).order_by("pk")
    found: dict[Place, dict[str, CouncilSaid]] = defaultdict(dict)
    for authority, round_, key, kind, decided in rows.values_list(
        "authority", "round", "key", "kind", "report__decided_at"
    ):
        place, known = (authority, round_), found[authority, round_].get(key, CouncilSaid())
        is_open = decided is None or (before is not None and decided >= before)
        found[place][key] = CouncilSaid(
            disputed=known.disputed or (kind == "dispute" and is_open),
            answered=known.answered or kind == "answer",
            says=True,
        )
    return dict(found)


def _keys_of_versions(questions: Iterable[Question]) -> dict[int, frozenset[str]]:
    keys: dict[int, set[str]] = defaultdict(set)
    for question in questions:
        keys[question.version_id].add(question.key)
    return {version: frozenset(group) for version, group in keys.items()}


def _requests(within: Mapping[str, Any], user: AnyUser, on: date) -> Rows:
    """Library letters that have gone, as this reader may see them; the newer ones later."""
    rows = Request.objects.in_table_for(user, on).filter(version__isnull=False, **within)
    signed_in = user is not None and user.is_authenticated
    public: Any = (
        ExpressionWrapper(table(None, on), output_field=BooleanField())
        if signed_in
        else Value(True, output_field=BooleanField())
    )
    of_request = Asked.objects.filter(request=OuterRef("pk")).order_by().values("request")
    number = Coalesce(Subquery(of_request.annotate(n=Count("pk")).values("n")), 0)
    return list(rows.order_by("pk").values(*_REQUEST, is_public=public, number=number))


def _asked(
    rows: Iterable[Mapping[str, Any]],
    whole: Mapping[int, frozenset[str]],
    keys: Mapping[int, str],
) -> dict[int, frozenset[str]]:
    """Which questions each request asked, `whole` being those of each letter version; more is
    read only of requests that left some out."""
    asked = {row["pk"]: whole.get(row["version"], frozenset()) for row in rows}
    partial = [row["pk"] for row in rows if row["number"] != len(asked[row["pk"]])]
    if partial:
        some: dict[int, set[str]] = {pk: set() for pk in partial}
        some_asked = Asked.objects.filter(request__in=partial).order_by()
        for pk, question in some_asked.values_list("request", "question"):
            some[pk].add(keys[question])
        asked |= {pk: frozenset(group) for pk, group in some.items()}
    return asked


def _standing(row: Mapping[str, Any], keys: frozenset[str]) -> Standing:
    head = head_of(row)
    only_came = row["came_said_on"] is not None and row["first_reply_on"] is None
    return Standing(head, Facts(*head), keys, row["is_public"], only_came, version=row["version"])


def _findings(
    within: Mapping[str, Any],
    requests: list[int],
    types: Mapping[int, str],
    before: datetime | None,
    with_quotes: bool,
) -> Iterable[Found]:
    """Published findings of these requests, and those from published sources."""
    found = Finding.objects.ever_published() if before else Finding.objects.published()
    rows = found.filter(Q(request__in=requests) | Q(source__isnull=False), **within)
    as_text = rows.order_by("pk").annotate(
        value_text=Cast("reading__value", TextField()),
        published_text=Cast("published_at", TextField()),
        grounds_text=Cast("reading__grounds", TextField()),
    )
    if before:
        then = as_they_stood(as_text.values(*_FINDING, QUOTE, "pk", *_STOOD), types, before)
        for row in then:
            facts = told_finding(*(row[name] for name in (*FINDING, QUOTE, "pk")))
            place = (row["authority"], row["round"])
            yield row["request"], place, row["question"], row["stood"], facts
        return
    told, make = ((QUOTE, "pk"), told_finding) if with_quotes else ((), finding_facts)
    for request, authority, round_, question, *said in as_text.values_list(*_FINDING, *told):
        yield request, (authority, round_), question, True, make(*said)


def _knowing_few(rows: Iterable[Found], of_people: set[int]) -> Iterable[Found]:
    """Each finding with the small numbers that any answer of the same council names.

    `of_people`: keys of the questions that count people.
    """
    rows = list(rows)
    few: dict[Place, frozenset[int]] = defaultdict(frozenset)
    for _, place, question, _, facts in rows:
        if question in of_people and facts.answer is not None:
            few[place] |= few_said(facts.answer, settings.SMALL_NUMBER_THRESHOLD)
    for request, place, question, stood, facts in rows:
        said = few.get(place)
        told = replace(facts, few=said) if said and facts.quote else facts
        yield request, place, question, stood, told

"""Rows -> facts, in a fixed number of queries: never one more for a council or a request more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
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

from .facts import CLOCK, FINDING, QUOTE, finding_facts, head_of

Place = tuple[int, int]  # authority, round
Found = tuple[int | None, Place, int, FindingFacts]  # request, place, question
_REQUEST = ("pk", "authority", "round", "version", *CLOCK)
_FINDING = ("request", "authority", "round", "question", *FINDING)


@dataclass(slots=True)
class Standing:
    """One request as its cells want it.

    only_came: the owner said that something came, and nothing has been logged yet, so that the
    day of the reply is not known.
    """

    head: tuple[Any, ...]  # every field of Facts but its findings, which come last
    facts: Facts
    keys: frozenset[str]
    is_public: bool
    only_came: bool
    findings: dict[str, list[FindingFacts]] = field(default_factory=dict)

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
    questions: Iterable[Question],
    *,
    user: AnyUser,
    on: date,
    with_quotes: bool = True,
) -> Gathered:
    """The requests and published findings `within` (lookups that both tables know).

    `questions`: all of the letters concerned, every version; `with_quotes`: also the passages,
    which nobody wants to read who only fills a table. 3 queries, 4 where some request
    left a question out.
    """
    keys = {question.pk: question.key for question in questions}
    of_people = {question.pk for question in questions if question.small_numbers}
    whole = _keys_of_versions(questions)
    rows = _requests(within, user, on)
    asked = _asked(rows, whole, keys)
    by_pk: dict[int, Standing] = {}
    standings: dict[Place, list[Standing]] = defaultdict(list)
    for row in rows:
        by_pk[row["pk"]] = standing = _standing(row, asked[row["pk"]])
        standings[row["authority"], row["round"]].append(standing)
    sources: dict[Place, dict[str, list[FindingFacts]]] = defaultdict(lambda: defaultdict(list))
    found = _findings(within, list(by_pk), with_quotes)
    for request, place, question, facts in _knowing_few(found, of_people) if with_quotes else found:
        key = keys.get(question)
        if key is None:
            continue
        if request is None:
            sources[place][key].append(facts)
        else:
            by_pk[request].findings.setdefault(key, []).append(facts)
    return Gathered(dict(standings), dict(sources), _councils_said(within, user, on))


def _councils_said(
    within: Mapping[str, Any], user: AnyUser, on: date
) -> dict[Place, dict[str, CouncilSaid]]:
    """What the councils said of their cells, as this reader may see it."""
    rows = Reply.objects.standing().visible_to(user, on).filter(**within).order_by("pk")
    found: dict[Place, dict[str, CouncilSaid]] = defaultdict(dict)
    for authority, round_, key, kind, decided in rows.values_list(
        "authority", "round", "key", "kind", "report__decided_at"
    ):
        place, before = (authority, round_), found[authority, round_].get(key, CouncilSaid())
        found[place][key] = CouncilSaid(
            disputed=before.disputed or (kind == "dispute" and decided is None),
            answered=before.answered or kind == "answer",
            says=True,
        )
    return dict(found)


def _keys_of_versions(questions: Iterable[Question]) -> dict[int, frozenset[str]]:
    keys: dict[int, set[str]] = defaultdict(set)
    for question in questions:
        keys[question.version_id].add(question.key)
    return {version: frozenset(group) for version, group in keys.items()}


def _requests(within: Mapping[str, Any], user: AnyUser, on: date) -> list[dict[str, Any]]:
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
    return Standing(head, Facts(*head), keys, row["is_public"], only_came)


def _findings(within: Mapping[str, Any], requests: list[int], with_quotes: bool) -> Iterable[Found]:
    """Published findings of these requests, and those from published sources."""
    rows = Finding.objects.published().filter(
        Q(request__in=requests) | Q(source__isnull=False), **within
    )
    as_text = rows.annotate(
        value_text=Cast("reading__value", TextField()),
        published_text=Cast("published_at", TextField()),
        grounds_text=Cast("reading__grounds", TextField()),
    )
    quote = F(QUOTE) if with_quotes else Value("")
    columns = as_text.order_by("pk").values_list(*_FINDING, quote)
    for request, authority, round_, question, *said in columns:
        yield request, (authority, round_), question, finding_facts(*said)


def _knowing_few(rows: Iterable[Found], of_people: set[int]) -> Iterable[Found]:
    """Each finding with the small numbers that any answer of the same council names.

    `of_people`: keys of the questions that count people.
    """
    rows = list(rows)
    few: dict[Place, frozenset[int]] = defaultdict(frozenset)
    for _, place, question, facts in rows:
        if question in of_people and facts.answer is not None:
            few[place] |= few_said(facts.answer, settings.SMALL_NUMBER_THRESHOLD)
    for request, place, question, facts in rows:
        said = few.get(place)
        told = replace(facts, few=said) if said and facts.quote else facts
        yield request, place, question, told

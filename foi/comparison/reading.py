"""Rows -> facts, in a fixed number of queries: never one more for a council or a request more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
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
from foi.rules.unsaid import Unsaid

from .facts import CLOCK, FINDING, QUOTE, finding_facts, head_of, told_finding
from .few import Found, Place, knowing_unsaid
from .past import Rows, as_they_stood, end_of, replayed

_REQUEST = ("pk", "authority", "round", "version", "regime", *CLOCK)
_STOOD = ("source", "superseded_at", "settled_at", "published_at")  # read only for an earlier day
_FINDING = ("request", "authority", "round", "question", *FINDING)


@dataclass(slots=True)
class Standing:
    """One request as its cells want it.

    only_came: the owner said that something came, and nothing has been logged yet, so that the
    day of the reply is not known; version: of the letter, as it was sent.
    """

    head: tuple[Any, ...]  # every field of Facts but its findings, which come last
    facts: Facts
    keys: frozenset[str]
    is_public: bool
    only_came: bool
    findings: dict[str, list[FindingFacts]] = field(default_factory=dict)
    version: int | None = None

    def on(self, key: str) -> Facts:
        """Its facts on one question."""
        found = self.findings.get(key)
        return Facts(*self.head, tuple(found)) if found else self.facts  # 4 times replace()'s speed


@dataclass(slots=True)
class Gathered:
    """All that one reader may see: requests by council and round, published sources, by key what
    the councils themselves said ("" for all of a letter), and what their answers keep back."""

    standings: dict[Place, list[Standing]]
    sources: dict[Place, dict[str, list[FindingFacts]]]
    said: dict[Place, dict[str, CouncilSaid]]
    unsaid: Mapping[Place, Unsaid]

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

    `questions`: all of the letters concerned, every version; `on`: today; `as_at`: as it all stood
    at the end of this day, but for what is kept back: that is what everything public today keeps
    back, whether or not it was there; `with_quotes`: also the passages, which nobody wants to read
    who only fills a table. 3 queries, 4 where some request left a question out; 2 more for an
    earlier day.
    """
    before = end_of(as_at) if as_at else None
    keys = {question.pk: question.key for question in questions}
    every = _requests(within, user, on, as_at or on)
    asked = _asked(every, _keys_of_versions(questions), keys)
    seen = [row for row in every if row.get("was_seen", True)]
    rows = replayed(seen, before) if before else every
    by_pk: dict[int, Standing] = {}
    standings: dict[Place, list[Standing]] = defaultdict(list)
    for row in rows:
        by_pk[row["pk"]] = standing = _standing(row, asked[row["pk"]])
        standings[row["authority"], row["round"]].append(standing)
    sources: dict[Place, dict[str, list[FindingFacts]]] = defaultdict(lambda: defaultdict(list))
    types = {question.pk: question.type for question in questions}
    found = _findings(within, list(asked), types, before, with_quotes)
    known, unsaid = knowing_unsaid(found, questions, asked, with_quotes=with_quotes)
    for request, place, question, stood, facts in known:
        key = keys.get(question)
        if key is None or not stood:
            continue
        if request is None:
            sources[place][key].append(facts)
        elif request in by_pk:
            by_pk[request].findings.setdefault(key, []).append(facts)
    said = _councils_said(within, user, as_at or on, before)
    return Gathered(dict(standings), dict(sources), said, unsaid)


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


def _requests(within: Mapping[str, Any], user: AnyUser, on: date, day: date) -> Rows:
    """Library letters that have gone, as this reader may see them today; the newer ones later.
    `was_seen`: whether she might on an earlier day."""
    rows = Request.objects.in_table_for(user, on).filter(version__isnull=False, **within)
    signed_in = user is not None and user.is_authenticated
    public: Any = (
        ExpressionWrapper(table(None, day), output_field=BooleanField())
        if signed_in
        else Value(True, output_field=BooleanField())
    )
    of_request = Asked.objects.filter(request=OuterRef("pk")).order_by().values("request")
    number = Coalesce(Subquery(of_request.annotate(n=Count("pk")).values("n")), 0)
    more: dict[str, Any] = {"is_public": public, "number": number}
    if day != on:
        then = Request.objects.in_table_for(user, day).order_by()
        more["was_seen"] = Exists(then.filter(pk=OuterRef("pk")))
    return list(rows.order_by("pk").values(*_REQUEST, **more))


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

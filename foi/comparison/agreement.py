"""How far the two readers of a blind double reading agree, from what both first entered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foi.models import Finding, Investigation, Reading
from foi.models.visibility import AnyUser
from foi.rules.agreement import Agreement, agreement
from foi.rules.checking import category

from .facts import as_read


@dataclass(frozen=True)
class Agreed:
    """An investigation, by its title, with its agreement."""

    title: str
    agreement: Agreement


def agreements(*, on: date) -> list[Agreed]:
    """Of every investigation some of whose blind double readings are public on the day."""
    rows = Investigation.objects.filter(double_blind=True)
    found = [(one, agreement_of(one, on=on)) for one in rows if not one.is_embargoed(on)]
    return [Agreed(one.title, agreement) for one, agreement in found if agreement.n]


def agreement_of(investigation: Investigation, *, user: AnyUser = None, on: date) -> Agreement:
    """Agreement on all that settling compares; only blind readings count, each question once.

    Of findings that `user` (None: the public) sees published now, so that nothing is counted
    which nobody may know of. 2 queries.
    """
    shown = _shown(investigation, user, on)
    pairs = {}
    for finding, second in _double(investigation):
        place = (finding.request_id, finding.question_id, finding.stage)
        if place in shown and place not in pairs:
            pairs[place] = (category(as_read(finding.reading)), category(as_read(second)))
    return agreement(list(pairs.values()))


def _shown(investigation: Investigation, user: AnyUser, on: date) -> set[tuple[int, int, str]]:
    seen = Finding.objects.published().visible_to(user, on)
    rows = seen.filter(request__investigation=investigation)
    return set(rows.values_list("request", "question", "stage"))


def _double(investigation: Investigation) -> Iterable[tuple[Finding, Reading]]:
    """Each finding with the blind reading made of it, the oldest first: what it showed then is
    what the first reader had entered, whatever came later."""
    rows = Finding.objects.filter(request__investigation=investigation, readings__blind=True)
    rows = rows.select_related("reading").prefetch_related("readings").order_by("pk").distinct()
    for finding in rows:
        for reading in finding.readings.all():
            if reading.blind and reading.at >= finding.reading.at:
                if reading.by_id != finding.reading.by_id:
                    yield finding, reading

"""The question as it was put to a council: the words of the very letter that it got."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foi.models import Asked
from foi.rules.periods import fill_in

from .shape import Row, Shown


@dataclass(frozen=True, slots=True)
class AskedAs:
    """Its wording with the periods filled in for the day of sending, its number in the letter as
    sent, the letter's version and that day."""

    wording: str
    number: int
    version: int
    on: date


def asked_as(row: Row) -> dict[tuple[str, str], AskedAs]:
    """By request reference and question key: how the requests that fill these cells put them. One
    query."""
    refs = {shown.cell.request_ref for shown in row.cells} - {""}
    asked = Asked.objects.filter(request__ref__in=refs, request__sent_on__isnull=False)
    fields = "request__ref question__key question__wording number question__version__number".split()
    rows = asked.values_list(*fields, "request__sent_on")
    return {
        (ref, key): AskedAs(fill_in(wording, on).strip(), number, version, on)
        for ref, key, wording, number, version, on in rows
    }


def put_to(shown: Shown, found: dict[tuple[str, str], AskedAs]) -> AskedAs | None:
    """The wording for one cell; None where nobody has asked it here."""
    return found.get((shown.cell.request_ref, shown.key))


def refs_of(cells: Iterable[Shown]) -> list[str]:
    """The requests that fill these cells, each once, in the cells' order."""
    return list(dict.fromkeys(s.cell.request_ref for s in cells if s.cell.request_ref))

"""Who answers at a place on a day: from a code to the authorities in force."""

from dataclasses import dataclass
from datetime import date

from authorities.models import Authority
from authorities.postcodes import Place


def authorities_for(gss: str, on: date) -> list[Authority]:
    """The authorities that answer on the day where this code's holder did, in order of name.

    Several after a split: a Surrey postcode gives East and West Surrey from 1 April 2027, and
    the visitor chooses. Follows succession forwards and, for days before a body began,
    backwards. Empty when nobody knows the code.
    """
    holder = Authority.objects.resolve("gss", gss, on)
    return [] if holder is None else in_force_instead(holder, on)


def in_force_instead(authority: Authority, on: date) -> list[Authority]:
    """The authority itself when it is in force on the day, else those that stand in its place."""
    answering: dict[int, Authority] = {}
    seen: set[int] = set()
    waiting = [authority]
    while waiting:
        one = waiting.pop()
        if one.pk in seen:
            continue
        seen.add(one.pk)
        status = one.status(on)
        if status == "current":
            answering[one.pk] = one
        else:
            waiting += one.successors.all() if status == "abolished" else one.predecessors.all()
    return sorted(answering.values(), key=lambda one: one.short_name)


def answering_at(place: Place, on: date) -> list[Authority]:
    """Who answers about special needs at a place: in England a request can be sent to them, in
    the rest of the UK the page only names them. Empty outside the UK."""
    if place.gss is not None:
        return authorities_for(place.gss, on)
    return list(Authority.objects.in_force(on).filter(nation=place.nation))


@dataclass(frozen=True)
class Named:
    """A council somebody named, and who answers for it on the day: itself, or for one that is
    abolished or planned those that stand in its place."""

    authority: Authority
    answering: list[Authority]

    @property
    def itself(self) -> bool:
        """Whether the named council is in force: nothing to explain."""
        return self.answering == [self.authority]


def named(text: str, on: date) -> list[Named]:
    """English councils like a typed name, those in force on the day first.

    "Cumbria" gives the county that ended in 2023 with its two successors; a former council
    whose successors the name finds anyway is left out.
    """
    alike = list(Authority.objects.england().named(text))
    found = [Named(one, [one]) for one in alike if one.in_force(on)]
    reached = {one.authority.pk for one in found}
    for other in alike:
        instead = in_force_instead(other, on)
        if not {one.pk for one in instead} <= reached:
            found.append(Named(other, instead))
            reached |= {one.pk for one in instead}
    return found

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from authorities.models.authority import Authority
from authorities.models.code import Code
from authorities.models.contact import Contact
from authorities.rows import Basis, CodeClaim, ContactClaim, Row

DATES = ("valid_from", "valid_to")


class Difference(NamedTuple):
    """What an import changes in one field, in words: nothing -> something, old -> new."""

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.field}: {self.old or 'nothing'} -> {self.new or 'nothing'}"


@dataclass(eq=False)
class Entry:
    """One authority with its codes, contacts and successors, in memory until it is written.

    Each `take_…` changes it as a row says and tells the differences. A row that is taken twice
    makes none the second time.
    """

    authority: Authority
    codes: list[Code] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    successors: set[str] = field(default_factory=set)
    new_successors: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)
    changed: bool = False
    touched: list[Code | Contact] = field(default_factory=list)

    def take_facts(self, row: Row) -> list[Difference]:
        """Takes fields. Those a person set by hand stay, and blanks never erase, except that
        a blank day means always."""
        found = []
        for name, value in row.facts.items():
            if (value not in ("", None, []) or name in DATES) and self._may_change(name, value):
                found += self._set(name, value)
        for name, value in row.fills.items():
            if value not in ("", None) and getattr(self.authority, name) in ("", None):
                found += self._set(name, value) if self._may_change(name, value) else []
        for name, value in row.other_facts.items():
            old = self.authority.other_facts.get(name, "")
            if value and value != old:
                self.authority.other_facts[name] = value
                found.append(Difference(name, old, value))
        self.changed |= bool(found)
        return found

    def _may_change(self, name: str, value: Any) -> bool:
        ours = getattr(self.authority, name)
        if name not in self.authority.set_by_hand or ours == value:
            return True
        self.kept.append(f"{self.authority}: {name} stays {ours}, set by hand; the file: {value}")
        return False

    def _set(self, name: str, value: Any) -> list[Difference]:
        old = getattr(self.authority, name)
        if old == value:
            return []
        setattr(self.authority, name, value)
        return [Difference(name, "" if old is None else str(old), str(value or ""))]

    def take_codes(self, claims: Iterable[CodeClaim], on: date) -> list[Difference]:
        """Takes codes; a code that another replaces ends the day before, none is deleted."""
        return [change for claim in claims for change in self._take_code(claim, on)]

    def _take_code(self, claim: CodeClaim, on: date) -> list[Difference]:
        key = (claim.scheme, claim.value)
        held = next((code for code in self.codes if (code.scheme, code.value) == key), None)
        if held is not None:
            return self._date_code(held, *self._days_of(held, claim, on))
        first, last = claim.valid_from, claim.valid_to
        if claim.basis is Basis.FORMER:
            last = last or on - timedelta(days=1)
        elif claim.basis is not Basis.EXACT:
            replaced = self._in_use(claim.scheme)
            if replaced and not self.authority.in_force(on):
                return []
            first, last = first or self._first_day(replaced, on), self.authority.valid_to
            ended = [d for code in replaced for d in self._end_code(code, first)]
            return [*ended, self._add_code(claim, first, last)]
        return [self._add_code(claim, first, last)]

    def _days_of(self, held: Code, claim: CodeClaim, on: date) -> tuple[date | None, date | None]:
        """The days that a claim gives a code which the authority has already."""
        if claim.basis is Basis.EXACT:
            return claim.valid_from, claim.valid_to
        if claim.basis is Basis.CURRENT:
            return claim.valid_from or held.valid_from, self.authority.valid_to
        if claim.basis is Basis.FORMER and held.valid_to == self.authority.valid_to:
            return held.valid_from, claim.valid_to or held.valid_to or on - timedelta(days=1)
        return held.valid_from, held.valid_to

    def _in_use(self, scheme: str) -> list[Code]:
        end = self.authority.valid_to
        return [code for code in self.codes if code.scheme == scheme and code.valid_to == end]

    def _first_day(self, replaced: list[Code], on: date) -> date | None:
        return on if replaced else self.authority.valid_from

    def _end_code(self, code: Code, next_day: date | None) -> list[Difference]:
        last = (next_day or date.max) - timedelta(days=1)
        return self._date_code(code, code.valid_from, max(last, code.valid_from or last))

    def _date_code(self, code: Code, first: date | None, last: date | None) -> list[Difference]:
        if (code.valid_from, code.valid_to) == (first, last):
            return []
        old = _span(code)
        code.valid_from, code.valid_to = first, last
        self.touched.append(code)
        return [Difference(f"{code.scheme} {code.value}", old, _span(code))]

    def _add_code(self, claim: CodeClaim, first: date | None, last: date | None) -> Difference:
        code = Code(scheme=claim.scheme, value=claim.value, valid_from=first, valid_to=last)
        self.codes.append(code)
        self.touched.append(code)
        return Difference(claim.scheme, "", f"{claim.value} ({_span(code)})")

    def take_contact(self, claim: ContactClaim) -> list[Difference]:
        """Takes a contact. What we know of it stays unless the file looked on a later day."""
        key = (claim.channel, claim.value.casefold())
        same = (c for c in self.contacts if (c.channel, c.value.casefold()) == key)
        held = next(same, None)
        if held is None:
            held = Contact(channel=claim.channel, value=claim.value, status="")
            self.contacts.append(held)
        elif claim.checked_on is None or claim.checked_on <= (held.checked_on or date.min):
            return []
        old = held.status
        held.source, held.checked_on = claim.source, claim.checked_on
        held.status = self._status_for(held, claim)
        self.touched.append(held)
        return [Difference(f"{claim.channel} {claim.value}", old, held.status)]

    def _status_for(self, held: Contact, claim: ContactClaim) -> str:
        """One contact a channel is confirmed: the one checked last, the others are withdrawn."""
        confirmed = Contact.Status.CONFIRMED
        if claim.status != confirmed:
            return claim.status
        for other in self.contacts:
            if other is held or (other.channel, other.status) != (claim.channel, confirmed):
                continue
            if (other.checked_on or date.min) > (claim.checked_on or date.min):
                return str(Contact.Status.WITHDRAWN)
            other.status = Contact.Status.WITHDRAWN
            self.touched.append(other)
        return str(confirmed)

    def take_successor(self, other: "Entry") -> list[Difference]:
        """Another body that takes over, or took over, all or a part of this one."""
        slug = other.authority.slug
        if slug in self.successors:
            return []
        self.successors.add(slug)
        self.new_successors.add(slug)
        return [Difference("successor", "", other.authority.short_name)]

    def write_authority(self) -> None:
        """Saves the authority itself where it is new or changed."""
        if self.authority.pk is None or self.changed:
            self.authority.save()

    def write_ends(self) -> None:
        """Saves codes and contacts that end: they make room for others."""
        for row in self.touched:
            if row.pk is not None and self._ends(row):
                row.save()

    def write_rest(self) -> None:
        """Saves the codes and contacts that are new or go on."""
        for row in self.touched:
            if row.pk is None or not self._ends(row):
                row.authority = self.authority
                row.save()

    def _ends(self, row: Code | Contact) -> bool:
        if isinstance(row, Code):
            return row.valid_to is not None
        return row.status != Contact.Status.CONFIRMED

    def link(self, by_slug: dict[str, Authority]) -> None:
        """Saves new successors, once all of them are written."""
        if self.new_successors:
            self.authority.successors.add(*(by_slug[slug] for slug in self.new_successors))


def _span(code: Code) -> str:
    """A code's days in words."""
    first = f"from {code.valid_from}" if code.valid_from else ""
    last = f"to {code.valid_to}" if code.valid_to else ""
    return f"{first} {last}".strip() or "always"

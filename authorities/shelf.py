"""The whole register in memory while a file is read against it."""

from collections.abc import Iterator
from datetime import date

from django.utils.text import slugify

from authorities.models import Authority
from authorities.models.entry import Entry
from authorities.names import fold
from authorities.rows import Row

Key = tuple[str, str]


class NoMatch(Exception):
    """A row's codes don't agree on one authority; the message is a sentence."""


class Shelf:
    """All entries, and the one that a row speaks of."""

    def __init__(self) -> None:
        rows = Authority.objects.with_codes().with_contacts().prefetch_related("successors")
        self.entries = [
            Entry(
                authority,
                list(authority.codes.all()),
                list(authority.contacts.all()),
                {other.slug for other in authority.successors.all()},
            )
            for authority in rows
        ]
        self._index: dict[Key, list[Entry]] = {}
        for entry in self.entries:
            self.index(entry)

    def index(self, entry: Entry) -> None:
        """Makes the entry findable by its slug, names and codes, past ones too."""
        for key in self._keys(entry):
            self._put(key, entry)

    def _put(self, key: Key, entry: Entry) -> None:
        holders = self._index.setdefault(_folded(key), [])
        if entry not in holders:
            holders.append(entry)

    def _keys(self, entry: Entry) -> Iterator[Key]:
        authority = entry.authority
        yield "slug", authority.slug
        yield from (("name", name) for name in (authority.name, authority.short_name) if name)
        yield from ((code.scheme, code.value) for code in entry.codes)

    def holders(self, key: Key) -> list[Entry]:
        """Everybody who has or had this code or name."""
        return self._index.get(_folded(key), [])

    def one(self, key: Key, on: date, *, defunct: bool = False) -> Entry | None:
        """The one meant by a code: the body of the day, or an ended one for a defunct row."""
        holders = self.holders(key)
        if len(holders) == 1:
            return holders[0]
        meant = "abolished" if defunct else "current"
        of_the_day = [entry for entry in holders if entry.authority.status(on) == meant]
        return of_the_day[0] if len(of_the_day) == 1 else None

    def find(self, row: Row, on: date) -> Entry | None:
        """The authority of a row, None when it is none of ours.

        Raises NoMatch when a row whose codes must agree names two authorities.
        """
        found = [
            entry
            for key in row.match
            if (entry := self.one(key, on, defunct=row.defunct)) and self._meant(key, row, entry)
        ]
        if row.agree and any(entry is not found[0] for entry in found):
            names = " and ".join(sorted({entry.authority.name for entry in found}))
            raise NoMatch(f"{row.label}: its codes and name belong to different bodies, {names}.")
        return found[0] if found else None

    def _meant(self, key: Key, row: Row, entry: Entry) -> bool:
        """A name alone does not make a body with another GSS code the same one."""
        if key[0] != "name" or not any(scheme == "gss" for scheme, _ in row.match):
            return True
        held = {(code.scheme, code.value) for code in entry.codes}
        return all(scheme != "gss" for scheme, _ in held) or bool(held & set(row.match))

    def add(self, row: Row) -> Entry:
        """A new, still empty entry with an address of its own for ever."""
        given = next((value for scheme, value in row.match if scheme == "slug"), "")
        slug = base = given or slugify(row.label)
        number = 2
        while self.holders(("slug", slug)):
            slug, number = f"{base}-{number}", number + 1
        authority = Authority(slug=slug, name="", short_name="", other_facts={}, set_by_hand=[])
        entry = Entry(authority)
        self.entries.append(entry)
        self.index(entry)
        for key in row.match:
            self._put(key, entry)
        return entry


def _folded(key: Key) -> Key:
    """Names are found whatever their capitals and punctuation, codes only as they are."""
    scheme, value = key
    return (scheme, fold(value)) if scheme == "name" else key

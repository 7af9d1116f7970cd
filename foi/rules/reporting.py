"""Reports that something is wrong on a page: by when each kind is answered, and what it is about.

PUBLICATION.md, "Checked, disputed, corrected". Nothing here reads the clock.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from urllib.parse import parse_qs

from foi.rules.working_days import Calendar


class ReportKind(StrEnum):
    """What a visitor says is wrong."""

    CHILD = "child"
    PERSON = "person"
    WRONG = "wrong"
    MY_DATA = "my_data"
    COPYRIGHT = "copyright"
    OTHER = "other"


URGENT = frozenset({ReportKind.CHILD, ReportKind.PERSON})
WITHIN = {ReportKind.CHILD: timedelta(hours=48), ReportKind.PERSON: timedelta(hours=48)}
MY_DATA_DAYS = 30
WORKING_DAYS = {ReportKind.WRONG: 5, ReportKind.COPYRIGHT: 5, ReportKind.OTHER: 10}
CLOCK_WORDS = {
    ReportKind.CHILD: "within 48 hours",
    ReportKind.PERSON: "within 48 hours",
    ReportKind.WRONG: "within 5 working days",
    ReportKind.MY_DATA: "within 30 days",
    ReportKind.COPYRIGHT: "within 5 working days",
    ReportKind.OTHER: "within 10 working days",
}


def answer_by(kind: ReportKind, made_at: datetime, calendar: Calendar) -> datetime:
    """The moment by which a person must have decided, in the zone of `made_at`.

    Hours run from the report; days end at the end of the day, working days by the calendar.
    """
    if kind in WITHIN:
        return made_at + WITHIN[kind]
    made_on = made_at.date()
    if kind == ReportKind.MY_DATA:
        last: date = made_on + timedelta(days=MY_DATA_DAYS)
    else:
        last = calendar.add(made_on, WORKING_DAYS[kind])
    return datetime.combine(last, time(23, 59, 59), made_at.tzinfo)


@dataclass(frozen=True)
class PageOf:
    """What a page shows: a request's `ref`, a file's `token`, a letter and council (slugs), and of
    those, where the address names one cell, its question's `key` and its round (0: the newest)."""

    ref: str = ""
    token: str = ""
    letter: str = ""
    authority: str = ""
    key: str = ""
    round: int = 0

    @property
    def is_one_thing(self) -> bool:
        """Whether there is something in particular to hide."""
        return bool(self.ref or self.authority)


_SLUG = r"[-a-zA-Z0-9_]+"
_REF = r"(?P<ref>TD-[A-Z0-9]{6})"
_PAGES = (
    re.compile(rf"/requests/{_REF}/files/(?P<token>{_SLUG})/.*", re.IGNORECASE),
    re.compile(rf"/requests/{_REF}(/.*)?", re.IGNORECASE),
    re.compile(rf"/compare/(?P<letter>{_SLUG})/(?!pictures(?:/|$))(?P<authority>{_SLUG})(/.*)?"),
    re.compile(rf"/authorities/(?P<authority>{_SLUG})(/.*)?"),
)
_MANY = re.compile(r"/(?:(?:compare|authorities|refusals|feeds|requests)(?:/.*)?)?")
_OF_LETTER = re.compile(rf"/compare/(?P<letter>{_SLUG})(?:[./].*)?")
_NO_SLASH = re.compile(rf"/(?:compare/{_SLUG}|authorities|requests)/{_SLUG}")

_ROUND = re.compile(r"[0-9]{1,5}")
_KEY = re.compile(r"[-a-zA-Z0-9_]{1,60}")


def page_of(address: str) -> PageOf:
    """What the page at this address of ours shows; an empty PageOf where many things."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    for pattern in _PAGES:
        if found := pattern.fullmatch(path):
            named = found.groupdict()
            round_, key = _cell_named(address) if named.get("letter") else (0, "")
            return PageOf(
                ref=named.get("ref", "").upper(),
                token=named.get("token", ""),
                letter=named.get("letter", ""),
                authority=named.get("authority", ""),
                key=key,
                round=round_,
            )
    return PageOf()


def shows_many(address: str) -> bool:
    """Whether this is a table, a list or a file of the answers of many councils."""
    return bool(_MANY.fullmatch(as_path(address))) and not page_of(address).is_one_thing


def letter_of(address: str) -> str:
    """The slug of the letter that a page of many councils is of; "" where of several."""
    found = _OF_LETTER.fullmatch(as_path(address))
    return found["letter"] if found else ""


def of_council(council: str, *, letter: str) -> str:
    """The page of what this council answered: to this letter, or ("") to all."""
    return f"/compare/{letter}/{council}/" if letter else f"/authorities/{council}/"


def share_something(one: str, other: str) -> bool:
    """Whether two addresses show some of the same, whichever cell of the page they point at: a
    council's page shows what it answered to each letter."""
    first, second = page_of(one), page_of(other)
    if not (first.is_one_thing and second.is_one_thing):
        return as_path(one) == as_path(other)
    if first.ref or second.ref:
        return first.ref == second.ref
    letters = {first.letter, second.letter} - {""}
    return first.authority == second.authority and len(letters) < 2


def as_path(typed: str) -> str:
    """The path of an address of this site as a visitor gives it: whole, or only its path.

    Query, fragment and control characters go; never longer than 300, always begins with "/".
    The final slash that somebody left out of a page's address is put there.
    """
    named = re.split(r"[?#]", _without_site(typed), maxsplit=1)[0]
    path = ("/" + named.lstrip("/\\"))[:300]
    return f"{path}/" if _NO_SLASH.fullmatch(path) and len(path) < 300 else path


def as_address(typed: str) -> str:
    """The same, and of a cell's permanent address the round and the question that it names."""
    path, (round_, key) = as_path(typed), _cell_named(_without_site(typed))
    if not page_of(path).letter:
        return path
    named = f"{path}{f'?round={round_}' if round_ else ''}{f'#{key}' if key else ''}"
    return named if len(named) <= 300 else path


def _without_site(typed: str) -> str:
    text = re.sub(r"[\x00-\x20\x7f]+", "", typed.strip())
    return re.sub(r"^[a-z][a-z0-9+.-]*://[^/?#]*", "", text, flags=re.IGNORECASE)


def _cell_named(address: str) -> tuple[int, str]:
    """The round and the key that an address names; 0 and "" for none, or for anything else."""
    before, _, key = address.partition("#")
    typed = (parse_qs(before.partition("?")[2]).get("round") or [""])[0]
    round_ = int(typed) if _ROUND.fullmatch(typed) else 0
    return round_, key if _KEY.fullmatch(key) else ""

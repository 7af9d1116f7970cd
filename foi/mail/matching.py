"""Which letter a saved mail belongs to: a suggestion with its reason, never a decision.

Only letters that the caller passes are ever named: a reference of anybody else's letter is
as good as none.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

MOST_TEXT = 20_000  # characters of a mail's words that are looked at
MOST_OFFERED = 6  # letters, where none is suggested
SHORTEST_REFERENCE = 5  # letters and digits of a council's reference: shorter ones are everywhere
_OUR_REFERENCE = re.compile(r"(?<![A-Z0-9])TD[ \-–]?([A-HJ-NP-Z2-9]{6})(?![A-Z0-9])", re.I)
_PIECES = re.compile(r"[A-Z]+|[0-9]+")
_MOST_PIECES = 8
# A council writes to families about much else; such a mail may be about a child.
_OF_INFORMATION = re.compile(
    r"\b(?:freedom of information|environmental information|information (?:request|rights|govern"
    r"ance)|requests? for information|information that you (?:have )?(?:asked|requested))\b"
    r"|(?-i:\b(?:FOIA?|EIRs?|FOI/EIR)\b|\bFOI[-/ ]?\d)",
    re.IGNORECASE,
)
# Many write from these, or nobody's council does.
_SHARED = frozenset(
    "gov.uk org.uk co.uk ac.uk nhs.uk uk com org net whatdotheyknow.com gmail.com googlemail.com "
    "outlook.com hotmail.com hotmail.co.uk live.com live.co.uk yahoo.com yahoo.co.uk icloud.com "
    "me.com aol.com btinternet.com sky.com proton.me protonmail.com".split()
)
_SMALL_WORDS = frozenset("about from with that this their your have council request letter".split())


class Why(StrEnum):
    """What a suggestion rests on."""

    ANSWERS = "answers"
    REFERENCE = "reference"
    COUNCIL_REF = "council_ref"
    DOMAIN = "domain"


@dataclass(frozen=True)
class Known:
    """A letter that whoever handed the mail in may log. `hosts`: see `hosts_of`."""

    ref: str
    reply_token: str
    council_ref: str
    hosts: frozenset[str]
    sent_on: date | None
    title: str
    message_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """What a mail says of itself, as far as it helps. `answered` are message ids."""

    from_address: str
    to: tuple[str, ...]
    subject: str
    body: str
    sent_on: date | None
    answered: Collection[str] = ()


@dataclass(frozen=True)
class Match:
    """The letters it may belong to. With a reason they are the suggestion, all of them; without
    one they are only worth offering."""

    refs: tuple[str, ...] = ()
    why: Why | None = None


@dataclass
class Letters:
    """The letters of one person, laid out to be looked up."""

    known: Iterable[Known]
    by_ref: dict[str, Known] = field(default_factory=dict)
    by_message_id: dict[str, Known] = field(default_factory=dict)
    by_token: dict[str, Known] = field(default_factory=dict)
    by_council_ref: dict[str, list[Known]] = field(default_factory=dict)
    by_host: dict[str, list[Known]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.known:
            self.by_ref[one.ref] = one
            self.by_token[one.reply_token.lower()] = one
            self.by_message_id |= dict.fromkeys(one.message_ids, one)
            for host in one.hosts:
                self.by_host.setdefault(host, []).append(one)
            if len(plain := _plain(one.council_ref)) >= SHORTEST_REFERENCE and _has_digit(plain):
                self.by_council_ref.setdefault(plain, []).append(one)


def hosts_of(website: str, addresses: Iterable[str]) -> frozenset[str]:
    """The domains a council writes from: its website's without "www.", and its addresses'."""
    web = re.sub(r"^\w+://", "", website.lower()).split("/")[0].split(":")[0].removeprefix("www.")
    found = {web, *(address.lower().rpartition("@")[2] for address in addresses)}
    return frozenset(host for host in found if "." in host and host not in _SHARED)


def match(facts: Facts, letters: Letters) -> Match:
    """The letters that a mail belongs to: by its own headers or our reference, else by the
    council's reference, else by the sender's domain, the date and the words of the title."""
    if answered := [letters.by_message_id.get(each) for each in facts.answered]:
        if any(answered):
            return _suggest(filter(None, answered), Why.ANSWERS)
    if found := _by_reply_address(facts, letters):
        return _suggest(found, Why.REFERENCE)
    if found := _our_references(facts.subject, letters):
        return _suggest(found, Why.REFERENCE)
    if found := _our_references(facts.body[:MOST_TEXT], letters):
        return _only_one(_in_time(found, facts), Why.REFERENCE)
    from_there = _from_domain(facts, letters)
    if found := _council_references(facts, letters, from_there):
        return _only_one(_in_time(found, facts), Why.COUNCIL_REF)
    return _by_domain(facts, from_there)


def _suggest(found: Iterable[Known], why: Why) -> Match:
    return Match(tuple(dict.fromkeys(one.ref for one in found)), why)


def _only_one(found: list[Known], why: Why) -> Match:
    """A suggestion when it is one; several are only offered."""
    return _suggest(found, why) if len(found) == 1 else _offer(found)


def _offer(found: Iterable[Known]) -> Match:
    return Match(tuple(dict.fromkeys(one.ref for one in found))[:MOST_OFFERED])


def _by_reply_address(facts: Facts, letters: Letters) -> list[Known]:
    """Our address for one letter holds its token."""
    boxes = [address.lower().rpartition("@")[0] for address in facts.to]
    pieces = [piece for box in boxes for piece in (box, *box.split("+"))]
    return [letters.by_token[piece] for piece in pieces if piece in letters.by_token]


def _our_references(text: str, letters: Letters) -> list[Known]:
    refs = dict.fromkeys(f"TD-{found[1].upper()}" for found in _OUR_REFERENCE.finditer(text))
    return [letters.by_ref[ref] for ref in refs if ref in letters.by_ref]


def _council_references(facts: Facts, letters: Letters, from_there: list[Known]) -> list[Known]:
    """Letters whose council's reference stands in it; numbers of two councils can be alike, so
    where the sender's council is known, only that one's."""
    if not letters.by_council_ref:
        return []
    text = f"{facts.subject}\n{facts.body[:MOST_TEXT]}"
    named = [one for part in _joined(text) for one in letters.by_council_ref.get(part, ())]
    found = list(dict.fromkeys(named))
    return [one for one in found if one in from_there] if from_there else found


def _joined(text: str) -> Iterable[str]:
    """Each run of neighbouring letters and digits without what parts them: "FOI/2026-12" gives
    "FOI202612" among others. A reference is found however it is punctuated."""
    text = text.upper()
    pieces = list(_PIECES.finditer(text))
    found: dict[str, None] = {}
    for start in range(len(pieces)):
        whole = ""
        for place in range(start, min(start + _MOST_PIECES, len(pieces))):
            if place > start and pieces[place].start() - pieces[place - 1].end() > 3:
                break
            whole += pieces[place][0]
            ends = pieces[place].end()
            if _is_edge(text, pieces[start].start() - 1) and _is_edge(text, ends):
                found[whole] = None
    return found


def _is_edge(text: str, place: int) -> bool:
    return not (0 <= place < len(text)) or not text[place].isalnum()


def _from_domain(facts: Facts, letters: Letters) -> list[Known]:
    """Letters to the council whose domain, or one below it, the mail comes from."""
    parts = facts.from_address.lower().rpartition("@")[2].split(".")
    hosts = [".".join(parts[start:]) for start in range(len(parts))]
    return [one for host in hosts for one in letters.by_host.get(host, ())]


def _by_domain(facts: Facts, from_there: list[Known]) -> Match:
    found = _in_time(list(dict.fromkeys(from_there)), facts)
    titled = _best_titled(found, facts)
    if len(titled) == 1 and _speaks_of_information(facts, titled[0]):
        return _suggest(titled, Why.DOMAIN)
    return _offer([*titled, *found])


def _in_time(found: list[Known], facts: Facts) -> list[Known]:
    """Without those that were sent only after the mail. Where that leaves none, none."""
    if facts.sent_on is None:
        return found
    return [one for one in found if one.sent_on is None or one.sent_on <= facts.sent_on]


def _best_titled(found: list[Known], facts: Facts) -> list[Known]:
    """Of several, those whose title shares most words with the subject, else with the text."""
    for text in (facts.subject, facts.body[:MOST_TEXT]):
        shared = {one.ref: len(_words(one.title) & _words(text)) for one in found}
        best = max(shared.values(), default=0)
        if len(found) > 1 and best:
            found = [one for one in found if shared[one.ref] == best]
    return found


def _speaks_of_information(facts: Facts, known: Known) -> bool:
    text = f"{facts.subject}\n{facts.body[:MOST_TEXT]}"
    title = _words(known.title)
    return bool(_OF_INFORMATION.search(text)) or bool(title and title <= _words(facts.subject))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.lower())) - _SMALL_WORDS


def _plain(reference: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", reference.upper())


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)

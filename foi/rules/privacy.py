"""The privacy guard: may this text become public, or leave the site in a letter?

A freedom of information answer goes to the world, so nothing that identifies a child or a person
may be asked or shown; what a parent wants to know of her own child is a subject access request
(UK GDPR article 15; FOIA section 40). `check` runs on everything typed that could become public:
covering words, alias, quote, value, note, right of reply, file name. It is a program and no
judge: it would rather stop a harmless sentence about one child than let a name through, and a
person still reads what is released.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from foi.rules.folding import Folded, Span, fold
from foi.rules.privacy_allowed import Allowed
from foi.rules.privacy_contacts import emails, postcodes, telephones
from foi.rules.privacy_numbers import (
    births,
    national_insurance_numbers,
    nhs_numbers,
    pupil_numbers,
)
from foi.rules.privacy_reasons import SENTENCES, Level
from foi.rules.privacy_wording import worded

MOST_WORDS_MARKED = 20
"""Passages marked for one reason; a pasted table of numbers needs no thousand marks."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a text is stopped or earns a hint."""

    code: str
    level: Level
    sentence: str
    found: tuple[str, ...] = field(default=(), repr=False)
    """The passages as typed, to mark them on the page. Never logged, so not in the repr."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`level` is "pass", "hint" (go on, but read this) or "stop"; the reasons, stops first."""

    level: Level
    reasons: tuple[Reason, ...] = ()


def check(text: str, allowed: Collection[str] = ()) -> Verdict:
    """Judge a text. `allowed` are the council's own e-mail addresses, telephone numbers,
    postcodes and names (also whole addresses), which never count. Never raises on any text."""
    folded = fold(text)
    council = Allowed.of(allowed)
    found: dict[str, list[str]] = {}
    for code, span in _findings(folded, council):
        passages = found.setdefault(code, [])
        passage = folded.raw_text(span)
        if len(passages) < MOST_WORDS_MARKED and passage not in passages:
            passages.append(passage)
    if "child_named" in found:
        found.pop("person_named", None)  # the same name, already said
    reasons = [Reason(code, *SENTENCES[code], tuple(passages)) for code, passages in found.items()]
    reasons.sort(key=lambda reason: reason.level != "stop")
    return Verdict(reasons[0].level if reasons else "pass", tuple(reasons))


def _findings(folded: Folded, council: Allowed) -> Iterator[tuple[str, Span]]:
    """Each code with its passage. Contacts are taken out before the words are read."""
    text = council.without_names(folded.text)
    contacts = [
        *(("email", span) for span in emails(text) if not council.email(text[slice(*span)])),
        *(("telephone", s) for s in telephones(text) if not council.telephone(text[slice(*s)])),
        *(("postcode", s) for s in postcodes(text) if not council.postcode(text[slice(*s)])),
    ]
    yield from contacts
    yield from (("nhs_number", span) for span in nhs_numbers(text))
    yield from (("pupil_number", span) for span in pupil_numbers(text))
    yield from (("national_insurance", span) for span in national_insurance_numbers(text))
    yield from (("date_of_birth", span) for span in births(text))
    yield from worded(_blank(text, emails(text)))


def _blank(text: str, spans: list[Span]) -> str:
    """The text with passages blanked out, every other character in its place."""
    parts: list[str] = []
    end = 0
    for start, stop in sorted(spans):
        if start >= end:
            parts.extend((text[end:start], " " * (stop - start)))
            end = stop
    return "".join((*parts, text[end:]))

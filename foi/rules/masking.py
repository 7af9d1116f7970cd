"""What a released text looks like: the requester's names, e-mail addresses and telephone numbers
taken out, and a number of fewer than five people in a quote masked (`mask_small`).

The text is otherwise left as it came, letter for letter. Masking twice changes nothing more. A
program proposes and a person reads before anything is released (PUBLICATION.md, "Files").
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from foi.rules.folding import Folded, fold, lies_in, overlaps, without_accents
from foi.rules.masking_names import contact_pattern, name_pattern
from foi.rules.masking_numbers import mask_small
from foi.rules.privacy_allowed import Allowed
from foi.rules.privacy_contacts import emails, telephones

__all__ = ["ADDRESS", "EMAIL", "NAME", "TELEPHONE", "mask", "mask_small"]

NAME = "[name removed]"
EMAIL = "[e-mail address removed]"
TELEPHONE = "[telephone number removed]"
ADDRESS = "[address removed]"

_MARK = re.compile("|".join(map(re.escape, (NAME, EMAIL, TELEPHONE, ADDRESS))))
_Cut: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Requester:
    """The patterns of one requester, and what of the council's stays."""

    names: tuple[re.Pattern[str], ...]
    contacts: tuple[re.Pattern[str], ...]
    council: Allowed


def mask(
    text: str,
    *,
    names: Sequence[str] = (),
    contacts: Sequence[str] = (),
    allowed: Collection[str] = (),
) -> str:
    """The text with the requester taken out of it.

    `names` are the requester's names as the account holds them, with or without a title; they
    are found in all their forms (`masking_names.name_pattern`). `contacts` are her address lines,
    e-mail addresses and numbers. Every other e-mail address and telephone number goes too, except
    those in `allowed`, the council's own; its names in `allowed` stay as well.
    """
    requester = _Requester(
        tuple(p for p in map(name_pattern, names) if p is not None),
        tuple(p for p in map(contact_pattern, contacts) if p is not None),
        Allowed.of(allowed),
    )
    masked = _mask_once(text, requester)
    while masked != text:
        text, masked = masked, _mask_once(masked, requester)
    return masked


def _mask_once(text: str, requester: _Requester) -> str:
    folded = fold(text)
    marks = [match.span() for match in _MARK.finditer(folded.text)]
    own = requester.council.spans(folded.text)
    cuts = [
        cut
        for cut in sorted(_cuts(folded.text, requester))
        if not overlaps(cut[:2], marks) and not lies_in(cut[:2], own)
    ]
    return _replace(folded, _merged(cuts))


def _cuts(text: str, requester: _Requester) -> Iterator[_Cut]:
    council = requester.council
    yield from ((*s, EMAIL) for s in emails(text) if not council.email(text[slice(*s)]))
    yield from ((*s, TELEPHONE) for s in telephones(text) if not council.telephone(text[slice(*s)]))
    bare = without_accents(text)
    for pattern in requester.contacts:
        for match in pattern.finditer(bare):
            yield (*match.span(), TELEPHONE if _is_number(match[0]) else ADDRESS)
    for pattern in requester.names:
        for match in pattern.finditer(bare):
            greeted = "greeted" in pattern.groupindex and match["greeted"] is not None
            yield (*match.span("greeted" if greeted else 0), NAME)


def _is_number(text: str) -> bool:
    return not any(ch.isalpha() for ch in text)


def _merged(cuts: list[_Cut]) -> list[_Cut]:
    """Overlapping cuts as one, called what the longest of them is."""
    merged: list[_Cut] = []
    longest = 0
    for start, end, label in cuts:
        if not merged or start >= merged[-1][1]:
            merged.append((start, end, label))
            longest = end - start
            continue
        before = merged[-1]
        if end - start > longest:
            longest = end - start
        else:
            label = before[2]
        merged[-1] = (before[0], max(before[1], end), label)
    return merged


def _replace(folded: Folded, cuts: list[_Cut]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, label in cuts:
        raw_start, raw_end = folded.raw_span((start, end))
        parts.extend((folded.raw[done:raw_start], label))
        done = max(done, raw_end)
    return "".join((*parts, folded.raw[done:]))

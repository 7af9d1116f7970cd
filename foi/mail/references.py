"""The number that a council gives a request, found in its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from foi.mail.passages import Passage, passage_at


@dataclass(frozen=True)
class ReferenceHint:
    """The council may call the request this."""

    reference: str
    passage: Passage


_LABELLED = re.compile(
    r"\b(?:ref(?:erence)?|(?:case|request|enquiry|foi|eir)(?= (?:number|no|id|ref)))\b"
    r"(?: (?:number|no|id|ref))?\b\.?(?: is\b)?\s*[:#\-–]?\s*"
    r"(?-i:((?:[A-Z]{1,12}[ /_.\-]{0,3}){0,3}[A-Z0-9]*\d[A-Z0-9]*(?:[/_.\-][A-Z0-9]+){0,4}))"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_SHAPED = re.compile(
    r"(?<![A-Za-z0-9])((?:FOIA?|EIR|IR|IGR?|RFI|FOISA|FOI-EIR|INF|CAS|ICT|SAR)"
    r"(?: ?[/_\-.] ?| (?:ref|no|request)[.:]? ?| ?# ?| )?"
    r"\d[\dA-Z]*(?:[/_\-.][\dA-Z]+){0,3})(?![A-Za-z0-9])"
)
# The Acts by their year, and our own references, are nobody's case number.
_NO_REFERENCE = re.compile(
    r"^(?:(?:FOIA?|FOISA|EIR)\s?(?:2000|2002|2004)|TD-?[A-Z0-9]{6}|\d{1,3}|(?:19|20)\d\d)$",
    re.IGNORECASE,
)


def references(text: str) -> Iterator[ReferenceHint]:
    """Yield each possible reference once, as written, in the order of the text."""
    seen: set[str] = set()
    matches = [match for pattern in (_LABELLED, _SHAPED) for match in pattern.finditer(text)]
    for match in sorted(matches, key=lambda found: found.start(1)):
        reference = " ".join(match[1].split())
        known = re.sub(r"[^A-Z0-9]", "", reference.upper())
        if _NO_REFERENCE.match(reference) or known in seen:
            continue
        seen.add(known)
        yield ReferenceHint(reference, passage_at(text, match.start(1), match.end(1)))

"""What the words of a reply suggest: what kind of message it is, its reference, the grounds named.

Nothing here decides. Each hint carries the passage that suggests it, for the person to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from foi.mail.grounds_named import GroundHint, grounds_named
from foi.mail.passages import Passage, sentences
from foi.mail.references import ReferenceHint, references

__all__ = ["GroundHint", "Hints", "Kind", "KindHint", "Passage", "ReferenceHint", "read_hints"]

LONGEST_TEXT = 1_000_000


class Kind(StrEnum):
    """What a message from a council may be."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CLARIFICATION = "clarification"
    EXTENSION = "extension"
    FEE = "fee"
    RESPONSE = "response"
    REFUSAL = "refusal"


@dataclass(frozen=True)
class KindHint:
    """The message may be of this kind, because of this passage."""

    kind: Kind
    passage: Passage


@dataclass(frozen=True)
class Hints:
    """Everything suggested, each kind and number once, in the order of the text."""

    kinds: tuple[KindHint, ...]
    references: tuple[ReferenceHint, ...]
    grounds: tuple[GroundHint, ...]


def read_hints(text: str) -> Hints:
    """Return what the words suggest; offsets count characters of `text`. Never raises."""
    words = text[:LONGEST_TEXT]
    return Hints(
        kinds=tuple(_kinds(words)),
        references=tuple(references(words)),
        grounds=tuple(grounds_named(words)),
    )


_PHRASES: dict[Kind, tuple[str, ...]] = {
    Kind.ACKNOWLEDGEMENT: (
        r"(thank you for|acknowledge(ment of)?|we have received|confirm(ing)? receipt of)"
        r" (receipt of )?your (recent )?(e-?mail|request|freedom|foi\b|information request)",
        r"(you (can|should|will|may) (expect|receive)|we (aim|will|must|are required) to"
        r" (respond|reply|send)|your request (is|has been) (being )?(logged|dealt with|registered"
        r"|passed|allocated)).{0,120}",
    ),
    Kind.CLARIFICATION: (
        r"(please|could you|can you|kindly|need you to|ask(ing)? you to) (please )?"
        r"(clarify|specify|confirm (what|which|whether)"
        r"|provide (further|more) (details?|information))",
        r"(require|need|seek(ing)?|request(ing)?) (some |further |more )?clarification",
        r"(clock|twenty working days|20 working days|time(scale)?).{0,60}(once|until|when)"
        r".{0,40}clarif",
    ),
    Kind.EXTENSION: (
        r"(need|require|take|extend(ing)?|allow).{0,60}"
        r"(more|additional|further|extra|extension).{0,40}(time|working days)"
        r".{0,80}(public interest|consider|complex)?",
        r"extend(ed|ing)? the (time|deadline|date|period)",
        r"public interest test.{0,120}(by|until|no later than)",
    ),
    Kind.FEE: (
        r"fees? notice",
        r"(fee|charge|payment|disbursements?) of (£|gbp) ?\d",
        r"(pay|payment of) (the|this|a) (fee|charge)",
    ),
    Kind.RESPONSE: (
        r"(please find|find) (attached|enclosed|below).{0,60}"
        r"(respon|reply|answer|information|data)",
        r"(our|the council'?s|the authority'?s|my) (full |final )?(response|reply|answer)s?"
        r" (to your|is|are|as follows|below|follows)",
        r"(i|we) can confirm that (the council|the authority|we|\w+ council) (does |do )?holds?",
        r"information (that )?you (have )?requested (is|are|can be)",
    ),
    Kind.REFUSAL: (
        r"(refus(e|al|ed|ing)|withh(o|e)ld(ing)?|exempt(ion|ed)?s?|not (be )?(able|obliged) to"
        r" (comply|disclose|provide)|refusal notice)",
        r"(exceeds?|exceeding|over) the (appropriate|cost|statutory) (cost )?limit",
        r"18 hours",
    ),
}  # fmt: skip
_KIND_PATTERNS = {
    kind: [re.compile(phrase, re.IGNORECASE) for phrase in phrases]
    for kind, phrases in _PHRASES.items()
}
# Every reply explains how to complain; those words say nothing of this message.
_BOILERPLATE = re.compile(
    r"internal review|information commissioner|if you (are|remain) (not |un|dis)", re.IGNORECASE
)
_EXPECTED = re.compile(r"\b(if|may|might|could|unless) ", re.IGNORECASE)


def _kinds(text: str) -> Iterator[KindHint]:
    """The first passage for each kind; conditional ones ("a fee may be charged") don't count."""
    found = sentences(text)
    for kind, patterns in _KIND_PATTERNS.items():
        for passage in found:
            words = " ".join(passage.quote.split())
            if any(pattern.search(words) for pattern in patterns) and not (
                _BOILERPLATE.search(words) or _is_only_possible(kind, words)
            ):
                yield KindHint(kind, passage)
                break


def _is_only_possible(kind: Kind, quote: str) -> bool:
    weighs = kind in (Kind.FEE, Kind.REFUSAL, Kind.EXTENSION, Kind.CLARIFICATION)
    return weighs and bool(_EXPECTED.search(quote)) and "could you" not in quote.lower()

"""The council's own contacts, which the privacy guard and the masking leave alone."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from foi.rules.folding import Span, fold
from foi.rules.privacy_contacts import emails, postcodes, telephones

_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a council may be reached by, in comparable forms."""

    emails: frozenset[str]
    telephones: frozenset[str]
    postcodes: frozenset[str]
    names: re.Pattern[str] | None

    @classmethod
    def of(cls, contacts: Collection[str]) -> "Allowed":
        """Read contacts in any order and mixture; one string may be a whole address."""
        listed = (contacts,) if isinstance(contacts, str) else contacts
        texts = [fold(contact).text.strip() for contact in listed]
        return cls(
            frozenset(_email(t[slice(*s)]) for t in texts for s in emails(t)),
            frozenset(_digits(t[slice(*s)]) for t in texts for s in telephones(t)),
            frozenset(_compact(t[slice(*s)]) for t in texts for s in postcodes(t)),
            _names([text for text in texts if len(text) >= _SHORTEST_NAME]),
        )

    def email(self, address: str) -> bool:
        """Whether an address is the council's own."""
        return _email(address) in self.emails

    def telephone(self, number: str) -> bool:
        """Whether a number is the council's own, in British or international form."""
        return _digits(number) in self.telephones

    def postcode(self, code: str) -> bool:
        """Whether a postcode is the council's own."""
        return _compact(code) in self.postcodes

    def spans(self, text: str) -> list[Span]:
        """Where the council's own names and addresses stand, word for word."""
        return [] if self.names is None else [m.span() for m in self.names.finditer(text)]

    def without_names(self, text: str) -> str:
        """The text with the council's own names taken out, each letter replaced by a space."""
        return text if self.names is None else self.names.sub(lambda m: " " * len(m[0]), text)


def _names(texts: list[str]) -> re.Pattern[str] | None:
    phrases = {r"\s+".join(map(re.escape, text.split())) for text in texts}
    if not phrases:
        return None
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<![\w@.])(?:{'|'.join(longest_first)})(?![\w@])", re.IGNORECASE)


def _email(address: str) -> str:
    return "".join(address.lower().split())


def _compact(postcode: str) -> str:
    return re.sub(r"[^a-z0-9]", "", postcode.lower())


def _digits(number: str) -> str:
    """The figures of a number without 0, 00, +44 or (0) before them."""
    digits = re.sub(r"\D", "", number)
    digits = digits.removeprefix("00") if digits.startswith("00") else digits
    if digits.startswith("44") and len(digits) >= 11:
        digits = digits[2:]
    return digits.lstrip("0")

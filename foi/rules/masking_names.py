"""The forms in which one person's name and contacts turn up in letters and file names."""

import re

from foi.rules.folding import fold, without_accents
from foi.rules.privacy_names import TITLES
from foi.rules.privacy_tokens import words_of

_BEGIN = r"(?<![^\W\d_])"
_END = r"(?![^\W\d_])"
_GAP = r"[\s.,_>|+-]{1,12}"
_TITLE = rf"(?:(?:{'|'.join(sorted(TITLES))})\b\.?(?:\s{{0,3}}(?:and|&)\s{{0,3}}|{_GAP})){{1,2}}"
_GREETING = (
    r"\b(?:dear|hi|hello|hey|thanks|thank you|cheers|love|regards|wishes|sincerely|faithfully"
    r"|signed|from|requester|applicant|name)\b[\s,:.>-]{1,12}"
)
_SMALL_WORDS = frozenset("about and for of the in on at with to".split())
_SHORTEST = 3
_SHORTEST_JOINED = 6
_FEWEST_FIGURES = 5


def name_pattern(name: str) -> re.Pattern[str] | None:
    """A pattern whose group `name` is the name in any of its forms; None for an empty name.

    Full, "Surname, First", with and without middle names, "Ms Surname", initials and surname,
    run together as in addresses and file names; each part by itself unless it is an ordinary
    word or a place (Brown, Kent), which counts only after a title or a greeting. Match it on
    text without accents.
    """
    parts = _parts(name)
    if not parts:
        return None
    forms = _forms_of_person(parts) if _is_person(name, parts) else [_sequence(parts)]
    return re.compile("|".join(forms), re.IGNORECASE)


def contact_pattern(contact: str) -> re.Pattern[str] | None:
    """A pattern for an address line or a number, spaces and commas free; None when too short."""
    text = without_accents(fold(contact).text).strip()
    figures = re.sub(r"[\s().+-]", "", text)
    if figures.isdigit() and len(figures) >= _FEWEST_FIGURES:
        return re.compile(r"(?<!\d)" + r"[\s().-]{0,3}".join(figures) + r"(?!\d)")
    words = re.findall(r"[^\s,]+", text)
    if len("".join(words)) < _SHORTEST + 1:
        return None
    between = r"[\s,]{0,6}" if any(ch.isdigit() for ch in text) else r"[\s,]{1,6}"
    return re.compile(
        rf"(?<![^\W_])(?:{between.join(map(re.escape, words))})(?![^\W_])", re.IGNORECASE
    )


def _parts(name: str) -> list[str]:
    """The words of a name without its titles; "Smith, Sarah" is turned round."""
    plain = without_accents(fold(name).text)
    before, comma, after = plain.partition(",")
    ordered = f"{after} {before}" if comma else plain
    words = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", ordered)
    return [word for word in words if word.lower() not in TITLES]


def _is_person(name: str, parts: list[str]) -> bool:
    """ "Ambitious about Change" is an organisation: only its whole name is masked."""
    return len(parts) <= _SHORTEST + 2 and not any(part.lower() in _SMALL_WORDS for part in parts)


def _forms_of_person(parts: list[str]) -> list[str]:
    first, surname = parts[0], parts[-1]
    named = _titled(surname)
    if len(parts) == 1:
        return [named, *_alone(parts), _greeted(parts)]
    return [
        *_full(parts),
        named,
        _with_initials(parts),
        *_joined(first, surname),
        *_alone(parts),
        _greeted(parts),
    ]


def _sequence(parts: list[str]) -> str:
    return _BEGIN + _GAP.join(_word(part) for part in parts) + _END


def _word(part: str) -> str:
    """One part of a name; its apostrophe or hyphen may be missing or a space."""
    return re.escape(part).replace("'", "['\\s]?").replace(r"\-", r"[-\s]?")


def _full(parts: list[str]) -> list[str]:
    """First and last name, what stands between left out, as initials or in full."""
    middle = "|".join([r"[^\W\d_]\.?", *(_word(part) for part in parts[1:-1])])
    between = rf"(?:{_GAP}(?:{middle})){{0,4}}{_GAP}"
    first, surname = _word(parts[0]), _word(parts[-1])
    return [
        rf"(?:\b{_TITLE})?{_BEGIN}{first}{between}{surname}{_END}",
        rf"{_BEGIN}{surname}{_GAP}{first}(?:{_GAP}(?:{middle}))?{_END}",
    ]


def _titled(surname: str) -> str:
    """ "Mr Surname", "Mr and Mrs Surname", "Ms F Surname"; half of a double name too."""
    halves = [half for half in surname.split("-") if len(half) >= _SHORTEST]
    either = "|".join(dict.fromkeys([_word(surname), *map(_word, halves)]))
    return rf"\b{_TITLE}(?:[^\W\d_][\s._]{{1,3}}){{0,3}}(?:{either}){_END}"


def _with_initials(parts: list[str]) -> str:
    first, surname = parts[0][0], _word(parts[-1])
    others = "".join({part[0] for part in parts[1:-1]})
    more = rf"(?:[{re.escape(others)}][\s._]{{0,3}}){{0,3}}" if others else r"(?:[^\W\d_]\.\s?)?"
    start = rf"{_BEGIN}{re.escape(first)}[\s._]{{0,3}}{more}{surname}{_END}"
    return rf"{start}|{_BEGIN}{surname},\s{{0,3}}{re.escape(first)}\b\.?"


def _joined(first: str, surname: str) -> list[str]:
    """Run together, as in e-mail addresses and file names."""
    if len(first) + len(surname) < _SHORTEST_JOINED:
        return []
    given, family = (re.sub(r"['-]", "", part) for part in (first, surname))
    return [re.escape(given + family), re.escape(family + given)]


def _alone(parts: list[str]) -> list[str]:
    return [
        _BEGIN + _word(part) + _END
        for part in parts
        if len(part) >= _SHORTEST and not _is_ordinary(part)
    ]


def _greeted(parts: list[str]) -> str:
    """ "Dear Grace", "Dear Grace Brown": here an ordinary word is the name, and so is the next."""
    each = "|".join(dict.fromkeys(_word(part) for part in parts))
    return rf"{_GREETING}(?P<greeted>(?:{each})(?:{_GAP}(?:{each}|[^\W\d_]\.)){{0,4}}){_END}"


def _is_ordinary(part: str) -> bool:
    low = part.lower()
    words = words_of("ordinary") | words_of("places")
    return low in words or (low.endswith("s") and low[:-1] in words)

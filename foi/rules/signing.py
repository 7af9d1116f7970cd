"""The name under a letter: FOIA s.8(1)(b) asks for the real name of whoever asks.

A title or an initial and a surname will do, and so will the name of an organisation. A first
name alone or a pseudonym will not: the council may leave such a letter unanswered.
"""

import re

from foi.rules.folding import without_accents

LONGEST = 100

_UNDER_LETTER = re.compile(r"^Yours \w{3,12},[ \t]*\n\n((?:[^\n]+\n?)+)", re.MULTILINE)
_SHORTEST_WITHIN = 4

_NOT_A_NAME = re.compile(r"[0-9@<>{}\[\]/\\|=_;:!?\"“”]|https?|www\.", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(
    r"\b(my|our|his|her|their)\s+\w+|"
    r"\b(mum|mother|mummy|dad|father|daddy|parents?|carers?|guardian|grand(?:mother|father|parents?)"
    r"|mam|son|daughter|child|children|aged)\s+(of|to|for)\b|"
    r"\bon behalf of\b|\bfor (?:my|our)\b|['’]s\s+(mum|mother|dad|father|parents?|carer|mam)\b",
    re.IGNORECASE,
)


def name_problem(name: str, *, is_organisation: bool = False) -> str:
    """Why this cannot stand under a letter, in a sentence; empty when it can."""
    tidy = " ".join(name.split())
    if not tidy:
        return "Enter your name. A title or initial and your surname will do."
    if len(tidy) > LONGEST:
        return f"Keep the name to {LONGEST} characters."
    if any(not char.isprintable() for char in name):
        return "The name holds a character that cannot be printed. Please type it again."
    if is_organisation:  # "Our Voice", "Parents for Change": the privacy guard reads these
        return ""
    if _SOMEBODY_ELSE.search(tidy):
        return (
            "Enter only your own name, and please leave your child out: the letter is yours, and "
            "the law gives the same answer whoever asks."
        )
    if _NOT_A_NAME.search(tidy):
        return "Enter your name as words only, such as “J Marsh” or “Ms Marsh”."
    words = [word for word in re.split(r"[\s.]+", tidy) if word]
    if len(words) < 2 or not any(len(word) > 1 or not word.isascii() for word in words):
        return (
            "Enter a title or an initial and your surname, such as “J Marsh” or “Ms Marsh”. "
            "A first name alone is not enough in law. If this is an organisation, tick the box."
        )
    return ""


def alias_problem(alias: str, *, name: str, email: str = "") -> str:
    """Why a public name will not do, in a sentence; empty when it will.

    It never gives away who the person is: no word of the legal name or of the e-mail address.
    """
    tidy = " ".join(alias.split())
    if not tidy:
        return "Enter a public name, such as “Requester 4821”."
    if len(tidy) > 60:
        return "Keep the public name to 60 characters."
    known = _words(name) + _words(email.partition("@")[0])
    secret = {word for word in known if len(word) > 2} - {"requester"}  # the word we fill in
    said = [word for word in _words(tidy) if word != "requester"]
    run_together = "".join(said)
    within = {word for word in secret if len(word) >= _SHORTEST_WITHIN and word in run_together}
    if within or secret & set(said):
        return (
            "This public name would tell who you are: it repeats a word of your name or of your "
            "e-mail address. Choose another, such as the one we had filled in."
        )
    return ""


def names_under(letter: str) -> list[str]:
    """The names that a letter made by `letter_text.fill` is signed with; none where nobody signs.

    An account may write its next letter under another name; the council's reply keeps this one.
    """
    found = _UNDER_LETTER.findall(letter)
    return [line.strip() for line in found[-1].splitlines()] if found else []


def _words(text: str) -> list[str]:
    plain = without_accents(text.casefold())
    return [word for word in re.split(r"[^\w]+|[\d_]+", plain) if word]

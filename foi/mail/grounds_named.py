"""Sections and regulations that a reply names as grounds, found in its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from foi.mail.passages import Passage, passage_at


@dataclass(frozen=True)
class GroundHint:
    """A section or regulation is named. `code` is as written, `act` "foia", "eir" or "" (not
    said), `number` tidy: "40(2)", "12(4)(b)"; `start` and `end` place the code itself."""

    code: str
    act: str
    number: str
    start: int
    end: int
    passage: Passage


_SUBSECTION = r"\d{1,2}[A-Z]{0,2}(?:\s?\([0-9A-Za-z]{1,4}\)){0,4}"
_NAMED = re.compile(
    r"\b(?P<word>sections?|sect?\.?|ss?\.?|regulations?|regs?\.?|exceptions?|exemptions?)\s?"
    rf"(?P<first>{_SUBSECTION})(?P<more>(?:\s?(?:,|and|or|&|/|,\s?and)\s?"
    rf"(?:(?:sections?|s\.?|regulations?|reg\.?)\s?)?{_SUBSECTION}(?![\d%£])){{0,8}})",
    re.IGNORECASE,
)
_NUMBER = re.compile(_SUBSECTION, re.IGNORECASE)
# Grounds of the Act: procedural ones, then sections 21 to 44. Sections 1 and 10 are grounds only
# with the subsection that makes them one; 16, 17, 45 and 50 stand in every letter.
_FOIA_GROUNDS = {"8", "9", "11", "12", "14", "22A", *(str(number) for number in range(21, 45))}
_FOIA_WITH_SUBSECTION = ("1(1)", "1(3)", "10(3)")
_EIR_GROUNDS = ("12(", "13", "6(1)(b)")
_OTHER_LAW = re.compile(
    r"^[^.;\n]{0,40}?\b(children and families|education|care|equality|data protection|children"
    r"|local government|human rights|gdpr|academies|consumer|limitation)\b[^.;\n]{0,20}"
    r"\b(act|regulations?|order|code)\b|^\s*of (your|this|the) (letter|request|form|plan|policy)",
    re.IGNORECASE,
)


def grounds_named(text: str) -> Iterator[GroundHint]:
    """Yield each ground of FOIA or the EIR that is named, once, in the order of the text."""
    seen: set[tuple[str, str]] = set()
    for match in _NAMED.finditer(text):
        if _OTHER_LAW.match(text[match.end() : match.end() + 120]):
            continue
        for number in _NUMBER.finditer(text, match.start("first"), match.end()):
            tidy = _tidy(number[0])
            act = _act(match["word"], tidy)
            if not _can_be_ground(tidy, act) or (act, tidy) in seen:
                continue
            seen.add((act, tidy))
            start = match.start() if number.start() == match.start("first") else number.start()
            yield GroundHint(
                code=" ".join(text[start : number.end()].split()),
                act=act,
                number=tidy,
                start=start,
                end=number.end(),
                passage=passage_at(text, start, number.end()),
            )


def _tidy(number: str) -> str:
    """ "40 (2)" and "22a" as the Acts print them: "40(2)", "22A"."""
    head, bracket, rest = re.sub(r"\s", "", number).partition("(")
    return head.upper() + bracket + rest


def _act(word: str, number: str) -> str:
    if word.lower().startswith(("reg", "exception")):
        return "eir"
    if word.lower().startswith("s"):
        return "foia"
    # "exemption 12(4)(b)": only the Regulations have a 12 with letters below the number.
    return "eir" if re.match(r"12\([45]\)\([a-g]\)", number) else ""


def _can_be_ground(number: str, act: str) -> bool:
    if act == "eir":
        return number.startswith(_EIR_GROUNDS)
    return number.split("(")[0] in _FOIA_GROUNDS or number.startswith(_FOIA_WITH_SUBSECTION)

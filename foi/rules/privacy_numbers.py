"""Numbers that belong to one person: NHS, pupil (UPN), National Insurance, date of birth."""

import re
from collections.abc import Iterator

from foi.rules.folding import Span, overlaps
from foi.rules.privacy_contacts import DATE, hide_dates, telephones

_RUN = re.compile(r"\d(?:[ .\n\t-]{0,3}\d)*")
_GROUP = re.compile(r"\d+")
_SAYS_NHS = re.compile(
    r"\bn\.?\s?h\.?\s?s\.?\s{0,3}(?:no|num|number|id|ref|#)?\b[^\d]{0,15}\Z", re.IGNORECASE
)
_UPN = re.compile(
    r"(?<![^\W_])[A-HJ-NP-RT-Z](?:[ -]?\d){11}[ -]?[0-9A-HJ-NP-RT-Z](?![^\W_])", re.IGNORECASE
)
_LABELLED = re.compile(
    r"\b(?:upn|uln|unique (?:pupil|learner) (?:number|no\.?))\b[^\dA-Z]{0,5}(?:(?:is|no|number)\b"
    r"[^\dA-Z]{0,5})?[A-Z]?\d(?:[ -]?[\dA-Z]){7,13}(?![^\W_])",
    re.IGNORECASE,
)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_NATIONAL_INSURANCE = re.compile(
    r"(?<![^\W_])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d\d){3}[ -]?[A-D](?![^\W_])",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"\d{1,2}\s?(?:st|nd|rd|th)?"
SPELT_DATE = (
    rf"(?:{_DAY}(?:\s{{1,3}}(?:day\s)?of)?[\s-]{{1,3}}{_MONTH},?[\s-]{{1,3}}'?\d{{2,4}}"
    rf"|{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}'?\d{{2,4}})"
)
_ANY_DATE = rf"(?:{DATE.pattern}|{SPELT_DATE}|{_MONTH}\s+(?:19|20)\d\d)"
_BIRTH = (
    r"(?:\bd[. ]{0,2}o[. ]{0,2}b\b\.?|\bdates?\s+of\s+birth\b|\bbirth\s?date\b|\bbirthday\b"
    r"|\bborn\b|(?<=[(,\s])b\.)"
)
_BORN_ON = re.compile(rf"{_BIRTH}(?P<between>[^\d\n]{{0,20}}\n?[^\d\n]{{0,6}}?){_ANY_DATE}", re.I)
_DATE_THEN = re.compile(rf"{_ANY_DATE}[^\w\n]{{0,4}}(?:\w+[ ]){{0,3}}\(?{_BIRTH}", re.I)
_BORN_RUN = re.compile(rf"{_BIRTH}[\s:=-]{{0,5}}(?:\d{{6}}|\d{{8}})(?!\d)", re.I)
_COHORT = re.compile(r"\b(?:after|before|between|range|ranges|from|since)\b", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:children|pupils|people|persons|students|learners|babies|those|everyone|anyone|cohorts?"
    r"|all|were|infants|adults)\s+(?:\w+\s+){0,3}\Z",
    re.IGNORECASE,
)


def nhs_numbers(text: str) -> list[Span]:
    """Ten figures whose last is the check digit, however spaced; any ten after "NHS number"."""
    quiet = hide_dates(text)
    taken = telephones(text)
    return [
        span
        for run in _RUN.finditer(quiet)
        if not _touches_more(quiet, run.span())
        for span in _tens(quiet, run.span())
        if not overlaps(span, taken)
    ]


def _tens(text: str, run: Span) -> Iterator[Span]:
    groups = [match.span() for match in _GROUP.finditer(text, *run)]
    digits = "".join(text[slice(*group)] for group in groups)
    if len(digits) == 10 and (_nhs_check(digits) and not _holds_year(text, groups)):
        yield run
        return
    if len(digits) >= 10 and _SAYS_NHS.search(text[max(0, run[0] - 40) : run[0]]):
        yield run
        return
    for index, (start, end) in enumerate(groups):
        trio = groups[index : index + 3]
        shape = [b - a for a, b in trio]
        if end - start == 10 and _nhs_check(text[start:end]):
            yield start, end
        elif shape == [3, 3, 4] and _nhs_check("".join(text[slice(*g)] for g in trio)):
            yield trio[0][0], trio[2][1]


def _nhs_check(digits: str) -> bool:
    """Modulus 11 (NHS Data Dictionary, "NHS number"): weights 10 to 2, 11 is 0, 10 is none."""
    total = sum(
        weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False)
    )
    check = (11 - total % 11) % 11
    return digits[0] != "0" and check == int(digits[9])


def _holds_year(text: str, groups: list[Span]) -> bool:
    """A row of a table ("2022 2023 45") is ten figures too; 943 476 2019 still counts."""
    if [end - start for start, end in groups] == [3, 3, 4]:
        return False
    return any(
        end - start == 4 and text[start : start + 2] in ("19", "20") for start, end in groups
    )


def _touches_more(text: str, span: Span) -> bool:
    before, after = text[max(0, span[0] - 2) : span[0]], text[span[1] : span[1] + 2]
    glued = before[-1:].isalnum() or (before[-1:] in ("/", ",", ".", "-") and before[:1].isalnum())
    money = before.strip()[-1:] in ("£", "$", "€", "+") and before.strip() != ""
    return glued or money or after[:1] == "%" or (after[:1] in (",", "/") and after[1:].isdigit())


def pupil_numbers(text: str) -> list[Span]:
    """Unique pupil numbers: the first letter checks the rest (DfE guide to UPNs, annex A)."""
    found = [m.span() for m in _UPN.finditer(text) if _upn_check(m[0])]
    return found + [m.span() for m in _LABELLED.finditer(text)]


def _upn_check(raw: str) -> bool:
    number = re.sub(r"[ -]", "", raw).upper()
    values = [int(ch) if ch.isdigit() else _UPN_LETTERS.index(ch) for ch in number[1:]]
    total = sum(weight * value for weight, value in enumerate(values, start=2))
    return _UPN_LETTERS[total % 23] == number[0]


def national_insurance_numbers(text: str) -> list[Span]:
    """Two letters, six figures, a letter A to D."""
    return [match.span() for match in _NATIONAL_INSURANCE.finditer(text)]


def births(text: str) -> list[Span]:
    """A date said to be one person's date of birth; a year group's range of dates is none."""
    found = [
        match.span()
        for match in _BORN_ON.finditer(text)
        if not _COHORT.search(match["between"])
        and not _MANY.search(text[max(0, match.start() - 60) : match.start()])
    ]
    found += [match.span() for match in _BORN_RUN.finditer(text)]
    return found + [
        match.span()
        for match in _DATE_THEN.finditer(text)
        if not _MANY.search(text[max(0, match.start() - 60) : match.start()])
        and not _MANY.search(match[0])
        and match[0].lower()[-4:] != "born"
    ]

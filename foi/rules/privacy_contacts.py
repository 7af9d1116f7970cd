"""Where a text holds an e-mail address, a telephone number or a postcode.

Each finder takes plain text (`folding.fold`) and returns passages. They look for a small anchor
(the @ sign, a run of digits) and read outwards from it, so that no text makes them slow.
"""

import re
from collections.abc import Iterator

import phonenumbers

from foi.rules.folding import Span

_NOT_IN_ADDRESS = frozenset('@<>()[],;:"')
_HOST = re.compile(r"\s{0,2}([^\s@<>()\[\],;:\"]+)")
_DOT_WORD = r"\s{0,3}(?:[\[({]\s?(?:dot|\.)\s?[\])}]|\bdot\b)\s{0,3}"
_KNOWN_END = r"(?:com|org|net|uk|co|gov|ac|sch|nhs|info|eu|edu|ie)\b"
_DOT = rf"(?:{_DOT_WORD}|\.|\s{{0,3}}\.\s{{0,3}}(?={_KNOWN_END}))"
_SPELT_OUT = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:"
    # name [at] example.org, name (at) example dot org
    rf"\s{{0,3}}[\[({{]\s?(?:at|@)\s?[\])}}]\s{{0,3}}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}}){{1,4}}"
    # name at example dot org: with the bare word, the dot is spelt out too
    rf"|\sat\s{{1,3}}[\w-]{{1,63}}(?:\.[\w-]{{2,63}})?(?:{_DOT_WORD}[\w-]{{2,63}}){{1,4}}"
    # name @ example . org
    rf"|\s{{0,3}}@\s{{0,3}}[\w-]{{1,63}}(?:\s{{0,3}}\.\s{{0,3}}(?:[\w-]{{2,63}}\s?\.\s?)?{_KNOWN_END}"
    rf"|{_DOT_WORD}[\w-]{{2,63}}){{1,3}}"
    r")",
    re.IGNORECASE,
)

DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?:0?[1-9]|[12]\d|3[01])\s?(?P<sep>[/.-])\s?(?:0?[1-9]|1[0-2])\s?(?P=sep)\s?(?:(?:19|20)\d\d|\d\d)"
    r"|(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d[/.-](?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|[12]\d|3[01])"
    r")(?!\d)"
)
"""A date in figures, with its day; British, American or ISO order."""

_RUN = re.compile(r"\+?\(?\d(?:[ ().\n\t-]{0,3}\d)*")
_GROUP = re.compile(r"\d+")
_CALL = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|call|ring|text|contact|whatsapp|fax)\b[^\d\n]{0,15}\Z",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:ref|refs|reference|invoice|account|order|case|po|code|isbn|issn|urn|uprn)"
    r"[\s:.#]{0,3}(?:no|number|id)?[\s:.#]{0,3}\Z",
    re.IGNORECASE,
)
_MONEY = "£$€%"

_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY "
    "E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE "
    "LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL "
    "SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
).split()
_POSTCODE = re.compile(
    rf"(?<![^\W_])(?<!TD-)(?:{'|'.join(_AREAS)})\d[A-Z\d]?[\s-]{{0,3}}\d[ABD-HJLNP-UW-Z]{{2}}(?![^\W_])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\Z")


def emails(text: str) -> list[Span]:
    """E-mail addresses, plain or spelt out ("name at example dot org")."""
    found = list(_plain_emails(text))
    found += [match.span() for match in _SPELT_OUT.finditer(text)]
    return sorted(found)


def _plain_emails(text: str) -> Iterator[Span]:
    at, after_last = text.find("@"), 0
    while at != -1:
        start = at
        while start > after_last and _in_address(text[start - 1]):
            start -= 1
        host = _HOST.match(text, at + 1)
        if start < at and host and "." in host[1].rstrip("."):
            yield start, host.start(1) + len(host[1].rstrip(".!?'"))
        after_last = at + 1
        at = text.find("@", at + 1)


def _in_address(ch: str) -> bool:
    return not ch.isspace() and ch not in _NOT_IN_ADDRESS


def telephones(text: str) -> list[Span]:
    """Telephone numbers, British (0 and nine or ten figures) or international (+ or 00)."""
    quiet = hide_dates(text)
    found: list[Span] = []
    for run in _RUN.finditer(quiet):
        if not _is_part_of_more(quiet, run.span()):
            found.extend(_numbers_in_run(quiet, run.span()))
    return found


def hide_dates(text: str) -> str:
    """The text, as long as before, with its dates in figures taken out."""
    return DATE.sub(lambda match: "x" * len(match[0]), text)


def _numbers_in_run(text: str, span: Span) -> Iterator[Span]:
    """A run of figures can hold several numbers: try one at each group that could begin one."""
    groups = [match.span() for match in _GROUP.finditer(text, *span)]
    index = 0
    while index < len(groups):
        count = _groups_of_a_number(text, groups[index : index + 16], span, begins=index == 0)
        if count:
            start, end = groups[index][0], groups[index + count - 1][1]
            while start > span[0] and text[start - 1] in "+(":
                start -= 1
            yield start, end
        index += count or 1


def _groups_of_a_number(text: str, groups: list[Span], run: Span, *, begins: bool) -> int:
    """How many of the groups, from the first, make a telephone number; 0 when none does."""
    first = text[slice(*groups[0])]
    plus = "+" in text[max(0, groups[0][0] - 2) : groups[0][0]]
    spelt_singly = (
        first == "0"
        and begins
        and len(groups) == 11
        and all(end - start == 1 for start, end in groups[:10])
    )
    if not (plus or len(first) >= 3 or spelt_singly):
        return 0
    best, digits = 0, ""
    for count, (start, end) in enumerate(groups, start=1):
        digits += text[start:end]
        if len(digits) > 17:
            break
        if _is_number(digits, plus=plus) or (
            end == run[1] and _is_local(digits, text[max(0, groups[0][0] - 30) : groups[0][0]])
        ):
            best = count
    return best


def _is_number(digits: str, *, plus: bool) -> bool:
    if plus or digits.startswith("00"):
        abroad = digits.removeprefix("00")
        return _possible(f"+44{abroad[3:]}" if abroad.startswith("440") else f"+{abroad}")
    if not digits.startswith("0"):
        return len(digits) == 10 and digits[0] == "7" and digits[1] in "3456789"
    return len(digits) in (10, 11) and digits[1] in "1235789" and _possible(digits)


def _possible(number: str) -> bool:
    """Possible, not valid: numbers kept for drama (01632 960001) and new ranges count too."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, "GB"))
    except phonenumbers.NumberParseException:
        return False


def _is_local(digits: str, before: str) -> bool:
    """A number without its 0 or its area code counts where the words before say what it is."""
    return 9 <= len(digits) <= 10 and _CALL.search(before) is not None


def _is_part_of_more(text: str, span: Span) -> bool:
    """Money, a reference, a decimal, a web address: figures, but no number by themselves."""
    before, after = text[max(0, span[0] - 2) : span[0]], text[span[1] : span[1] + 2]
    if _REFERENCE.search(text[max(0, span[0] - 30) : span[0]]):
        return True
    if before.strip()[-1:] in _MONEY and before.strip():
        return True
    if before[-1:].isalnum() or before[-1:] in "/" and before:
        return True
    if len(before) == 2 and before[1] in "-.,/" and before[0].isalnum():
        return True
    return after[:1] in {"%"} or (after[:1] in {",", "/"} and after[1:].isdigit())


def postcodes(text: str) -> list[Span]:
    """Full British postcodes, with or without their space; a half ("CT1") is no address."""
    return [match.span() for match in _POSTCODE.finditer(text) if not _ORDINAL.search(match[0])]

"""Whether a person's name begins at a word, and how sure that is.

No list holds every name, so a name is known by its form (a first name in use, a title, initials,
a capital letter) and the rules that ask say how much they need: `known` for a name wherever it
stands, any name where the words before it announce one ("my son …", "a pupil called …").
"""

import re
from dataclasses import dataclass

from foi.rules.privacy_tokens import Sentence, Word, words_of

_JOIN = re.compile(r"[ \n_.-]{1,3}\Z|\Z")
_INITIAL_JOIN = re.compile(r"[ .\n_-]{1,3}\Z")
TITLES = frozenset(
    "mr mrs ms miss mx dr master sir dame prof professor rev reverend cllr councillor "
    "messrs".split()
)
_PARTICLES = frozenset(
    "al el bin ibn bint van von der den de da di du la le o ap ab ben mac mc st".split()
)
_NO_PERSON_AFTER = frozenset(
    "school schools academy primary secondary college nursery infant infants junior juniors high "
    "grammar prep road street avenue lane house council centre center unit trust foundation "
    "hospital act ltd limited university institute forum group award theatre library building "
    "surgery clinic partnership associates solicitors chambers llp plc association society fund "
    "inquiry report framework programme model test scale index city town".split()
)
_SPECIAL_SCHOOL = frozenset("catholic church rc ce coe cofe community special free".split())
AUXILIARIES = frozenset(
    "has is was had isn't hasn't wasn't needs attends goes got gets lives suffers struggles "
    "receives says started can cannot can't could does doesn't did didn't would should".split()
)
_MAX_PARTS = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: words `first` to `last` (exclusive)."""

    first: int
    last: int
    known: bool
    """Holds a first name in use, a title or initials, so it stands by itself."""
    full: bool
    """More than one word: surname and first name, title or initial."""


def ambiguous(word: Word) -> bool:
    """A first name that is an ordinary word too (Will, Grace, Mark)."""
    return word.low in words_of("given_names") and word.low in words_of("ordinary")


def first_name(word: Word) -> bool:
    """A first name that is nothing else."""
    return word.low in words_of("given_names") and word.low not in words_of("ordinary")


def ordinary(word: Word) -> bool:
    """A word of everyday English or of these letters, a place, or no word at all."""
    bare = word.low.removesuffix("'s")
    if word.low[:1].isdigit() or (len(word.low) == 1 and not word.caseless):
        return True
    if bare in words_of("ordinary") or bare in words_of("places"):
        return True
    return bare.endswith("s") and bare[:-1] in words_of("ordinary")


def name_at(sentence: Sentence, index: int) -> Name | None:
    """The name that begins at a word wherever it stands, or None."""
    if index >= len(sentence) or (index > 0 and sentence[index - 1].low in {"st", "saint"}):
        return None
    word = sentence[index]
    if word.low in TITLES:
        return _titled(sentence, index)
    if len(word.text) == 1 and word.text.isupper():
        return _with_initials(sentence, index)
    if first_name(word):
        return _from_first_name(sentence, index)
    if ambiguous(word) and word.capital and _goes_on(sentence, index + 1, unknown=True):
        return _from_first_name(sentence, index)
    return None


def announced_name_at(sentence: Sentence, index: int) -> Name | None:
    """The name at a word where the words before have announced one ("my son …")."""
    if index >= len(sentence):
        return None
    name = name_at(sentence, index)
    if name is not None:
        return name
    word = sentence[index]
    if word.caseless:
        return Name(index, index + 1, known=False, full=False)
    if ambiguous(word) and (word.capital or _then_auxiliary(sentence, index + 1)):
        return Name(index, _last(sentence, index + 1), known=False, full=False)
    if not word.capital or ordinary(word) or _is_acronym(word):
        return None
    last = _last(sentence, index + 1)
    return None if _names_a_thing(sentence, last) else Name(index, last, False, last > index + 1)


def unlisted_name_at(sentence: Sentence, index: int) -> Name | None:
    """As `announced_name_at`, or a word in small letters in no list ("my son zayyo has")."""
    name = announced_name_at(sentence, index)
    if name is not None or index >= len(sentence):
        return name
    word = sentence[index]
    if ordinary(word) or re.search(r"(?:ed|ing|ly|tion|ment)\Z", word.low):
        return None
    if not (word.possessive or _then_auxiliary(sentence, index + 1)):
        return None
    return Name(index, index + 1, known=False, full=False)


def _titled(sentence: Sentence, index: int) -> Name | None:
    last = index + 1
    while (
        last < len(sentence)
        and last < index + 4
        and (
            sentence[last].low in TITLES | {"and"}
            or (len(sentence[last].text) == 1 and sentence[last].capital)
        )
    ):
        last += 1
    if last >= len(sentence) or sentence[last].low[:1].isdigit():
        return None
    surname = sentence[last]
    if surname.gap.strip(" .\n_") or surname.low in {"madam", "sir"}:
        return None
    if not (surname.capital or first_name(surname) or not ordinary(surname)):
        return None
    if sentence[index].low in {"miss", "master", "sir"} and not surname.capital:
        return None
    last = _last(sentence, last + 1)
    return Name(index, last, known=True, full=True)


def _with_initials(sentence: Sentence, index: int) -> Name | None:
    """J. Smith, J.R. Smith; a letter without its stop only before a name ("J Smith")."""
    last = index + 1
    limit = min(len(sentence), index + _MAX_PARTS)
    while last < limit and len(sentence[last].text) == 1 and sentence[last].capital:
        last += 1
    if last >= limit:
        return None
    surname = sentence[last]
    stopped = "." in surname.gap
    if not surname.capital or len(surname.text) < 2 or not _INITIAL_JOIN.fullmatch(surname.gap):
        return None
    if (ordinary(surname) and not stopped) or _is_acronym(surname):
        return None
    if not stopped and sentence[index].text in {"A", "I"}:
        return None
    end = _last(sentence, last + 1)
    return None if _names_a_thing(sentence, end) else Name(index, end, known=True, full=True)


def _from_first_name(sentence: Sentence, index: int) -> Name | None:
    last = _last(sentence, index + 1, after_first=True)
    if _names_a_thing(sentence, last) or sentence[last - 1].low in _NO_PERSON_AFTER:
        return None
    return Name(index, last, known=True, full=last > index + 1)


def _last(sentence: Sentence, index: int, *, after_first: bool = False) -> int:
    """Where the name that has begun before `index` ends."""
    start = index
    while index < len(sentence) and index - start < _MAX_PARTS:
        if sentence[index - 1].possessive or not _goes_on(sentence, index, unknown=not after_first):
            break
        after_first = False
        index += 1
    while index > start and sentence[index - 1].low in _PARTICLES:
        index -= 1
    return index


def _goes_on(sentence: Sentence, index: int, *, unknown: bool) -> bool:
    """Whether the word goes on with a name; just after a first name an ordinary one can (Brown)."""
    if index >= len(sentence):
        return False
    word = sentence[index]
    if not _JOIN.fullmatch(word.gap) or word.low[:1].isdigit():
        return False
    if word.low in _PARTICLES:
        return index + 1 < len(sentence) and (
            sentence[index + 1].capital or not ordinary(sentence[index + 1])
        )
    if len(word.text) == 1:
        return word.capital and word.text not in {"I", "A"}
    if first_name(word):
        return True
    if not word.capital:
        return not unknown and _lower_surname(word)
    if _is_acronym(word) or word.low in _NO_PERSON_AFTER or word.low in _NEVER_SURNAMES:
        return False
    return not ordinary(word) or not unknown


_COMMON_SURNAMES = frozenset(
    "smith jones taylor brown williams wilson johnson davies patel robinson wright thompson evans "
    "walker white roberts green hall wood jackson clarke khan ahmed singh kaur begum hussain ali "
    "murphy kelly o'brien o'neill o'connor edwards turner hughes hill harris cooper martin lewis "
    "king baker moore allen morris bell ward bailey collins young clark shah akhtar".split()
)
_NEVER_SURNAMES = frozenset(
    "please send ehcp ehcps plan year school and or has had is was the of from to for with at in "
    "on about who whose how what when why where which that this dear yours kind regards thanks "
    "thank january february april june july august september october november december pdf "
    "docx doc jpg final draft scan letter report decision appeal review assessment annual "
    "request foi".split()
)


def _lower_surname(word: Word) -> bool:
    return word.low in _COMMON_SURNAMES


def _is_acronym(word: Word) -> bool:
    """Capitals only (SEND, IPSEA), or nearly (DfE), and no first name: the name of a thing."""
    letters = word.text.removesuffix("'s")
    capitals = sum(ch.isupper() for ch in letters)
    if word.low in words_of("given_names"):
        return False
    return (
        word.capital
        and capitals > 1
        and "'" not in letters
        and (capitals == len(letters) and len(letters) < 6 or capitals == len(letters) - 1)
        and not letters.startswith(("Mc", "Mac"))
    )


def _names_a_thing(sentence: Sentence, index: int) -> bool:
    """Oakfield Primary, Elizabeth Road: what follows says that it is no person."""
    if index >= len(sentence) or sentence[index - 1].possessive:
        return False
    word = sentence[index]
    if word.gap.strip():
        return False
    if word.low in _NO_PERSON_AFTER:
        return word.capital or not sentence[index - 1].capital
    return word.capital and word.low in _SPECIAL_SCHOOL


def _then_auxiliary(sentence: Sentence, index: int) -> bool:
    return index < len(sentence) and (
        sentence[index].low in AUXILIARIES and not sentence[index].gap.strip()
    )

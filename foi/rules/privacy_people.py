"""Who a sentence speaks of: one's own child, another single child, and named schools."""

import re
from dataclasses import dataclass

from foi.rules.privacy_names import TITLES, ordinary
from foi.rules.privacy_tokens import Sentence, Word, low_at, words_of

OWN = frozenset("my our".split())
DEFINITE = frozenset("your his her their the this that".split())
INDEFINITE = frozenset("a an one".split())
KIN = frozenset(
    "son daughter stepson stepdaughter grandson granddaughter nephew niece brother sister twin lad "
    "eldest youngest oldest sibling".split()
)
CHILD = KIN | frozenset(
    "child boy girl kid baby toddler teen teenager pupil student learner youngster stepchild "
    "grandchild godson goddaughter lass".split()
)
CHILDREN = frozenset(
    "sons daughters children kids boys girls twins triplets stepchildren grandchildren teens "
    "teenagers siblings brothers sisters grandsons granddaughters nephews nieces".split()
)
ADULT_KIN = frozenset(
    "wife husband partner mother mum mam father dad grandmother grandfather nan gran cousin aunt "
    "uncle friend neighbour client ex foster ward colleague".split()
)
_BETWEEN = frozenset(
    "own autistic disabled deaf blind adopted foster fostered eldest oldest youngest younger older "
    "elder middle teenage little beautiful nonverbal non verbal dyslexic dyspraxic sen send "
    "only dear poor late year years yr yrs old month months first second third two three four "
    "special needs severely profoundly young grown adult vulnerable adhd asd epileptic lovely "
    "amazing other primary secondary school aged age preschool pre and up anxious bright "
    "complex six five seven "
    "eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "austistic very physically visually hearing impaired looked after".split()
)
_SCHOOL = frozenset(
    "school academy primary secondary college nursery infant infants junior juniors high grammar "
    "prep preschool pru".split()
)
_SCHOOL_OF_NAME = frozenset("special catholic church community cofe ce rc free s of".split())
_ATTENDS = frozenset(
    "attends attended attending goes went joined joining left moved starts started at enrolled "
    "is from school named placed".split()
)
_NO_SCHOOL_NAME = frozenset("named section part phase early years key stage".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """One child spoken of (or several of one's own): words `first` to `last` (exclusive)."""

    first: int
    last: int
    own: bool
    definite: bool
    plural: bool


def mentions(sentence: Sentence) -> list[Mention]:
    """Each own child, definite child or single child in a sentence, in order."""
    found = []
    for index, word in enumerate(sentence):
        if word.low in OWN | DEFINITE | INDEFINITE:
            noun = _noun_after(sentence, index, own=word.low in OWN)
            if noun is not None:
                own = word.low in OWN
                plural = sentence[noun].low in CHILDREN
                last = noun + 1
                found.append(Mention(index, last, own, word.low not in INDEFINITE, plural))
    return found


def _noun_after(sentence: Sentence, index: int, *, own: bool) -> int | None:
    for place in range(index + 1, min(index + 8, len(sentence))):
        word = sentence[place]
        if word.low in CHILD or (own and word.low in CHILDREN):
            return _not_an_adjective(sentence, place)
        if word.low in {"young", "foster"} and low_at(sentence, place + 1) in {"person", "carer"}:
            return place + 1 if low_at(sentence, place + 1) == "person" else None
        if own and word.low == "little" and low_at(sentence, place + 1) in {"one", "ones"}:
            return place + 1
        kin_of = own and word.possessive and word.low in ADULT_KIN
        if word.low not in _BETWEEN and not word.low.isdigit() and not kin_of:
            return None
    return None


def _not_an_adjective(sentence: Sentence, place: int) -> int | None:
    """ "The child protection plan", "the pupil premium": no child is spoken of."""
    follows = low_at(sentence, place + 1)
    if sentence[place].possessive or (
        place + 1 < len(sentence) and sentence[place + 1].gap.strip()
    ):
        return place
    if follows in CHILD | CHILDREN and sentence[place].low in _BETWEEN:
        return place + 1
    thing = {
        "protection",
        "poverty",
        "benefit",
        "premium",
        "referral",
        "services",
        "finance",
        "care",
        "voice",
        "population",
        "numbers",
        "place",
        "places",
        "census",
        "welfare",
    }
    return None if follows in thing else place


def named_schools(sentence: Sentence) -> list[tuple[int, int]]:
    """Where schools are named: "Oakfield Primary", "St Mary's", "attends oakfield academy"."""
    found = []
    for index, word in enumerate(sentence):
        if word.low in _SCHOOL and index > 0:
            start = _start_of_school_name(sentence, index)
            if start < index:
                found.append((start, index + 1))
        elif word.low in {"st", "saint"} and word.capital and index + 1 < len(sentence):
            if sentence[index + 1].capital and sentence[index + 1].low not in {"helens", "albans"}:
                found.append((index, index + 2))
        elif word.capital and not ordinary(word) and _school_called(sentence, index):
            found.append((index, index + 1))
        elif _is_bare_school_name(sentence, index):
            found.append((index, index + 1))
    return found


def _school_called(sentence: Sentence, index: int) -> bool:
    return low_at(sentence, index - 1) in {"called", "named"} and (
        low_at(sentence, index - 2) in _SCHOOL
    )


def _start_of_school_name(sentence: Sentence, index: int) -> int:
    """Walks back over the words that make a school's name its own."""
    start, own_words = index, 0
    while start > 0 and index - start < 5:
        before = sentence[start - 1]
        if sentence[start].gap.strip(" -_.\n'") or before.low.isdigit():
            break
        if before.low in _SCHOOL | _SCHOOL_OF_NAME and (before.capital or start - 1 > 0):
            start -= 1
            continue
        if not (
            _capital_school_word(sentence, start - 1) or _unknown_small_word(sentence, start - 1)
        ):
            break
        start -= 1
        own_words += 1
    return start if own_words else index


def _capital_school_word(sentence: Sentence, index: int) -> bool:
    word = sentence[index]
    if not word.capital or word.low in _NO_SCHOOL_NAME | TITLES:
        return False
    if index == 0:
        return not ordinary(word)
    known = word.low in words_of("ordinary")
    return not known or word.low in _NAMES_OF_SCHOOLS


_NAMES_OF_SCHOOLS = frozenset(
    "park hill green wood woods lane road grange bridge cross church manor valley view field oak "
    "hall court house brook moor heath meadow king queen kings queens trinity hope rose holly "
    "forest grove mount castle mill priory abbey river lake ash beech willow elm old north south "
    "east west victoria all saints sacred heart holy our lady john".split()
)


def _unknown_small_word(sentence: Sentence, index: int) -> bool:
    """In small letters only right after "attends", "at", "goes to"."""
    word = sentence[index]
    if word.capital or ordinary(word) or index == 0:
        return False
    back = {low_at(sentence, index - 1), low_at(sentence, index - 2)}
    return bool(back & (_ATTENDS | {"to", "in"}))


def _is_bare_school_name(sentence: Sentence, index: int) -> bool:
    """ "attends Oakfield": a capital after the verb that only a school or nursery takes."""
    word: Word = sentence[index]
    before, two_before = low_at(sentence, index - 1), low_at(sentence, index - 2)
    verb = before in {"attends", "attended", "attending", "attend"} or (
        before in {"to", "at"}
        and two_before
        in {
            "goes",
            "went",
            "going",
            "moved",
            "enrolled",
            "school",
            "pupil",
            "student",
            "placed",
            "is",
        }
    )
    letters = re.sub(r"[^A-Za-z]", "", word.text)
    return (
        verb
        and word.capital
        and not ordinary(word)
        and not (letters.isupper() and len(letters) < 5)
    )

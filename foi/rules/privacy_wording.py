"""The privacy guard's reading of sentences: what stops a text, and what only earns a hint."""

import re
from collections.abc import Iterator

from foi.rules.folding import Span
from foi.rules.privacy_child import sightings
from foi.rules.privacy_contacts import DATE
from foi.rules.privacy_named_child import lone_name
from foi.rules.privacy_names import name_at
from foi.rules.privacy_numbers import SPELT_DATE
from foi.rules.privacy_people import ADULT_KIN, mentions, named_schools
from foi.rules.privacy_records import REFUSED, asks_for_records, asks_why
from foi.rules.privacy_sightings import Sighting
from foi.rules.privacy_tokens import Sentence, sentences

_PARENT = frozenset(
    "parent parents mother mum mam father dad carer carers guardian grandparent grandmother "
    "grandfather foster stepmother stepfather".split()
)
_PRONOUNS = frozenset("he she they his her their him them".split())
_FORTY = 40
"""Words before a school's name in which "he" or "she" is taken to be who goes there."""

_CLASSES = frozenset("year class reception nursery form".split())
_NOT_PUPILS = frozenset("school schools council class place places unit policy data figure".split())
_NEAR = 8
"""Words from "his" to the school's name in "his new school is …"."""

_DATE_NEXT = re.compile(rf"[\s,(:-]{{1,4}}{DATE.pattern}")
_SPELT_NEXT = re.compile(rf"[\s,(:-]{{1,4}}{SPELT_DATE}", re.IGNORECASE)

_HOME = re.compile(
    r"\b(?:live|lives|living|lived|reside|resides|residing|home|address|moved|move)\b"
    r"[^\d\n]{0,20}\n?[^\d\n]{0,4}\d{1,4}[a-z]?,?\s{1,3}(?:[^\W\d_][\w'.-]{1,20}\s{1,3}){1,4}?"
    r"(?:road|rd|street|st|avenue|ave|lane|ln|close|drive|crescent|way|gardens|terrace|court|grove"
    r"|place|square|hill|mews|row|walk|park|rise|view|green|gate|road)\b",
    re.IGNORECASE,
)


def worded(text: str) -> Iterator[tuple[str, Span]]:
    """Each code of `privacy_reasons.SENTENCES` that the wording earns, with its passage."""
    own_child_seen = refused = False
    read = [(sentence, mentions(sentence)) for sentence in sentences(text)]
    speaks_of_own = any(child.own for _, people in read for child in people)
    for sentence, people in read:
        for sighting in (*sightings(sentence), *asks_for_records(sentence), *_hints(sentence)):
            yield sighting.code, _span(sentence, sighting)
        yield from _name_with_date(text, sentence, child=bool(people))
        if speaks_of_own:
            yield from _school_is(sentence)
        if own_child_seen:
            yield from _goes_to_school(sentence)
            for sighting in lone_name(sentence):
                yield sighting.code, _span(sentence, sighting)
        if speaks_of_own:
            refused = refused or (any(child.own for child in people) and _was_refused(sentence))
            for sighting in asks_why(sentence, refused=refused):
                yield sighting.code, _span(sentence, sighting)
        own_child_seen = own_child_seen or any(child.own for child in people)
        yield from _only_one_there(sentence)
    for match in _HOME.finditer(text):
        yield "home_address", match.span()


def _was_refused(sentence: Sentence) -> bool:
    return any(word.low in REFUSED for word in sentence)


def _name_with_date(text: str, sentence: Sentence, *, child: bool) -> Iterator[tuple[str, Span]]:
    """ "Tom Brown 12/03/2014"; a date in words signs a letter, unless a child is spoken of."""
    for index in range(len(sentence)):
        name = name_at(sentence, index)
        if name is None:
            continue
        end = sentence[name.last - 1].end
        dated = _DATE_NEXT.match(text, end) or (child and _SPELT_NEXT.match(text, end))
        if dated:
            yield "date_of_birth", (sentence[name.first].start, dated.end())


def _span(sentence: Sentence, sighting: Sighting) -> Span:
    return sentence[sighting.first].start, sentence[sighting.last - 1].end


def _goes_to_school(sentence: Sentence) -> Iterator[tuple[str, Span]]:
    """ "My son is seven. He attends Oakfield Primary."""
    schools = named_schools(sentence)
    for index, word in enumerate(sentence):
        if word.low in _PRONOUNS:
            for first, last in schools:
                if 0 < first - index < _FORTY:
                    yield "child_identifiable", (word.start, sentence[last - 1].end)
                    return


def _school_is(sentence: Sentence) -> Iterator[tuple[str, Span]]:
    """ "his school is St John's Primary and he is my son", whichever is said first."""
    for index, word in enumerate(sentence):
        follow = [w.low for w in sentence[index + 1 : index + 4]]
        if word.low in {"his", "her", "their"} and {"school", "college"} & set(follow[:2]):
            for first, last in named_schools(sentence):
                if {"is", "was"} & set(follow[1:]) and 0 < first - index < _NEAR:
                    yield "child_identifiable", (word.start, sentence[last - 1].end)
                    return


def _only_one_there(sentence: Sentence) -> Iterator[tuple[str, Span]]:
    """ "the only wheelchair user in Year 3 at Burford Primary": nobody else can be meant."""
    lows = [word.low for word in sentence]
    if "only" not in lows or not _CLASSES & set(lows):
        return
    only = lows.index("only")
    in_class = next((i for i, low in enumerate(lows) if low in _CLASSES and i > only), None)
    if in_class is None or in_class - only > 8 or lows[only - 1 : only] not in (["the"], ["an"]):
        return
    if _NOT_PUPILS & set(lows[only + 1 : in_class]):
        return
    for first, last in named_schools(sentence):
        if first > only:
            yield "child_identifiable", (sentence[only].start, sentence[last - 1].end)
            return


def _hints(sentence: Sentence) -> Iterator[Sighting]:
    for child in mentions(sentence):
        if child.own:
            yield Sighting("own_child", child.first, child.last)
        elif sentence[child.first].low == "your" and sentence[child.last - 1].low != "child":
            yield Sighting("one_child", child.first, child.last)
    yield from _as_a_parent(sentence)
    yield from _names(sentence)


def _as_a_parent(sentence: Sentence) -> Iterator[Sighting]:
    """ "as a parent of …", "I am the mother of two", "my wife"."""
    for index, word in enumerate(sentence):
        before = [w.low for w in sentence[max(0, index - 5) : index]]
        speaks = "as" in before or "am" in before or "i'm" in before or "we're" in before
        if word.low in _PARENT and speaks:
            yield Sighting("own_child", index, index + 1)
        if word.low in ADULT_KIN and before[-1:] == ["my"]:
            yield Sighting("own_child", index, index + 1)


def _names(sentence: Sentence) -> Iterator[Sighting]:
    index = 0
    while index < len(sentence):
        name = name_at(sentence, index)
        if name is not None and (name.full or sentence[index].capital):
            yield Sighting("person_named", name.first, name.last)
        index = name.last if name is not None else index + 1

"""A child, or somebody in a family, called by a name: "my son Jamie", "a pupil called Tom"."""

from collections.abc import Iterator

from foi.rules.privacy_names import (
    AUXILIARIES,
    Name,
    ambiguous,
    announced_name_at,
    first_name,
    name_at,
    ordinary,
    unlisted_name_at,
)
from foi.rules.privacy_people import ADULT_KIN, CHILD, CHILDREN, KIN, OWN, Mention
from foi.rules.privacy_sightings import Sighting, child_named
from foi.rules.privacy_tokens import Sentence, low_at


def named_child(sentence: Sentence, people: list[Mention]) -> Iterator[Sighting]:
    """ "my son Jamie", "our daughter, Zoë", "the pupil Kowalski", "Jamie, my son"."""
    for person in people:
        yield from _name_after(sentence, person)
        yield from _name_before(sentence, person)
    for index, word in enumerate(sentence):
        yield from _called_ours(sentence, index)
        if word.low in CHILD and ":" in (
            sentence[index + 1].gap if index + 1 < len(sentence) else ""
        ):
            name = announced_name_at(sentence, index + 1)
            if name:
                yield child_named(name, index)
        if word.low in OWN and low_at(sentence, index + 1) in ADULT_KIN:
            name = announced_name_at(sentence, index + 2)
            if name and not sentence[name.first].gap.strip(" \n,("):
                yield Sighting("person_identifiable", index, name.last)


def _called_ours(sentence: Sentence, index: int) -> Iterator[Sighting]:
    """ "our Evie is 7", "my Jamie"; "the twins, Isla and Finn", "the boys (Max and Ned)"."""
    word = sentence[index]
    after = index + 1
    if after >= len(sentence):
        return
    ours = word.low in OWN and not sentence[after].gap.strip() and sentence[after].capital
    several = (
        word.low in CHILDREN
        and low_at(sentence, index - 1) in OWN | {"the", "both"}
        and sentence[after].gap.strip() in {"", ",", "(", ":", "-"}
    )
    name = name_at(sentence, after) if ours or several else None
    if name and not name.full and first_name(sentence[name.first]):
        yield child_named(name, index)


def lone_name(sentence: Sentence) -> Iterator[Sighting]:
    """ "Jamie is 9", in a text that spoke of one's own child: a first name that does something."""
    for index in range(len(sentence)):
        name = name_at(sentence, index)
        if name is None or name.full or not first_name(sentence[index]):
            continue
        before = sentence[index - 1] if index else None
        if before and not sentence[index].gap.strip() and before.capital:
            if not ordinary(before) or ambiguous(before):
                continue  # "Sue Ryder's hospice": the end of a longer name
        if sentence[index].possessive or low_at(sentence, name.last) in AUXILIARIES:
            yield child_named(name)


def _name_after(sentence: Sentence, person: Mention) -> Iterator[Sighting]:
    noun, after = sentence[person.last - 1], person.last
    if after >= len(sentence):
        return
    gap = sentence[after].gap
    if noun.possessive:
        after += low_at(sentence, after) in {"name", "names", "first"}
        after += low_at(sentence, after) == "name"
        if after == person.last:
            return
    if low_at(sentence, after) in {"is", "was", "are"} and noun.possessive:
        after += 1
    if gap.strip(" \n_,(:\"'[=-"):
        return
    plain = not gap.strip()
    finder = unlisted_name_at if plain and (person.own or noun.low in KIN) else announced_name_at
    name = finder(sentence, after)
    if name and _announced(sentence, person, name, plain=plain):
        yield child_named(name, person.first)


def _announced(sentence: Sentence, person: Mention, name: Name, *, plain: bool) -> bool:
    """ "The child Oakfield excluded" names one; "a child Ofsted saw" doesn't."""
    if name.known:
        return True
    if not person.definite:
        return False
    return plain or person.own or sentence[person.last - 1].low in KIN


def _name_before(sentence: Sentence, person: Mention) -> Iterator[Sighting]:
    """ "Jamie, my son, …"; "Jamie is our daughter"."""
    back = person.first - 1
    if not person.own or back < 0:
        return
    if low_at(sentence, back) in {"is", "was"}:
        back -= 1
    elif sentence[person.first].gap.strip() not in {",", "(", "-"}:
        return
    for first in range(max(0, back - 3), back + 1):
        name = name_at(sentence, first)
        if name and name.last == back + 1:
            yield Sighting("child_named", first, person.last)
            return


def called(sentence: Sentence) -> Iterator[Sighting]:
    """ "a pupil at Oakfield Primary called Tom", "child's name: Tom Brown", "his name is Tom"."""
    last_child = -99
    for index, word in enumerate(sentence):
        if word.low in CHILD | CHILDREN | {"person", "someone", "him", "her", "his"}:
            last_child = index
        said = word.low in {"called", "named", "name", "names", "nicknamed"} or (
            word.low == "as" and low_at(sentence, index - 1) == "known"
        )
        if not said:
            continue
        after = index + 1
        if word.low in {"name", "names"}:
            after = _after_is(sentence, index, last_child)
        elif index - last_child > 10:
            continue
        name = announced_name_at(sentence, after)
        if name and (name.known or not _school_before(sentence, index)):
            yield child_named(name, min(index, name.first))


def _after_is(sentence: Sentence, index: int, last_child: int) -> int:
    """The word after "child's name is", "name of pupil:"; past the end when no child is meant."""
    after = index + 1
    if low_at(sentence, after) == "of":
        while after < index + 5 and low_at(sentence, after) in {"of", "the", "my"} | CHILD:
            last_child = after
            after += 1
    if index - last_child > 2:
        return len(sentence)
    if low_at(sentence, after) in {"is", "was"}:
        return after + 1
    if sentence[index].possessive:  # "her name's Ffion"
        return after
    return (
        after
        if after < len(sentence) and sentence[after].gap.strip() in {":", "-", "="}
        else len(sentence)
    )


def _school_before(sentence: Sentence, index: int) -> bool:
    return low_at(sentence, index - 1) in {
        "school",
        "academy",
        "college",
        "setting",
        "nursery",
        "council",
        "placement",
        "programme",
        "scheme",
        "is",
    }


def initials(sentence: Sentence, people: list[Mention]) -> Iterator[Sighting]:
    """ "the child, A.B.," and "my son (JS)"; not "Child A", which is a made-up letter."""
    for index, word in enumerate(sentence[:-2]):
        pair = sentence[index + 1 : index + 3]
        letters = all(len(w.text) == 1 and w.capital for w in pair)
        if word.low in CHILD and letters and "." in pair[1].gap and not pair[0].gap.strip():
            yield Sighting("child_named", index, index + 3)
    for person in people:
        after = person.last
        if after >= len(sentence) or person.plural:
            continue
        if sentence[after].low in {"initials", "initial"} and after + 1 < len(sentence):
            after += 1
        first, gap = sentence[after], sentence[person.last].gap.strip()
        second = sentence[after + 1] if after + 1 < len(sentence) else None
        dotted = (
            second is not None
            and len(first.text) == len(second.text) == 1
            and (first.text.isupper() and second.text.isupper() and "." in second.gap)
        )
        bracketed = gap in {"(", ","} and first.text.isupper() and len(first.text) == 2
        if dotted or (bracketed and first.low not in {"ep", "la", "ey", "sw", "uk", "ot", "gp"}):
            yield Sighting("child_named", person.first, after + (2 if dotted else 1))

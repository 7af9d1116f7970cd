"""Sentences that let somebody find out which child or person is meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from foi.rules.privacy_names import (
    Name,
    announced_name_at,
    name_at,
    unlisted_name_at,
)
from foi.rules.privacy_people import (
    ADULT_KIN,
    CHILD,
    CHILDREN,
    KIN,
    OWN,
    Mention,
    mentions,
    named_schools,
)
from foi.rules.privacy_tokens import Sentence, words_of

RECORDS = frozenset(
    "ehcp ehc ehcna plan file files record records case assessment placement diagnosis report "
    "reports information data correspondence emails documents appeal tribunal needs statement "
    "education notes minutes decision transport tuition safeguarding referral".split()
)
_OWN_RECORDS = frozenset(
    "ehcp ehc ehcna plan file files record records case assessment placement diagnosis diagnoses "
    "appeal tribunal needs annual transport therapy class provision autism adhd behaviour mum "
    "mother mam dad father parent parents carer carers teacher tuition school siblings family "
    "sen send special 1:1 support".split()
)
_CERTAIN_RECORDS = frozenset("ehcp ehcna ehc diagnosis annual mum mother mam dad autism".split())
_STATISTICS = frozenset(
    "rate rates number numbers figure figures data backlog performance team policy process panel "
    "statistics timescales timescale dinners meals uniform budget spending strategy plans system "
    "service department officers caseload reforms reform".split()
)
_ABOUT = frozenset("of for on about re regarding concerning belonging called named".split())
_FAMILY_OF = frozenset(
    "mother mum mam father dad parent parents carer carers guardian grandparent grandmother "
    "grandfather gran nan aunt uncle sister brother sibling family".split()
)
ROLES = frozenset(
    "director officer officers manager head headteacher headmaster headmistress principal chair "
    "councillor cllr minister secretary leader senco sendco chief executive commissioner mp "
    "ombudsman inspector coordinator lead adviser advisor solicitor barrister judge author dr "
    "professor lord lady baroness assistant deputy governor president journalist".split()
)
_PERSONAL = frozenset(
    "autism autistic adhd asd ehcp diagnosis diagnosed disabled nonverbal epilepsy epileptic "
    "dyslexia dyslexic excluded suspended cerebral palsy downs syndrome pda deaf blind wheelchair "
    "anxiety disability aged tribunal toileting".split()
)
_STATES = frozenset("is has was had needs attends struggles suffers got received gets s".split())


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words `first` to `last` (exclusive) of a sentence, and the code of what they are."""

    code: str
    first: int
    last: int


def sightings(sentence: Sentence) -> Iterator[Sighting]:
    """Everything in one sentence by which a child or a person could be known."""
    people = mentions(sentence)
    yield from _named_child(sentence, people)
    yield from _called(sentence)
    yield from _record_of_name(sentence)
    yield from _names_record(sentence)
    yield from _beside_record(sentence)
    yield from _initials(sentence, people)
    yield from _name_with_detail(sentence)
    yield from _child_with_details(sentence, people)


def _low(sentence: Sentence, index: int) -> str:
    return sentence[index].low if 0 <= index < len(sentence) else ""


def _named(name: Name, first: int | None = None) -> Sighting:
    return Sighting("child_named", name.first if first is None else first, name.last)


def _named_child(sentence: Sentence, people: list[Mention]) -> Iterator[Sighting]:
    """ "my son Jamie", "our daughter, Zoë", "the pupil Kowalski", "Jamie, my son"."""
    for person in people:
        yield from _name_after(sentence, person)
        yield from _name_before(sentence, person)
    for index, word in enumerate(sentence):
        if word.low in CHILD and ":" in (
            sentence[index + 1].gap if index + 1 < len(sentence) else ""
        ):
            name = announced_name_at(sentence, index + 1)
            if name:
                yield _named(name, index)
        if word.low in OWN and _low(sentence, index + 1) in ADULT_KIN:
            name = announced_name_at(sentence, index + 2)
            if name and not sentence[name.first].gap.strip(" \n,("):
                yield Sighting("person_identifiable", index, name.last)


def _name_after(sentence: Sentence, person: Mention) -> Iterator[Sighting]:
    noun, after = sentence[person.last - 1], person.last
    if after >= len(sentence):
        return
    gap = sentence[after].gap
    if noun.possessive:
        after += _low(sentence, after) in {"name", "names", "first"}
        after += _low(sentence, after) == "name"
        if after == person.last:
            return
    if _low(sentence, after) in {"is", "was", "are"} and noun.possessive:
        after += 1
    if gap.strip(" \n_") and gap.strip() not in {",", "(", ":", "-", "- -", "'", '"', ", ("}:
        return
    plain = not gap.strip()
    finder = unlisted_name_at if plain and (person.own or noun.low in KIN) else announced_name_at
    name = finder(sentence, after)
    if name and _announced(sentence, person, name, plain=plain):
        yield _named(name, person.first)


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
    if _low(sentence, back) in {"is", "was"}:
        back -= 1
    elif sentence[person.first].gap.strip() not in {",", "(", "-"}:
        return
    for first in range(max(0, back - 3), back + 1):
        name = name_at(sentence, first)
        if name and name.last == back + 1:
            yield Sighting("child_named", first, person.last)
            return


def _called(sentence: Sentence) -> Iterator[Sighting]:
    """ "a pupil at Oakfield Primary called Tom", "child's name: Tom Brown", "his name is Tom"."""
    last_child = -99
    for index, word in enumerate(sentence):
        if word.low in CHILD | CHILDREN | {"person", "someone", "him", "her", "his"}:
            last_child = index
        said = word.low in {"called", "named", "name", "names", "nicknamed"} or (
            word.low == "as" and _low(sentence, index - 1) == "known"
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
            yield _named(name, min(index, name.first))


def _after_is(sentence: Sentence, index: int, last_child: int) -> int:
    """The word after "child's name is", "name of pupil:"; past the end when no child is meant."""
    after = index + 1
    if _low(sentence, after) == "of":
        while after < index + 5 and _low(sentence, after) in {"of", "the", "my"} | CHILD:
            last_child = after
            after += 1
    if index - last_child > 2:
        return len(sentence)
    if _low(sentence, after) in {"is", "was"}:
        return after + 1
    return after if after < len(sentence) and ":" in sentence[after].gap else len(sentence)


def _school_before(sentence: Sentence, index: int) -> bool:
    return _low(sentence, index - 1) in {
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


def _record_of_name(sentence: Sentence) -> Iterator[Sighting]:
    """ "the EHCP of Tom Brown", "information about jamie", "the mother of Tom"."""
    for index, word in enumerate(sentence):
        if word.low not in _ABOUT or index == 0:
            continue
        record = next(
            (
                _low(sentence, back)
                for back in range(index - 1, max(-1, index - 5), -1)
                if _low(sentence, back) in RECORDS | _FAMILY_OF | CHILD
            ),
            "",
        )
        opening = index == 0 or word.low in {"re", "regarding", "concerning"}
        if not record and not opening:
            continue
        name = announced_name_at(sentence, index + 1)
        if name is None or sentence[name.first].gap.strip(" \n:"):
            continue
        if _has_role(sentence, name):
            continue
        if name.known or record in _CERTAIN_RECORDS | _FAMILY_OF and word.low in {"of", "for"}:
            yield _named(name)


def _has_role(sentence: Sentence, name: Name) -> bool:
    """A person in office is named beside what they do: a hint, not a stop."""
    around = sentence[max(0, name.first - 5) : name.first] + sentence[name.last : name.last + 5]
    return any(word.low in ROLES for word in around) or (
        sentence[name.first].low in {"cllr", "councillor", "dr", "professor", "prof", "sir", "dame"}
    )


def _names_record(sentence: Sentence) -> Iterator[Sighting]:
    """ "Tom Brown's EHCP", "jamie's plan", "Mrs Brown's son"."""
    index = 0
    while index < len(sentence):
        name = announced_name_at(sentence, index)
        if name is None or not sentence[name.last - 1].possessive:
            index = name.last if name and name.known else index + 1
            continue
        follow = [word.low for word in sentence[name.last : name.last + 3]]
        belongs = _CERTAIN_RECORDS if not name.known else _OWN_RECORDS
        own_child = name.known and any(low in CHILD | CHILDREN for low in follow)
        if own_child or (
            any(low in belongs for low in follow)
            and not any(low in _STATISTICS for low in follow)
            and not _has_role(sentence, name)
        ):
            yield _named(name)
        index = name.last


def _beside_record(sentence: Sentence) -> Iterator[Sighting]:
    """ "Jamie Smith EHCP", "EHCP_Tom_Brown": a name and a record side by side."""
    for index in range(len(sentence)):
        name = name_at(sentence, index)
        if name is None or _has_role(sentence, name):
            continue
        after, before = _low(sentence, name.last), _low(sentence, index - 1)
        gap = sentence[name.last].gap if name.last < len(sentence) else "."
        certain = {"ehcp", "ehcna", "dob", "upn", "diagnosis"}
        if (after in certain and not gap.strip(" _-\n")) or (
            before in certain and not sentence[index].gap.strip(" _-\n:")
        ):
            yield _named(name)


def _initials(sentence: Sentence, people: list[Mention]) -> Iterator[Sighting]:
    """ "the child, A.B.," and "my son (JS)"; not "Child A", which is a made-up letter."""
    for person in people:
        after = person.last
        if after >= len(sentence) or person.plural:
            continue
        first, gap = sentence[after], sentence[after].gap.strip()
        second = sentence[after + 1] if after + 1 < len(sentence) else None
        dotted = (
            second is not None
            and len(first.text) == len(second.text) == 1
            and (first.text.isupper() and second.text.isupper() and "." in second.gap)
        )
        bracketed = gap in {"(", ","} and first.text.isupper() and len(first.text) == 2
        if dotted or (bracketed and first.low not in {"ep", "la", "ey", "sw", "uk", "ot", "gp"}):
            yield Sighting("child_named", person.first, after + (2 if dotted else 1))


def _name_with_detail(sentence: Sentence) -> Iterator[Sighting]:
    """ "Tom Brown, aged 7", "Jamie (7)", "Zoë has autism", "Tom Brown at Oakfield Primary"."""
    schools = named_schools(sentence)
    index = 0
    while index < len(sentence):
        name = name_at(sentence, index)
        if name is None:
            index += 1
            continue
        index = name.last
        if _has_role(sentence, name):
            continue
        near = name.full and any(0 <= start - name.last <= 6 for start, _ in schools)
        if near or _age_after(sentence, name.last) or _state_after(sentence, name.last):
            yield _named(name)


def _age_after(sentence: Sentence, index: int) -> bool:
    if _low(sentence, index) in {"is", "was", "who"}:
        index += 1
    if _low(sentence, index) in {"aged", "age", "dob", "year", "y"}:
        return _low(sentence, index + 1)[:1].isdigit()
    if index >= len(sentence) or not sentence[index].low.isdigit() or len(sentence[index].low) > 2:
        return False
    gap = sentence[index].gap.strip()
    if _low(sentence, index + 1) in {"years", "year", "yrs", "yr", "months"}:
        return True
    closes = index + 1 >= len(sentence) or sentence[index + 1].gap.lstrip()[:1] in {",", ")"}
    return gap in {"(", ","} and closes and 0 < int(sentence[index].low) < 26


def _state_after(sentence: Sentence, index: int) -> bool:
    if _low(sentence, index) not in _STATES:
        return False
    return any(word.low in _PERSONAL for word in sentence[index + 1 : index + 8])


def _child_with_details(sentence: Sentence, people: list[Mention]) -> Iterator[Sighting]:
    """A child without a name whom age, year group, school or place give away."""
    schools = named_schools(sentence)
    for person in people:
        window = range(person.first, min(len(sentence), person.last + 18))
        school = next((s for s in schools if s[0] in window), None)
        age = _age_in(sentence, person)
        place = _place_in(sentence, person)
        only = any(word.low == "only" for word in sentence[person.first : person.last])
        if school and (person.own or person.definite or age or only):
            yield Sighting("child_identifiable", person.first, school[1])
        elif place is not None and (only or (age and not person.plural)):
            yield Sighting("child_identifiable", person.first, place + 1)


def _age_in(sentence: Sentence, person: Mention) -> bool:
    """An age or a school year said of the child."""
    for index in range(person.first, min(len(sentence) - 1, person.last + 10)):
        low, following = _low(sentence, index), _low(sentence, index + 1)
        if low in {"aged", "age", "year", "yr"} and following[:1].isdigit() and len(following) < 3:
            return True
        if low.isdigit() and len(low) < 3 and following in {"year", "years", "yr", "yrs"}:
            return True
    return False


def _place_in(sentence: Sentence, person: Mention) -> int | None:
    """A place smaller than a council's area ("in Ashford"), as far as a capital tells."""
    for index in range(person.last, min(len(sentence), person.last + 14)):
        word = sentence[index]
        if (
            _low(sentence, index - 1) in {"in", "from", "near", "of"}
            and word.capital
            and (word.low not in words_of("ordinary"))
        ):
            return index
    return None

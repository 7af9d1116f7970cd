"""A person given away by details: name and age, one child and a school, one child and a village."""

from collections.abc import Iterator

from foi.rules.privacy_names import name_at
from foi.rules.privacy_people import Mention, named_schools
from foi.rules.privacy_sightings import Sighting, child_named, has_role
from foi.rules.privacy_tokens import Sentence, low_at, words_of

_PERSONAL = frozenset(
    "autism autistic adhd asd ehcp diagnosis diagnosed disabled nonverbal epilepsy epileptic "
    "dyslexia dyslexic excluded suspended cerebral palsy downs syndrome pda deaf blind wheelchair "
    "anxiety disability aged tribunal toileting special verbal ehc sen send".split()
)
_AGES = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split()
)
_STATES = frozenset("is has was had needs attends struggles suffers got received gets s".split())


def name_with_detail(sentence: Sentence) -> Iterator[Sighting]:
    """ "Tom Brown, aged 7", "Jamie (7)", "Zoë has autism", "Tom Brown at Oakfield Primary"."""
    schools = named_schools(sentence)
    index = 0
    while index < len(sentence):
        name = name_at(sentence, index)
        if name is None:
            index += 1
            continue
        index = name.last
        if has_role(sentence, name):
            continue
        near = name.full and any(0 <= start - name.last <= 6 for start, _ in schools)
        if near or _age_after(sentence, name.last) or _state_after(sentence, name.last):
            yield child_named(name)


def _age_after(sentence: Sentence, index: int) -> bool:
    said = False
    while low_at(sentence, index) in {"is", "was", "who"}:
        said, index = True, index + 1
    if said and low_at(sentence, index) in _AGES:
        following = sentence[index + 1 : index + 2]
        return (
            not following or following[0].low in {"and", "years"} or following[0].gap.strip() != ""
        )
    if low_at(sentence, index) in {"aged", "age", "dob", "year", "y"}:
        return low_at(sentence, index + 1)[:1].isdigit()
    if index >= len(sentence) or not sentence[index].low.isdigit() or len(sentence[index].low) > 2:
        return False
    gap = sentence[index].gap.strip()
    if low_at(sentence, index + 1) in {"years", "year", "yrs", "yr", "months"}:
        return True
    closes = index + 1 >= len(sentence) or sentence[index + 1].gap.lstrip()[:1] in {",", ")"}
    return gap in {"(", ","} and closes and 0 < int(sentence[index].low) < 26


def _state_after(sentence: Sentence, index: int) -> bool:
    if low_at(sentence, index) not in _STATES:
        return False
    return any(word.low in _PERSONAL for word in sentence[index + 1 : index + 8])


def child_with_details(sentence: Sentence, people: list[Mention]) -> Iterator[Sighting]:
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
        low, following = low_at(sentence, index), low_at(sentence, index + 1)
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
            low_at(sentence, index - 1) in {"in", "from", "near", "of"}
            and word.capital
            and (word.low not in words_of("ordinary"))
        ):
            return index
    return None

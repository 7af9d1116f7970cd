"""What a rule on wording reports, and who is named only for an office held."""

from dataclasses import dataclass

from foi.rules.privacy_names import Name
from foi.rules.privacy_tokens import Sentence

ROLES = frozenset(
    "director officer officers manager head headteacher headmaster headmistress principal chair "
    "councillor cllr minister secretary leader senco sendco chief executive commissioner mp "
    "inspector coordinator lead adviser advisor solicitor barrister judge author dr "
    "professor lord lady baroness assistant deputy governor president journalist".split()
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words `first` to `last` (exclusive) of a sentence, and the code of what they are."""

    code: str
    first: int
    last: int


def child_named(name: Name, first: int | None = None) -> Sighting:
    return Sighting("child_named", name.first if first is None else first, name.last)


def has_role(sentence: Sentence, name: Name) -> bool:
    """A person in office is named beside what they do: a hint, not a stop."""
    around = sentence[max(0, name.first - 4) : name.first] + sentence[name.last : name.last + 4]
    return any(word.low in ROLES for word in around) or (
        sentence[name.first].low in {"cllr", "councillor", "dr", "professor", "prof", "sir", "dame"}
    )

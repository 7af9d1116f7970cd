"""Everything in a sentence that lets somebody find out which child or person is meant."""

from collections.abc import Iterator

from foi.rules.privacy_details import child_with_details, name_with_detail
from foi.rules.privacy_named_child import called, initials, named_child
from foi.rules.privacy_named_records import (
    beside_record,
    decided_about,
    names_record,
    record_of_name,
)
from foi.rules.privacy_people import mentions
from foi.rules.privacy_sightings import Sighting
from foi.rules.privacy_tokens import Sentence


def sightings(sentence: Sentence) -> Iterator[Sighting]:
    """Everything in one sentence by which a child or a person could be known."""
    people = mentions(sentence)
    yield from named_child(sentence, people)
    yield from called(sentence)
    yield from record_of_name(sentence)
    yield from names_record(sentence)
    yield from beside_record(sentence)
    yield from initials(sentence, people)
    yield from decided_about(sentence)
    yield from name_with_detail(sentence)
    yield from child_with_details(sentence, people)

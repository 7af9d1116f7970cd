"""One council: every letter asked there, with its cells."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from authorities.models import Authority
from foi.models import Letter, Question, Round
from foi.models.visibility import AnyUser

from .columns import columns
from .reading import gather
from .shape import Row
from .tables import make_row, table_maker


@dataclass(frozen=True, slots=True)
class LetterThere:
    """A letter in one round at one council."""

    letter: Letter
    round: Round
    row: Row


def letters_asked(council: Authority, *, user: AnyUser, on: date) -> list[LetterThere]:
    """What was asked and answered at a council, as this reader may see it; newest round first.

    7 or 8 queries, however many letters.
    """
    questions = list(Question.objects.select_related("version").filter(version__in=_used(council)))
    by_letter: dict[int, list[Question]] = defaultdict(list)
    for question in questions:
        by_letter[question.version.letter_id].append(question)
    found = gather({"authority": council}, questions, user=user, on=on)
    numbers = {place[1] for place in [*found.standings, *found.sources]}
    rounds = Round.objects.filter(pk__in=numbers).select_related("letter")
    maker = table_maker(on)
    there = []
    for round_ in rounds.order_by("letter__title", "-number"):
        asked = found.keys_asked(round_.pk)
        wide = [c for c in columns(by_letter[round_.letter_id], asked) if c.key in asked]
        row = make_row(maker, wide, found, round_.letter, round_, council)
        there.append(LetterThere(round_.letter, round_, row))
    return there


def _used(council: Authority) -> list[int]:
    """Every version of a letter that was ever asked there, or found in a published source."""
    asked = Question.objects.filter(version__requests__authority=council)
    found = Question.objects.filter(findings__authority=council)
    letters = {*asked.values_list("version__letter", flat=True).distinct()}
    letters |= {*found.values_list("version__letter", flat=True).distinct()}
    versions = Question.objects.filter(version__letter__in=letters).values_list("version")
    return [pk for (pk,) in versions.distinct().order_by("version")]

"""What was published lately: one entry for a council's answers to a letter on one day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from authorities.models import Authority
from foi.models import Finding, Letter, Round
from foi.rules.outcomes import WORDS

from .tables import cell_url

ROWS, ENTRIES = 1000, 50
_NEEDED = (
    "published_at authority__slug authority__short_name round__number round__letter__slug "
    "round__letter__title reading__outcome"
).split()


@dataclass(slots=True)
class Entry:
    """Findings on one council's answers to one letter, published on one day.

    Never a value nor a quote: what may be said of a small number is for the table to decide.
    """

    authority: Authority
    letter: Letter
    round: Round
    day: date
    updated: datetime
    outcomes: Counter[str]

    @property
    def url(self) -> str:
        return cell_url(self.letter, self.authority, self.round)

    @property
    def words(self) -> str:
        """ "Refused: 2. Answered: 3." in the words of the cells."""
        said = [f"{WORDS.get(name, 'Refused')}: {n}." for name, n in self.outcomes.most_common()]
        return " ".join(said)


def recent_entries(on: date) -> list[Entry]:
    """The newest entries that everybody may see, at most ENTRIES. One query."""
    shown = Finding.objects.published().visible_to(None, on).values("pk")
    rows = Finding.objects.filter(pk__in=shown).order_by("-published_at", "-pk")
    rows = rows.select_related("authority", "round__letter", "reading").only(*_NEEDED)
    entries: dict[tuple[int, int, date], Entry] = {}
    for finding in rows[:ROWS]:
        assert finding.published_at is not None
        day = timezone.localdate(finding.published_at)
        place = (finding.authority_id, finding.round_id, day)
        if place not in entries and len(entries) == ENTRIES:
            break
        entry = entries.setdefault(
            place,
            Entry(
                finding.authority,
                finding.round.letter,
                finding.round,
                day,
                finding.published_at,
                Counter(),
            ),
        )
        entry.outcomes[finding.reading.outcome] += 1
    return list(entries.values())

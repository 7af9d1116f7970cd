"""All letters at a glance: how many councils each was asked of, in its newest round."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from foi.models import Finding, Letter, Request, Round


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter, its newest round, and the councils asked and with something published."""

    letter: Letter
    round: Round
    asked: int
    published: int


def overview(on: date) -> list[LetterLine]:
    """Every letter with what the public may know of it, the most asked first. 3 queries."""
    newest: dict[int, Round] = {}
    for round_ in Round.objects.select_related("letter").order_by("number"):
        newest[round_.letter_id] = round_
    councils = Count("authority", distinct=True)
    requests = Request.objects.in_table_for(None, on).filter(version__isnull=False)
    asked = dict(requests.order_by().values_list("round").annotate(n=councils))
    findings = Finding.objects.published().visible_to(None, on)
    published = dict(findings.order_by().values_list("round").annotate(n=councils))
    lines = [
        LetterLine(one.letter, one, asked.get(one.pk, 0), published.get(one.pk, 0))
        for one in newest.values()
    ]
    return sorted(lines, key=lambda line: (-line.asked, line.letter.title))

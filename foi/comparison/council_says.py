"""What a council itself says of its cells, ready to stand beside them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from authorities.models import Authority
from foi.models import Correction, Question, Reply, Report, Round
from foi.models.visibility import AnyUser
from foi.rules.council_words import as_shown

WHOLE = ""  # the key of a statement on everything


@dataclass(frozen=True, slots=True)
class Said:
    """One reply as everybody reads it, small numbers of people masked.

    decide_by: until when an open dispute is decided; decision: the reasons, where it was;
    corrected: the page of corrections has a line for it.
    """

    kind: str
    words: str
    on: date
    is_masked: bool = False
    decide_by: date | None = None
    decided_on: date | None = None
    decision: str = ""
    corrected: bool = False

    @property
    def is_disputed(self) -> bool:
        """Disputed with a document, and nobody has decided."""
        return self.kind == "dispute" and self.decided_on is None


def council_says(
    authority: Authority, round: Round, *, user: AnyUser, on: date
) -> dict[str, list[Said]]:
    """By question key ("" for the whole), oldest first: what stands beside these cells. 2 queries
    where the council said something, else 1."""
    rows = Reply.objects.standing().visible_to(user, on).filter(authority=authority, round=round)
    return said_by_key(with_decisions(rows), lambda: counts_people(round))


def with_decisions(rows: QuerySet[Reply]) -> QuerySet[Reply]:
    """Each with its report and that one's review, and whether a correction followed from them."""
    of_it = Q(report=OuterRef("report")) | Q(report__review_of=OuterRef("report"))
    corrected = Exists(Correction.objects.filter(of_it))
    return rows.select_related("report__review").annotate(is_corrected=corrected)


def said_by_key(rows: Iterable[Reply], people: Callable[[], bool]) -> dict[str, list[Said]]:
    """`people`: whether some question of the letter counts people; asked only when needed."""
    found: dict[str, list[Said]] = defaultdict(list)
    masks = None
    for row in rows:
        masks = people() if masks is None else masks
        found[row.key].append(_said(row, masks))
    return dict(found)


def counts_people(round: Round) -> bool:
    """Whether some question of the round's letter counts people."""
    of_people = Question.objects.filter(version__letter=round.letter_id, small_numbers=True)
    return of_people.exists()


def _standing_report(row: Reply) -> Report | None:
    """The report whose decision stands: the second look's, once that is decided."""
    review: Report | None = getattr(row.report, "review", None)
    return review if review is not None and review.decided_at is not None else row.report


def _said(row: Reply, people: bool) -> Said:
    words, report = as_shown(row.words, counts_people=people), _standing_report(row)
    decided = report is not None and report.decided_at is not None
    return Said(
        kind=row.kind,
        words=words,
        on=timezone.localdate(row.made_at),
        is_masked=words != row.words,
        decide_by=timezone.localdate(report.answer_by) if report and not decided else None,
        decided_on=timezone.localdate(report.decided_at) if decided else None,
        decision=as_shown(report.decision, counts_people=people) if decided else "",
        corrected=getattr(row, "is_corrected", False),
    )

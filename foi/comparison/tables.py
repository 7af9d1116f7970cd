"""One letter, one round, one day, one reader -> the table."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.urls import reverse

from authorities.models import Authority, AuthorityQuerySet
from foi.models import BankHoliday, Letter, Question, Round
from foi.models.visibility import AnyUser
from foi.rules.cells import Cell, Remembered
from foi.rules.unsaid import NOTHING

from .choosing import Wanted, choose
from .columns import columns
from .context import stand_beside
from .coverage import coverage
from .making import Maker
from .reading import Gathered, gather
from .rounds import Against, wording_notes
from .shape import Column, Row, Shown, Table
from .shares import noted, share_out, with_denominators
from .words import dates

EVERYTHING = Wanted()


def newest_round(letter: Letter, number: int | None = None) -> Round | None:
    """The round of that number, or the newest; None where there is none such."""
    rounds = letter.rounds.order_by("-number")
    return rounds.first() if number is None else rounds.filter(number=number).first()


def table(
    letter: Letter,
    round: Round,
    *,
    user: AnyUser,
    on: date,
    councils: AuthorityQuerySet | None = None,
    wanted: Wanted = EVERYTHING,
    in_full: bool = False,
    questions: Sequence[Question] | None = None,
    as_at: date | None = None,
    against: Round | None = None,
) -> Table:
    """The comparison of one letter as `user` may see it (None: the public). At most 10 queries.

    Rows: the councils answering for SEND on the day (a closed round: on its last day), and any
    other asked in it; only those among `councils`, where given. `in_full` for the files: with the
    councils' codes and the passages. `questions`: those of the letter, where read already.
    `as_at`: as it stood at the end of that day, 3 queries more; `against`: another round beside
    it, no query more; a published denominator or series: one query each.
    """
    questions = every_question(letter) if questions is None else questions
    day = as_at or on
    known = [q for q in questions if as_at is None or q.version.loaded_on <= as_at] or questions
    rounds = [one for one in (round, against) if one is not None]
    within = {"round__in": rounds} if against else {"round": round}
    found = gather(within, questions, user=user, on=on, as_at=as_at, with_quotes=in_full)
    asked = set().union(*(found.keys_asked(one.pk) for one in rounds))
    wide = columns(known, asked | {wanted.question})
    made_of = [column for column in wide if wanted.question in ("", column.key)]
    maker, authorities = table_maker(day), _authorities(found, round, day, councils)
    if in_full:
        authorities = authorities.with_codes()
    needed = with_denominators(made_of, wide)
    rows = [make_row(maker, needed, found, letter, round, council) for council in authorities]
    notes = share_out(rows, needed, threshold=maker.threshold)
    if len(needed) > len(made_of):
        for row in rows:
            row.cells = row.cells[: len(made_of)]
    made = Table(letter, round, on, noted(made_of, notes), rows, coverage(rows), as_at=as_at)
    made.only_you, made.threshold = any(row.only_you for row in rows), maker.threshold
    if against:
        made.against = _against(made, against, maker, found, questions)
    if wanted.context:
        made.context = stand_beside(rows, wanted.context)
    return choose(made, wanted)


def _against(
    made: Table, other: Round, maker: Maker, found: Gathered, questions: Sequence[Question]
) -> Against:
    """The same councils and columns in another round."""
    rows = {
        row.authority.pk: make_row(maker, made.columns, found, made.letter, other, row.authority)
        for row in made.rows
    }
    notes = wording_notes(found, questions, (other, made.round))
    return Against(other, made.round, rows, notes)


def every_question(letter: Letter) -> list[Question]:
    """Those of every version, the newest version first, each with its version."""
    rows = Question.objects.filter(version__letter=letter).select_related("version")
    return list(rows.order_by("-version__number", "number"))


def one_row(
    letter: Letter, round: Round, council: Authority, *, user: AnyUser, on: date
) -> Row | None:
    """One council's row alone; None where it has none: not in force, and never asked."""
    questions = every_question(letter)
    found = gather({"round": round, "authority": council}, questions, user=user, on=on)
    day = round.closed_on if round.closed_on and round.closed_on < on else on
    is_compared = council.nation == Authority.Nation.ENGLAND and council.in_force(day)
    if not is_compared and not found.standings and not found.sources:
        return None
    wide, maker = columns(questions, found.keys_asked(round.pk)), table_maker(on)
    row = make_row(maker, wide, found, letter, round, council)
    share_out([row], wide, threshold=maker.threshold)
    return row


def table_maker(on: date) -> Maker:
    """With the bank holidays as they stand."""
    calendar = Remembered(BankHoliday.objects.table().uk)
    return Maker(on, calendar, settings.SMALL_NUMBER_THRESHOLD)


def make_row(
    maker: Maker,
    wide: Sequence[Column],
    found: Gathered,
    letter: Letter,
    round: Round,
    council: Authority,
) -> Row:
    """One council's row, with the dates of the request sent last."""
    place = (council.pk, round.pk)
    cells = maker.cells(
        wide,
        found.standings.get(place, ()),
        found.sources.get(place, {}),
        found.said.get(place, {}),
        held=found.unsaid.get(place, NOTHING).held,
    )
    lead = _lead(cells)
    return Row(
        authority=council,
        url=cell_url(letter, council, round),
        cells=cells,
        lead=lead,
        dates=dates(lead) if lead else "",
        only_you=any(shown.only_you for shown in cells),
    )


def cell_url(letter: Letter, council: Authority, round: Round) -> str:
    """The permanent address of a council's cells; "#" and the key lead to one of them."""
    return f"{_address(letter.slug, council.slug)}?round={round.number}"


@lru_cache(maxsize=8192)  # an address stays the same, and a table has 153 of them
def _address(letter: str, council: str) -> str:
    return reverse("compare_council", args=[letter, council])


def _lead(cells: Sequence[Shown]) -> Cell | None:
    asked = [shown.cell for shown in cells if shown.cell.outcome != "not_asked"]
    return max(asked, key=lambda cell: cell.asked_on or date.min, default=None)


def _authorities(
    found: Gathered, round: Round, on: date, councils: AuthorityQuerySet | None
) -> AuthorityQuerySet:
    day = round.closed_on if round.closed_on and round.closed_on < on else on
    among = Authority.objects.all() if councils is None else councils
    asked = {authority for authority, _ in [*found.standings, *found.sources]}
    return among.answering_for_send(day) | among.filter(pk__in=asked)

"""One letter, one round, one day, one reader -> the table."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse

from authorities.models import Authority, AuthorityQuerySet
from foi.models import BankHoliday, Letter, Question, Round
from foi.models.visibility import AnyUser
from foi.rules.cells import Cell, Remembered

from .choosing import Wanted, choose
from .columns import columns
from .coverage import coverage
from .making import Maker
from .reading import Gathered, gather
from .shape import Column, Row, Shown, Table
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
    with_codes: bool = False,
) -> Table:
    """The comparison of one letter as `user` may see it (None: the public). At most 9 queries.

    Rows: the councils answering for SEND on the day (a closed round: on its last day), and any
    other asked in it; only those among `councils`, where given. `with_codes` for the files.
    """
    questions = list(Question.objects.filter(version__letter=letter).select_related("version"))
    found = gather({"round": round}, questions, user=user, on=on)
    wide = columns(questions, found.keys_asked(round.pk))
    maker = table_maker(on)
    authorities = _authorities(found, round, on, councils)
    if with_codes:
        authorities = authorities.with_codes()
    rows = [make_row(maker, wide, found, letter, round, council) for council in authorities]
    made = Table(letter, round, on, wide, rows, coverage(rows))
    made.only_you = any(row.only_you for row in rows)
    return choose(made, wanted)


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
    cells = maker.cells(wide, found.standings.get(place, ()), found.sources.get(place, {}))
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
    return f"{reverse('compare_council', args=[letter.slug, council.slug])}?round={round.number}"


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

"""What a council sees through its link: its own cells of one thing, as everybody will see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foi.models import Letter, Question, Reply, ReplyLink, Request, Round
from foi.rules.unsaid import NOTHING

from .columns import columns
from .council_says import WHOLE, Said, said_by_key, with_decisions
from .evidence import Told, evidence
from .reading import gather
from .shape import Row
from .tables import cell_url, every_question, table_maker


@dataclass(frozen=True, slots=True)
class LinkCell:
    """One cell with what the council has said of it through this link or an earlier one."""

    told: Told
    said: list[Said]

    @property
    def key(self) -> str:
        return self.told.shown.key


@dataclass(frozen=True, slots=True)
class LinkCells:
    """Everything that a link shows. public_on: the embargo's end, None where all is public.

    url: the public page of these cells; whole: what was said of all of them.
    """

    letter: Letter
    round: Round
    requests: list[Request]
    cells: list[LinkCell]
    whole: list[Said]
    url: str
    counts_people: bool
    public_on: date | None = None

    def cell(self, key: str) -> LinkCell | None:
        """The cell of this key; None where the link does not show it."""
        return next((cell for cell in self.cells if cell.key == key), None)


def link_cells(link: ReplyLink, *, on: date) -> LinkCells | None:
    """The cells of the link's own requests, and nothing of anybody else's.

    Read as the public will see them on the day when they are public, which for an investigation
    under embargo is still to come. None where nothing is left to show: hidden, made private.
    """
    requests = list(link.requests_on(on).select_related("version__letter", "round").order_by("pk"))
    if not requests:
        return None
    letter, round_, day = requests[-1].version.letter, requests[-1].round, link.public_on(on)
    questions = every_question(letter)
    told = _told(link, requests, letter, round_, questions, on=on, day=day)
    rows = with_decisions(Reply.objects.standing().beside(link).filter(round=round_))
    people = any(question.small_numbers for question in questions)
    said = said_by_key(rows, lambda: people)
    return LinkCells(
        letter=letter,
        round=round_,
        requests=requests,
        cells=[LinkCell(one, said.get(one.shown.key, [])) for one in told],
        whole=said.get(WHOLE, []),
        url=cell_url(letter, link.authority, round_),
        counts_people=people,
        public_on=day if day > on else None,
    )


def _told(
    link: ReplyLink,
    requests: list[Request],
    letter: Letter,
    round_: Round,
    questions: Iterable[Question],
    *,
    on: date,
    day: date,
) -> list[Told]:
    council = link.authority
    found = gather({"round": round_, "authority": council}, questions, user=None, on=day)
    place, refs = (council.pk, round_.pk), {request.ref for request in requests}
    standings = [s for s in found.standings.get(place, ()) if s.facts.request_ref in refs]
    keys = {key for standing in standings for key in standing.keys}
    wide = [column for column in columns(questions, keys) if column.key in keys]
    held = found.unsaid.get(place, NOTHING).held
    shown = table_maker(on).cells(wide, standings, found.sources.get(place, {}), held=held)
    row = Row(authority=council, url=cell_url(letter, council, round_), cells=shown)
    return evidence(row, round_, user=None, on=day)

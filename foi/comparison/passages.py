"""Which picture of a passage stands beside a cell: only while the public passage is still that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.urls import reverse

from authorities.models import Authority
from foi.models import Letter, PassageImage, Round

from .shape import Row, Shown
from .tables import one_row, table


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page shows it; width and height are pixels."""

    url: str
    alt: str
    width: int
    height: int


def of_quote(quote: str) -> str:
    """How an image names the passage that it shows."""
    return sha256(quote.encode()).hexdigest()


def public_passages(
    letter: Letter, round: Round, on: date, *, council: Authority | None = None
) -> dict[int, str]:
    """By finding, the passage that its cell shows to everybody: of a whole table, or of one
    council. As many queries as a table or a row."""
    if council is None:
        rows = table(letter, round, user=None, on=on, in_full=True).rows
    else:
        row = one_row(letter, round, council, user=None, on=on)
        rows = [row] if row else []
    return {shown.cell.handle: shown.cell.quote for row in rows for shown in _quoting(row)}


def public_image(
    letter: Letter, round: Round, council: Authority, key: str, on: date
) -> PassageImage | None:
    """The picture beside a cell that everybody sees; None where there is none, or no more."""
    row = one_row(letter, round, council, user=None, on=on)
    cells = [shown for shown in _quoting(row) if shown.key == key] if row else []
    return next(iter(_made(cells).values()), None)


def pictures(row: Row, letter: Letter, round: Round) -> dict[str, Picture]:
    """By question key, the pictures beside a row's cells; none where a cell rests on a request
    that only its reader may see, for pictures are public. One query."""
    cells = [shown for shown in _quoting(row) if not shown.only_you]
    images = _made(cells)
    return {
        shown.key: _picture(images[shown.cell.handle], shown, row, letter, round)
        for shown in cells
        if shown.cell.handle in images
    }


def _quoting(row: Row) -> Iterable[Shown]:
    return (shown for shown in row.cells if shown.cell.handle and shown.cell.quote)


def _made(cells: Iterable[Shown]) -> dict[int, PassageImage]:
    """The finished images, by finding, that show what these cells quote now."""
    quoted = {shown.cell.handle: of_quote(shown.cell.quote) for shown in cells}
    rows = PassageImage.objects.filter(finding__in=quoted, made_at__isnull=False).exclude(file="")
    return {row.finding_id: row for row in rows if row.of_quote == quoted[row.finding_id]}


def _picture(image: PassageImage, shown: Shown, row: Row, letter: Letter, round: Round) -> Picture:
    path = reverse("compare_passage", args=[letter.slug, row.authority.slug, shown.key])
    return Picture(
        url=f"{path}?round={round.number}",
        alt=f"{row.authority.short_name}, {shown.column.heading}: {image.words}. "
        "Everything but the passage is covered.",
        width=image.width,
        height=image.height,
    )

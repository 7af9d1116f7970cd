"""Ties: nobody reads or checks the answers of a council that employs her or that she disputes.

Asked once a round, before the first reading; kept private (PUBLICATION.md, checked).
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from authorities.models import Authority
from foi.actions.saying import CannotDecide
from foi.models import Declaration, Request, Round, Tie, User

KINDS = frozenset({"employed", "dispute"})
TIED = (
    "You told us that {council} employs you, or that you are in dispute with it. Somebody else "
    "reads this: press “Please read this for me”."
)


class NeedsDeclaration(CannotDecide):
    """This person has not said yet which councils she may not read, in this round."""

    def __init__(self, round: Round) -> None:
        super().__init__(
            "Before you read: tell us whether one of these councils employs you, or whether you "
            "are in dispute with it."
        )
        self.round = round


class HasTie(CannotDecide):
    """This council employs her, or she is in dispute with it."""

    def __init__(self, authority: Authority) -> None:
        super().__init__(TIED.format(council=authority.short_name))


def declare(
    *, round: Round, by: User, ties: Collection[tuple[str, Authority]], now: datetime
) -> Declaration:
    """Her word for this round, in place of an earlier one; no ties at all is a word too.

    `ties`: pairs of kind ("employed", "dispute") and council. Raises ValueError for another kind.
    """
    if unknown := {kind for kind, _ in ties} - KINDS:
        raise ValueError(f"there is no tie of the kind {unknown.pop()!r}")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        made, _ = Declaration.objects.update_or_create(
            user=by, round=round, defaults={"made_at": now}
        )
        made.ties.all().delete()
        rows = {(kind, council.pk): council for kind, council in ties}
        Tie.objects.bulk_create(
            Tie(declaration=made, authority=council, kind=kind)
            for (kind, _), council in rows.items()
        )
    return made


def check_tie(*, request: Request, by: User) -> None:
    """Raises NeedsDeclaration before she was asked, HasTie where she has one with this council.

    A letter in own words belongs to no round and asks no question that could be read.
    """
    if request.round is not None:
        check_tie_with(authority=request.authority, round=request.round, by=by)


def check_tie_with(*, authority: Authority, round: Round, by: User) -> None:
    """The same of a council's own publications, in the round that they are entered for."""
    if not Declaration.objects.filter(user=by, round=round).exists():
        raise NeedsDeclaration(round)
    if has_tie(authority=authority, round=round, by=by):
        raise HasTie(authority)


def has_tie(*, authority: Authority, round: Round, by: User) -> bool:
    """Whether she told us of a tie with this council in this round."""
    ties = Tie.objects.filter(declaration__user=by, declaration__round=round)
    return ties.filter(authority=authority).exists()

"""What the owner does with her own request between sending and answer."""

import re
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foi.actions.file import check_words
from foi.models import BankHoliday, Request, User
from foi.rules.lifecycle import Kind, NotNow, State
from foi.rules.permissions import may_own
from foi.rules.signing import alias_problem

ALIAS_LENGTH = 60


class CannotTend(ValueError):
    """This cannot be done. `field` names the form field, the text is a sentence."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def _check_owner(request: Request, by: User, now: datetime) -> None:
    ruling = may_own(by.actor, request.case_for(by, timezone.localdate(now)))
    if not ruling:
        raise CannotTend(ruling.reason)


def withdraw(*, request: Request, by: User, now: datetime) -> None:
    """The owner takes the request back. Twice is once; raises CannotTend with a sentence."""
    _check_owner(request, by, now)
    if request.process == State.WITHDRAWN:
        return
    today, table = timezone.localdate(now), BankHoliday.objects.table()
    with transaction.atomic():
        try:
            request.record(Kind.WITHDRAWN, on=today, by=by, holidays=table, now=now)
        except NotNow as error:
            raise CannotTend(str(error)) from error
        request.touch_table()


def rename(*, request: Request, by: User, alias: str, now: datetime) -> None:
    """The name that the public page shows. Raises CannotTend where it says too much."""
    _check_owner(request, by, now)
    chosen = " ".join(alias.split())
    if not chosen or len(chosen) > ALIAS_LENGTH:
        raise CannotTend(f"Write a name of 1 to {ALIAS_LENGTH} letters.", field="alias")
    verdict = check_words(chosen, request.authority)
    if verdict.level == "stop":
        raise CannotTend(" ".join(r.sentence for r in verdict.reasons), field="alias")
    if _gives_away(chosen, by):
        raise CannotTend(
            "This name holds a part of your own name or e-mail address. The page would show it to "
            "everybody: choose one that does not.",
            field="alias",
        )
    if request.alias != chosen:
        request.set_alias(chosen)


def _gives_away(alias: str, by: User) -> bool:
    """Whether it holds a word of a name, or the e-mail address, of whoever chose it."""
    words = re.findall(r"[^\W\d_]+", alias.lower())
    box = re.sub(r"\W", "", by.email.split("@")[0].lower())
    is_plain_word = box.isalpha() and len(box) < 8  # "parent@…" says nothing of anybody
    said = bool(alias_problem(alias, name=" ".join(by.names)))
    return said or (not is_plain_word and box in "".join(words))


def note_council_ref(*, request: Request, by: User, text: str, now: datetime) -> None:
    """The council's own reference, for the owner's letters; never shown to the public."""
    _check_owner(request, by, now)
    request.set_council_ref(" ".join(text.split()))

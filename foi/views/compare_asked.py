"""What an address of a comparison asks for: letter, round, filters, day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from authorities.models import Authority
from foi.comparison import Table, every_question, table
from foi.filters import TableFilter
from foi.models import Letter, Question, Request, Round
from foi.models.visibility import AnyUser

NO_ROUND = "There is no such round."


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What an address asks for; `rounds` are all of the letter's, the newest first."""

    letter: Letter
    round: Round
    rounds: list[Round]
    questions: list[Question]
    filters: TableFilter
    today: date

    @property
    def against(self) -> Round | None:
        """Another round to stand beside this one."""
        wanted = self.filters.against
        others = (one for one in self.rounds if str(one.number) == wanted)
        return next((one for one in others if one != self.round), None)

    def table(self, user: AnyUser, *, in_full: bool = False, round: Round | None = None) -> Table:
        """As this reader may see it; None is the public. A wrong filter filters nothing."""
        return table(
            self.letter,
            round or self.round,
            user=user,
            on=self.today,
            councils=self.filters.qs,
            wanted=self.filters.wanted,
            in_full=in_full,
            questions=self.questions,
            as_at=self.filters.as_at,
            against=None if in_full else self.against,
        )

    def file_name(self, kind: str, *, every_round: bool = False) -> str:
        """Such as "send-staff-targets-round-1-2026-12-21.csv"; a sample's says that it is one."""
        rounds = "all-rounds" if every_round else f"round-{self.round.number}"
        day = f"as-at-{self.filters.as_at}" if self.filters.as_at else self.today.isoformat()
        name = f"{self.letter.slug}-{rounds}-{day}.{kind}"
        return f"made-up-{name}" if settings.DEMO else name


def asked_for(request: HttpRequest, slug: str, *, every_round: bool = False) -> AskedFor:
    """Raises Http404 for an unknown letter or round. `every_round`: `?round=all` is meant."""
    letter = get_object_or_404(Letter, slug=slug)
    questions = every_question(letter)
    rounds = list(letter.rounds.order_by("-number"))
    chosen = _chosen(rounds, None if every_round else round_number(request))
    today = timezone.localdate()
    filters = TableFilter(
        request.GET,
        questions=questions,
        rounds=rounds,
        today=today,
        since=_since(chosen or rounds[-1], request, today) if rounds else today,
        queryset=Authority.objects.all(),
    )
    filters.form.is_valid()
    day = filters.as_at or today
    opened = (one for one in rounds if filters.as_at is None or one.opened_on <= day)
    round_ = chosen or next(opened, rounds[-1] if rounds else None)
    if round_ is None:
        raise Http404(NO_ROUND)
    return AskedFor(letter, round_, rounds, questions, filters, today)


def _since(round_: Round, request: HttpRequest, today: date) -> date:
    """The first day that anything of a round can be shown of. In the first round a letter may have
    gone before the library held it."""
    if round_.number > 1 or "as_at" not in request.GET:
        return round_.opened_on
    sent = Request.objects.in_table_for(None, today).filter(round=round_)
    first: date | None = sent.aggregate(first=Min("sent_on"))["first"]
    return min(first or today, round_.opened_on)


def round_number(request: HttpRequest) -> int | None:
    """The round that the address names; None where it names none. Raises Http404."""
    wanted = request.GET.get("round", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 6):
        raise Http404(NO_ROUND)
    return int(wanted) if wanted else None


def _chosen(rounds: Sequence[Round], number: int | None) -> Round | None:
    found = next((one for one in rounds if one.number == number), None)
    if found is None and number is not None:
        raise Http404(NO_ROUND)
    return found


def wrong_filter(asked: AskedFor) -> HttpResponse | None:
    """What is wrong with a file's address, in plain text; None where nothing is."""
    said = [error for errors in asked.filters.form.errors.values() for error in errors]
    if not said:
        return None
    return HttpResponse("\n".join(said), status=400, content_type="text/plain; charset=utf-8")

"""Published sources: entered by approved campaigners, shown to them as the public will see it."""

from functools import wraps
from typing import Any, Protocol

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from authorities.models import Authority
from foi.actions import sources as entering
from foi.actions.saying import CannotDecide
from foi.comparison.source_preview import preview_source
from foi.forms.sources import SourceForm, SourceQuestionForm, WhichForm, initial_of
from foi.models import BankHoliday, Finding, Letter, PublishedSource, actor_of
from foi.rules import periods
from foi.rules.permissions import may_add_source
from foi.views.handed import typed
from foi.views.ties import asked_first_of


class View(Protocol):
    def __call__(self, http_request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...


def campaigners_only(view: View) -> View:
    """Sign in first; for whoever may not enter sources there is no such page."""

    @login_required
    @never_cache
    @wraps(view)
    def guarded(http_request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_add_source(actor_of(http_request.user)):
            raise Http404("There is no such page.")
        return view(http_request, *args, **kwargs)

    return guarded


def _mine(http_request: HttpRequest) -> QuerySet[PublishedSource]:
    """Those she entered; staff see every one."""
    rows = PublishedSource.objects.exclude(token="").select_related("authority")
    return rows if actor_of(http_request.user).is_moderator else rows.filter(by=http_request.user)


def _source_or_404(http_request: HttpRequest, token: str) -> PublishedSource:
    found = _mine(http_request).filter(token=token).first()
    if found is None:
        raise Http404("There is no such page.")
    return found


def _findings(source: PublishedSource) -> list[Finding]:
    rows = source.findings.current().filter(hidden_at=None)
    return list(rows.select_related("reading", "round", "question__version__letter", "source"))


@require_safe
@campaigners_only
def source_list(http_request: HttpRequest) -> HttpResponse:
    """The sources she entered, with how many of their answers are public."""
    page = Paginator(_mine(http_request).order_by("-pk"), 50).get_page(http_request.GET.get("page"))
    counts = Finding.objects.current().filter(source__in=[row.pk for row in page])
    public: dict[int, list[int]] = {row.pk: [0, 0] for row in page}
    for source, published_at in counts.values_list("source", "published_at"):
        public[source][0 if published_at else 1] += 1
    rows = [(row, *public[row.pk]) for row in page]
    return render(http_request, "sources/sources.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@campaigners_only
def new(http_request: HttpRequest) -> HttpResponse:
    """Which letter and council, then the source and what it says of each question."""
    on = timezone.localdate()
    which = WhichForm(http_request.GET or None, on=on)
    if not which.is_valid():
        return render(http_request, "sources/which.html", {"form": which})
    letter = Letter.objects.get(slug=which.cleaned_data["letter"])
    council = Authority.objects.get(slug=which.cleaned_data["authority"])
    if (first := asked_first_of(http_request, council, letter.round_on(on))) is not None:
        return first
    form = SourceForm(typed(http_request))
    questions = _question_forms(http_request, letter, council, {})
    page = {"letter": letter, "authority": council, "form": form, "forms": questions}
    if http_request.method == "POST" and all([form.is_valid(), *(q.is_valid() for q in questions)]):
        try:
            made = entering.add_source(
                authority=council,
                letter=letter,
                by=http_request.user,
                about=form.about(),
                readings=[q.reading for q in questions if q.reading],
                now=timezone.now(),
            )
            messages.success(http_request, "Saved. Nothing is public before you publish it.")
            return redirect("source", token=made.token)
        except CannotDecide as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
    return render(http_request, "sources/new.html", page | _wrong(questions))


def _question_forms(
    http_request: HttpRequest, letter: Letter, council: Authority, current: dict[str, Finding]
) -> list[SourceQuestionForm]:
    """A form for each question of the newest version; `current` by key."""
    on = timezone.localdate()
    return [
        SourceQuestionForm(
            typed(http_request),
            question=current[question.key].question if question.key in current else question,
            wording=periods.fill_in(question.wording, on),
            authority=council,
            initial=initial_of(current.get(question.key)),
        )
        for question in letter.current_version.questions.order_by("number")
    ]


def _wrong(questions: list[SourceQuestionForm]) -> dict[str, object]:
    return {"wrong": [form for form in questions if form.is_bound and form.errors]}


@require_safe
@campaigners_only
def source(http_request: HttpRequest, token: str) -> HttpResponse:
    """What it says, in the words in which the public reads it, and the button."""
    found = _source_or_404(http_request, token)
    calendar = BankHoliday.objects.table().uk
    lines = preview_source(_findings(found), on=timezone.localdate(), calendar=calendar)
    page = {
        "source": found,
        "new": [line for line in lines if line.finding.published_at is None],
        "public": [line for line in lines if line.finding.published_at is not None],
        "letter": lines[0].question.version.letter if lines else None,
    }
    return render(http_request, "sources/source.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@campaigners_only
def change(http_request: HttpRequest, token: str) -> HttpResponse:
    """Put right what it says, or add what it says of another question."""
    found = _source_or_404(http_request, token)
    current = {finding.question.key: finding for finding in _findings(found)}
    if not current:
        raise Http404("There is no such page.")
    one = next(iter(current.values()))
    letter = one.question.version.letter
    if (first := asked_first_of(http_request, found.authority, one.round)) is not None:
        return first
    questions = _question_forms(http_request, letter, found.authority, current)
    page = {"source": found, "authority": found.authority, "letter": letter, "forms": questions}
    if http_request.method == "POST" and all([form.is_valid() for form in questions]):
        try:
            entering.read_source(
                source=found,
                letter=letter,
                by=http_request.user,
                readings=[form.reading for form in questions if form.reading],
                now=timezone.now(),
            )
            messages.success(http_request, "Saved.")
            return redirect("source", token=found.token)
        except CannotDecide as error:
            messages.error(http_request, str(error))
    return render(http_request, "sources/new.html", page | _wrong(questions))


@require_POST
@campaigners_only
def publish(http_request: HttpRequest, token: str) -> HttpResponse:
    """Make it public, or with `take_back` private again."""
    found = _source_or_404(http_request, token)
    act = entering.unpublish_source if "take_back" in http_request.POST else entering.publish_source
    number = act(source=found, by=http_request.user, now=timezone.now())
    if not number:
        messages.info(http_request, "There was nothing to change.")
    elif "take_back" in http_request.POST:
        messages.success(http_request, "It is private again.")
    else:
        messages.success(http_request, "It is public now. You can take this back below.")
    return redirect("source", token=found.token)

"""The library: letters found by worry, each with its questions and an answer sheet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foi.actions.answer_sheet import answer_sheet
from foi.forms.find import NameForm, PostcodeForm
from foi.models import Letter, LetterVersion
from foi.rules.letters import Letter as LetterFile
from foi.rules.library import Worry, worries
from foi.rules.periods import in_general

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def home(http_request: HttpRequest) -> HttpResponse:
    """What this is, and the two ways in: your council, or what worries you."""
    page = {"form": PostcodeForm(), "name_form": NameForm(), "worries": worries()}
    return render(http_request, "letters/home.html", page)


@require_safe
def letters(http_request: HttpRequest) -> HttpResponse:
    """The letters for one worry, or all of them by topic. `?authority=` is carried on."""
    chosen = http_request.GET.get("worry", "")
    worry = next((each for each in worries().worries if each.slug == chosen), None)
    versions = current_versions()
    page = {
        "worries": worries(),
        "worry": worry,
        "cards": _cards(versions, worry),
        "topics": _topics(versions) if worry is None else [],
        "unsure": versions.get(worries().unsure_letter),
        "authority": http_request.GET.get("authority", ""),
    }
    return render(http_request, "letters/letters.html", page)


def current_versions() -> dict[str, LetterVersion]:
    """The newest version of each letter that is offered, by slug. One query."""
    rows = LetterVersion.objects.filter(letter__withdrawn_on=None).select_related("letter")
    newest: dict[str, LetterVersion] = {}
    for row in rows.order_by("letter__title", "number"):
        newest[row.letter.slug] = row
    return newest


def _cards(versions: dict[str, LetterVersion], worry: Worry | None) -> list[LetterVersion]:
    return [versions[slug] for slug in worry.letters if slug in versions] if worry else []


def _topics(versions: dict[str, LetterVersion]) -> list[tuple[str, list[LetterVersion]]]:
    by_topic: dict[str, list[LetterVersion]] = {}
    for version in versions.values():
        by_topic.setdefault(version.letter.topic, []).append(version)
    return sorted(by_topic.items())


@require_safe
def letter(http_request: HttpRequest, slug: str) -> HttpResponse:
    """One letter: what you will learn, what it will not do, and every question."""
    version = _version_or_404(slug)
    page = {
        "version": version,
        "file": version.file,
        "opening": in_general(version.file.opening),
        "questions": _as_in_the_letter(version.file),
        "past_review": version.file.needs_review(timezone.localdate()),
        "authority": http_request.GET.get("authority", ""),
    }
    return render(http_request, "letters/letter.html", page)


def _as_in_the_letter(file: LetterFile) -> list[dict[str, Any]]:
    """Each question as the letter prints it: what several share stands once, round them."""
    groups = {group.key: group for group in file.groups}
    keys = [question.group for question in file.questions]
    said = []
    for place, question in enumerate(file.questions):
        group = groups.get(question.group)
        is_first = group and (place == 0 or keys[place - 1] != group.key)
        is_last = group and keys[place + 1 : place + 2] != [group.key]
        said.append(
            {
                "row": question,
                "lead": in_general(group.lead) if group and is_first else "",
                "words": in_general(question.in_letter if group else question.wording),
                "not_recorded": "" if group and group.note else question.not_recorded,
                "after": in_general(group.note) if group and is_last else "",
            }
        )
    return said


def _version_or_404(slug: str) -> LetterVersion:
    found = get_object_or_404(Letter, slug=slug)
    try:
        return found.current_version
    except LetterVersion.DoesNotExist as error:
        raise Http404("There is no such letter.") from error


@require_safe
def answers(http_request: HttpRequest, slug: str) -> HttpResponse:
    """The answer sheet of a letter: a row a question, optional for the council to use."""
    version = _version_or_404(slug)
    response = HttpResponse(answer_sheet(version=version), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slug}-answers.xlsx"'
    return response

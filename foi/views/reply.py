"""A council's own pages: what is said of it, and its words beside that. No account, no cookie.

The address is the secret, so that no form here needs another one against forgery (and none would
work: under "no-referrer" a browser does not say where a form came from). Nothing here is logged
but the pattern of the address, nor kept, nor found by search engines.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from foi.actions import reply as replying
from foi.actions.uploads import Upload
from foi.comparison.council_says import Said
from foi.comparison.link_cells import LinkCells, link_cells
from foi.forms.reply import CodeForm, DocumentForm, WordsForm
from foi.limits import over_limit
from foi.models import BankHoliday, Reply, ReplyLink
from foi.rules.council_words import as_shown
from foi.rules.reporting import WORKING_DAYS, ReportKind
from foi.rules.right_of_reply import reply_by

CODES_TRIED = 10  # an hour and visitor: of 2^60 codes nobody guesses one
RENEWALS = 5  # an hour and visitor
NO_DOCUMENT = (
    "A document is needed to mark it as disputed. Add one, or let your words stand as a comment."
)
WHOLE = "all"  # how an address names the statement on all answers; no question's key
View = Callable[..., HttpResponse]


def quiet(view: View) -> View:
    """Not kept, not found, and telling no other page where it was."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def guarded(http_request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(http_request, *args, **kwargs)
        answer["X-Robots-Tag"] = "noindex, nofollow"
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    return guarded


def with_link(view: View) -> View:
    """The link of the token in the address; a page that says so where there is none, or where it
    has expired or nothing is left to show."""

    @quiet
    @wraps(view)
    def guarded(http_request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        link = ReplyLink.objects.find(token)
        page = {"hide_report_link": True, "token": token, "link": link}
        if link is None:
            return render(http_request, "reply/gone.html", page, status=404)
        today = timezone.localdate()
        if not link.is_open(today):
            _note_opened(http_request, link)
            return render(http_request, "reply/expired.html", page)
        shown = link_cells(link, on=today)
        if shown is None:
            return render(http_request, "reply/gone.html", page, status=404)
        return view(http_request, page | {"shown": shown}, **kwargs)

    return guarded


def _note_opened(http_request: HttpRequest, link: ReplyLink) -> None:
    """A program that only asks whether the page is there has not opened it."""
    if http_request.method != "HEAD":
        replying.opened(link=link, now=timezone.now())


def _too_often(http_request: HttpRequest) -> HttpResponse:
    """Without the link by which pages are reported: it would carry the token."""
    return render(http_request, "429.html", {"hide_report_link": True}, status=429)


@quiet
@require_http_methods(["GET", "HEAD", "POST"])
def reply_code(http_request: HttpRequest) -> HttpResponse:
    """Where the code of a printed letter is typed; it leads to the council's page."""
    form = CodeForm(http_request.POST if http_request.method == "POST" else None)
    if form.is_bound:
        if over_limit(http_request, "reply-code", per_hour=CODES_TRIED):
            return _too_often(http_request)
        if form.is_valid():
            link = ReplyLink.objects.find_code(form.cleaned_data["code"])
            if link is not None:
                link.keep_token()  # of the code nothing: the site's key may be a new one
                return redirect("reply", token=link.token)
            form.add_error("code", "No letter has this code. Compare it with the letter.")
    return render(http_request, "reply/code.html", {"form": form, "hide_report_link": True})


@require_http_methods(["GET", "HEAD"])
@with_link
def reply(http_request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """Every cell of the council that this link is of, and what the council has said of it."""
    link: ReplyLink = page["link"]
    _note_opened(http_request, link)
    told_on = link.told_on
    by = reply_by(told_on, BankHoliday.objects.table().uk) if told_on else None
    return render(http_request, "reply/reply.html", page | {"reply_by": by})


@require_http_methods(["GET", "HEAD", "POST"])
@with_link
def reply_say(http_request: HttpRequest, page: dict[str, Any], key: str) -> HttpResponse:
    """Write; see how it will stand; put it there. Each step keeps what was typed."""
    shown: LinkCells = page["shown"]
    own_key = "" if key == WHOLE else key
    cell = shown.cell(own_key) if own_key else None
    if own_key and cell is None:
        return render(http_request, "reply/gone.html", page, status=404)
    page |= {"cell": cell, "key": key, "said": cell.said if cell else shown.whole}
    if http_request.method != "POST":
        form = WordsForm(of_all=cell is None, initial=_initial(page, own_key))
        return render(http_request, "reply/say.html", page | {"form": form})
    if over_limit(http_request, "reply"):
        return _too_often(http_request)
    form = WordsForm(http_request.POST, of_all=cell is None)
    if form.is_valid() and "change" not in http_request.POST:
        answer = _next_step(http_request, page, form, own_key)
        if answer is not None:
            return answer
    return render(http_request, "reply/say.html", page | {"form": form})


def _initial(page: dict[str, Any], key: str) -> dict[str, str]:
    """The council's own words as they stand now, to be changed; a dispute stays as it is."""
    rows = Reply.objects.standing().beside(page["link"]).filter(round=page["shown"].round, key=key)
    last = rows.exclude(kind="dispute").last()
    return {"words": last.words, "kind": last.kind} if last else {}


def _next_step(
    http_request: HttpRequest, page: dict[str, Any], form: WordsForm, key: str
) -> HttpResponse | None:
    """The preview, or the council's page once it stands; None where the words are stopped."""
    typed, shown = _typed(http_request, form, key), page["shown"]
    second = DocumentForm(http_request.POST, http_request.FILES)
    try:
        replying.check(link=page["link"], typed=typed, on=timezone.localdate())
        if "save" in http_request.POST and _saved(http_request, page, typed, second):
            return redirect(_place(page["token"], key))
    except replying.CannotReply as error:
        if error.field != "document":
            form.add_error(error.field if error.field in form.fields else None, str(error))
            return None
        second.add_error("document", str(error))
    words = as_shown(typed.words, counts_people=shown.counts_people)
    page |= {"typed": typed, "form": second, "as_shown": words, "masked": words != typed.words}
    page["replaces"] = _replaces(page, typed.kind)
    page["clock_days"] = WORKING_DAYS[ReportKind.WRONG]
    return render(http_request, "reply/preview.html", page)


def _place(token: str, key: str) -> str:
    """The council's page at this answer, or at the words on all of them."""
    return f"{reverse('reply', kwargs={'token': token})}#{key or 'whole'}"


def _replaces(page: dict[str, Any], kind: str) -> bool:
    """Whether words of this kind take the place of some that stand there now."""
    is_dispute = kind == "wrong"
    said: list[Said] = page["said"]
    return any((one.kind == "dispute") == is_dispute and not one.decided_on for one in said)


def _saved(
    http_request: HttpRequest, page: dict[str, Any], typed: replying.Typed, form: DocumentForm
) -> bool:
    """Keep it. Public cells are marked as disputed with a document only: nothing else is done."""
    if typed.kind == "wrong" and typed.upload is None and page["shown"].public_on is None:
        form.add_error("document", NO_DOCUMENT)
        return False
    replying.say(link=page["link"], typed=typed, now=timezone.now())
    messages.success(http_request, _done(typed, page["shown"]))
    return True


def _typed(http_request: HttpRequest, form: WordsForm, key: str) -> replying.Typed:
    kind = form.cleaned_data.get("kind", "comment")
    if http_request.POST.get("save") == "comment":
        kind = "comment"
    sent = http_request.FILES.get("document")
    upload = Upload(sent.name or "", sent.read()) if isinstance(sent, UploadedFile) else None
    return replying.Typed(key, kind, form.cleaned_data["words"], upload)


def _done(typed: replying.Typed, shown: LinkCells) -> str:
    where = "beside the answer" if typed.key else "above your answers"
    when = "is shown" if shown.public_on is None else "will be shown"
    if typed.kind == "wrong":
        return f"Thank you. It {when} {where}, and a person decides within five working days."
    return f"Thank you. It {when} {where}."


@require_POST
@with_link
def reply_take_back(http_request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """Take back what was said of one cell, or of all of them."""
    key, kind = http_request.POST.get("key", ""), http_request.POST.get("kind", "")
    own_key = "" if key == WHOLE else key
    try:
        if replying.take_back(link=page["link"], key=own_key, kind=kind, now=timezone.now()):
            messages.success(http_request, "It is taken back and shown no more.")
    except replying.CannotReply as error:
        messages.error(http_request, str(error))
    return redirect(_place(page["token"], own_key))


@quiet
@require_POST
def reply_renew(http_request: HttpRequest, token: str) -> HttpResponse:
    """A new link to the address that the old one went to; the answer is the same either way."""
    if over_limit(http_request, "reply-renew", per_hour=RENEWALS):
        return _too_often(http_request)
    link = ReplyLink.objects.find(token)
    if link is not None:
        replying.renew(link=link, now=timezone.now())
    return render(http_request, "reply/renewed.html", {"hide_report_link": True})

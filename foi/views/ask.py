"""Asking: write the letter, check it, keep it as a draft that can be sent."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from authorities.models import Authority
from foi.actions import file as filing
from foi.actions.follow import CannotFollow, follow, unfollow
from foi.forms.ask import AskForm
from foi.limits import over_limit
from foi.models import BankHoliday, Letter, LetterVersion, Request
from foi.rules import aggregation
from foi.views import drafting
from foi.views.access import request_or_404
from foi.views.posting import signed_in_post


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(http_request: HttpRequest, slug: str) -> HttpResponse:
    """Step 1, write. What was typed is kept for a day, whether the guard stops it or not."""
    version, authority = _letter(slug), _council(http_request)
    if authority is None:
        return redirect(f"/authorities/?for={slug}")
    today = timezone.localdate()
    if reason := _why_not(version, authority, today):
        return render(http_request, "ask/not_possible.html", reason)
    if http_request.method == "POST":
        if over_limit(http_request, "ask"):
            return render(http_request, "429.html", status=429)
        drafting.keep(http_request, slug, authority.slug)
        form = _form(http_request, version, authority, today, http_request.POST)
        # Also back to this page by a redirect: a page shown in answer to a POST is one that
        # the browser's back button cannot show again.
        name = "ask_check" if form.is_valid() else "ask"
        return redirect(_address(name, slug, authority))
    typed = drafting.load(http_request, slug, authority.slug)
    form = _form(http_request, version, authority, today, typed)
    return render(http_request, "ask/ask.html", _page(http_request, form, version, today))


@never_cache
@require_safe
def ask_check(http_request: HttpRequest, slug: str) -> HttpResponse:
    """Step 2, check: the whole letter as the council will get it, and what to know before."""
    version, authority = _letter(slug), _council(http_request)
    today = timezone.localdate()
    if authority is None or _why_not(version, authority, today):
        return redirect(_address("ask", slug, authority))
    drafting.claim(http_request, slug, authority.slug)
    form = _typed_form(http_request, version, authority, today)
    if form is None:
        messages.info(http_request, "What was typed here is no longer kept. Please write it again.")
        return redirect(_address("ask", slug, authority))
    if not form.is_valid():
        return redirect(_address("ask", slug, authority))
    page = _page(http_request, form, version, today) | _asked_before(http_request, form, today)
    page["letter_as_sent"] = _preview(http_request, form, version, today)
    page["login_url"] = f"{reverse('account_login')}?{urlencode({'next': page['check_url']})}"
    return render(http_request, "ask/check.html", page)


@signed_in_post(back="ask_check")
def ask_file(http_request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the letter as a draft of one's own; sending it is the next page. Twice is once."""
    version, authority = _letter(slug), _council(http_request)
    today = timezone.localdate()
    if authority is None or _why_not(version, authority, today):
        return redirect(_address("ask", slug, authority))
    form = _typed_form(http_request, version, authority, today)
    if form is None:
        drafts = Request.objects.unsent_of(http_request.user).filter(authority=authority)
        if draft := drafts.filter(version__letter=version.letter_id).first():
            return redirect("send", draft.ref)
        return redirect(_address("ask", slug, authority))
    try:
        if not form.is_valid():
            return redirect(_address("ask", slug, authority))
        request = filing.file(
            by=http_request.user,
            authority=authority,
            version=version,
            wish=form.wish(),
            now=timezone.now(),
        )
    except filing.Stopped:
        return redirect(_address("ask", slug, authority))
    drafting.drop(http_request, slug, authority.slug)
    return redirect("send", request.ref)


@signed_in_post(back="request_page")
def request_follow(http_request: HttpRequest, ref: str) -> HttpResponse:
    """Follow a request that one may see; with `stop`, follow it no more."""
    request = request_or_404(http_request, ref)
    try:
        if "stop" in http_request.POST:
            unfollow(request=request, by=http_request.user)
            messages.success(http_request, f"You no longer follow {request.ref}.")
        else:
            follow(request=request, by=http_request.user, on=timezone.localdate())
            messages.success(http_request, f"You follow {request.ref}: it stands on your page.")
    except CannotFollow as error:
        raise Http404(str(error)) from error
    return redirect("me")


def _letter(slug: str) -> LetterVersion:
    letter = get_object_or_404(Letter, slug=slug)
    try:
        return letter.current_version
    except LetterVersion.DoesNotExist as error:
        raise Http404("There is no such letter.") from error


def _council(http_request: HttpRequest) -> Authority | None:
    slug = http_request.GET.get("authority", "").strip()
    rows = Authority.objects.prefetch_related("contacts", "codes")
    found = rows.filter(slug=slug.lower()).first() if slug else None
    if slug and found is None:
        messages.error(http_request, "We know no council under that address. Please choose one.")
    return found


def _why_not(version: LetterVersion, authority: Authority, today: date) -> dict[str, object]:
    """Why this letter cannot be asked there, for the page that says so; empty when it can."""
    if version.letter.withdrawn_on is not None:
        return {"withdrawn": True, "version": version}
    if authority.nation == Authority.Nation.ENGLAND and authority.in_force(today):
        return {}
    facts = {"authority": authority, "status": authority.status(today), "version": version}
    return facts | {
        "successors": list(authority.successors.in_force(today)),
        "is_english": authority.nation == Authority.Nation.ENGLAND,
    }


def _form(
    http_request: HttpRequest,
    version: LetterVersion,
    authority: Authority,
    today: date,
    typed: object = None,
) -> AskForm:
    user = http_request.user
    initial: dict[str, object] = {}
    email = ""
    if user.is_authenticated:
        email, initial["name"] = user.email, user.legal_name
        drafts = Request.objects.unsent_of(user).filter(authority=authority, version=version)
        if typed is None and (draft := drafts.first()):
            initial = _as_typed(filing.wish_of(draft))
    return AskForm(
        typed, version=version, authority=authority, today=today, email=email, initial=initial
    )


def _as_typed(wish: filing.Wish) -> dict[str, object]:
    """An unsent draft of one's own, to go on with it."""
    typed: dict[str, object] = {
        "name": wish.name,
        "leave_out": list(wish.leave_out),
        "visibility": wish.visibility.value,
        "alias": wish.alias,
    }
    return typed if wish.opening is None else typed | {"opening": wish.opening}


def _typed_form(
    http_request: HttpRequest, version: LetterVersion, authority: Authority, today: date
) -> AskForm | None:
    typed = drafting.load(http_request, version.letter.slug, authority.slug)
    return None if typed is None else _form(http_request, version, authority, today, typed)


def _page(
    http_request: HttpRequest, form: AskForm, version: LetterVersion, today: date
) -> dict[str, object]:
    user, slug, letter = http_request.user, version.letter.slug, version.file
    is_first = not (user.is_authenticated and user.requests.sent().exists())
    return {
        "form": form,
        "version": version,
        "authority": form.authority,
        "needs_review": letter.needs_review(today),
        "is_first": is_first,
        "ask_url": _address("ask", slug, form.authority),
        "check_url": _address("ask_check", slug, form.authority),
        "file_url": _address("ask_file", slug, form.authority),
    }


def _preview(
    http_request: HttpRequest, form: AskForm, version: LetterVersion, today: date
) -> object:
    user, wish = http_request.user, form.wish()
    return filing.preview(
        version=version,
        authority=form.authority,
        name=wish.name,
        reply_to=user.email if user.is_authenticated else "[your e-mail address]",
        on=today,
        opening=wish.opening,
        leave_out=wish.leave_out,
    )


def _asked_before(http_request: HttpRequest, form: AskForm, today: date) -> dict[str, object]:
    """The same letter there within sixty working days, as far as this person may see it; and
    from when a second letter of her own is safe (FOIA s.12(4))."""
    table, user = BankHoliday.objects.table(), http_request.user
    since = aggregation.look_back_to(today)
    form_letter = form.version.letter_id
    seen = Request.objects.visible_to(user, today).select_related("version", "authority")
    same = seen.asked_since(form.authority.pk, form_letter, since)
    near = [r for r in same if aggregation.may_be_added(r.received_on, today, table)]
    mine: list[date] = []
    if user.is_authenticated:
        own = user.requests.sent().filter(authority=form.authority, received_on__gte=since)
        mine = list(own.values_list("received_on", flat=True))
    return {"same_asked": near, "safe_from": aggregation.safe_from(mine, today, table)}


def _address(name: str, slug: str, authority: Authority | None) -> str:
    query = f"?{urlencode({'authority': authority.slug})}" if authority else ""
    return f"{reverse(name, args=[slug])}{query}"

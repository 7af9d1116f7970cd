"""The post tray: many saved mails at once, each confirmed with one look."""

from time import monotonic

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from foi.actions import post as posting
from foi.actions.post import Taken
from foi.actions.receive import CannotReceive
from foi.forms.post import SavedMailsForm
from foi.limits import over_limit
from foi.views.posting import signed_in_post
from foi.views.tray import Row, offered, rows_posted, tray_of

FILES_FOR = 20  # seconds of filing in one go; what is left waits for the next press
MOST_NAMED = 5  # files left out that are named one by one


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post(http_request: HttpRequest) -> HttpResponse:
    """What waits in my tray, with a field for more; files and confirmations come back here."""
    if http_request.htmx:
        return _how_far(http_request)
    if "item" in http_request.POST:
        return _sort(http_request)
    is_posted = http_request.method == "POST"
    form = SavedMailsForm(http_request.POST, http_request.FILES) if is_posted else SavedMailsForm()
    if is_posted and form.is_valid():
        if over_limit(http_request, "post"):
            form.add_error(None, "That was very often in one hour. Please go on in an hour.")
            return _page(http_request, form, status=429)
        try:
            taken = posting.take_in(by=http_request.user, uploads=form.uploads, now=timezone.now())
            _say_what_was_taken(http_request, taken)
            return redirect("post")
        except CannotReceive as error:
            form.add_error(error.field or None, str(error))
    return _page(http_request, form)


def _page(
    http_request: HttpRequest, form: SavedMailsForm, *, failed: bool = False, status: int = 200
) -> HttpResponse:
    user, on = http_request.user, timezone.localdate()
    tray = tray_of(user, on, http_request.POST if failed else None)
    page = {"form": form, "tray": tray, "offered": offered(user, on) if tray.looked else []}
    page["discarded"] = user.tray.discarded()
    page["wrong"] = [row for row in tray.matched + tray.rest if row.form.errors]
    return render(http_request, "post/post.html", page, status=status)


def _how_far(http_request: HttpRequest) -> HttpResponse:
    """For the page that asks by itself: how many are looked at; loaded anew when all are.

    Not under the hands of somebody who has rows before her (`keep`): she gets a link.
    """
    tray = tray_of(http_request.user, timezone.localdate())
    keep = "keep" in http_request.GET
    if not tray.is_busy and not keep:
        return HttpResponseClientRedirect(reverse("post"))
    return render(http_request, "post/_how_far.html", {"tray": tray, "keep": keep})


def _say_what_was_taken(http_request: HttpRequest, taken: Taken) -> None:
    """How many came in, and each file that did not, with why."""
    if taken.kept:
        noun = "mail is" if taken.kept == 1 else "mails are"
        messages.success(http_request, f"{taken.kept} {noun} in your post tray.")
    if taken.known:
        noun = "mail was" if taken.known == 1 else "mails were"
        messages.info(http_request, f"{taken.known} {noun} in your post tray already.")
    if left := taken.left_out:
        noun = "file was" if len(left) == 1 else "files were"
        said = "; ".join(f"{each.name}: {each.why}" for each in left[:MOST_NAMED])
        more = f"; and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
        messages.warning(http_request, f"{len(left)} {noun} left out. {said}{more}.")
    if not (taken.kept or taken.known or left):
        messages.warning(http_request, "There was no mail in it. Nothing was kept.")


def _sort(http_request: HttpRequest) -> HttpResponse:
    """File what is ticked, discard what belongs nowhere; nothing while a row is wrong."""
    rows = rows_posted(http_request.user, timezone.localdate(), http_request.POST)
    if http_request.POST.get("verb") == "discard_all":
        _discard(http_request, [row.mail.token for row in rows])
        return redirect("post")
    if not all([row.form.is_valid() for row in rows]):
        return _page(http_request, SavedMailsForm(), failed=True)
    _discard(http_request, [row.mail.token for row in rows if row.form.cleaned_data["drop"]])
    _file(http_request, [row for row in rows if row.form.letters])
    return redirect("post")


def _file(http_request: HttpRequest, rows: list[Row]) -> None:
    """As many as there is time for, and a word about each that could not be filed."""
    refs: dict[str, None] = {}
    filed, ends = 0, monotonic() + FILES_FOR
    for row in rows:
        if monotonic() > ends:
            messages.warning(http_request, "There was not time for all: press the button again.")
            break
        try:
            posting.file_mail(
                mail=row.mail, to=row.form.letters, by=http_request.user, now=timezone.now()
            )
        except (CannotReceive, posting.CannotFile) as error:
            messages.error(http_request, f"“{row.mail.subject or row.mail.name}”: {error}")
            continue
        filed += 1
        refs |= dict.fromkeys(letter.ref for letter in row.form.letters)
    if filed:
        under = ", ".join(list(refs)[:MOST_NAMED]) + (
            " and others" if len(refs) > MOST_NAMED else ""
        )
        noun = "mail is" if filed == 1 else "mails are"
        messages.success(http_request, f"{filed} {noun} filed, not yet read, under {under}.")


def _discard(http_request: HttpRequest, tokens: list[str]) -> None:
    if count := posting.discard(tokens=tokens, by=http_request.user, now=timezone.now()):
        noun = "mail is" if count == 1 else "mails are"
        messages.success(
            http_request, f"{count} {noun} discarded. Below you can bring them back or delete them."
        )


@signed_in_post(back="post")
def post_undo(http_request: HttpRequest) -> HttpResponse:
    """Bring discarded mails back into the tray."""
    posting.bring_back(tokens=http_request.POST.getlist("item"), by=http_request.user)
    messages.success(http_request, "Back in the list.")
    return redirect("post")


@signed_in_post(back="post")
def post_delete(http_request: HttpRequest) -> HttpResponse:
    """Delete discarded mails for good."""
    tokens = http_request.POST.getlist("item")
    count = posting.delete_for_good(tokens=tokens, by=http_request.user)
    messages.success(http_request, "Deleted." if count else "They are deleted already.")
    return redirect("post")

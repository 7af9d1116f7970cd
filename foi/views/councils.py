"""The councils, and the way to one's own: by postcode or by name."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from authorities.models import Authority
from authorities.places import Named, answering_at, in_force_instead, named
from foi.forms.find import NameForm, PostcodeForm
from foi.models import Letter

NO_COUNCIL = "We know no council that answers for this postcode. Choose yours from the list."
NO_COUNCIL_SAMPLE = (
    "The councils of this sample are made up, so no postcode leads to one. Choose from the list."
)


@sensitive_post_parameters("postcode")
@require_http_methods(["GET", "HEAD", "POST"])
def authorities(http_request: HttpRequest) -> HttpResponse:
    """All councils by region; a posted postcode is answered by a redirect to its council.

    `?for=<letter>` carries on to asking that letter, `?q=` filters by name, `?choose=` lists
    the councils that answer for one postcode where several do.
    """
    today, letter = timezone.localdate(), _letter(http_request)
    postcode = PostcodeForm(http_request.POST or None)
    if http_request.method == "POST" and postcode.is_valid():
        found = answering_at(postcode.cleaned_data["place"], today)
        if len(found) == 1:
            return redirect(_address(found[0], letter))
        if found:
            slugs = ",".join(council.slug for council in found)
            wanted = f"&for={letter.slug}" if letter else ""
            return redirect(f"/authorities/?choose={slugs}{wanted}")
        postcode.add_error("postcode", NO_COUNCIL_SAMPLE if settings.DEMO else NO_COUNCIL)
    name = NameForm(http_request.GET)
    typed = name.cleaned_data["q"].strip() if name.is_valid() else ""
    found = _found(http_request, typed, today)
    page = {
        "form": postcode,
        "name_form": name,
        "letter": letter,
        "q": typed,
        "found": [
            (each, [(one, _address(one, letter)) for one in each.answering]) for each in found
        ],
        "choosing": bool(http_request.GET.get("choose")),
        "regions": [] if found else _regions(today, letter),
    }
    return render(http_request, "councils/authorities.html", page)


def _letter(http_request: HttpRequest) -> Letter | None:
    return Letter.objects.offered().filter(slug=http_request.GET.get("for", "")).first()


def _address(council: Authority, letter: Letter | None) -> str:
    """Where choosing this council leads: its page, or straight on to the letter."""
    if letter is None or council.nation != Authority.Nation.ENGLAND:
        return f"/authorities/{council.slug}/"
    return f"/letters/{letter.slug}/ask/?authority={council.slug}"


def _found(http_request: HttpRequest, typed: str, today: date) -> list[Named]:
    """The councils chosen from, or like the name typed; former ones with their successors."""
    if slugs := http_request.GET.get("choose"):
        rows = Authority.objects.filter(slug__in=slugs.split(",")[:10])
        return [Named(one, in_force_instead(one, today)) for one in rows]
    return named(typed, today) if typed else []


def _regions(today: date, letter: Letter | None) -> list[tuple[str, list[tuple[Authority, str]]]]:
    """English councils in force today, by region."""
    by_region: dict[str, list[tuple[Authority, str]]] = {}
    for council in Authority.objects.answering_for_send(today).order_by("region", "short_name"):
        by_region.setdefault(council.region, []).append((council, _address(council, letter)))
    return list(by_region.items())

"""A council's page: what was asked and answered there, and how to reach it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from authorities.models import Authority, Contact
from foi.comparison import letters_asked
from foi.models import Letter, Request, User

LAWS = {
    Authority.Nation.SCOTLAND: "the Freedom of Information (Scotland) Act 2002",
    Authority.Nation.WALES: "the Freedom of Information Act 2000",
    Authority.Nation.NORTHERN_IRELAND: "the Freedom of Information Act 2000",
}


@require_safe
def authority(request: HttpRequest, slug: str) -> HttpResponse:
    """Public facts only; whoever is signed in also finds their own letters, apart."""
    rows = Authority.objects.with_codes().with_contacts()
    council, today = get_object_or_404(rows, slug=slug), timezone.localdate()
    there = letters_asked(council, user=None, on=today)
    asked = {one.letter.pk for one in there}
    page = {
        "council": council,
        "status": council.status(today),
        "successors": council.successors.all(),
        "predecessors": council.predecessors.all(),
        "law": LAWS.get(council.nation, ""),
        "there": there,
        "not_asked": [one for one in Letter.objects.offered() if one.pk not in asked],
        "contacts": _contacts(council),
        "own": _own(request, council, today),
    }
    return render(request, "authorities/authority.html", page)


def _contacts(council: Authority) -> list[Contact]:
    """Confirmed ones only: each with its source and the day somebody looked."""
    confirmed = Contact.Status.CONFIRMED
    return [contact for contact in council.contacts.all() if contact.status == confirmed]


def _own(request: HttpRequest, council: Authority, today: date) -> list[Request]:
    """The reader's own letters to this council, private ones too."""
    if not isinstance(request.user, User):
        return []
    rows = Request.objects.visible_to(request.user, today)
    own = rows.filter(requester=request.user, authority=council)
    return list(own.select_related("version").order_by("-created_at"))

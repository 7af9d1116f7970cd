"""Help for councils, and the form by which one claims its link to reply."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from authorities.models import Authority
from foi.actions.reply_claim import claim
from foi.actions.reply_due import why_nothing_is_sent
from foi.forms.reply import ClaimForm
from foi.limits import over_limit
from foi.views.pages import static_page

CLAIMS = 5  # an hour and visitor
SAME_ANSWER = (
    "If this address belongs to the council’s web domain, a link is on its way to it, or to the "
    "address that we have confirmed for your council. Otherwise write to us: the address "
    "stands at the foot of this page."
)


@require_http_methods(["GET", "HEAD", "POST"])
def for_councils(http_request: HttpRequest) -> HttpResponse:
    """What this is and how to answer. Whoever asks for a link is told the same, whatever comes."""
    councils = Authority.objects.answering_for_send(timezone.localdate())
    choices = [(row.slug, row.name) for row in councils.order_by("name")]
    typed = http_request.POST if http_request.method == "POST" else None
    form = ClaimForm(typed, councils=choices)
    if form.is_bound:
        if over_limit(http_request, "reply-claim", per_hour=CLAIMS):
            return render(http_request, "429.html", status=429)
        if form.is_valid():
            council = councils.get(slug=form.cleaned_data["council"])
            claim(authority=council, email=form.cleaned_data["email"], now=timezone.now())
            messages.info(http_request, SAME_ANSWER)
            return redirect("for_councils")
    return static_page(
        http_request, "help-for-councils", form=form, test_site=why_nothing_is_sent()
    )

"""The picture of the page that a cell's passage stands on: as public as the passage itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from authorities.models import Authority
from foi.comparison import newest_round
from foi.comparison.passages import public_image
from foi.models import Letter
from foi.views.kept import unless_known

NOT_THERE = "There is no such picture."


@require_safe
def compare_passage(request: HttpRequest, slug: str, council: str, key: str) -> HttpResponse:
    """The same for everybody, insiders too: a picture may be passed on."""
    letter = get_object_or_404(Letter, slug=slug)
    authority = get_object_or_404(Authority, slug=council)
    typed = request.GET.get("round", "")
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        raise Http404(NOT_THERE)
    round_ = newest_round(letter, int(typed) if typed else None)
    if round_ is None:
        raise Http404(NOT_THERE)
    image = public_image(letter, round_, authority, key, timezone.localdate())
    if image is None:
        raise Http404(NOT_THERE)
    try:
        with image.file.open("rb") as file:
            answer = HttpResponse(file.read(), content_type="image/png")
    except FileNotFoundError as error:
        raise Http404(NOT_THERE) from error
    answer["Content-Disposition"] = f'inline; filename="{council}-{key}-round-{round_.number}.png"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    return unless_known(request, answer)

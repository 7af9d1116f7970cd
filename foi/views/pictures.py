"""Pictures of one letter, on a page and each as a file with its source on it: public cells only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from foi.comparison import Table, table
from foi.comparison.pictures import NAMES, Chosen, pictures, shown_column
from foi.comparison.pictures.sheet import sheet
from foi.comparison.pictures.tile_map import has_values
from foi.filters import ENGLISH_TYPES
from foi.views.compare_asked import AskedFor, asked_for
from foi.views.kept import kept, unless_known

BY_VALUE = "value"
# A picture is of today, and looks alike however the table is shown.
NOT_OF_PICTURES = ("as_at", "view", "context", "against")


@require_safe
def compare_pictures(request: HttpRequest, slug: str) -> HttpResponse:
    """The map, the answers, the time to answer and the grounds, kept like the table."""
    if plain := _plainer(request):
        return redirect(plain)
    asked = asked_for(request, slug)
    filters, chosen = asked.filters, _chosen(request, asked)
    page = {
        "letter": asked.letter,
        "round": asked.round,
        "form": filters.form,
        "by_value": chosen.by_value,
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
    }

    def body() -> str:
        made = _public(asked)
        column = shown_column(made, chosen.question)
        more = {
            "pictures": pictures(made, chosen),
            "can_show_values": column is not None and has_values(column),
            "today": asked.today,
        }
        return render_to_string("pictures/_body.html", page | more, request)

    is_right = filters.form.is_valid()
    html = kept(request, "pictures", asked.letter, asked.today, body) if is_right else body()
    # What `body` rendered is escaped already.
    return render(request, "pictures/pictures.html", page | {"body": mark_safe(html)})


@require_safe
def picture_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One picture to save, with title, source, coverage and date on it."""
    if name not in NAMES:
        raise Http404("There is no such picture.")
    if plain := _plainer(request):
        return redirect(plain)
    asked = asked_for(request, slug)
    if not asked.filters.form.is_valid():
        said = [error for errors in asked.filters.form.errors.values() for error in errors]
        return HttpResponse("\n".join(said), status=400, content_type="text/plain; charset=utf-8")

    def content() -> str:
        return _file(request, asked, name)

    text = kept(request, f"picture-{name}", asked.letter, asked.today, content)
    answer = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    file_name = asked.file_name("svg").removesuffix(".svg")
    answer["Content-Disposition"] = f'attachment; filename="{file_name}-{name}.svg"'
    return unless_known(request, answer)


# ------------------------------------------------------------------------------------- parts
def _plainer(request: HttpRequest) -> str:
    """The address without what no picture follows, so that no link or name says it; or empty."""
    query = request.GET.copy()
    left_out = [query.pop(name) for name in NOT_OF_PICTURES if name in query]
    return f"{request.path}?{query.urlencode()}".removesuffix("?") if left_out else ""


def _public(asked: AskedFor) -> Table:
    """All questions of the councils chosen, as anybody may see them, whatever outcome or order."""
    return table(
        asked.letter,
        asked.round,
        user=None,
        on=asked.today,
        councils=asked.filters.qs,
        in_full=True,
        questions=asked.questions,
    )


def _chosen(request: HttpRequest, asked: AskedFor) -> Chosen:
    filters = asked.filters
    found = filters.chosen if filters.form.is_valid() else {}
    labels = dict(ENGLISH_TYPES)
    among = [labels.get(found[name], found[name]) for name in ("region", "type") if name in found]
    if "with" in found:
        among += filters.qs.order_by("short_name").values_list("short_name", flat=True)
    return Chosen(
        question=found.get("question", ""),
        by_value=request.GET.get("by") == BY_VALUE,
        among=", ".join(among),
        councils=filters.qs,
    )


def _file(request: HttpRequest, asked: AskedFor, name: str) -> str:
    made, chosen = _public(asked), _chosen(request, asked)
    found = pictures(made, chosen, only=[name])
    if not found:
        raise Http404("This letter has no questions.")
    place = reverse("compare_pictures", args=[asked.letter.slug])
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    about = f"{asked.letter.title}, round {asked.round.number}"
    page = sheet(
        found[0],
        about=f"{about}, {chosen.among}" if chosen.among else about,
        url=f"{settings.SITE_URL}{place}{query}",
        on=asked.today,
        made_up=settings.DEMO,
    )
    return render_to_string("pictures/file.svg", {"sheet": page})

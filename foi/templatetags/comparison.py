"""The cells of a row in one go: a template would look up the same names 3,000 times."""

from functools import lru_cache
from html import escape as _escape
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString, mark_safe

from foi.comparison import Row, Shown
from foi.models import Letter

register = template.Library()
escape = lru_cache(maxsize=8192)(_escape)  # words, headings and small print repeat

FILTERED_OUT = (
    '<span class="visually-quiet">–<span class="govuk-visually-hidden"> another outcome,'
    " filtered out</span></span>"
)
NOT_ASKED = '<span class="outcome outcome--not_asked">Not asked</span>'
ONLY_YOU = (
    '<span class="cell-small"><span class="mark">only you and those who share it</span></span>'
)
PEOPLE_ASK = (
    '<span class="cell-small"><span class="mark mark--careful">people ask why</span></span>'
)


@register.simple_tag
def cells(row: Row, letter: Letter, *, ask_in_cell: bool = False) -> SafeString:
    """All `td`s of a row. Each link is complete by itself: it names council and question.

    ask_in_cell: a cell not asked offers to ask it; in a wide table the row's own head does.
    """
    council = escape(row.authority.short_name)
    url = escape(row.url)
    ask = _ask(row, letter, council) if ask_in_cell and letter.withdrawn_on is None else ""
    tds = [f'<td class="govuk-table__cell">{_one(s, council, url, ask)}</td>' for s in row.cells]
    return mark_safe("".join(tds))  # every part is ours or escaped above and below


def _one(shown: Shown, council: str, url: str, ask: str) -> str:
    if not shown.is_in:
        return FILTERED_OUT
    if shown.outcome == "not_asked":
        return NOT_ASKED + ask
    value = f": <strong>{escape(shown.value)}</strong>" if shown.value else ""
    small = f'<span class="cell-small">{escape(shown.small)}</span>' if shown.small else ""
    return (
        f'<a class="govuk-link outcome outcome--{shown.outcome}" href="{url}#{shown.key}">'
        f"{escape(shown.cell.words)}{value}"
        f'<span class="govuk-visually-hidden"> ({council}, {escape(shown.column.heading)})</span>'
        f"</a>{PEOPLE_ASK if shown.concern else ''}{small}{ONLY_YOU if shown.only_you else ''}"
    )


def _ask(row: Row, letter: Letter, council: str) -> str:
    slug = quote(row.authority.slug)
    return (
        f' <a class="govuk-link ask-link" href="/letters/{letter.slug}/ask/?authority={slug}">'
        f'Ask this too<span class="govuk-visually-hidden">: {council}</span></a>'
    )

"""The cells of a row in one go: a template would look up the same names 3,000 times."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape as _escape
from typing import Any
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString, mark_safe

from foi.comparison import Row, Shown, Table
from foi.comparison.rounds import Both
from foi.comparison.shape import Column
from foi.models import Letter, Round

register = template.Library()
escape = lru_cache(maxsize=8192)(_escape)  # words, headings and small print repeat

FILTERED_OUT = (
    '<span class="visually-quiet">–<span class="govuk-visually-hidden"> another outcome,'
    " filtered out</span></span>"
)
NOT_ASKED = '<span class="outcome outcome--not_asked">Not asked</span>'
UNTOLD = " No link to reply delivered yet."
ONLY_YOU = (
    '<span class="cell-small"><span class="mark">only you and those who share it</span></span>'
)
PEOPLE_ASK = (
    '<span class="cell-small"><span class="mark mark--careful">people ask why</span></span>'
)


@register.simple_tag
def cells(row: Row, letter: Letter, *, one_question: str = "") -> SafeString:
    """All `td`s of a row. Each link is complete by itself: it names council and question.

    one_question: the key of the only one shown, whose cell offers to ask it; in a wide table the
    row's own head does.
    """
    council = escape(row.authority.short_name)
    url = escape(row.url)
    ask = _ask(row, letter, council) if one_question and letter.withdrawn_on is None else ""
    tds = [f'<td class="govuk-table__cell">{_one(s, council, url, ask)}</td>' for s in row.cells]
    return mark_safe("".join(tds))  # every part is ours or escaped above and below


@register.simple_tag
def row_head(row: Row, letter: Letter, *, one_question: str) -> SafeString:
    """The `th` of a row: its council, and the way to ask it.

    one_question: the key of the only one shown. A phone then has no room for the dates, so they
    stand here, and the cell offers to ask.
    """
    name, slug = escape(row.authority.short_name), quote(row.authority.slug)
    parts = [f'<a class="govuk-link" href="/authorities/{slug}/">{name}</a>']
    if one_question and row.dates:
        words = f"{escape(row.dates)}{UNTOLD if row.untold else ''}"
        parts.append(f'<span class="cell-small table-phone-only">{words}</span>')
    if not one_question and row.can_be_asked and not letter.withdrawn_on:
        too = " too" if row.is_asked else ""
        parts.append(
            f'<br><a class="govuk-link ask-link" href="/letters/{letter.slug}/ask/'
            f'?authority={slug}">Ask this{too}'
            f'<span class="govuk-visually-hidden"> of {name}</span></a>'
        )
    inner = "".join(parts)
    return mark_safe(
        f'<th scope="row" class="govuk-table__header" aria-label="{name}">{inner}</th>'
    )


@register.simple_tag
def row_dates(row: Row) -> SafeString:
    """The `td` of a row's dates."""
    words = f"{escape(row.dates or '–')}{UNTOLD if row.untold else ''}"
    return mark_safe(f'<td class="govuk-table__cell dates-cell table-wide-only">{words}</td>')


@register.simple_tag
def listed(row: Row, letter: Letter) -> SafeString:
    """A council's cells as question and answer; what nobody asked in one line."""
    council, url = escape(row.authority.short_name), escape(row.url)
    ask = _ask(row, letter, council) if letter.withdrawn_on is None else ""
    if not row.is_asked:
        return mark_safe(f'<p class="govuk-body">{NOT_ASKED}{ask}</p>')
    pairs = [
        f"<div><dt>{escape(shown.column.heading)}</dt>"
        f"<dd>{_one(shown, council, url, ask)}</dd></div>"
        for shown in row.cells
        if shown.is_in
    ]
    return mark_safe(f'<dl class="answers">{"".join(pairs)}</dl>')


@register.simple_tag
def across(table: Table, column: Column, letter: Letter) -> SafeString:
    """One question's `td`s, a council each."""
    place = table.columns.index(column)
    tds = []
    for row in table.rows:
        council = escape(row.authority.short_name)
        ask = _ask(row, letter, council) if letter.withdrawn_on is None else ""
        cell = _one(row.cells[place], council, escape(row.url), ask)
        tds.append(f'<td class="govuk-table__cell">{cell}</td>')
    return mark_safe("".join(tds))


@register.simple_tag
def both_rounds(table: Table, row: Row) -> SafeString:
    """A council's `td`s, each with its cell in both rounds and what changed."""
    against = table.against
    other = against.rows[row.authority.pk]
    tds = [
        f'<td class="govuk-table__cell">{_both(both, row, other, against.this, against.other)}</td>'
        for both in against.row(row)
    ]
    return mark_safe("".join(tds))


@register.filter
def of(found: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds of a key; "" for nothing."""
    return found.get(key, "")


def _both(both: Both, row: Row, other: Row, this_round: Round, other_round: Round) -> str:
    """The earlier round first."""
    if not both.this.is_in:
        return FILTERED_OUT
    council = escape(row.authority.short_name)
    told = sorted(
        [
            (other_round.number, _one(both.other, council, escape(other.url), "")),
            (this_round.number, _one(both.this, council, escape(row.url), "")),
        ]
    )
    parts = "".join(
        f'<span class="round"><span class="round__number">Round {number}</span> {cell}</span>'
        for number, cell in told
    )
    if not both.change:
        return parts
    mark = "mark mark--careful" if both.has_changed else "mark"
    return (
        f'{parts}<span class="cell-small"><span class="{mark}">{escape(both.change)}</span></span>'
    )


def _one(shown: Shown, council: str, url: str, ask: str) -> str:
    if not shown.is_in:
        return FILTERED_OUT
    if shown.outcome == "not_asked":
        return NOT_ASKED + ask
    value = f": <strong>{escape(shown.value)}</strong>" if shown.value else ""
    small = f'<span class="cell-small">{escape(shown.small)}</span>' if shown.small else ""
    if shown.rate_words:
        small = f'<span class="cell-rate">{escape(shown.rate_words)}</span>{small}'
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

"""What a reader may filter a comparison by: region and type in SQL, the rest on finished cells."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django import forms

from authorities.formats.own import REGIONS
from authorities.models import Authority, AuthorityQuerySet
from foi.comparison import Wanted
from foi.comparison.choosing import BY_RATE, BY_ROW, OUTCOMES
from foi.filter_fields import CouncilsField, PastDayField
from foi.models import Question, Round
from foi.rules.context import MEASURES

ENGLISH_TYPES = [
    (kind.value, kind.label)
    for kind in Authority.Type
    if kind
    not in (Authority.Type.SCOTTISH, Authority.Type.WELSH, Authority.Type.EDUCATION_AUTHORITY)
]
NOT_REGIONS = ("Scotland", "Wales", "Northern Ireland")
UNKNOWN = "“%(value)s” is not one of the choices. Choose one from the list."
SERIES = [(measure.key, measure.heading(measure.last)) for measure in MEASURES.values()]
VIEWS = [("list", "A list")]
# How a page shows it, which is nothing that a file says.
ONLY_FOR_PAGES = frozenset({"view", "against", "context", "sort"})


def _choice(label: str, choices: Sequence[tuple[str, str]], every: str, **more: Any) -> Any:
    return django_filters.ChoiceFilter(
        label=label,
        choices=choices,
        empty_label=every,
        error_messages={"invalid_choice": UNKNOWN},
        **more,
    )


class CouncilsFilter(django_filters.Filter):
    """The councils with these slugs."""

    field_class = CouncilsField


class PastDayFilter(django_filters.Filter):
    """The end of a London day."""

    field_class = PastDayField


class TableFilter(django_filters.FilterSet):
    """`?region= ?type= ?with= ?outcome= ?question= ?sort= ?as_at= ?against= ?context= ?view=`,
    bound even when empty.

    `qs` holds the councils; `wanted` what is chosen of the finished cells; `rounds`, the newest
    first, are those that may stand beside each other.
    """

    region = _choice("Region", [(n, n) for n in REGIONS if n not in NOT_REGIONS], "All regions")
    type = _choice("Kind of council", ENGLISH_TYPES, "All kinds")
    outcome = _choice("Outcome", OUTCOMES, "Every outcome", method="on_cells")
    view = _choice("", VIEWS, "", method="on_cells", widget=forms.HiddenInput)
    context = _choice("Published figure beside the answers", SERIES, "None", method="on_cells")

    class Meta:
        model = Authority
        fields = ["region", "type"]

    def __init__(
        self,
        data: Any,
        *,
        questions: Sequence[Question],
        rounds: Sequence[Round],
        today: date,
        since: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        headings: dict[str, str] = {}
        for question in questions:
            headings.setdefault(question.key, question.heading)
        rated = {question.key for question in questions if "rate" in question.concern}
        ways = [*BY_ROW, *headings, *(f"{BY_RATE}{key}" for key in headings if key in rated)]
        sorts = [(way, way) for name in ways for way in (name, f"-{name}")]
        numbers = [(str(one.number), f"Round {one.number}") for one in rounds]
        label = "Only these councils, side by side"
        added = {
            "question": _choice(
                "Question", list(headings.items()), "All questions", method="on_cells"
            ),
            "sort": _choice("", sorts, "", method="on_cells", widget=forms.HiddenInput),
            "against": _choice("Beside another round", numbers, "None", method="on_cells"),
            "with": CouncilsFilter(label=label, method="among"),
            "as_at": PastDayFilter(
                label="As it stood at the end of", method="on_cells", today=today, since=since
            ),
        }
        for name, one in added.items():
            one.field_name, one.model, one.parent = name, Authority, self
            self.filters[name] = one

    def on_cells(self, queryset: AuthorityQuerySet, name: str, value: Any) -> AuthorityQuerySet:
        """Chosen on the finished cells, not in SQL."""
        return queryset

    def among(
        self, queryset: AuthorityQuerySet, name: str, value: tuple[str, ...]
    ) -> AuthorityQuerySet:
        return queryset.filter(slug__in=value)

    @property
    def wanted(self) -> Wanted:
        chosen = self.form.cleaned_data
        named = (chosen.get(name) or "" for name in ("outcome", "question", "sort", "context"))
        return Wanted(*named, councils=chosen.get("with") or ())

    @property
    def as_at(self) -> date | None:
        return self.form.cleaned_data.get("as_at")

    @property
    def against(self) -> str:
        """The number of the other round, "" without one."""
        return self.form.cleaned_data.get("against") or ""

    @property
    def is_list(self) -> bool:
        return self.form.cleaned_data.get("view") == "list"

    @property
    def chosen(self) -> dict[str, str]:
        """What is filtered by, for a file to say of itself."""
        return {
            name: ",".join(value) if isinstance(value, tuple) else str(value)
            for name, value in self.form.cleaned_data.items()
            if value and name not in ONLY_FOR_PAGES
        }

    @property
    def in_words(self) -> list[str]:
        """The same for a reader, as a caption says it."""
        said = []
        for name, value in self.form.cleaned_data.items():
            if value and name in ("region", "type", "outcome"):
                field = self.form.fields[name]
                words = dict(field.choices).get(value, value)
                said.append(f"{field.label.lower()}: {words}")
        return said

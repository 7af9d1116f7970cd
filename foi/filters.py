"""What a reader may filter a comparison by: region and type in SQL, the rest on finished cells."""

from typing import Any

import django_filters
from django import forms

from authorities.formats.own import REGIONS
from authorities.models import Authority, AuthorityQuerySet
from foi.comparison import Wanted
from foi.comparison.choosing import BY_ROW, OUTCOMES

ENGLISH_TYPES = [
    (kind.value, kind.label)
    for kind in Authority.Type
    if kind
    not in (Authority.Type.SCOTTISH, Authority.Type.WELSH, Authority.Type.EDUCATION_AUTHORITY)
]
NOT_REGIONS = ("Scotland", "Wales", "Northern Ireland")
UNKNOWN = "“%(value)s” is not one of the choices. Choose one from the list."


def _choice(label: str, choices: list[tuple[str, str]], every: str, **more: Any) -> Any:
    return django_filters.ChoiceFilter(
        label=label,
        choices=choices,
        empty_label=every,
        error_messages={"invalid_choice": UNKNOWN},
        **more,
    )


class TableFilter(django_filters.FilterSet):
    """`?region= ?type= ?outcome= ?question= ?sort=`, bound even when empty.

    `qs` holds the councils; `wanted` what is chosen of the finished cells.
    """

    region = _choice("Region", [(n, n) for n in REGIONS if n not in NOT_REGIONS], "All regions")
    type = _choice("Kind of council", ENGLISH_TYPES, "All kinds")
    outcome = _choice("Outcome", OUTCOMES, "Every outcome", method="on_cells")

    class Meta:
        model = Authority
        fields = ["region", "type"]

    def __init__(self, data: Any, *, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.filters["question"] = _choice(
            "Question", questions, "All questions", method="on_cells", field_name="question"
        )
        ways = [*BY_ROW, *(key for key, _ in questions)]
        sorts = [(way, way) for name in ways for way in (name, f"-{name}")]
        self.filters["sort"] = _choice(
            "", sorts, "", method="on_cells", field_name="sort", widget=forms.HiddenInput
        )
        for name in ("question", "sort"):
            self.filters[name].model, self.filters[name].parent = Authority, self

    def on_cells(self, queryset: AuthorityQuerySet, name: str, value: str) -> AuthorityQuerySet:
        """Chosen on the finished cells, not in SQL."""
        return queryset

    @property
    def wanted(self) -> Wanted:
        chosen = self.form.cleaned_data
        return Wanted(*(chosen.get(name) or "" for name in ("outcome", "question", "sort")))

    @property
    def chosen(self) -> dict[str, str]:
        """What is filtered by, for a file to say of itself."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

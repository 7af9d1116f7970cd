"""Which councils employ a person, or are in dispute with her."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from authorities.models import Authority
from foi.models.checking import TIES

KINDS = [("employed", "It employs me"), ("dispute", "I am in dispute with it")]
assert {kind for kind, _ in KINDS} == {kind for kind, _ in TIES}


class TieForm(forms.Form):
    """One council and the tie with it; left empty, it says nothing."""

    council = forms.CharField(
        label="Council",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "councils", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="Which is it?", required=False, choices=KINDS, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed, kind = (cleaned.get("council") or "").strip(), cleaned.get("kind")
        if kind and not typed and "council" not in self.errors:
            self.add_error("council", "Which council? Write its name, or clear this row.")
        if typed and not kind and "kind" not in self.errors:
            self.add_error("kind", f"Does {typed} employ you, or are you in dispute with it?")
        cleaned["authority"] = self._authority(typed) if typed else None
        return cleaned

    def _authority(self, typed: str) -> Authority | None:
        """The council of just this name; one that is only alike is offered, never assumed."""
        rows = Authority.objects.england()
        exact = rows.filter(short_name__iexact=typed) | rows.filter(name__iexact=typed)
        if (found := exact.order_by("pk").last()) is not None:
            return found
        alike = ", ".join(one.short_name for one in rows.named(typed)[:4])
        offer = f"Did you mean: {alike}?" if alike else "Choose a name from the list."
        self.add_error("council", f"We know no council named “{typed}”. {offer}")
        return None

    @property
    def tie(self) -> tuple[str, Authority] | None:
        """(kind, council); None for an empty row."""
        council = self.cleaned_data.get("authority")
        return (self.cleaned_data["kind"], council) if council else None


class TieFormSet(BaseFormSet):
    """Several rows; more are added on wish."""

    @property
    def ties(self) -> list[tuple[str, Authority]]:
        return [form.tie for form in self.forms if form.tie]


Ties = formset_factory(TieForm, formset=TieFormSet, extra=2, max_num=40, absolute_max=60)

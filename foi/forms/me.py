"""Changing one's name, and closing one's account."""

from typing import Any

from django import forms

from foi.rules.signing import LONGEST, name_problem


class NameForm(forms.Form):
    name = forms.CharField(
        label="Your name",
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
        help_text="Your next letter carries it. Letters already sent stay as they were.",
        error_messages={"required": "Enter your name. A title or initial and surname will do."},
    )
    is_organisation = forms.BooleanField(
        label="This is the name of an organisation", required=False
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        name, is_organisation = data.get("name"), bool(data.get("is_organisation"))
        if name and (problem := name_problem(name, is_organisation=is_organisation)):
            self.add_error("name", problem)
        return data


class CloseForm(forms.Form):
    sure = forms.BooleanField(
        label="Yes, close my account for good",
        error_messages={"required": "Tick the box if you are sure. Nothing has been changed."},
    )

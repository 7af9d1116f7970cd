"""What is asked before something becomes public."""

from typing import Any

from django import forms

from foi.actions.publish import CHECK_LIST
from foi.fields import HintedRadioSelect
from foi.rules.permissions import Visibility


class VisibilityForm(forms.Form):
    """The owner of a private request chooses what the public may know; nothing is preselected."""

    visibility = forms.ChoiceField(
        label="Who may know of it?",
        choices=[
            (
                Visibility.COUNTED.value,
                "Add the council’s answers to the table, nothing about me",
            ),
            (Visibility.PUBLIC.value, "Also show my letter’s page under a name I choose"),
        ],
        widget=HintedRadioSelect(
            hints={
                Visibility.COUNTED.value: "The council, the questions, the dates and its answers.",
                Visibility.PUBLIC.value: "You find that name on your letter’s page.",
            }
        ),
        error_messages={"required": "Choose who may know of it, or leave this page."},
    )


class TextForm(forms.Form):
    """The text as the public will read it."""

    text = forms.CharField(
        label="The text as the public will read it",
        help_text="Names, e-mail addresses and telephone numbers that a program found are "
        "masked. Please read all of it: a program overlooks things.",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20}),
        error_messages={"required": "There is no text to release."},
    )


class FileForm(forms.Form):
    """The check list of a file, with what a program found in it."""

    checks = forms.MultipleChoiceField(
        label="I have looked at every page, and:",
        choices=CHECK_LIST,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please check each point, and tick it."},
    )
    found = forms.MultipleChoiceField(
        label="A program found this, and it would stay in the public copy. "
        "I have looked at it, and it may be public:",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(
        label="Name of the public copy",
        max_length=100,
        help_text="Without names of persons. The file’s own name is not shown to the public.",
        error_messages={"required": "Give the public copy a name, such as “Response”."},
    )

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["found"].choices = found
        if not found:
            del self.fields["found"]

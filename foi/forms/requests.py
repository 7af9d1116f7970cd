"""What an owner types below her request, and what narrows the public list. Forms never save."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from authorities.models import Authority
from foi.fields import HintedRadioSelect, ThreePartDateField
from foi.models import Event, Letter, Request
from foi.models.requests import VISIBILITIES
from foi.rules.event_words import EVENT_WORDS
from foi.rules.permissions import Visibility

STANDINGS = [
    ("", "Any"),
    ("waiting", "Waiting for an answer"),
    ("on_hold", "On hold"),
    ("replied", "A reply came"),
    ("withdrawn", "Withdrawn"),
]
NEVER = "never"
WHAT_HAPPENS = {
    Visibility.PRIVATE.value: "Nobody but you and the site’s staff knows of it. It fills no cell "
    "and is counted nowhere. If answers of it are published already, those stay in the table "
    "without anything about you.",
    Visibility.COUNTED.value: "The table shows the council, the questions, the dates and what the "
    "council answered. There is no page for your letter, and no name.",
    Visibility.PUBLIC.value: "As above, and this page can be read by everybody, under the name "
    "below. Your covering words, your own name and your e-mail address are never shown.",
}


class ListFilter(forms.Form):
    """The public list, narrowed: by where a request stands, letter and council.

    `asked`: the public requests; only what they asked and whom can be chosen.
    """

    standing = forms.ChoiceField(label="Where it stands", choices=STANDINGS, required=False)
    letter = forms.ModelChoiceField(
        Letter.objects.all(),
        label="Letter",
        to_field_name="slug",
        required=False,
        empty_label="Any",
    )
    council = forms.ModelChoiceField(
        Authority.objects.all(),
        label="Council",
        to_field_name="slug",
        required=False,
        empty_label="Any",
    )

    def __init__(self, *args: Any, asked: QuerySet[Request], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        councils, letters = self.fields["council"], self.fields["letter"]
        councils.queryset = councils.queryset.filter(pk__in=asked.values("authority"))
        letters.queryset = letters.queryset.filter(pk__in=asked.values("version__letter"))


class CorrectForm(forms.Form):
    """Which entry is wrong, its true day or that it never happened, and why."""

    event = forms.TypedChoiceField(
        label="Which entry is wrong?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the entry that is wrong.",
            "invalid_choice": "That entry has been put right already. Choose another.",
        },
    )
    on = ThreePartDateField(
        label="On which day was it really?",
        required=False,
        help_text="For example, 20 11 2026. Leave it empty if it never happened.",
    )
    never = forms.BooleanField(label="It never happened", required=False)
    why = forms.CharField(
        label="What was wrong?",
        max_length=300,
        help_text="A few words, such as “I mixed up two letters”. Only you and staff see them.",
        error_messages={"required": "Say in a few words what was wrong."},
    )

    def __init__(self, *args: Any, events: list[tuple[int, Event]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [
            (number, f"{event.on:%-d %B %Y}: {EVENT_WORDS[event.kind]}")
            for number, event in sorted(events, key=lambda entry: (entry[1].on, entry[0]))
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        on, never = cleaned.get("on"), cleaned.get("never")
        if on and never:
            self.add_error("never", "Either give the true day, or say that it never happened.")
        if not on and not never and "on" not in self.errors:
            self.add_error("on", "Give the true day, or say that it never happened.")
        return cleaned


class HoldForm(forms.Form):
    """The day on which the council's question was answered, or its fee paid."""

    on = ThreePartDateField(error_messages={"required": "Give the day, month and year."})

    def __init__(self, *args: Any, fee: bool, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = "did you pay the fee" if fee else "did you answer the council’s question"
        self.fields["on"].label = f"On which day {what}?"
        self.fields["on"].help_text = f"From {since:%-d %B %Y} to today. For example, 20 11 2026."


class VisibilityForm(forms.Form):
    """Who may know of the request, and the name its page shows."""

    visibility = forms.ChoiceField(
        label="Your choice",
        choices=VISIBILITIES,
        widget=HintedRadioSelect(hints=WHAT_HAPPENS),
        error_messages={"required": "Choose one of the three."},
    )
    alias = forms.CharField(
        label="The name your letter’s page shows",
        required=False,
        max_length=60,
        help_text="Not your own name. It is used only where the page is public.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        public = cleaned.get("visibility") == Visibility.PUBLIC.value
        if public and not (cleaned.get("alias") or "").strip() and "alias" not in self.errors:
            self.add_error("alias", "Write the name that your letter’s page shall show.")
        return cleaned


class CouncilRefForm(forms.Form):
    """The council's own reference number."""

    council_ref = forms.CharField(
        label="The council’s own reference",
        required=False,
        max_length=60,
        help_text="It stands in the council’s acknowledgement. Only you see it here.",
        widget=forms.TextInput(
            attrs={"class": "govuk-input govuk-input--width-20", "autocomplete": "off"}
        ),
    )

"""When, which way and to which address the requester sent her letter herself."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from foi.actions.send import CannotSend, check_day
from foi.fields import HintedRadioSelect, ThreePartDateField
from foi.rules.working_days import Holidays

WAYS = [
    ("email", "By e-mail"),
    ("portal", "Through the council's web form"),
    ("post", "By post"),
    ("whatdotheyknow", "Through WhatDoTheyKnow"),
]
WAY_HINTS = {"post": "We count from two working days later, until you know when it came."}


class SentForm(forms.Form):
    """`today` and the table of holidays come from the view; the form never reads a clock."""

    day = forms.ChoiceField(
        label="When did you send it?",
        choices=[("today", "Today"), ("other", "Another day")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say when you sent it."},
    )
    on = ThreePartDateField(
        label="The day you sent it",
        required=False,
        help_text="Only if it was another day, for example 20 11 2026.",
    )
    way = forms.ChoiceField(
        label="How did you send it?",
        choices=WAYS,
        widget=HintedRadioSelect(hints=WAY_HINTS),
        error_messages={"required": "Say how you sent it."},
    )
    to = forms.CharField(
        label="The address or form you sent it to",
        max_length=254,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Give the e-mail address, web page or postal address you sent it to."
        },
        help_text="The e-mail address, the web address of the form or of your letter on "
        "WhatDoTheyKnow, or the postal address. It shows that the letter could arrive.",
    )

    def __init__(self, *args: Any, today: date, holidays: Holidays, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.holidays = today, holidays
        words = f"Today, {today:%A} {today.day} {today:%B %Y}"
        self.fields["day"].choices = [("today", words), ("other", "Another day")]

    def clean_to(self) -> str:
        return " ".join(self.cleaned_data["to"].split())

    def clean(self) -> None:
        self._check_day()
        way, to = self.cleaned_data.get("way"), self.cleaned_data.get("to", "")
        if way == "email" and to and "@" not in to:
            self.add_error("to", "Give the e-mail address you sent it to. It has an @ in it.")
        if way == "whatdotheyknow" and to and not _is_wdtk(to):
            self.add_error(
                "to",
                "Give the address of your letter's page there. It begins with "
                "https://www.whatdotheyknow.com/",
            )

    def _check_day(self) -> None:
        """One day, whichever box was used: what is typed wins where "another day" is chosen."""
        if self.cleaned_data.get("day") == "today":
            self.cleaned_data["on"] = self.today
            self.errors.pop("on", None)
            return
        on = self.cleaned_data.get("on")
        if on is None:
            if "on" not in self.errors and self.cleaned_data.get("day"):
                self.add_error("on", "Enter the day you sent it: day, month and year.")
            return
        try:
            check_day(on, today=self.today, holidays=self.holidays)
        except CannotSend as error:
            self.add_error("on", ValidationError(str(error)))


def _is_wdtk(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    return host == "whatdotheyknow.com" or host.endswith(".whatdotheyknow.com")

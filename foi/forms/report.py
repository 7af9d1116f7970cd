"""Something wrong on a page, for anybody; and what staff say to it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from authorities.models import Authority
from foi.actions.report import SHOW_OR_KEEP
from foi.fields import HintedRadioSelect
from foi.models import Letter
from foi.models.reports import REPORT_KINDS
from foi.rules.reporting import (
    ReportKind,
    as_address,
    as_path,
    letter_of,
    of_council,
    page_of,
    shows_many,
)

WORDS_MAX = 5000
CANNOT_SAY = "-"
KIND_HINTS = {
    "child": "Where it is a council’s answer, everything that this council answered to this letter "
    "is taken out at once, before anybody has looked.",
    "person": "A person looks within 48 hours.",
    "wrong": "A person looks within 5 working days.",
    "my_data": "You hear from us within 30 days.",
    "copyright": "A person looks within 5 working days.",
    "other": "A person looks within 10 working days.",
}


def councils() -> list[tuple[str, str]]:
    """Each council to choose; and that somebody cannot say which."""
    named = Authority.objects.england().values_list("slug", "short_name").order_by("short_name")
    return [("", "Choose a council"), (CANNOT_SAY, "I cannot say which"), *named]


class ReportForm(forms.Form):
    """Nothing in it is ever refused for what it says: a report must get in."""

    page = forms.CharField(
        label="Which page?",
        max_length=2000,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="Its address, as it stands in your browser. Best is the page of the one letter "
        "or answer.",
        error_messages={"required": "Give the address of the page."},
    )
    kind = forms.ChoiceField(
        label="What is wrong?",
        choices=REPORT_KINDS,
        widget=HintedRadioSelect(hints=KIND_HINTS),
        error_messages={"required": "Choose what is wrong."},
    )
    council = forms.ChoiceField(
        label="Which council’s answer?",
        choices=councils,
        required=False,
        help_text="That page shows many councils. Where a child or a family can be identified, we "
        "need to know which, to take its answer out at once.",
        error_messages={"invalid_choice": "Choose a council of the list, or “I cannot say which”."},
    )
    words = forms.CharField(
        label="Tell us more",
        max_length=WORDS_MAX,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text="Which words, and why. Only staff read it. No need to name the child.",
    )
    email = forms.EmailField(
        label="Your e-mail address",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        help_text="Only if you want our answer by mail. Used for nothing else.",
        error_messages={"invalid": "Write the address like name@example.org, or leave it empty."},
    )
    earlier = forms.CharField(
        label="Reference of our earlier decision",
        max_length=20,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="Only if you ask for another look, such as RP-7K4QF2. Another person decides.",
    )
    # A box that people do not see; programs fill it in.
    website = forms.CharField(required=False, widget=forms.TextInput({"tabindex": "-1"}))

    def clean_page(self) -> str:
        return as_address(self.cleaned_data["page"])

    def clean_kind(self) -> ReportKind:
        return ReportKind(self.cleaned_data["kind"])

    def clean(self) -> None:
        needs_words = {ReportKind.WRONG, ReportKind.MY_DATA, ReportKind.OTHER}
        if self.cleaned_data.get("kind") in needs_words and not self.cleaned_data.get("words"):
            self.add_error("words", "Write a line or two, so that we know what to look for.")
        if self.asks_council and "council" in self.cleaned_data:
            self._clean_council()

    def _clean_council(self) -> None:
        """A council chosen makes the report one of that council's page, which can be hidden."""
        data = self.cleaned_data
        if data["council"] not in {"", CANNOT_SAY}:
            letter = Letter.objects.filter(slug=letter_of(data["page"])).first()
            data["words"] = f"Seen on {data['page']}\n\n{data['words']}".strip()
            data["page"] = of_council(data["council"], letter=letter.slug if letter else "")
        elif not data["council"] and data.get("kind") == ReportKind.CHILD:
            self.add_error(
                "council",
                "Choose the council whose answer it is: then it is hidden at once. If you do not "
                "know, choose “I cannot say which”.",
            )

    @property
    def asks_council(self) -> bool:
        """Whether the page is of many councils, so that nothing of it can be hidden by itself."""
        page = as_address(self["page"].value() or "") if self["page"].value() else ""
        if slug := page_of(page).authority:
            return not Authority.objects.filter(slug=slug).exists()
        return bool(page) and shows_many(page)

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("website"))


class DecideForm(forms.Form):
    """Staff's decision on a report, with an optional public line of correction."""

    decision = forms.CharField(
        label="Decision, with the reasons",
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Mailed to both sides. Do not repeat what was removed.",
        error_messages={"required": "Give the reasons: both sides will read them."},
    )
    show_again = forms.TypedChoiceField(
        label="What was hidden because of the report",
        choices=[("yes", "Show it again"), ("no", "Keep it hidden")],
        coerce=lambda chosen: chosen == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        help_text="The page of the report and both mails say which.",
        error_messages={"required": SHOW_OR_KEEP},
    )
    said = forms.CharField(
        label="The page said",
        required=False,
        max_length=500,
        help_text="Only where a fact changed. Public on the page of corrections, so never the "
        "words that were removed.",
    )
    says = forms.CharField(
        label="It now says",
        required=False,
        max_length=500,
        help_text="A number of fewer than five people is masked by us in both.",
    )
    why = forms.CharField(label="Why", required=False, max_length=1000)

    def __init__(self, *args: Any, is_hidden: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_hidden:
            del self.fields["show_again"]

    def correction(self) -> tuple[str, str, str] | None:
        """What was said, is said and why; None where no box was filled in."""
        data = self.cleaned_data
        texts = (data["said"], data["says"], data["why"])
        return texts if any(texts) else None


class HideForm(forms.Form):
    """Hide this now: one click with a reason. `page` is the path of what is hidden."""

    page = forms.CharField(max_length=300, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Reason",
        max_length=400,
        error_messages={"required": "Say why it is hidden. Staff and the owner will read it."},
    )

    def clean_page(self) -> str:
        return as_path(self.cleaned_data["page"])


class CampaignerForm(forms.Form):
    """Approve or decline somebody who asked to be a campaigner."""

    email = forms.EmailField()
    answer = forms.ChoiceField(choices=[("yes", "Approve"), ("no", "Decline")])
    reason = forms.CharField(max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("answer") == "no" and not data.get("reason"):
            raise ValidationError("Say why: the person reads it.")
        return data

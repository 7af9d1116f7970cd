"""The letter as a person wants it: her name, the covering words, what to leave out, who sees it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from authorities.models import Authority
from foi.actions.file import Wish, check_words
from foi.fields import HintedRadioSelect
from foi.models import LetterVersion
from foi.models.requests import VISIBILITIES
from foi.models.tokens import new_alias
from foi.rules.periods import fill_in
from foi.rules.permissions import Visibility
from foi.rules.privacy import Reason
from foi.rules.signing import LONGEST, alias_problem, name_problem

VISIBILITY_HINTS = {
    "private": "Nobody else learns of it. Your council's cell in the table stays empty.",
    "counted": "The questions, the dates and the council's answers fill the table. No page of "
    "its own, no name.",
    "public": "Also a page with the letter's questions, the dates and the answers. Your own "
    "covering words and your real name are never on it.",
}
WORDS_MAX = 3000


class AskForm(forms.Form):
    """`stops` and `hints` are what the privacy guard said, after validation."""

    name = forms.CharField(
        label="Your name",
        max_length=LONGEST,
        strip=True,
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your name. A title or initial and surname will do."},
        help_text="A real name is asked by law; a title or initial, and your surname, will do.",
    )
    is_organisation = forms.BooleanField(
        label="This is the name of an organisation", required=False
    )
    opening = forms.CharField(
        label="Your covering words",
        required=False,
        max_length=WORDS_MAX,
        widget=forms.Textarea({"rows": 8}),
        help_text="Change them, add to them or take them out. They go to the council and are "
        "never public. <strong>Please do not mention your child.</strong>",
    )
    leave_out = forms.MultipleChoiceField(
        label="Leave out", required=False, widget=forms.CheckboxSelectMultiple
    )
    visibility = forms.ChoiceField(
        label="Who may know of your letter?",
        choices=VISIBILITIES,
        required=False,
        widget=HintedRadioSelect(hints=VISIBILITY_HINTS),
        help_text="If you choose nothing, only you can see it. You can make it more private at "
        "any time.",
    )
    alias = forms.CharField(
        label="Public name",
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="Shown only with the third choice. Not your own name.",
    )

    def __init__(
        self,
        *args: Any,
        version: LetterVersion,
        authority: Authority,
        today: date,
        email: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.authority, self.email = version, authority, email
        self.today = today
        self.preset = _lines(fill_in(version.file.opening, today))
        self.questions = list(version.questions.all())
        self.fields["leave_out"].choices = [(q.key, q.heading) for q in self.questions]
        self.fields["opening"].initial = self.preset
        self.fields["alias"].initial = new_alias()
        self.stops: list[Reason] = []
        self.hints: list[Reason] = []

    def shown_questions(self) -> list[dict[str, object]]:
        """The questions as they will stand in the letter, with what is left out so far."""
        left_out = set(self["leave_out"].value() or [])
        return [
            {
                "key": question.key,
                "heading": question.heading,
                "words": fill_in(question.wording, self.today),
                "left_out": question.key in left_out,
            }
            for question in self.questions
        ]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_leave_out(self) -> list[str]:
        keys: list[str] = self.cleaned_data["leave_out"]
        if len(keys) >= len(self.questions):
            raise ValidationError("Keep at least one question: a letter without one asks nothing.")
        return keys

    def clean_visibility(self) -> Visibility:
        return Visibility(self.cleaned_data["visibility"] or Visibility.PRIVATE)

    def clean(self) -> None:
        for field in ("opening", "alias"):
            self._guard(field, self.cleaned_data.get(field) or "")
        self._check_name()
        self._check_alias()
        if self.cleaned_data.get("is_organisation"):
            self._guard("name", self.cleaned_data.get("name") or "", hints=False)

    def _check_name(self) -> None:
        name = self.cleaned_data.get("name")
        is_organisation = bool(self.cleaned_data.get("is_organisation"))
        if name and (problem := name_problem(name, is_organisation=is_organisation)):
            self.add_error("name", problem)

    def _check_alias(self) -> None:
        """Where it will not be shown, one that will not do gives way to a drawn one."""
        if "alias" in self.errors:
            return
        alias = " ".join(self.cleaned_data["alias"].split())
        self.cleaned_data["alias"] = alias
        name = self.cleaned_data.get("name") or ""
        problem = alias_problem(alias, name=name, email=self.email)
        if problem and self.cleaned_data.get("visibility") == Visibility.PUBLIC:
            self.add_error("alias", problem)
        elif problem:
            self.cleaned_data["alias"] = ""

    def _guard(self, field: str, text: str, *, hints: bool = True) -> None:
        verdict = check_words(text, self.authority)
        for reason in verdict.reasons:
            if reason.level == "stop":
                self.stops.append(reason)
                self.add_error(field, _in_short(reason))
            elif hints and reason.code not in {hint.code for hint in self.hints}:
                self.hints.append(reason)

    def wish(self) -> Wish:
        """What was asked for, as the actions want it. Call after validation."""
        data = self.cleaned_data
        opening = _lines(data["opening"])
        return Wish(
            name=data["name"],
            opening=None if opening == self.preset else opening,
            leave_out=tuple(data["leave_out"]),
            visibility=data["visibility"],
            alias=data["alias"],
        )


def _lines(text: str) -> str:
    """With plain line ends and none at either end: forms send other ones."""
    return "\n".join(text.strip().splitlines())


def _in_short(reason: Reason) -> str:
    """What was seen, without why and what to do: the page says those once, above the form."""
    return reason.sentence.partition(". ")[0].rstrip(".") + "."

"""What is asked of whoever enters a published source: the thing itself, and what it says."""

from datetime import date
from typing import Any

from django import forms

from authorities.models import Authority
from foi.actions.saying import LONGEST_PLACE, CannotDecide, Passage, Said
from foi.actions.sources import OUTCOMES, About, check_source_said
from foi.fields import ThreePartDateField
from foi.forms.log_questions import EXAMPLES
from foi.models import Finding, Letter, Question
from foi.rules.outcomes import WORDS


class WhichForm(forms.Form):
    """Which letter and which council it is about."""

    letter = forms.ChoiceField(label="Which letter’s questions does it answer?")
    authority = forms.ChoiceField(label="Which council?")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        letters = Letter.objects.values_list("slug", "title").order_by("title")
        councils = Authority.objects.answering_for_send(on).values_list("slug", "short_name")
        self.fields["letter"].choices = [("", "Choose a letter"), *letters]
        self.fields["authority"].choices = [("", "Choose a council"), *councils]


class SourceForm(forms.Form):
    """The page, log or paper."""

    url = forms.CharField(
        label="Its web address",
        max_length=500,
        help_text="Such as a page of the council, its disclosure log, a committee paper, or the "
        "earlier answer at WhatDoTheyKnow. It begins with https://.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={"required": "Give the web address."},
    )
    title = forms.CharField(
        label="Its title",
        max_length=300,
        help_text="Everybody reads it.",
        error_messages={"required": "Give the title of the page or paper."},
    )
    published_on = ThreePartDateField(label="When was it published?", required=False)
    retrieved_on = ThreePartDateField(label="When did you look at it?")

    def about(self) -> About:
        """What was filled in, as the action wants it."""
        got = self.cleaned_data
        return About(
            url=got["url"].strip(),
            title=" ".join(got["title"].split()),
            retrieved_on=got["retrieved_on"],
            published_on=got["published_on"],
        )


class SourceQuestionForm(forms.Form):
    """One question: what the source says of it. Left empty, it stays out."""

    outcome = forms.ChoiceField(
        label="What does it say?",
        required=False,
        choices=[("", "Nothing on this"), *((o.value, WORDS[o.value]) for o in OUTCOMES)],
        widget=forms.RadioSelect,
    )
    written = forms.CharField(label="The value", required=False, max_length=500)
    other_period = forms.CharField(
        label="Is it for another period than the letter asks? Which?",
        required=False,
        max_length=100,
    )
    quote = forms.CharField(
        label="The passage that says so, word for word",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = forms.CharField(
        label="Page or sheet", required=False, max_length=LONGEST_PLACE, help_text="Such as page 3."
    )

    def __init__(
        self, *args: Any, question: Question, wording: str, authority: Authority, **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix=f"q{question.number}", **kwargs)
        self.question, self.wording, self.authority = question, wording, authority
        field = self.fields["written"]
        if question.type in ("yes_no", "choice"):
            words = [("yes", "Yes"), ("no", "No")] if question.type == "yes_no" else []
            choices = [("", "It gives no value"), *words, *map(tuple, question.choices)]
            field.widget = forms.RadioSelect(choices=choices)
        else:
            field.help_text = EXAMPLES.get(question.type, "")
            field.label = f"The value ({question.unit})" if question.unit else field.label

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if not cleaned.get("outcome"):
            if any(cleaned.get(name) for name in ("written", "other_period", "quote", "place")):
                self.add_error("outcome", "Choose what the source says of this question.")
            return cleaned
        try:
            said = self.said(cleaned)
            check_source_said(question=self.question, said=said, authority=self.authority)
        except CannotDecide as error:
            hint = f" Did you mean “{error.suggestion}”?" if error.suggestion else ""
            self.add_error(error.field if error.field in self.fields else None, f"{error}{hint}")
        return cleaned

    @staticmethod
    def said(got: dict[str, Any]) -> Said:
        """What was filled in, as the action wants it."""
        return Said(
            outcome=got["outcome"],
            written=got["written"],
            other_period=got["other_period"],
            passage=Passage(quote=got["quote"], place=got["place"]),
        )

    @property
    def reading(self) -> tuple[Question, Said] | None:
        """The question and what is said of it; None where it was left out."""
        if not self.cleaned_data.get("outcome"):
            return None
        return self.question, self.said(self.cleaned_data)


def initial_of(finding: Finding | None) -> dict[str, Any]:
    """What a current finding of a source says, to start the form with."""
    if finding is None:
        return {}
    names = ("outcome", "written", "other_period", "quote", "place")
    return {name: getattr(finding.reading, name) for name in names}

"""The questions of a letter, as asked of whoever reads the reply."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from foi.actions.decide import CannotDecide, Passage, Said, check_said
from foi.actions.saying import LONGEST_PLACE
from foi.fields import HintedRadioSelect
from foi.models import Asked, Attachment, Finding, Message, Question
from foi.rules.grounds import Ground, all_grounds
from foi.rules.outcomes import WORDS, Outcome

OUTCOMES = [
    (Outcome.ANSWERED, WORDS["answered"]),
    (Outcome.ANSWERED_IN_PART, WORDS["answered_in_part"]),
    (Outcome.UNCLEAR, WORDS["unclear"]),
    (Outcome.REFUSED, "Refused"),
    (Outcome.NOT_HELD, WORDS["not_held"]),
    (Outcome.ALREADY_PUBLIC, WORDS["already_public"]),
    (Outcome.WRONG_BODY, WORDS["wrong_body"]),
    (Outcome.UNANSWERED, WORDS["unanswered"]),
]
EXAMPLES = {
    "count": "A number, such as 312, fewer than 5, about 40 or 10 to 20.",
    "number": "A number, such as 12.5 or about 40.",
    "money": "Pounds, such as £1.2m or 4,500,000. A deficit with a minus or in brackets.",
    "percentage": "Such as 57.4% or 31 out of 54.",
    "days": "A number of days, such as 15 or 10 to 12.",
    "date": "Such as 3 March 2025 or March 2025.",
    "text": "In a few words of the council’s own.",
    "document": "The title of the document.",
}
# What councils name most often, first; every other ground follows in the order of the law.
USUAL = (
    *("foia-s12-1", "foia-s14-1", "foia-s21", "foia-s22", "foia-s31", "foia-s36"),
    *("foia-s40-2-3a", "foia-s40-5a-5b", "foia-s41", "foia-s42", "foia-s43-2", "foia-s1-1"),
)
IN_MESSAGE = "message"


def offered() -> tuple[Ground, ...]:
    """Grounds that can stand with an outcome; the others are events of the clock."""
    return tuple(ground for ground in all_grounds() if ground.outcomes)


class EvidenceForm(forms.Form):
    """The grounds and the passage: what a refusal of the whole and each question share."""

    grounds = forms.MultipleChoiceField(
        label="Grounds the council named", required=False, choices=()
    )
    cited = forms.CharField(
        label="As the council cited it",
        required=False,
        max_length=100,
        help_text="Such as “section 12(1)”. Leave empty if it is the same.",
    )
    quote = forms.CharField(
        label="The passage that says so, word for word",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    where = forms.ChoiceField(label="Where it stands", required=False)
    place = forms.CharField(label="Page or sheet", required=False, max_length=LONGEST_PLACE)
    link = forms.CharField(
        label="The address the council gave",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        message: Message | None,
        files: list[tuple[Attachment, str]],
        hinted: dict[str, str],
        **kwargs: Any,
    ) -> None:
        """`files`: rows with the names shown; `hinted`: slug to the section as the reply has it."""
        super().__init__(*args, **kwargs)
        self.message, self.hinted = message, hinted
        self.files = {row.token: row for row, _ in files}
        self.suggestion = ""
        self.fields["grounds"].choices = [(ground.slug, ground.words) for ground in offered()]
        places = [(row.token, name) for row, name in files]
        self.fields["where"].choices = [(IN_MESSAGE, "In the letter or e-mail itself"), *places]

    @property
    def chosen(self) -> set[str]:
        """Slugs ticked so far."""
        if self.is_bound:
            data = self.data
            name = self.add_prefix("grounds")
            found = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
            return set(found)
        return set(self.get_initial_for_field(self.fields["grounds"], "grounds") or [])

    @property
    def ground_groups(self) -> list[tuple[str, list[tuple[Ground, bool, str]]]]:
        """Grounds under headings, each with whether it is ticked and how the reply names it."""
        chosen, by_slug = self.chosen, {ground.slug: ground for ground in offered()}
        named = [slug for slug in by_slug if slug in self.hinted]
        usual = [slug for slug in USUAL if slug not in named]
        rest = [slug for slug in by_slug if slug not in named and slug not in usual]
        groups = (
            ("The reply may name one of these", named),
            ("Named most often", usual),
            ("Freedom of Information Act", [s for s in rest if s.startswith("foia")]),
            ("Environmental Information Regulations", [s for s in rest if s.startswith("eir")]),
        )
        return [
            (heading, [(by_slug[s], s in chosen, self.hinted.get(s, "")) for s in slugs])
            for heading, slugs in groups
            if slugs
        ]

    def said(self, outcome: str, *, written: str = "", other_period: str = "") -> Said:
        """What was filled in, as the action wants it."""
        got = self.cleaned_data
        attachment = self.files.get(got.get("where", ""))
        return Said(
            outcome=outcome,
            written=written.strip(),
            grounds=tuple((slug, self._cited(slug)) for slug in got.get("grounds", [])),
            link=got.get("link", "").strip(),
            other_period=other_period.strip(),
            passage=Passage(
                quote=got.get("quote", "").strip(),
                message=self.message,
                attachment=attachment,
                place=got.get("place", "").strip(),
            ),
        )

    def _cited(self, slug: str) -> str:
        """As typed; else as the reply's own words name it, where a program found them."""
        return self.cleaned_data.get("cited", "").strip() or self.hinted.get(slug, "")[:100]

    def refuse(self, error: CannotDecide) -> None:
        """Put an action's refusal beside its field."""
        self.suggestion = error.suggestion or self.suggestion
        self.add_error(error.field if error.field in self.fields else None, str(error))


class QuestionForm(EvidenceForm):
    """One question: what the reply says of it. Left empty, it stays unread."""

    outcome = forms.ChoiceField(
        label="What does the reply say?",
        required=False,
        choices=OUTCOMES,
        widget=HintedRadioSelect(
            hints={
                Outcome.ANSWERED_IN_PART: "Some was left out or refused.",
                Outcome.ALREADY_PUBLIC: "With an address where the answer is. "
                "If there is none, choose “Refused” and section 21.",
                Outcome.UNANSWERED: "Nothing in the reply speaks to it.",
            }
        ),
    )
    written = forms.CharField(label="The value", required=False, max_length=500)
    other_period = forms.CharField(
        label="Is it for another period than you asked? Which?", required=False, max_length=100
    )
    field_order = ["outcome", "written", "other_period", "link", "grounds", "cited", "quote"]

    def __init__(self, *args: Any, asked: Asked, wording: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"q{asked.number}", **kwargs)
        self.asked, self.wording = asked, wording
        self._shape_value(asked.question)

    def _shape_value(self, question: Question) -> None:
        field = self.fields["written"]
        if question.type in ("yes_no", "choice"):
            words = [("yes", "Yes"), ("no", "No")] if question.type == "yes_no" else []
            choices = [("", "It gives no value"), *words, *map(tuple, question.choices)]
            field.widget = forms.RadioSelect(choices=choices)
            return
        field.help_text = EXAMPLES.get(question.type, "")
        if question.unit:
            field.label = f"The value ({question.unit})"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        outcome = cleaned.get("outcome", "")
        if self.errors:
            return cleaned
        if not outcome:
            typed = ("written", "quote", "link", "grounds", "cited", "other_period", "place")
            if any(cleaned.get(name) for name in typed):
                self.add_error("outcome", "Choose what the reply says of this question.")
            return cleaned
        said = self.said(outcome, written=cleaned["written"], other_period=cleaned["other_period"])
        try:
            check_said(self.asked.request, self.asked.question, said)
        except CannotDecide as error:
            self.refuse(error)
        return cleaned

    @property
    def reading(self) -> tuple[Question, Said] | None:
        """The question and what is said of it; None where it was left for later."""
        outcome = self.cleaned_data.get("outcome", "")
        if not outcome:
            return None
        got = self.cleaned_data
        said = self.said(outcome, written=got["written"], other_period=got["other_period"])
        return self.asked.question, said


class WholeForm(EvidenceForm):
    """One outcome for every question: the whole letter was refused, or is said to be published."""

    def __init__(self, *args: Any, outcome: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome = outcome
        if outcome == Outcome.REFUSED:
            del self.fields["link"]


def initial_of(finding: Finding | None) -> dict[str, Any]:
    """What a current finding says, to start the form with."""
    if finding is None:
        return {"where": IN_MESSAGE}
    reading = finding.reading
    cited = {row["cited"] for row in reading.grounds}
    return {
        "outcome": reading.outcome,
        "written": reading.written,
        "other_period": reading.other_period,
        "link": reading.link,
        "grounds": [row["slug"] for row in reading.grounds],
        "cited": cited.pop() if len(cited) == 1 else "",
        "quote": reading.quote,
        "where": reading.attachment.token if reading.attachment else IN_MESSAGE,
        "place": reading.place,
    }

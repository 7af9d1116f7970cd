"""The questions of a letter, as asked of whoever reads the reply."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from foi.actions.decide import CannotDecide, Passage, Said, check_said
from foi.actions.saying import LONGEST_PLACE
from foi.fields import HintedRadioSelect
from foi.mail.places import IN_MESSAGE, Part, Stands, stands
from foi.mail.suggestions import Suggestion
from foi.models import Asked, Attachment, Finding, Message, Question
from foi.rules.grounds import Ground, all_grounds
from foi.rules.outcomes import WORDS, Outcome
from foi.rules.suggesting import Offer, suggest

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
REGIMES = (("Freedom of Information Act", "foia"), ("Environmental Information Regulations", "eir"))


def offered() -> tuple[Ground, ...]:
    """Grounds that can stand with an outcome; the others are events of the clock."""
    return tuple(ground for ground in all_grounds() if ground.outcomes)


class GroundsWidget(forms.SelectMultiple):
    """Boxes and a list under one name; the list's first line is none of them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [slug for slug in super().value_from_datadict(data, files, name) or [] if slug]


class EvidenceForm(forms.Form):
    """The grounds and the passage: what a refusal of the whole and each question share."""

    grounds = forms.MultipleChoiceField(
        label="Grounds the council named", required=False, choices=(), widget=GroundsWidget
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
    where = forms.ChoiceField(
        label="Where it stands",
        required=False,
        help_text="Leave it, and we look for the passage when you save.",
    )
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
        parts: Sequence[Part],
        hinted: dict[str, str],
        **kwargs: Any,
    ) -> None:
        """`files`: rows with the names shown; `parts`: what can be read of the reply;
        `hinted`: slug to the section as the reply has it."""
        super().__init__(*args, **kwargs)
        self.message, self.parts, self.hinted = message, parts, hinted
        self.files = {row.token: row for row, _ in files}
        self.suggestion = ""
        self.stands: Stands | None = None  # where the passage was found, once it was looked for
        self.fields["grounds"].choices = [(ground.slug, ground.words) for ground in offered()]
        places = [(row.token, name) for row, name in files]
        here = (IN_MESSAGE, "In the letter or e-mail itself")
        self.fields["where"].choices = [("", "Look for it"), here, *places]

    @property
    def chosen(self) -> set[str]:
        """Slugs ticked so far."""
        if self.is_bound:
            data = self.data
            name = self.add_prefix("grounds")
            found = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
            return {slug for slug in found if slug}
        return set(self.get_initial_for_field(self.fields["grounds"], "grounds") or [])

    @property
    def ground_groups(self) -> list[tuple[str, list[tuple[Ground, bool, str]]]]:
        """Grounds to tick, each with whether it is ticked and how the reply names it."""
        chosen, by_slug = self.chosen, {ground.slug: ground for ground in offered()}
        named = [slug for slug in by_slug if slug in self.hinted]
        usual = [slug for slug in USUAL if slug not in named]
        others = [slug for slug in by_slug if slug in chosen - {*named, *usual}]
        groups = (
            ("The reply may name one of these", named),
            ("Chosen", others),
            ("Named most often", usual),
        )
        return [
            (heading, [(by_slug[s], s in chosen, self.hinted.get(s, "")) for s in slugs])
            for heading, slugs in groups
            if slugs
        ]

    @property
    def other_grounds(self) -> list[tuple[str, list[Ground]]]:
        """Every ground that has no box, as lines of one list: twenty questions stay light."""
        boxed = {ground.slug for _, rows in self.ground_groups for ground, _, _ in rows}
        rest = [ground for ground in offered() if ground.slug not in boxed]
        return [(name, [one for one in rest if one.regime == regime]) for name, regime in REGIMES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("quote") and "where" in cleaned and "place" in cleaned:
            self._look_for_the_passage(cleaned)
        return cleaned

    def _look_for_the_passage(self, cleaned: dict[str, Any]) -> None:
        """Fill in where it stands, as far as nobody has said and only one place holds it."""
        self.stands = stands(cleaned["quote"], self.parts)
        said = cleaned["where"]
        near = [part for part in self.parts if part.where == said] if said else self.parts
        found = stands(cleaned["quote"], near) if said else self.stands
        cleaned["where"] = said or found.where
        cleaned["place"] = cleaned["place"] or found.place

    @property
    def is_lost(self) -> bool:
        """There are words to look in, and the passage is nowhere among them."""
        return bool(self.parts) and self.stands is not None and not self.stands.is_found

    def hold(self) -> None:
        """Show what was typed, without judging it yet."""
        self._errors = ErrorDict()

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

    def __init__(
        self, *args: Any, asked: Asked, wording: str, saved: Finding | None = None, **kwargs: Any
    ) -> None:
        """`saved`: what is recorded of the question now."""
        super().__init__(*args, prefix=f"q{asked.number}", **kwargs)
        self.asked, self.wording, self.saved = asked, wording, saved
        self.offers: tuple[Offer, ...] = ()
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

    @property
    def outcome_words(self) -> str:
        """What is recorded now, in the words of the choices."""
        return str(dict(OUTCOMES).get(self.saved.reading.outcome, "")) if self.saved else ""

    @property
    def written_words(self) -> str:
        """The value that is recorded, a choice in its public words."""
        written = self.saved.reading.written if self.saved else ""
        return str(dict(self.asked.question.choices).get(written, written))

    @property
    def is_as_saved(self) -> bool:
        """Another's reading stays hers where whoever saves the page left it alone."""
        return self.saved is not None and not self.has_changed()

    @property
    def is_touched(self) -> bool:
        """Something else was typed than is recorded, or this question is in hand."""
        return self.is_bound and (bool(self.offers) or self.has_changed())

    def offer(self) -> None:
        """Offer the values that the passage typed so far gives."""
        question, quote = self.asked.question, self["quote"].value() or ""
        self.offers = suggest(question.type, quote, [tuple(pair) for pair in question.choices])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        outcome = cleaned.get("outcome", "")
        if self.errors or self.is_as_saved:
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
    def noted(self) -> str:
        """What a program could not tell of a suggestion, as a sentence."""
        return str(self.initial.get("noted", ""))

    @property
    def reading(self) -> tuple[Question, Said] | None:
        """The question and what is said of it; None where it was left for later, or as it is."""
        outcome = self.cleaned_data.get("outcome", "")
        if not outcome or self.is_as_saved:
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


def initial_of_sheet(suggested: Suggestion, token: str) -> dict[str, Any]:
    """What a filled-in answer sheet suggests, to start the form with; `token` is its file's."""
    return {
        "outcome": suggested.outcome,
        "written": suggested.written,
        "other_period": suggested.other_period,
        "link": suggested.link,
        "grounds": [slug for slug, _ in suggested.grounds],
        "cited": suggested.grounds[0][1] if len(suggested.grounds) == 1 else "",
        "quote": suggested.quote,
        "where": token,
        "place": suggested.place,
        "noted": suggested.problem,
    }


def initial_of(finding: Finding | None) -> dict[str, Any]:
    """What a current finding says, to start the form with."""
    if finding is None:
        return {}
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

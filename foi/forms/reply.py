"""What a council types in its right of reply, what staff type of a posted letter, and a claim."""

from datetime import date
from typing import Any

from django import forms

from foi.actions.reply import plain
from foi.fields import HintedRadioSelect, ThreePartDateField
from foi.models.replies import LONGEST_REPLY

WORDS_HINT = (
    f"{LONGEST_REPLY:,} characters at most. Everybody can read it beside the answer. No names of "
    "children or families, and no staff below head of service."
)
KIND_HINTS = {
    "comment": "It stands beside the answer, as the council’s words.",
    "answer": "For what your reply had not answered. The cell says “answered only in the right "
    "of reply”.",
    "wrong": "You can show it with a document on the next page.",
}


class CodeForm(forms.Form):
    """The code of a printed letter."""

    code = forms.CharField(
        label="Code from the letter",
        max_length=40,
        help_text="Twelve letters and digits, such as ABCD-EFGH-JKLM. Capitals do not matter.",
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
        error_messages={"required": "Type the code that stands in the letter."},
    )


class WordsForm(forms.Form):
    """Words about one cell, or (`of_all`) about all of them."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[
            ("comment", "A comment"),
            ("answer", "We answer this only now"),
            ("wrong", "This is wrong"),
        ],
        widget=HintedRadioSelect(hints=KIND_HINTS),
        error_messages={"required": "Choose what it is."},
    )
    words = forms.CharField(
        label="Your words",
        help_text=WORDS_HINT,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Write what you want to say."},
    )

    def __init__(self, *args: Any, of_all: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_all:
            del self.fields["kind"]

    def clean_words(self) -> str:
        return plain(self.cleaned_data["words"])


class DocumentForm(forms.Form):
    """On the page that shows how it will stand: the document behind "this is wrong"."""

    document = forms.FileField(
        label="The document that shows it",
        required=False,
        help_text="A PDF, an e-mail, a spreadsheet, a text or a picture. Only our staff read it.",
    )


class PostedForm(forms.Form):
    """The day on which a letter was posted."""

    on = ThreePartDateField(
        label="It was posted on",
        help_text="For example 20 11 2026. The ten working days run from it.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)


class ClaimForm(forms.Form):
    """A council asks for its link."""

    council = forms.ChoiceField(
        label="Your council", error_messages={"required": "Choose your council."}
    )
    email = forms.EmailField(
        label="An e-mail address at your council’s own web domain",
        help_text="Such as foi@ and the name of your website. The link goes there and nowhere "
        "else.",
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Give an e-mail address of the council.",
            "invalid": "Write the address like name@example.gov.uk.",
        },
    )

    def __init__(self, *args: Any, councils: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["council"].choices = [("", "Choose"), *councils]

"""What is asked of whoever logs a reply: how it came, what it holds, what it is."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict

from foi.actions.receive import Upload
from foi.fields import HintedRadioSelect, ThreePartDateField

WAYS = (
    ("email", "By e-mail"),
    ("portal", "On the council’s website or portal"),
    ("post", "By post"),
    ("in_person", "I was handed papers"),
    ("phone", "By telephone, or only in conversation"),
)
WAY_HINTS = {
    "email": "Paste it, or upload the saved e-mail (.eml).",
    "portal": "Download it today: such links expire.",
    "post": "Photograph or scan the pages; we make one file of them.",
    "in_person": "Photograph or scan them.",
    "phone": "A private note for you. Only a written answer counts.",
}
KINDS = (
    ("acknowledgement", "It only says that they have received my letter"),
    ("response", "An answer, in whole or in part"),
    ("refusal", "A refusal of the whole letter"),
    ("already_public", "It says that this is published, or was answered, already"),
    ("clarification", "It asks me a question back"),
    ("extension", "It says that they need more time"),
    ("fee", "It asks for a fee"),
    ("bounce", "My letter came back: it could not be delivered"),
)
KIND_HINTS = {
    "acknowledgement": "The clock goes on.",
    "response": "Also where some questions were refused.",
    "refusal": "You enter the grounds once.",
    "already_public": "You enter the address, and the value if it is there.",
    "clarification": "The clock stops until you have answered.",
    "extension": "To weigh the public interest (section 10(3)), or under the environmental rules.",
    "fee": "The clock stops until it is paid.",
}
MOST_TEXT = 500_000  # characters


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Gives a list of uploaded files, together within the limit of the settings."""

    widget = ManyFilesInput(attrs={"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        files = [super(ManyFilesField, self).clean(each, initial) for each in given]
        limit = settings.UPLOAD_LIMIT_BYTES
        if sum(file.size or 0 for file in files) > limit:
            raise forms.ValidationError(
                f"That is more than {_megabytes(limit)}, the most that we can take at a time. "
                "Please split it, or upload only the letter. What you typed is still here."
            )
        return files


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB" if size >= 1024 * 1024 else f"{size:,} bytes"


class WayForm(forms.Form):
    """How did it come?"""

    way = forms.ChoiceField(
        label="How did it come?",
        choices=WAYS,
        widget=HintedRadioSelect(hints=WAY_HINTS),
        error_messages={"required": "Choose how it came."},
    )


class HandInForm(forms.Form):
    """The words and the files, as they came."""

    text = forms.CharField(
        label="The words",
        required=False,
        max_length=MOST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    files = ManyFilesField(label="Files", required=False, allow_empty_file=True, max_length=None)

    LABELS = {
        "email": (
            "Paste the e-mail here",
            "All of it, with the lines From, Sent and Subject if you can.",
            "Or upload the saved e-mail, and files that came with it",
            "A saved e-mail ends in .eml. Its attachments come with it.",
        ),
        "portal": (
            "Paste what it says",
            "Leave empty if everything is in files.",
            "Upload the files that you downloaded",
            "",
        ),
        "post": (
            "Or type the words",
            "Leave empty if the photographs can be read.",
            "Photographs or scans of the pages",
            "Choose all pages at once, in order. Place and time stored in a photo are removed.",
        ),
    }

    def __init__(self, *args: Any, way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.LABELS.get(way, self.LABELS["post"])
        text, files = self.fields["text"], self.fields["files"]
        text.label, text.help_text, files.label, files.help_text = words
        if way in ("post", "in_person"):
            self.order_fields(["files", "text"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        nothing = not cleaned.get("text", "").strip() and not cleaned.get("files")
        if nothing and not self.errors:
            self.add_error("text", "Paste the words, or choose a file.")
        return cleaned

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files read into memory: together they keep within the limit."""
        files = self.cleaned_data["files"]
        return tuple(Upload(file.name or "file", file.read()) for file in files)


class NoteForm(forms.Form):
    """A private note of a call."""

    on = ThreePartDateField(label="When was it?", help_text="Such as 3 12 2026.")
    note = forms.CharField(
        label="What were you told?",
        max_length=4000,
        help_text="Only you can read this. Please leave out names of children.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write a line about the call."},
    )


class KindForm(forms.Form):
    """What is it, and when did it come?"""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=KINDS,
        widget=HintedRadioSelect(hints=KIND_HINTS),
        error_messages={"required": "Choose what it is."},
    )
    came_on = ThreePartDateField(
        label="The day it came",
        help_text="The day it reached you, even if you read it later. Such as 3 12 2026.",
        error_messages={"required": "Give the day on which it came: day, month and year."},
    )
    dated_on = ThreePartDateField(
        label="The date on the letter", help_text="If there is one.", required=False
    )

    def __init__(
        self,
        *args: Any,
        has_own_date: bool,
        today: date,
        only: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        """`only`: the kinds to choose from, where it is not every one."""
        super().__init__(*args, **kwargs)
        self.today = today
        if only:
            kinds = [(kind, words) for kind, words in KINDS if kind in only]
            self.fields["kind"].choices = kinds
        if has_own_date:
            del self.fields["dated_on"]

    def hold(self) -> None:
        """Show what was typed, without judging it yet."""
        self._errors = ErrorDict()

    def clean_came_on(self) -> date:
        day: date = self.cleaned_data["came_on"]
        if day > self.today:
            raise forms.ValidationError("That day is still to come. Give the day on which it came.")
        return day

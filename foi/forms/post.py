"""What is asked in the post tray: the files, and for each mail where it belongs."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html

from foi.actions.post import CannotFile, letters_named
from foi.actions.receive import Upload
from foi.forms.log import ManyFilesField
from foi.models import Request, User


class SavedMailsForm(forms.Form):
    """Many saved mails at once."""

    files = ManyFilesField(
        label="Saved e-mails",
        help_text="Files that end in .eml or .mbox, or a .zip of them. Their attachments come "
        "with them.",
        allow_empty_file=True,
        max_length=None,
    )

    def clean_files(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["files"]
        if not files:
            raise forms.ValidationError("Choose at least one file.")
        return files

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files read into memory: together they keep within the limit."""
        files = self.cleaned_data["files"]
        return tuple(Upload(file.name or "file", file.read()) for file in files)


def _label(words: str, about: str) -> str:
    """For the ear, a label says which of many mails it is about."""
    return format_html('{}<span class="govuk-visually-hidden"> ({})</span>', words, about)


class WhereForm(forms.Form):
    """Where one mail belongs: a suggestion that is ticked, another letter, or nowhere.

    `letters` are the requests chosen, none where it stays in the tray. What is typed goes before
    what is ticked.
    """

    pick = forms.CharField(required=False, max_length=200)
    to = forms.CharField(
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "letters", "autocomplete": "off"}),
    )
    drop = forms.BooleanField(required=False, label="")

    def __init__(self, *args: Any, by: User, on: date, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].label = _label("Which letter? Its reference, or the council", about)
        self.fields["drop"].label = _label("Not a reply to any of them: discard it", about)
        self.by, self.on = by, on
        self.letters: list[Request] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = cleaned.get("to", "").strip()
        if cleaned.get("drop"):
            if typed:
                self.add_error("to", "Either name a letter or discard the mail, not both.")
            return cleaned
        if text := typed or cleaned.get("pick", "").strip():
            try:
                self.letters = letters_named(by=self.by, text=text, on=self.on)
            except CannotFile as error:
                self.add_error("to", str(error))
        return cleaned

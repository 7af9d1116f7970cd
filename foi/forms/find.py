"""Finding the council that answers for SEND: by postcode (posted, never kept) or by name."""

from typing import Any

from django import forms

from authorities.postcodes import NotAPostcode, Place, find


class PostcodeForm(forms.Form):
    """A postcode, read into a Place. It is not stored, logged or put in an address."""

    postcode = forms.CharField(
        label="Your postcode",
        max_length=20,
        help_text="We look up the council and forget the postcode at once.",
        widget=forms.TextInput(
            attrs={"autocomplete": "postal-code", "class": "govuk-input govuk-input--width-10"}
        ),
        error_messages={"required": "Type a postcode, such as ME14 1XQ, or use the name below."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if typed := cleaned.get("postcode"):
            try:
                cleaned["place"] = self._place(typed)
            except NotAPostcode as error:
                self.add_error("postcode", str(error))
        return cleaned

    def _place(self, typed: str) -> Place:
        place = find(typed)
        if not place.covered:
            raise NotAPostcode(
                f"{place.nation} is not part of the United Kingdom, and its councils answer under "
                "laws of its own. This site cannot help there."
            )
        return place


class NameForm(forms.Form):
    """Part of a council's name, asked by GET."""

    q = forms.CharField(
        label="Or the council’s name",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-20"}),
    )

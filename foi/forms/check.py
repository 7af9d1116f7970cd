"""What a second or third person says of a reading: the same, or what she reads herself."""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from foi.actions.check import QUICKER, Verdict
from foi.actions.saying import LONGEST_REASON, CannotDecide, check_reason
from foi.forms.log_questions import QuestionForm
from foi.models import Finding, Reading

SAME, OTHERWISE = "same", "otherwise"
OWN = "own"


class CheckForm(QuestionForm):
    """One finding. Left empty, it stays for later.

    A second person confirms or corrects; one who reads blind has the question's fields alone; a
    third picks one of two readings or enters her own.
    """

    verdict = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why, in one sentence",
        required=False,
        max_length=LONGEST_REASON,
        help_text="Everybody can read it. No names.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, finding: Finding, readings: list[Reading], blind: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.finding, self.readings, self.blind = finding, readings, blind
        self.prefix = f"c{self.asked.number}-{finding.stage}"
        self.is_third = finding.differs_at is not None
        if blind:
            del self.fields["verdict"], self.fields["reason"]
            return
        field = self.fields["verdict"]
        field.label = f"Question {self.asked.number}: what do you read?"
        field.choices = [(SAME, "I read the same"), (OTHERWISE, "I read it otherwise")]
        if self.is_third:
            self.fields["reason"].help_text = (
                "Only if the cell changes. Left empty, the reason of the reading you pick stands. "
                "Everybody can read it. No names."
            )
            numbers = range(1, len(readings) + 1)
            field.choices = [(str(n), f"I read the same as reading {n}") for n in numbers]
            field.choices += [(OWN, "I read it in another way")]

    @property
    def stamp(self) -> str:
        """Tells these readings from any others, without telling their keys."""
        keys = sorted(row.pk for row in self.readings)
        return hashlib.sha256(f"{self.finding.pk}:{keys}".encode()).hexdigest()[:16]

    @property
    def enters(self) -> bool:
        """Whether she enters a reading of her own."""
        return self.blind or self.data.get(self.add_prefix("verdict")) in (OTHERWISE, OWN)

    def clean(self) -> dict[str, Any]:
        """Only what she means is checked: the fields of a reading stand there filled in."""
        if self.data.get(self.add_prefix("seen")) != self.stamp:
            self.add_error(None, QUICKER)  # of other readings than those that lie here now
        if not self.enters:
            for name in set(self.errors) - {"verdict", "reason", NON_FIELD_ERRORS}:
                del self.errors[name]
            return self.cleaned_data
        cleaned = super().clean()
        if not self.blind and not cleaned.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", "Choose what the reply says of this question.")
        self._check_reason(cleaned)
        return cleaned

    def _check_reason(self, cleaned: dict[str, Any]) -> None:
        if self.blind or self.is_third or "reason" in self.errors:
            return  # a third needs one only where the shown reading does not stand
        try:
            check_reason(self.asked.request, cleaned.get("reason", ""))
        except CannotDecide as error:
            self.refuse(error)

    @property
    def said_of_it(self) -> Verdict | None:
        """Her verdict; None where she left it for later. Of a valid form."""
        got, seen = self.cleaned_data, frozenset(row.pk for row in self.readings)
        reason = got.get("reason", "").strip()
        if self.enters:
            if self.reading is None:
                return None
            return Verdict(self.finding, seen, said=self.reading[1], reason=reason)
        chosen = got.get("verdict", "")
        if not chosen:
            return None
        picked = self.finding.reading if chosen == SAME else self.readings[int(chosen) - 1]
        return Verdict(self.finding, seen, picks=picked, reason=reason)


class QueueForm(forms.Form):
    """Which of what waits to see: by letter, by investigation."""

    letter = forms.ChoiceField(label="Letter", required=False)
    investigation = forms.ChoiceField(label="Investigation", required=False)

    def __init__(
        self, *args: Any, letters: list[tuple[str, str]], investigations: list[tuple[str, str]]
    ) -> None:
        super().__init__(*args)
        self.fields["letter"].choices = [("", "Every letter"), *letters]
        self.fields["investigation"].choices = [("", "Any, or none"), *investigations]
        if not investigations:
            del self.fields["investigation"]

    @property
    def wanted(self) -> dict[str, str]:
        """Slugs; nothing where nonsense was asked for."""
        return dict(self.cleaned_data) if self.is_valid() else {}

"""What the public calculator asks: which law, which day, and what has happened since."""

from typing import Any

from django import forms

from foi.fields import ThreePartDateField
from foi.rules.clock import Clock, Happened, run
from foi.rules.working_days import Holidays, OutsideTable

FOI = "foia"
CHOICES = [
    (
        "An answer to a request",
        [
            (FOI, "FOI request to a council (England, Wales, N. Ireland)"),
            ("eir", "Environmental request (England, Wales, N. Ireland)"),
            ("school", "FOI request to a school or academy"),
            ("foisa", "FOI request in Scotland"),
            ("sar", "Subject access request (about you or your child)"),
        ],
    ),
    (
        "An answer to a complaint",
        [
            ("internal_review", "Internal review of an FOI answer"),
            ("eir_internal_review", "Internal review of an environmental answer"),
            ("foisa_review", "Review in Scotland"),
        ],
    ),
    (
        "How long you have yourself",
        [
            ("internal_review_window", "To ask for an internal review"),
            ("eir_review_window", "To ask for an internal review (environmental)"),
            ("foisa_review_window", "To ask for a review in Scotland, after a late answer"),
            ("ico_complaint_window", "To complain to the regulator"),
            ("foisa_appeal_window", "To go to the Scottish Information Commissioner"),
            ("ftt_appeal", "To appeal to the First-tier Tribunal (information rights)"),
            ("foia_aggregation_clear", "Until the same council can be asked again safely"),
        ],
    ),
]
FRIENDLY = {code: words for _, rows in CHOICES for code, words in rows}
_EXTENSIONS = {
    "foia": "pit_extension_notified",
    "school": "pit_extension_notified",
    "eir": "eir_extension_notified",
    "sar": "sar_extension_notified",
}
# Field -> kind of event; each is optional.
_EVENTS = {
    "asked": "clarification_requested",
    "replied": "clarification_received",
    "fee": "fees_notice",
    "paid": "fee_paid",
}
_LABELS = {
    "asked": "They asked you a question before going on",
    "replied": "They had your answer",
    "fee": "They asked for a fee",
    "paid": "You paid the fee",
    "longer": "They said that they need longer",
    "closed": "A school: closed from",
    "reopened": "A school: closed until, that day included",
}
_AFTER = {
    "replied": ("asked", "Give the day of their question too."),
    "paid": ("fee", "Give the day on which they asked for the fee too."),
    "reopened": ("closed", "Give the first day of the closure too."),
    "closed": ("reopened", "Give the last day of the closure too."),
}


def _day(name: str) -> ThreePartDateField:
    return ThreePartDateField(label=_LABELS[name], required=False)


class DeadlineForm(forms.Form):
    """One count. By GET: the address of a result can be passed on, and says nothing personal."""

    regime = forms.ChoiceField(label="What do you want to count?", choices=CHOICES, initial=FOI)
    on = ThreePartDateField(
        label="From which day?",
        help_text="For a request: the day they received it; an e-mail arrives on the day it is "
        "sent. For your own time: the day the answer came. For the tribunal: the date the decision "
        "was sent. For asking again: the day they received the first request. "
        "For example, 20 11 2026.",
    )
    asked = _day("asked")
    replied = _day("replied")
    fee = _day("fee")
    paid = _day("paid")
    longer = _day("longer")
    closed = _day("closed")
    reopened = _day("reopened")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in (*_EVENTS, "longer", "closed", "reopened"):
            if cleaned.get(name) and cleaned.get("on") and cleaned[name] < cleaned["on"]:
                if name not in {"closed", "reopened"}:
                    self.add_error(name, "That is before the day they received it.")
        for name, (needs, sentence) in _AFTER.items():
            if cleaned.get(name) and not cleaned.get(needs) and needs not in self.errors:
                self.add_error(needs, sentence)
        for first, last in (("asked", "replied"), ("fee", "paid"), ("closed", "reopened")):
            if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
                self.add_error(last, "That is before the day it follows. Check both dates.")
        return cleaned

    @property
    def more_is_open(self) -> bool:
        """Whether what happened since is filled in, or wrong, and so must be seen."""
        names = (*_EVENTS, "longer", "closed", "reopened")
        return any(name in self.errors or self.cleaned_data.get(name) for name in names)

    def happened(self) -> list[Happened]:
        """The events as the clock wants them. Only of a valid form."""
        typed = self.cleaned_data
        events = [Happened(kind, typed[name]) for name, kind in _EVENTS.items() if typed[name]]
        if typed["longer"] and (kind := _EXTENSIONS.get(typed["regime"])):
            events.append(Happened(kind, typed["longer"]))
        if typed["closed"]:
            events.append(Happened("school_closed", typed["closed"], until=typed["reopened"]))
        return events

    def count(self, *, holidays: Holidays, complaint_days: int) -> Clock | None:
        """The clock; None with an error beside the day where the table does not reach."""
        try:
            return run(
                self.cleaned_data["regime"],
                self.cleaned_data["on"],
                self.happened(),
                holidays=holidays,
                complaint_days=complaint_days,
            )
        except OutsideTable as error:
            self.add_error("on", str(error))
            return None

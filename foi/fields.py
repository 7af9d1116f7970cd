"""Form fields and widgets the whole site shares: a date in three boxes, radios with hints."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MONTHS = (
    "January February March April May June July August September October November December"
).split()


class ThreePartDateWidget(forms.MultiWidget):
    """Day, month and year in boxes of their own, named NAME_day, NAME_month, NAME_year."""

    template_name = "forms/three_part_date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        narrow = {"class": "govuk-date-input__input govuk-input--width-2"}
        wide = {"class": "govuk-date-input__input govuk-input--width-4"}
        boxes = {"day": narrow, "month": narrow, "year": wide}
        super().__init__({k: forms.TextInput(digits | v) for k, v in boxes.items()}, attrs)

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class ThreePartDateField(forms.Field):
    """A day typed as three numbers (a month's name will do); gives a `date` or None.

    `earliest` is the first day accepted. What "today" is only the form knows: a last day is
    checked in its clean method. Every refusal is a sentence saying what to type instead.
    """

    widget = ThreePartDateWidget
    default_error_messages = {
        "required": "Enter a date: day, month and year.",
        "missing": "The date must include a %(parts)s.",
        "number": "Write the date in numbers, such as 20 11 2026.",
        "year": "Write the year in full, such as 2026.",
        "month": "The month must be a number from 1 to 12, or its name.",
        "unreal": "There is no %(typed)s in the calendar. Check the day and the month.",
        "early": "The date must be %(earliest)s or later.",
    }

    def __init__(self, *, earliest: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest = earliest

    def to_python(self, value: list[str | None] | date | None) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = [(part or "").strip() for part in value]
        if not any(typed):
            return None
        names = ("day", "month", "year")
        if gaps := [name for name, part in zip(names, typed, strict=True) if not part]:
            raise self._refusal("missing", parts=" and a ".join(gaps))
        return self._day(*typed)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise self._refusal("early", earliest=_in_words(self.earliest))

    def has_changed(self, initial: date | None, data: Any) -> bool:
        before = self.widget.decompress(initial)
        return [(part or "").strip() for part in data or ["", "", ""]] != before

    def _day(self, day: str, month: str, year: str) -> date:
        number = _month_number(month)
        if number is None or not (_is_number(day) and _is_number(year)):
            raise self._refusal("number")
        if len(year) != 4:
            raise self._refusal("year")
        if not 1 <= number <= 12:
            raise self._refusal("month")
        try:
            return date(int(year), number, int(day))
        except ValueError as error:
            typed = f"{day} {MONTHS[number - 1]} {year}"
            raise self._refusal("unreal", typed=typed) from error

    def _refusal(self, code: str, **facts: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=facts)


class HintedRadioSelect(forms.RadioSelect):
    """Radios with a line of explanation under some: `hints` maps a choice's value to it."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[tuple[str, str]] = (),
        *,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"hint": self.hints.get(str(value), "")}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _month_number(text: str) -> int | None:
    """11 for "11", "Nov" or "november"; None where neither a number nor a month's name."""
    if _is_number(text):
        return int(text)
    word = text.lower().rstrip(".")
    if len(word) < 3:
        return None
    starts = (n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word))
    return next(starts, None)


def _in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

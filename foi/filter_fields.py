"""Fields of the comparison's filter: councils by name, and a day that has been."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from authorities.models import Authority
from foi.rules.showing import say_date

AT_MOST = 30  # councils in one choice


class NamesInput(forms.TextInput):
    """One box for several names; also what comes as `with=kent&with=devon`."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        several = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return ",".join(part for part in several if part)


class CouncilsField(forms.CharField):
    """Councils of England by slug or name, with commas between -> their slugs, each once."""

    widget = NamesInput

    def __init__(self, **kwargs: Any) -> None:
        hint = "Names with commas between, such as Kent, Devon."
        super().__init__(**({"help_text": hint, "max_length": 1000} | kwargs))

    def clean(self, value: str) -> tuple[str, ...]:
        """Raises ValidationError, naming what is no council of England."""
        names = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        if len(names) > AT_MOST:
            raise ValidationError(f"Choose at most {AT_MOST} councils.")
        if not names:
            return ()
        known: dict[str, str] = {}
        rows = Authority.objects.england().values_list("slug", "short_name", "name")
        for slug, short_name, name in rows:
            for spelling in (name, short_name, slug):
                known[spelling.casefold()] = slug
        unknown = [name for name in names if name.casefold() not in known]
        if unknown:
            raise ValidationError([_unknown(name) for name in unknown])
        return tuple(dict.fromkeys(known[name.casefold()] for name in names))


def _unknown(name: str) -> str:
    like = Authority.objects.england().named(name).first()
    offered = f" Did you mean {like.short_name}?" if like else ""
    return f"No council in England is called “{name[:100]}” here.{offered}"


class PastDayField(forms.DateField):
    """A day written YYYY-MM-DD, from `since` to `today`."""

    def __init__(self, *, today: date, since: date, **kwargs: Any) -> None:
        self.today, self.since = today, since
        no_date = "“%(value)s” is no date. Write it like 2026-11-20: year, month, day."
        settled = {
            "widget": forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "max": today.isoformat()}
            ),
            "input_formats": ["%Y-%m-%d"],
            "error_messages": {"invalid": no_date},
            "help_text": "Leave it empty for today.",
        }
        super().__init__(**(kwargs | settled))

    def to_python(self, value: Any) -> date | None:
        """Raises ValidationError with what was typed in it."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(
                self.error_messages["invalid"], params={"value": str(value)[:40]}
            ) from error

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value > self.today:
            raise ValidationError(
                f"{say_date(value)} lies in the future. Choose a day up to today, "
                f"{say_date(self.today)}."
            )
        if value is not None and value < self.since:
            raise ValidationError(
                f"Nothing was asked before {say_date(self.since)}. Choose that day or a later one."
            )

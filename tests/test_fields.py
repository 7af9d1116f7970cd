"""The date in three boxes and the radios with hints."""

from datetime import date

import pytest
from django import forms

from foi.fields import HintedRadioSelect, ThreePartDateField


class Letter(forms.Form):
    sent = ThreePartDateField(
        label="When was it sent?", help_text="Such as 20 11 2026", earliest=date(2018, 1, 1)
    )
    seen = forms.ChoiceField(
        label="Who may see it?",
        choices=[("private", "Only me"), ("public", "Everybody")],
        widget=HintedRadioSelect(hints={"private": "Nothing is shown."}),
    )


def letter(day: str, month: str, year: str) -> Letter:
    return Letter({"sent_day": day, "sent_month": month, "sent_year": year, "seen": "private"})


@pytest.mark.parametrize("month", ["11", "Nov", "november", " NOV. "])
def test_a_month_is_read_as_a_number_or_a_name(month: str) -> None:
    form = letter("20", month, "2026")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["sent"] == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", "", ""), "Enter a date: day, month and year."),
        (("20", "", ""), "The date must include a month and a year."),
        (("31", "2", "2026"), "There is no 31 February 2026 in the calendar."),
        (("1", "13", "2026"), "The month must be a number from 1 to 12"),
        (("20", "11", "26"), "Write the year in full, such as 2026."),
        (("twenty", "11", "2026"), "Write the date in numbers"),
        (("20", "no", "2026"), "Write the date in numbers"),
        (("²", "11", "2026"), "Write the date in numbers"),
        (("31", "12", "2017"), "The date must be 1 January 2018 or later."),
    ],
)
def test_a_date_that_is_none_gets_a_sentence_and_is_kept(
    typed: tuple[str, str, str], sentence: str
) -> None:
    form = letter(*typed)
    assert sentence in form.errors["sent"][0]
    for part in filter(None, typed):
        assert f'value="{part}"' in form["sent"].as_field_group()


def test_a_date_not_asked_for_may_be_left_out() -> None:
    assert ThreePartDateField(required=False).clean(["", "", ""]) is None


def test_a_known_date_fills_the_boxes() -> None:
    html = Letter(initial={"sent": date(2026, 11, 20)})["sent"].as_field_group()
    assert all(f'value="{part}"' in html for part in ("20", "11", "2026"))


def test_the_boxes_have_a_legend_labels_hint_and_error_that_belong_together() -> None:
    html = letter("31", "2", "2026")["sent"].as_field_group()
    assert (
        '<fieldset class="govuk-fieldset" aria-describedby="id_sent_helptext id_sent_error">'
        in html
    )
    assert 'id="id_sent_helptext"' in html and 'id="id_sent_error"' in html
    assert (
        '<label class="govuk-label govuk-date-input__label" for="id_sent_1">Month</label>' in html
    )
    assert "govuk-date-input__input govuk-input--width-4" in html
    assert "govuk-input--error" in html


def test_only_the_choice_with_a_hint_is_described_by_one() -> None:
    html = Letter()["seen"].as_field_group()
    assert html.count("govuk-radios__hint") == 1
    assert 'aria-describedby="id_seen_0_hint"' in html and "id_seen_1_hint" not in html

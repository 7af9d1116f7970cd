"""Dates and counts as templates write them, and the box of free help."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines

from foi.rules.advice import advice
from foi.templatetags import site


def test_dates_are_written_out_without_a_leading_nought() -> None:
    assert site.uk_date(date(2026, 12, 1)) == "1 December 2026"
    assert site.uk_day(date(2026, 12, 21)) == "Monday 21 December 2026"
    assert site.uk_date(None) == site.uk_day(None) == site.uk_time(None) == ""


def test_a_moment_is_written_in_london_time() -> None:
    just_before_midnight_utc = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert site.uk_date(just_before_midnight_utc) == "1 July 2026"
    assert site.uk_time(just_before_midnight_utc) == "1 July 2026 at 00:30"


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 working days"), (1, "1 working day"), (14, "14 working days"), (None, "")],
)
def test_working_days_agree_with_their_number(count: int | None, words: str) -> None:
    assert site.working_days(count) == words


@pytest.mark.parametrize(
    ("count", "words"), [(0, "no letters"), (1, "1 letter"), (1200, "1,200 letters")]
)
def test_things_counted_agree_with_their_number(count: int, words: str) -> None:
    assert site.counted(count, "letter,letters") == words


def test_the_help_named_is_the_four_with_safe_links() -> None:
    names = [place.name for place in advice().organisations]
    assert names == ["SENDIASS", "IPSEA", "SOS!SEN", "Contact"]
    assert all(place.url.startswith("https://") for place in advice().organisations)


def test_a_mail_carries_the_box_as_plain_text() -> None:
    source = "{% load site %}{% own_child_text %}"
    text = engines["django"].from_string(source).render({})
    assert "cannot change it and stops no clock" in text
    assert "https://www.ipsea.org.uk/" in text and "&" not in text and "<" not in text
    assert "as known on 22 November 2026" in text
    assert max(map(len, (line for line in text.splitlines() if "http" not in line))) <= 72

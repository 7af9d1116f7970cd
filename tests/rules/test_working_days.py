"""Calendars: the union for FOIA, Scotland alone for FOISA, and what lies beyond the table."""

from datetime import date, timedelta

import holidays as package
import pytest

from foi.rules.usual_holidays import easter_sunday, usual_holidays
from foi.rules.working_days import Holiday, Holidays, OutsideTable, in_words, seed

UK, SCOTLAND, ENGLAND = seed().uk, seed().scotland, seed().england_wales
# Days that were moved or added by a proclamation of their own, which no rule foretells.
OUT_OF_TURN = {
    *(date(2020, 5, 4), date(2020, 5, 8), date(2022, 5, 30), date(2022, 6, 2), date(2022, 6, 3)),
    *(date(2022, 9, 19), date(2023, 5, 8), date(2026, 6, 15)),
}


def weekdays(first_year: int, last_year: int) -> list[date]:
    first = date(first_year, 1, 1)
    span = (date(last_year, 12, 31) - first).days + 1
    days = (first + timedelta(days=n) for n in range(span))
    return [day for day in days if day.weekday() < 5]


def packaged(*parts: str, years: range) -> set[date]:
    return {day for part in parts for day in package.country_holidays("GB", part, years=years)}


@pytest.mark.parametrize(
    ("calendar", "parts"),
    [(UK, ("ENG", "WLS", "SCT", "NIR")), (SCOTLAND, ("SCT",)), (ENGLAND, ("ENG", "WLS"))],
    ids=["uk", "scotland", "england_wales"],
)
def test_the_table_agrees_with_an_independent_package(calendar, parts):
    theirs = packaged(*parts, years=range(2018, 2029))
    ours = {day for day in weekdays(2018, 2028) if not calendar.is_working_day(day)}
    assert ours == {day for day in theirs if day.weekday() < 5}


def test_the_uk_is_the_union_of_its_parts_not_what_they_share():
    assert UK.reason(date(2026, 3, 17)) == "bank holiday in Northern Ireland (St Patrick's Day)"
    assert UK.reason(date(2026, 11, 30)) == "bank holiday in Scotland (St Andrew's Day)"
    easter_monday = "bank holiday in England, Wales and Northern Ireland (Easter Monday)"
    assert UK.reason(date(2026, 4, 6)) == easter_monday


def test_the_world_cup_day_stops_every_foia_clock_and_no_english_one():
    assert UK.reason(date(2026, 6, 15)) == "bank holiday in Scotland (World Cup)"
    assert not SCOTLAND.is_working_day(date(2026, 6, 15))
    assert ENGLAND.is_working_day(date(2026, 6, 15))


@pytest.mark.parametrize("day", [date(2026, 4, 6), date(2026, 3, 17), date(2026, 8, 31)])
def test_days_that_only_others_have_are_working_days_in_scotland(day):
    assert SCOTLAND.is_working_day(day)
    assert not UK.is_working_day(day)


def test_a_moved_day_leaves_its_usual_monday_an_ordinary_one():
    assert UK.is_working_day(date(2020, 5, 4))
    assert UK.is_working_day(date(2022, 5, 30))


def test_a_weekend_says_its_name():
    assert UK.reason(date(2026, 9, 5)) == "Saturday"
    assert UK.reason(date(2026, 9, 6)) == "Sunday"
    assert UK.reason(date(2026, 9, 7)) is None


def test_adding_and_counting_undo_each_other():
    assert UK.add(date(2026, 9, 1), 20) == date(2026, 9, 29)
    assert UK.count(date(2026, 9, 1), date(2026, 9, 29)) == 20
    assert UK.count(date(2026, 9, 29), date(2026, 9, 1)) == 0
    assert UK.next_working_day(date(2026, 4, 2)) == date(2026, 4, 7)


def test_nothing_or_less_cannot_be_added():
    with pytest.raises(ValueError, match="at least one"):
        UK.add(date(2026, 9, 1), 0)


def test_the_years_before_the_table_are_not_guessed():
    assert seed().first_on == date(2018, 1, 1)
    with pytest.raises(OutsideTable, match="from 1 January 2018"):
        UK.is_working_day(date(2017, 12, 29))


def test_the_rules_for_years_to_come_foretell_every_year_of_the_table():
    for year in range(2018, 2029):
        foretold = {(day, part) for day, parts, _ in usual_holidays(year) for part in parts}
        table = {(row.on, part) for row in seed().rows if row.on.year == year for part in row.parts}
        assert {day for day, _ in foretold ^ table} <= OUT_OF_TURN


def test_the_foretold_years_agree_with_the_package():
    theirs = packaged("ENG", "WLS", "SCT", "NIR", years=range(2029, 2061))
    ours = {day for day in weekdays(2029, 2060) if not UK.is_working_day(day)}
    assert ours == {day for day in theirs if day.weekday() < 5}


def test_a_foretold_day_says_that_it_is_only_expected():
    assert UK.reason(date(2029, 1, 2)) == "bank holiday in Scotland (2 January), expected"
    assert seed().published_until == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2038, 4, 25)]
)
def test_easter_falls_where_the_almanac_puts_it(year, month, day):
    assert easter_sunday(year) == date(year, month, day)


def test_christmas_day_and_good_friday_survive_a_table_that_lacks_them():
    torn = Holidays(row for row in seed().rows if row.name not in ("Christmas Day", "Good Friday"))
    assert torn.uk.reason(date(2026, 12, 25)) == "Christmas Day"
    assert torn.uk.reason(date(2026, 4, 3)) == "Good Friday"
    assert torn.scotland.reason(date(2026, 12, 25)) == "Christmas Day"
    assert torn.scotland.is_working_day(date(2026, 4, 3)), "in Scotland only the table makes it one"


def test_rows_kept_one_to_a_part_are_one_day():
    split = Holidays(
        Holiday(row.on, part, row.name, row.announced_on)
        for row in seed().rows
        for part in row.parts
    )
    assert [split.uk.reason(day) for day in weekdays(2018, 2028)] == [
        UK.reason(day) for day in weekdays(2018, 2028)
    ]


def test_one_early_proclamation_does_not_make_its_year_published():
    table = Holidays([*seed().rows, Holiday(date(2029, 6, 18), "ESN", "One-off")])
    assert table.published_until == date(2028, 12, 31)
    assert table.uk.reason(date(2029, 6, 18)) == "bank holiday in the whole UK (One-off)"
    assert not table.uk.is_working_day(date(2029, 5, 28)), "the usual days stay expected"


def test_the_end_of_what_is_published_can_be_given():
    table = Holidays(seed().rows, published_until=date(2027, 12, 31))
    assert table.uk.reason(date(2028, 5, 1)) == "bank holiday in the whole UK (Early May)"
    assert table.published_until == date(2027, 12, 31)


def test_an_empty_table_and_a_part_that_does_not_exist_are_refused():
    with pytest.raises(ValueError, match="empty"):
        Holidays([])
    with pytest.raises(ValueError, match="no part of the UK"):
        Holiday(date(2026, 1, 1), "W", "Wales on its own")


def test_dates_are_written_as_people_write_them():
    assert in_words(date(2026, 6, 5)) == "Friday 5 June 2026"

"""Reading answers: what councils write, and what must never be guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foi.rules.answers import (
    TYPES,
    Answer,
    NotAnAnswer,
    bare,
    counts_in_statistics,
    from_json,
    read,
    say,
    sort_key,
    to_json,
)

COUNTS = [
    ("54", 54, None),
    ("0", 0, None),
    ("0 (nil)", 0, None),
    ("<5 (suppressed)", 5, "lt"),
    ("between 10-20", (10, 20), "range"),
    ("1,234", 1234, None),
    ("1 234", 1234, None),
    ("1\u00a0234", 1234, None),
    ("５４", 54, None),
    ("54 plans", 54, None),
    ("54 children and young people", 54, None),
    ("a total of 54 plans", 54, None),
    ("12.0", 12, None),
    ("three", 3, None),
    ("twenty-one", 21, None),
    ("one hundred and two", 102, None),
    ("two thousand", 2000, None),
    ("a dozen", 12, None),
    ("three (3)", 3, None),
    ("31 out of 54", 31, None),
    ("31 of the 54 plans", 31, None),
    ("31 (57.4%)", 31, None),
    ("57.4% (31 of 54)", 31, None),
    ("fewer than 5", 5, "lt"),
    ("<5", 5, "lt"),
    ("< 5", 5, "lt"),
    ("＜５", 5, "lt"),
    ("less than five", 5, "lt"),
    ("under 20", 20, "lt"),
    ("5 or fewer", 6, "lt"),
    ("five or less children", 6, "lt"),
    ("up to 20", 21, "lt"),
    ("no more than 20", 21, "lt"),
    ("≤5", 6, "lt"),
    ("over 300", 300, "gt"),
    (">300", 300, "gt"),
    ("at least 5", 4, "gt"),
    ("300+", 299, "gt"),
    ("5 or more", 4, "gt"),
    ("about 40", 40, "approx"),
    ("approx. 40", 40, "approx"),
    ("approximately 1,200 plans", 1200, "approx"),
    ("c. 40", 40, "approx"),
    ("circa 40", 40, "approx"),
    ("~40", 40, "approx"),
    ("40 or so", 40, "approx"),
    ("between 10 and 20", (10, 20), "range"),
    ("between one hundred and two hundred", (100, 200), "range"),
    ("10-20", (10, 20), "range"),
    ("10–20", (10, 20), "range"),
    ("10 to 20 plans", (10, 20), "range"),
    ("nil", 0, "nil"),
    ("None.", 0, "nil"),
    ("zero", 0, "nil"),
    ("no appeals", 0, "nil"),
]


@pytest.mark.parametrize(("raw", "value", "qualifier"), COUNTS)
def test_a_count_is_read_as_councils_write_it(raw, value, qualifier):
    answer = read("count", raw)
    assert (answer.value, answer.qualifier, answer.written) == (value, qualifier, raw.strip())
    assert type(answer.value) in (int, tuple)


@pytest.mark.parametrize(
    "mark",
    ["*", "**", "c", "C", "x", "[low]", "[c]", "[X]", "..", "…", "-", "–", "suppressed", "n/a"]
    + ["withheld", "Not available", "withheld under section 40(2)", "Redacted due to low numbers"],
)
@pytest.mark.parametrize("type", ["count", "money", "percentage", "number", "days"])
def test_a_suppression_mark_is_kept_as_what_it_is(type, mark):
    answer = read(type, mark)
    assert (answer.value, answer.qualifier, answer.written) == (None, "not_a_value", mark)


@pytest.mark.parametrize(
    ("type", "raw", "offered"),
    [
        ("count", "40ish kids", "about 40"),
        ("count", "forty-ish", "about 40"),
        ("count", "nearly 40", "about 40"),
        ("count", "40?", "about 40"),
        ("count", "54 widgets", "54"),
        ("count", "12 FTE", "12"),
        ("count", "(31)", "31"),
        ("count", "1.2k", "about 1,200"),
        ("count", "20-10", "10 to 20"),
        ("percentage", "0.574", "57.4%"),
        ("money", "£4.5m deficit", "-£4.5m"),
        ("date", "4/13/2025", "13 April 2025"),
        ("date", "last updated 1 April 2025", "1 April 2025"),
        ("yes_no", "nope", "no"),
    ],
)
def test_what_is_not_understood_is_offered_and_not_assumed(type, raw, offered):
    with pytest.raises(NotAnAnswer) as refused:
        read(type, raw)
    assert refused.value.suggestion == offered
    assert offered in str(refused.value)
    assert read(type, offered).value is not None


@pytest.mark.parametrize(
    ("type", "raw"),
    [
        ("count", raw)
        for raw in ("", "  ", "40 or 50?", "12/13", "2023/24", "2023-24", "12.5", "1.000", "1,23")
        + ("see table 3", "section 40", "31 out of 20", "several", "none of the 54", "54, 55")
        + (
            "more than 300 but less than 400",
            "three (4)",
            "n < 5",
            "5<",
            "1O",
            "1-2-3",
            "1e5",
            "inf",
        )
        + ("54 per week", "3 weeks", "54%", "£54", "about 10-20", "<0", "9" * 40, "no", "two three")
    ]
    + [
        ("money", raw)
        for raw in ("$5", "€5m", "1,2m", "£500-£1.2m", "£600 per week", "5%", "£6,000 per pupil")
    ]
    + [("percentage", raw) for raw in ("140%", "-4%", "31/54", "0 out of 0", "57,4%", "£5")]
    + [("days", raw) for raw in ("3 months", "1.5 weeks", "-3", "2 hours")]
    + [("number", raw) for raw in ("5%", "£5", "NaN", "1/2", "20:1")]
    + [("date", raw) for raw in ("31 February 2025", "2023/24", "autumn 2024", "1 April", "5")]
    + [("date", "Monday 1 April 2025"), ("date", "01/04/2025 and 02/05/2025")]
    + [("yes_no", raw) for raw in ("maybe", "yes and no", "yes or no", "x", "yes?", "no one")],
)
def test_nothing_is_guessed(type, raw):
    with pytest.raises(NotAnAnswer) as refused:
        read(type, raw)
    assert len(str(refused.value)) > 20


@pytest.mark.parametrize("type", ["count", "money", "yes_no", "choice"])
def test_not_held_is_an_outcome_and_no_value(type):
    with pytest.raises(NotAnAnswer, match="does not hold"):
        read(type, "No, this information is not recorded", ["no", "team"])


@pytest.mark.parametrize(
    ("raw", "value", "qualifier"),
    [
        ("£1.2m", "1200000", None),
        ("1.2 million", "1200000", None),
        ("£450k", "450000", None),
        ("£1.2bn", "1200000000", None),
        ("(4,500,000)", "-4500000", None),
        ("£(4.5m)", "-4500000", None),
        ("-£4.5m", "-4500000", None),
        ("−£4.5m", "-4500000", None),
        ("£-4.5m", "-4500000", None),
        ("£6,000 per year", "6000", None),
        ("£6,000 p.a.", "6000", None),
        ("£6,000/year", "6000", None),
        ("GBP 1,200.50", "1200.50", None),
        ("one million pounds", "1000000", None),
        ("up to £20,000", "20001", "lt"),
        ("over £1m", "1000000", "gt"),
        ("about £4.5m", "4500000", "approx"),
        ("nil", "0", "nil"),
    ],
)
def test_money_is_read_in_pounds(raw, value, qualifier):
    answer = read("money", raw)
    assert (answer.value, answer.unit, answer.qualifier) == (Decimal(value), "GBP", qualifier)


@pytest.mark.parametrize("raw", ["£1m-£2m", "£1-2m", "£1m to £2m", "between £1m and £2m"])
def test_a_range_of_money_shares_its_million(raw):
    assert read("money", raw).value == (Decimal(1_000_000), Decimal(2_000_000))


@pytest.mark.parametrize(
    ("raw", "value"),
    [("57.4%", "57.4"), ("57.4 per cent", "57.4"), ("57.4", "57.4"), ("31 out of 54", "57.4")]
    + [("1 in 5", "20"), ("31 (57.4%)", "57.4"), ("0.5%", "0.5"), ("100%", "100"), ("nil", "0")],
)
def test_a_percentage_is_a_share(raw, value):
    answer = read("percentage", raw)
    assert (answer.value, answer.unit) == (Decimal(value), "%")


def test_days_and_numbers_have_their_units():
    assert (read("days", "3 weeks").value, read("days", "3 weeks").unit) == (21, "days")
    assert read("days", "20 working days").unit == "working days"
    assert (read("number", "2.5 FTE").value, read("number", "2.5 FTE").unit) == (
        Decimal("2.5"),
        "FTE",
    )
    assert [read("number", raw).value for raw in ("½", "2½", "2 1/2", "three and a half")] == [
        Decimal(one) for one in ("0.5", "2.5", "2.5", "3.5")
    ]


@pytest.mark.parametrize(
    "raw",
    ["1 April 2025", "1st Apr 2025", "01/04/2025", "1.4.25", "2025-04-01", "April 1, 2025"]
    + ["Tuesday 1 April 2025", "2025/04/01", "2025-04-01 00:00:00", "1-Apr-25"],
)
def test_a_date_is_read_day_first(raw):
    assert read("date", raw).value == date(2025, 4, 1)


def test_a_month_or_a_year_is_the_range_of_its_days():
    month, year = read("date", "March 2025"), read("date", "2024")
    assert (month.value, month.qualifier) == ((date(2025, 3, 1), date(2025, 3, 31)), "range")
    assert (say(month, "date"), say(year, "date")) == ("March 2025", "2024")


def test_no_but_is_no_with_its_words_kept():
    answer = read("yes_no", "no, but we have a guide")
    assert (answer.value, answer.written) == (False, "no, but we have a guide")
    assert read("yes_no", "Yes. See page 4").value is True
    assert read("yes_no", "TRUE").value is True


def test_a_choice_is_one_of_the_question_s_choices():
    choices = ["no", "team", "staff", "both"]
    assert read("choice", "Team", choices).value == "team"
    assert read("choice", "No, there is none", choices).value == "no"
    assert read("choice", "case_officer", ["case officer"]).value == "case officer"
    with pytest.raises(NotAnAnswer) as refused:
        read("choice", "team plan", choices)
    assert refused.value.suggestion == "team"
    with pytest.raises(NotAnAnswer) as refused:
        read("choice", "team and staff", choices)
    assert refused.value.suggestion == ""


def test_text_and_documents_stay_as_written():
    assert read("text", " *two* reports ").value == "*two* reports"
    assert read("document", "SEND plan 2026.pdf").value == "SEND plan 2026.pdf"


def test_an_unknown_type_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="no answer type"):
        read("guess", "4")


@pytest.mark.parametrize(
    ("type", "raw", "shown", "in_files"),
    [
        ("money", "£1.2m", "£1,200,000", "1200000"),
        ("money", "(4,500,000)", "-£4,500,000", "-4500000"),
        ("money", "GBP 1,200.50", "£1,200.50", "1200.5"),
        ("money", "£1-2m", "£1,000,000 to £2,000,000", "1000000 to 2000000"),
        ("money", "£5,000 or less", "£5,000 or less", "<=5000"),
        ("count", "fewer than 5", "fewer than 5", "<5"),
        ("count", "<5", "<5", "<5"),
        ("count", "5 or fewer", "5 or fewer", "<=5"),
        ("count", "300+", "300 or more", ">=300"),
        ("count", "c. 1200", "about 1,200", "about 1200"),
        ("count", "10-20", "10 to 20", "10 to 20"),
        ("count", "nil", "0", "0"),
        ("count", "[c]", "no value given ([c])", "[c]"),
        ("percentage", "5% or less", "5% or less", "<=5"),
        ("percentage", "10-20%", "10% to 20%", "10 to 20"),
        ("days", "one day", "1 day", "1"),
        ("number", "2.50 FTE", "2.5 FTE", "2.5"),
        ("yes_no", "Y", "yes", "yes"),
        ("date", "1/4/2025", "1 April 2025", "2025-04-01"),
    ],
)
def test_an_answer_is_shown_as_it_was_written(type, raw, shown, in_files):
    answer = read(type, raw)
    assert (say(answer, type), bare(answer)) == (shown, in_files)


def test_answers_sort_by_their_lower_end_and_marks_last():
    raws = ["[c]", "over 300", "10-20", "<5", "0", "15", "about 10", "10"]
    in_order = sorted((read("count", raw) for raw in raws), key=sort_key)
    assert [answer.written for answer in in_order] == [
        *("0", "<5", "10", "10-20", "about 10", "15", "over 300", "[c]")
    ]
    assert sort_key(None) > sort_key(read("count", "9"))
    assert sort_key(read("date", "2024")) < sort_key(read("date", "1 June 2024"))


def test_only_exact_figures_of_the_period_asked_enter_statistics():
    entering = [raw for raw, *_ in COUNTS if counts_in_statistics(read("count", raw))]
    assert set(entering) == {raw for raw, _, qualifier in COUNTS if qualifier in (None, "nil")}
    assert not counts_in_statistics(read("count", "54"), other_period=True)
    assert not counts_in_statistics(read("count", "*"))
    assert not counts_in_statistics(read("yes_no", "yes"))
    assert not counts_in_statistics(None)


@pytest.mark.parametrize("stored", [{}, {"value": {"x": 1}}, {"value": 1, "qualifier": "maybe"}])
def test_what_was_not_stored_by_us_is_refused(stored):
    with pytest.raises(ValueError, match="stored"):
        from_json(stored)


@settings(max_examples=400, deadline=None)
@given(type=st.sampled_from(TYPES), raw=st.text(max_size=40), choices=st.lists(st.text(max_size=5)))
def test_any_text_is_an_answer_or_a_sentence(type, raw, choices):
    try:
        answer = read(type, raw, choices)
    except NotAnAnswer as refused:
        assert str(refused)
        return
    assert from_json(to_json(answer)) == answer
    assert isinstance(say(answer, type), str)
    sort_key(answer)


PIECES = (
    "fewer than|or less|about|c.|<|£|%|to|-|–|between|and|out of|(|)|.|,|1|20|3.5|m|k|ten|plans"
)
PIECES += "|<|weeks|FTE|per|year|nil|*|[c]|½|may|2025|/|or more|+|a|hundred|dozen|minus"


@settings(max_examples=800, deadline=None)
@given(
    type=st.sampled_from(TYPES),
    words=st.lists(st.sampled_from(PIECES.split("|")), max_size=7),
    gap=st.sampled_from(["", " "]),
)
def test_any_jumble_of_known_words_is_an_answer_or_a_sentence(type, words, gap):
    try:
        answer = read(type, gap.join(words), ["ten", "a dozen"])
    except NotAnAnswer as refused:
        if refused.suggestion and type not in ("choice",):
            read(type, refused.suggestion)
        return
    assert from_json(to_json(answer)) == answer
    assert isinstance(answer, Answer)
    if isinstance(answer.value, tuple):
        assert answer.value[0] < answer.value[1]


@st.composite
def figures(draw):
    """An answer of a numeric type as `read` makes it."""
    type = draw(st.sampled_from(["count", "days", "money", "percentage", "number"]))
    whole = draw(st.integers(min_value=1, max_value=90))
    value = (
        whole
        if type in ("count", "days")
        else Decimal(whole) + draw(st.sampled_from([Decimal(0), Decimal("0.25"), Decimal("0.5")]))
    )
    unit = {"days": "days", "money": "GBP", "percentage": "%"}.get(type, "")
    qualifier = draw(st.sampled_from([None, "lt", "gt", "approx", "range"]))
    inclusive = qualifier in ("lt", "gt") and draw(st.booleans())
    shown = (value, value + draw(st.integers(1, 9))) if qualifier == "range" else value
    if inclusive:
        shown = value + 1 if qualifier == "lt" else value - 1
    return type, Answer(shown, unit, qualifier, "", inclusive)


@settings(max_examples=400, deadline=None)
@given(made=figures())
def test_what_is_shown_reads_back_the_same(made):
    type, answer = made
    shown = say(answer, type)
    again = read(type, shown)
    assert (again.value, again.unit, again.qualifier, again.inclusive) == (
        *(answer.value, answer.unit, answer.qualifier, answer.inclusive),
    )

"""Reading a letter file: what is wrong with it is said in sentences, all at once."""

from collections.abc import Callable
from datetime import date

import pytest

from foi.rules.letters import BadLetter, fingerprint, parse

GOOD = '''
slug = "a-letter"
title = "A letter"
topic = "Money"
summary = "What is it?"
what_you_will_learn = "It."
what_it_will_not_do = "Nothing else."
law_checked_on = 2026-11-22
review_by = 2027-11-22
acts = ["Freedom of Information Act 2000"]
status = "current"
opening = """
I would like
to know.
"""

[choice_sets.size]
small = "Small"
large = "Large"

[[groups]]
key = "day"
lead = "On {answer_day}:"

[[questions]]
key = "plans"
heading = "Plans"
group = "day"
in_letter = "How many plans are there?"
wording = "On {answer_day}, how many plans are there?"
type = "count"
unit = "plans"
small_numbers = true
period = "answer_day"
not_recorded = "If you do not record this, please say so."
effort = 10

[[questions]]
key = "plans_late"
heading = "Late plans"
wording = "On {answer_day}, how many plans are late?"
type = "count"
unit = "plans"
small_numbers = true
period = "answer_day"
concern = "rate"
denominator_question = "plans"
why_people_ask = "Plans help."
what_may_be_fair = "Plans take time."
not_recorded = "If you do not record this, please say so."
effort = 10

[[questions]]
key = "size"
heading = "Size"
wording = "What size were they in {last_calendar_year}?"
type = "choice"
choices = "size"
period = "last_calendar_year"
not_recorded = "If you do not record this, please say so."
effort = 5
'''


def sentences(text: str) -> list[str]:
    with pytest.raises(BadLetter) as caught:
        parse(text)
    return caught.value.sentences


def changed(old: str, new: str, count: int = 1) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, count)


def test_a_good_file_becomes_a_letter() -> None:
    letter = parse(GOOD)
    assert letter.opening == "I would like to know."
    assert [question.key for question in letter.questions] == ["plans", "plans_late", "size"]
    assert letter.question("plans").concern == ()
    assert letter.question("plans_late").concern == ("rate",)
    assert [choice.words for choice in letter.question("size").choices] == ["Small", "Large"]
    assert letter.law_checked_on == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "A letter"\n', "", "Letter: title is missing."),
        ('topic = "Money"', "topic = 3", "Letter: topic must be a text."),
        ('topic = "Money"', 'topics = "Money"', "'topics' is no field"),
        ("review_by = 2027-11-22", 'review_by = "soon"', "review_by must be a date"),
        ("review_by = 2027-11-22", "review_by = 2027-11-22T09:00:00", "review_by must be a date"),
        ("review_by = 2027-11-22", "review_by = 2027-11-23", "at most 12 months"),
        ("review_by = 2027-11-22", "review_by = 2026-11-22", "must come after law_checked_on"),
        ('slug = "a-letter"', 'slug = "A letter"', "slug 'A letter'"),
        ('status = "current"', 'status = "old"', "allowed are current, withdrawn"),
        ('acts = ["Freedom of Information Act 2000"]', "acts = []", "at least one Act"),
        ("effort = 10", "effort = true", "Question 1 (plans): effort must be a whole number"),
        ("effort = 10", "effort = 0", "Question 'plans': effort"),
        ('key = "plans_late"', 'key = "plans"', "Question 'plans' stands twice"),
        ('type = "count"', 'type = "tally"', "type 'tally': allowed are yes_no"),
        ('heading = "Plans"', f'heading = "{"P" * 41}"', "heading: 1 to 40 characters"),
        ('unit = "plans"\n', "", "unit: say what is counted"),
        ('unit = "plans"', f'unit = "{"p" * 31}"', "unit: at most 30 characters"),
        ('choices = "size"', 'choices = "colour"', "choices 'colour': is no set"),
        ('choices = "size"\n', "", "a choice names its choices"),
        ("{last_calendar_year}", "2025", "must contain {last_calendar_year}"),
        ("{last_calendar_year}", "{last_year}", "{last_year} is no period"),
        ("{last_calendar_year}", "{last_financial_year}", "names another period"),
        ('period = "last_calendar_year"', 'period = "ages"', "period 'ages': allowed are"),
        ("record this, please say so", "record this, hard luck", "not_recorded: must hold"),
        ('concern = "rate"', 'concern = "yes"', "for a count allowed are -, rate"),
        ('concern = "rate"', 'concern = "-"', "why_people_ask: a question with a concern"),
        ('why_people_ask = "Plans help."\n', "", "why_people_ask: a question with a concern"),
        ('denominator_question = "plans"\n', "", "a rate has exactly one of"),
        ('denominator_question = "plans"', 'denominator_question = "pigs"', "must be another"),
        ('denominator_question = "plans"', 'denominator_question = "size"', "the same period"),
        ('denominator_question = "plans"', 'denominator_measure = "X"', "allowed are SEN_CASES"),
        ('"How many plans are there?"', '"How many pigs are there?"', "wording: must be the words"),
        ('group = "day"\n', "", "in_letter: a question of a group has one"),
        ('group = "day"\n', 'group = "night"\n', "group 'night': allowed are day"),
        ('lead = "On', 'note = "Thank you."\nlead = "On', "note must say what to do"),
        ("small_numbers = true\nperiod", "small_numbers = 1\nperiod", "must be true or false"),
    ],
)
def test_a_fault_is_named_in_a_sentence(old: str, new: str, says: str) -> None:
    assert any(says in sentence for sentence in sentences(changed(old, new)))


def test_several_faults_are_told_at_once() -> None:
    text = changed('status = "current"', 'status = "old"').replace("effort = 5", "effort = 0")
    assert len(sentences(text)) == 2


def test_a_letter_without_questions_is_refused() -> None:
    assert "questions is missing" in sentences(GOOD.split("[[groups]]")[0])[0]


def test_what_is_no_toml_is_refused_with_the_place() -> None:
    assert "line 1" in sentences("slug = unquoted\n")[0]


def test_a_small_number_is_only_a_count() -> None:
    text = GOOD.replace('choices = "size"', 'choices = "size"\nsmall_numbers = true')
    assert "small_numbers: only a count" in sentences(text)[0]


def test_the_questions_of_a_group_follow_one_another() -> None:
    text = GOOD + GOOD[GOOD.index("[[questions]]") : GOOD.index('[[questions]]\nkey = "plans_l')]
    text = text.replace('key = "plans"\nheading = "Plans"', 'key = "more"\nheading = "More"', 2)
    text = text.replace('key = "more"', 'key = "plans"', 1)
    assert sentences(text) == ["Group 'day': its questions must follow one another."]


def test_the_fingerprint_is_the_same_for_the_same_words() -> None:
    same = "# a comment\n" + changed("I would like\nto know.", "I would\nlike to know.")
    assert fingerprint(parse(same)) == fingerprint(parse(GOOD))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("are late?", "are very late?"),
        lambda text: text.replace('heading = "Size"', 'heading = "Sizes"'),
        lambda text: text.replace('small = "Small"', 'small = "Little"'),
        lambda text: text.replace("like\nto know", "like to\nhear"),
        lambda text: text.replace("review_by = 2027-11-22", "review_by = 2027-10-22"),
        lambda text: text.replace("Plans take time.", "Plans take long."),
    ],
)
def test_a_changed_file_has_another_fingerprint(change: Callable[[str], str]) -> None:
    assert change(GOOD) != GOOD
    assert fingerprint(parse(change(GOOD))) != fingerprint(parse(GOOD))


def test_withdrawing_a_letter_makes_no_other_letter_but_it_cannot_be_sent() -> None:
    withdrawn = parse(changed('status = "current"', 'status = "withdrawn"'))
    assert fingerprint(withdrawn) == fingerprint(parse(GOOD))
    assert parse(GOOD).can_be_sent and not withdrawn.can_be_sent


def test_a_letter_needs_review_from_the_day_after_review_by() -> None:
    letter = parse(GOOD)
    assert not letter.needs_review(date(2027, 11, 22))
    assert letter.needs_review(date(2027, 11, 23))

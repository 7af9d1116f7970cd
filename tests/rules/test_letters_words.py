"""The words of the library: plain, one fact each, nothing that judges, nothing that quotes law."""

import re
from datetime import date, timedelta

import pytest

from foi.rules.letter_shape import Letter
from foi.rules.library import ending
from tests.rules.the_library import LIBRARY, filled

# Words that judge, accuse, or hold the law up to a council.
JUDGING = """
    unlawful illegal unfair unfairly unreasonable excessive shocking appalling failing fails failed
    failure stonewall silent hide hides hiding blame shame scandal worst poor bad wrong
    blanket breach breaches rationing gatekeeping deny denied duty obliged obligation
    insist demand demands comply compliance promptly twentieth vexatious
""".split()
QUOTED_LAW = re.compile(
    r"\b(sections? \d+|regulations? \d+|s\.\s?\d+|Act (1|2)\d{3}|Ombudsman says)"
)
# What names a thing asked about or kept out, and the one sentence that says what the letter is.
IDENTIFIES = (
    "This is a request under the Freedom of Information Act 2000.",
    "section 251 statements",
    "section 19 of the Education Act 1996",
)
LETTERS = pytest.mark.parametrize("letter", LIBRARY.values(), ids=LIBRARY)


@LETTERS
def test_no_letter_judges_or_accuses(letter: Letter) -> None:
    words = set(re.findall(r"[a-z]+", filled(letter).body.lower()))
    assert words & set(JUDGING) == set()


@LETTERS
def test_no_letter_quotes_law_at_the_council(letter: Letter) -> None:
    body = filled(letter).body
    for words in IDENTIFIES:
        body = body.replace(words, "")
    assert QUOTED_LAW.search(body) is None


@LETTERS
def test_no_public_line_judges(letter: Letter) -> None:
    for question in letter.questions:
        lines = f"{question.why_people_ask} {question.what_may_be_fair}".lower()
        assert not set(re.findall(r"[a-z]+", lines)) & (set(JUDGING) - {"wrong"})


@LETTERS
def test_every_part_of_a_letter_says_what_to_do_when_it_is_not_recorded(letter: Letter) -> None:
    body = filled(letter).body
    numbered = re.findall(r"^\d+\. .*$", body, flags=re.MULTILINE)
    assert len(numbered) == len(letter.questions)
    noted = {group.key for group in letter.groups if group.note}
    for part, question in zip(numbered, letter.questions, strict=True):
        assert part.endswith(question.not_recorded) or question.group in noted
    assert all("please say so" in group.note for group in letter.groups if group.note)


@LETTERS
def test_a_letter_fits_about_one_to_two_pages(letter: Letter) -> None:
    assert 250 < len(filled(letter).body.split()) < 750


@LETTERS
def test_no_line_is_longer_than_mail_can_carry(letter: Letter) -> None:
    assert max(len(line.encode()) for line in filled(letter).body.splitlines()) < 998


@LETTERS
def test_a_letter_stays_far_from_the_18_hours_and_never_tells_the_effort(letter: Letter) -> None:
    assert sum(question.effort for question in letter.questions) <= 6 * 60
    assert not re.search(r"\b(minutes?|hours?|£450|effort)\b", filled(letter).body)


@LETTERS
def test_the_law_behind_a_letter_is_looked_at_again_within_a_year(letter: Letter) -> None:
    assert letter.law_checked_on < letter.review_by
    assert letter.review_by - letter.law_checked_on <= timedelta(days=365)
    assert letter.law_checked_on == date(2026, 11, 22)
    assert "Freedom of Information Act 2000" in letter.acts


@LETTERS
def test_a_letter_tells_families_what_they_will_learn_in_one_line(letter: Letter) -> None:
    for line in (letter.summary, letter.what_you_will_learn, letter.what_it_will_not_do):
        assert 30 <= len(line) <= 125 and "\n" not in line
    assert letter.what_it_will_not_do.startswith("It will not ")


@LETTERS
def test_the_covering_words_speak_of_nobodys_child(letter: Letter) -> None:
    assert not re.search(r"\b(my|our) (child|son|daughter|family)\b", filled(letter).body)


@LETTERS
def test_the_word_tribunal_always_says_which(letter: Letter) -> None:
    every_word = " ".join(
        [
            letter.title,
            letter.opening,
            letter.summary,
            letter.what_you_will_learn,
            letter.what_it_will_not_do,
            *(
                f"{q.wording} {q.heading} {q.why_people_ask} {q.what_may_be_fair}"
                for q in letter.questions
            ),
        ]
    )
    every_word = every_word.replace("First-tier Tribunal", "")  # its other name, explained
    assert len(re.findall("tribunal", every_word, re.IGNORECASE)) == every_word.count(
        "SEND Tribunal"
    )


def test_every_letter_ends_with_what_makes_it_easy_to_answer() -> None:
    lines = "\n".join(ending().how_to_answer)
    for words in (
        "answered, or refused, by itself",
        "in whatever form you hold it",
        "near the cost limit, please answer the parts in order",
        "say which parts could be answered",
        "a link to it is enough",
        "I do not ask for figures in your SEN2 return or section 251 statements",
        'under 5 as "<5"',
        "CSV or XLSX",
        "No names",
        "how to reply or object: {help_url}",
        "{sheet_url}",
    ):
        assert words in lines
    assert "{ref}" in ending().last_lines and "{reply_to}" in ending().last_lines

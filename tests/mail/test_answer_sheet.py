"""What the rows of a filled-in answer sheet suggest, and where its columns are found."""

import pytest

from foi.mail.answer_sheet import SheetRow, letter_of, read_back
from foi.mail.sheet_rows import Grid
from foi.mail.suggestions import FORMULA, ONLY_BESIDE, Suggestion, suggest
from foi.rules.grounds import check_pair

HEAD = ["No", "Question", "Your answer", "Period, if another", "Section cited", "Comment", "Key"]
MARKS = ["Our reference, from the letter:", "", "TD-7K4QF2", "letter:law-training", "version:2"]
TEAM = (("no", "No targets"), ("team", "For each team"))


def row(answer: str = "", section: str = "", comment: str = "", period: str = "") -> SheetRow:
    place = "sheet Answers, row 7"
    return SheetRow("plans", place, 7, answer, period, section, comment)


def told(type: str = "count", **said: str) -> Suggestion:
    found = suggest(row(**said), type=type, choices=TEAM if type == "choice" else ())
    if found.outcome:
        check_pair(found.outcome, [slug for slug, _ in found.grounds])  # it can be saved so
    assert found.problem == "" or found.problem.endswith((".", "?", "”", "one."))
    return found


@pytest.mark.parametrize(
    ("type", "typed", "written"),
    [
        ("count", "312", "312"),
        ("count", "<5", "<5"),
        ("percentage", "57.4%", "57.4%"),
        ("money", "£1,200,000", "£1,200,000"),
        ("date", "31 March 2026", "31 March 2026"),
        ("yes_no", "TRUE", "yes"),
        ("yes_no", "No, but we plan to", "no"),
        ("choice", "for each team.", "team"),
        ("choice", "no", "no"),
        ("text", "A panel\nof four", "A panel of four"),
        ("document", "service plan.pdf", "service plan.pdf"),
    ],
)
def test_a_value_is_written_as_the_form_wants_it(type: str, typed: str, written: str) -> None:
    found = told(type, answer=typed)
    assert (found.outcome, found.written, found.problem) == ("answered", written, "")
    assert found.quote == typed and found.place == "sheet Answers, row 7"


def test_a_value_that_cannot_be_read_stays_as_typed_with_the_reason() -> None:
    found = told("yes_no", answer="It depends")
    assert (found.outcome, found.written) == ("answered", "It depends")
    assert found.problem == "This question asks for yes or no."


@pytest.mark.parametrize(
    ("section", "slug", "cited"),
    [
        ("Section 12(1)", "foia-s12-1", "Section 12(1)"),
        ("12(1)", "foia-s12-1", "12(1)"),
        ("FOIA 43(2)", "foia-s43-2", "43(2)"),
        ("s.31", "foia-s31", "s.31"),
        ("EIR 12(4)(b)", "eir-12-4-b", "12(4)(b)"),
        ("12(5)(e)", "eir-12-5-e", "12(5)(e)"),
    ],
)
def test_a_section_cited_is_a_refusal_on_that_ground(section: str, slug: str, cited: str) -> None:
    found = told(section=section, comment="Too many files.")
    assert (found.outcome, found.grounds, found.written) == ("refused", ((slug, cited),), "")
    assert found.quote == f"{section} | Too many files." and found.problem == ""


def test_a_section_that_may_be_several_grounds_is_left_to_the_person() -> None:
    found = told(section="Section 40(2)")
    assert (found.outcome, found.grounds) == ("refused", ())
    assert found.problem == "“Section 40(2)” may be one of several grounds: tick the right one."


def test_refused_in_words_without_a_section_has_no_ground() -> None:
    for words in ("Refused", "Exempt information", "withheld"):
        assert (told(answer=words).outcome, told(answer=words).grounds) == ("refused", ())


def test_a_value_beside_a_section_is_an_answer_in_part() -> None:
    found = told(answer="312", section="s43(2)", comment="Names left out")
    assert (found.outcome, found.written) == ("answered_in_part", "312")
    assert found.grounds == (("foia-s43-2", "s43(2)"),)


@pytest.mark.parametrize("words", ["Not held", "The council does not record this."])
def test_not_held_in_the_answer_or_only_in_the_comment(words: str) -> None:
    for said in ({"answer": words}, {"comment": words}):
        assert (told(**said).outcome, told(**said).written) == ("not_held", "")
    assert told(answer=words, section="section 1(1)").grounds == (("foia-s1-1", "section 1(1)"),)
    assert told(section="section 1(1)").outcome == "not_held"


def test_a_link_for_a_document_or_beside_section_21_is_already_public() -> None:
    link = "https://www.kent.gov.uk/plan"
    found = told("document", answer=f"See {link}.")
    assert (found.outcome, found.link, found.written) == ("already_public", link, "")
    found = told(section="s21", comment=link)
    assert (found.outcome, found.link) == ("already_public", link)
    assert found.grounds == (("foia-s21", "s21"),)
    assert told(section="s21", comment="On our website").outcome == "refused"


def test_an_empty_row_passes_over_the_question() -> None:
    assert told() == Suggestion(outcome="unanswered", place="sheet Answers, row 7")


def test_a_comment_alone_and_a_formula_without_result_are_left_to_the_person() -> None:
    assert (told(comment="See letter").outcome, told(comment="See letter").problem) == (
        "",
        ONLY_BESIDE,
    )
    assert told(answer="=SUM(B1:B9)") == Suggestion(place="sheet Answers, row 7", problem=FORMULA)


def test_another_period_comes_along() -> None:
    assert told(answer="12", period="calendar year 2025").other_period == "calendar year 2025"


def test_columns_are_found_by_their_headings_wherever_they_stand() -> None:
    moved = [
        ["version:2", "letter:law-training", "Our reference, from the letter: td-7k4qf2"],
        [],
        ["KEY ", "Comment", "Your  Answer", "Question"],
        ["plans", "about", "312", "How many?"],
        ["", "nobody's row", "9"],
        ["Total", "", "321"],
    ]
    sheet = read_back([Grid("sheet Notes", [["x"]]), Grid("sheet Tom Smith", moved)], set())
    assert sheet is not None
    assert (sheet.letter, sheet.version, sheet.reference) == ("law-training", 2, "TD-7K4QF2")
    assert [(one.key, one.answer, one.comment, one.place) for one in sheet.rows] == [
        ("plans", "312", "about", "sheet 2, row 4")
    ]


def test_keys_without_a_heading_are_known_by_themselves() -> None:
    grid = Grid("", [MARKS, [*HEAD[:-1], ""], ["1", "Q", "312", "", "", "", "plans"]])
    sheet = read_back([grid], {"plans"})
    assert sheet is not None and sheet.rows[0].answer == "312" and sheet.rows[0].place == "row 3"
    assert read_back([grid], {"other"}) is None


def test_other_files_are_no_answer_sheet() -> None:
    assert read_back([Grid("sheet Answers", [HEAD, ["1", "Q", "3"]])], {"plans"}) is None
    assert read_back([Grid("sheet Answers", [MARKS])], {"plans"}) is None
    assert (letter_of("a | letter:law-training | version:2"), letter_of("newsletter:x y")) == (
        "law-training",
        "",
    )

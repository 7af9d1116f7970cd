"""Which of the places where a passage stands is meant."""

import pytest

from foi.mail.standing import standing

SAME = "We have no such target."
NUMBERED = {
    "points": "1. {0}\n\n2. {0}\n\n3) It is 14.\n\n4. {0}",
    "brackets": "1) {0}\n2) {0}\n3) It is 14.\n4) {0}",
    "letters": "Q1 {0}\nQ2: {0}\nQ3 It is 14.\nQ4. {0}",
    "words": "Question 1\n{0}\nQuestion 2:\n{0}\nQuestion 3\nIt is 14.\nQuestion 4\n{0}",
}


def where(text: str, place: str = "", number: int = 0, quote: str = SAME) -> tuple[int, int]:
    """Which of them was taken, counted from 1, and how often it stands there."""
    found = standing(quote, [("", text)], place=place, number=number)
    assert found is not None
    return text[: found.start].count(SAME) + 1, found.times


@pytest.mark.parametrize("how", NUMBERED)
def test_a_place_that_names_an_answer_points_to_that_answer(how: str) -> None:
    text = NUMBERED[how].format(SAME)
    for place in ("answer 4", "Question 4", "Q4", "4"):
        assert where(text, place) == (3, 1)
    assert where(text, "answer 2", number=1) == (2, 1)


@pytest.mark.parametrize("how", NUMBERED)
def test_without_a_place_the_number_of_the_question_as_sent_points(how: str) -> None:
    text = NUMBERED[how].format(SAME)
    assert where(text, number=4) == (3, 1)
    assert where(text, "in the letter", number=2) == (2, 1)


@pytest.mark.parametrize(
    ("text", "place", "number"),
    [
        (f"{SAME} {SAME} {SAME}", "answer 2", 2),  # nothing is numbered
        (NUMBERED["points"].format(SAME), "answer 3", 1),  # it does not stand in that one
        (NUMBERED["points"].format(SAME), "", 0),
        (f"2. {SAME} {SAME}\n3. {SAME}", "answer 2", 0),
        (f"1. {SAME}\n2.5 per cent.\n{SAME}\nquestion 2 was put to us.\n{SAME}", "answer 2", 0),
    ],
)
def test_what_the_place_does_not_settle_is_the_first_and_counted(
    text: str, place: str, number: int
) -> None:
    assert where(text, place, number) == (1, 3)


def test_what_stands_once_needs_no_place() -> None:
    assert where(f"Thank you. {SAME}", "answer 9", number=3) == (1, 1)


PAGES = [
    ("page 1", f"1. {SAME}"),
    ("page 2", f"2. {SAME} 3. {SAME}"),
    ("page 3", f"Well.\n3. {SAME}\n4. {SAME} It goes"),
    ("page 4", "on here."),
]


@pytest.mark.parametrize(
    ("place", "number", "page", "times", "alone"),
    [
        ("page 1", 0, "page 1", 1, True),
        ("p. 1", 4, "page 1", 1, True),
        ("page 3, answer 4", 0, "page 3", 1, False),
        ("page 3", 3, "page 3", 1, False),
        ("page 2", 3, "page 1", 5, True),
        ("page 4", 3, "page 1", 5, True),
        ("", 1, "page 1", 1, True),
    ],
)
def test_a_place_that_names_a_page_points_to_that_page(
    place: str, number: int, page: str, times: int, alone: bool
) -> None:
    found = standing(SAME, PAGES, place=place, number=number)
    assert found is not None
    assert (found.place, found.times, found.is_alone) == (page, times, alone)


def test_a_row_is_on_its_sheet_and_is_no_answer() -> None:
    sheets = [("sheet 1", f"1. {SAME}"), ("sheet 2", f"14. {SAME}")]
    found = standing(SAME, sheets, place="Sheet 2, row 1")
    assert found is not None and (found.place, found.times) == ("sheet 2", 1)
    assert where(f"1. {SAME}\n2. {SAME}", "row 2") == (1, 2)


def test_a_passage_may_run_over_the_end_of_a_page() -> None:
    found = standing("It goes on here", PAGES)
    assert found is not None and (found.place, found.times) == ("page 3", 1)


def test_how_much_of_its_page_stands_above_a_passage() -> None:
    found = standing("end", [("", "An end."), ("page 2", "one two last")], place="")
    assert found is not None and found.above == pytest.approx(3 / 7)
    assert standing("absent", [("", "one two end")]) is None


def test_a_word_parted_at_the_end_of_a_line_is_found() -> None:
    found = standing("The information", [("", "The infor-\nmation is with us.")])
    assert found is not None and found.text[found.start : found.end] == "The information"

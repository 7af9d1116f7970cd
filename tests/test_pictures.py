"""Pictures in numbers: each council once, nothing of a small number, no edge that no cell says."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi.comparison import newest_round, table
from foi.comparison.pictures import NAMES, Chosen, Picture, pictures
from foi.comparison.pictures.sorting import bars_of_figures, classes_of_figures, median_words
from foi.models import LetterVersion
from foi.rules.answers import read, to_json
from foi.rules.cells import QuestionFacts
from tests.builders import (
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

TODAY = date(2027, 2, 15)
PEOPLE = QuestionFacts("plans", "count", small_numbers=True)
MONEY = QuestionFacts("spend", "money", "GBP")
FIGURES = st.lists(st.integers(0, 5_000), min_size=1, max_size=80)


def made(version: LetterVersion, chosen: Chosen, *only: str) -> list[Picture]:
    load_holidays()
    round_ = newest_round(version.letter)
    whole = table(version.letter, round_, user=None, on=TODAY, in_full=True)
    return pictures(whole, chosen, only=only or NAMES)


def answered(written: Sequence[str | None], type: str = "count", key: str = "plans") -> Any:
    """A letter with one council for each answer; None is a refusal, "-" a council not asked."""
    version = create_letter()
    for number, raw in enumerate(written):
        council = create_authority(slug=f"council-{number}", gss="")
        if raw == "-":
            continue
        request = create_request(
            authority=council, owner=create_user(email=f"p{number}@example.org")
        )
        create_reply(request=request)
        if raw is None:
            create_finding(request=request, key=key, outcome="refused", grounds=("foia-s12-1",))
        else:
            choices = ("no", "team") if type == "choice" else ()
            create_finding(request=request, key=key, value=to_json(read(type, raw, choices)))
    return version


def rows(picture: Picture) -> dict[str, int]:
    return {words: count for words, count in picture.rows}


# -------------------------------------------------------------------------------- the classes
@given(FIGURES)
def test_every_figure_is_in_one_bar_and_one_class(values):
    numbers = [Decimal(value) for value in values]
    for lines in (
        bars_of_figures(numbers, MONEY, 5), classes_of_figures(numbers, MONEY, with_few=False),
    ):  # fmt: skip
        assert all(sum(line.holds(number) for line in lines) == 1 for number in numbers)
        assert len(lines) <= 8
    assert len(classes_of_figures(numbers, MONEY, with_few=True)) <= 4


@given(st.lists(st.one_of(st.just(0), st.integers(5, 900)), min_size=1, max_size=80))
def test_no_edge_of_people_is_one_to_four(values):
    numbers = [Decimal(value) for value in values]
    for lines in (
        bars_of_figures(numbers, PEOPLE, 5), classes_of_figures(numbers, PEOPLE, with_few=True),
    ):  # fmt: skip
        edges = {int(edge) for line in lines for edge in (line.low, line.high)}
        assert not edges & {1, 2, 3, 4}
        assert all(sum(line.holds(number) for line in lines) == 1 for number in numbers)


@given(FIGURES)
def test_classes_are_named_by_figures_that_were_published(values):
    numbers = [Decimal(value) for value in values]
    for line in classes_of_figures(numbers, MONEY, with_few=False):
        assert line.low in numbers and line.high in numbers


def test_a_median_rests_on_five_figures_and_says_no_small_number():
    few, many = [Decimal(n) for n in (0, 0, 5, 6)], [Decimal(n) for n in (0, 0, 0, 5, 6, 7)]
    assert median_words(few, PEOPLE, 5) == "No median: exact figures from 4 of the councils only"
    assert median_words(many, PEOPLE, 5) == "Median <5 (of 6 exact figures)"
    assert median_words([], PEOPLE, 5) == ""
    assert median_words([Decimal(900)] * 5, MONEY, 5) == "Median £900 (of 5 exact figures)"


# ------------------------------------------------------------------------------- the answers
@pytest.mark.django_db
def test_ranges_estimates_bounds_and_small_numbers_stand_apart():
    version = answered(["12", "31", "3", "<5", "10 to 20", "about 40", "0", None, "-"])
    (picture,) = made(version, Chosen("plans"), "answers")
    assert rows(picture) == {
        "0": 1, "12": 1, "31": 1, "Fewer than 5": 2, "A range, a bound or an estimate": 2,
        "Refused": 1, "Not asked": 1,
    }  # fmt: skip
    assert sum(rows(picture).values()) == 9
    assert "8 of 9 councils asked" in picture.coverage


@pytest.mark.django_db
def test_a_choice_has_a_bar_for_every_answer_it_offers():
    version = answered(["yes", "yes", "no", None], "yes_no", "pay_linked")
    (picture,) = made(version, Chosen("pay_linked"), "answers")
    assert rows(picture) == {"Yes": 2, "No": 1, "Refused": 1}
    version = answered([], key="target_limit_assessments")
    (picture,) = made(version, Chosen("target_limit_assessments"), "answers")
    assert rows(picture) == {"No": 0, "Team": 0, "Replied, being read": 4}


@pytest.mark.django_db
def test_a_question_that_nobody_was_asked_has_no_picture_and_says_so():
    create_authority()
    every = {p.name: p for p in made(create_letter(), Chosen())}
    assert all(picture.drawing is None and picture.empty for picture in every.values())
    assert "Nobody has asked this question here yet" in every["map"].empty
    assert "0 of 1 councils asked" == every["map"].coverage


@pytest.mark.django_db
def test_a_letter_without_questions_has_no_pictures():
    version = create_letter()
    version.questions.all().delete()
    assert made(version, Chosen()) == []


# ----------------------------------------------------------------------------------- the map
@pytest.mark.django_db
def test_every_council_has_one_square_and_the_legend_counts_them():
    version = answered(["12", "31", "3", "10 to 20", None, "-"])
    create_authority(slug="kent", gss="E10000016")
    for by_value in (False, True):
        (picture,) = made(version, Chosen("plans", by_value=by_value), "map")
        drawing = picture.drawing
        squares = [*drawing.squares, *drawing.others]
        assert len(squares) == 7 == sum(rows(picture).values())
        assert [entry.count for entry in drawing.legend] == list(rows(picture).values())
        assert [square.says for square in drawing.squares] == ["Kent: Not asked"]
        marks = [square.fill.key for square in squares]
        assert {e.fill.key: e.count for e in drawing.legend} == {m: marks.count(m) for m in marks}
    assert rows(picture) == {
        "12": 1, "31": 1, "Fewer than 5": 1, "A range, an estimate or another period": 1,
        "No value: another outcome": 1, "Not asked": 2,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_square_says_the_cell_but_never_a_councils_own_words():
    version = answered(["Our secret policy on page 3"], "document", "targets_document")
    (picture,) = made(version, Chosen("targets_document", by_value=True), "map")
    (square,) = picture.drawing.others
    assert square.says.startswith("Council 0: Answered (entered by one person, not checked")
    assert "secret" not in str(picture)
    version = answered(["12"])
    (picture,) = made(version, Chosen("plans"), "map")
    assert "Council 0: Answered: 12 (entered by one" in picture.drawing.others[0].says


# ------------------------------------------------------------------------- time, and grounds
@pytest.mark.django_db
def test_the_curve_is_drawn_from_ten_letters_on():
    version = answered([None] * 9)
    (picture,) = made(version, Chosen(), "time")
    assert picture.drawing is None and picture.empty.startswith("Only 9 letters")
    assert len(picture.head) == len(picture.rows[0]) == 4 and "%" not in str(picture.rows)
    answered([None] * 10)
    (picture,) = made(version, Chosen(), "time")
    assert picture.drawing is not None and picture.rows[0][4].endswith("%")
    assert "Half were answered by working day 13." in picture.desc


@pytest.mark.django_db
def test_grounds_count_a_council_once_a_question_and_part_21_and_22():
    version = create_letter()
    request = create_request()
    both = {"outcome": "refused", "grounds": ("foia-s12-1", "foia-s43-2")}
    create_finding(request=request, key="plans", **both)
    create_finding(request=request, key="pay_linked", **both)
    create_finding(
        request=request, key="targets_document", outcome="refused", grounds=("foia-s21",)
    )
    create_finding(request=request, key="target_limit_assessments", outcome="refused")
    (picture,) = made(version, Chosen(), "grounds")
    assert list(rows(picture).values()) == [2, 2, 1, 1]
    assert list(rows(picture))[2:] == ["No ground named", "Section 21 (available another way)"]
    assert picture.desc.startswith("Refused: 3 answers.")
    assert len(picture.drawing.headings) == 1
    (picture,) = made(version, Chosen("plans"), "grounds")
    assert list(rows(picture).values()) == [1, 1]

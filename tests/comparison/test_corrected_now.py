"""A line of correction says today what the cell may say today: masked where that is masked."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from foi.actions.decide import Passage, Said, read_question
from foi.comparison.corrected import lines_shown
from foi.comparison.corrected_now import lines_as_shown
from foi.comparison.history import history
from foi.models import Correction, Finding, Request
from foi.rules.values import HELD_BACK
from tests.builders import at, create_finding, create_letter, create_request, load_holidays
from tests.comparison.tables import value

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 15)
CELLS = "/compare/ombudsman-complaints/kent/?round=1"
SLIP = "A page was read wrongly."


def with_sum() -> Request:
    """A council that paid £2,400 in 7 remedies."""
    load_holidays()
    questions = (("remedies", "count"), ("remedy_paid", "money"))
    request = create_request(
        version=create_letter(slug="ombudsman-complaints", questions=questions)
    )
    create_finding(request=request, key="remedies", value=value("count", "7"), written="7")
    create_finding(request=request, key="remedy_paid", value=value("money", "£2,400"))
    return request


def put_right(request: Request, key: str, written: str, reason: str = SLIP) -> Finding:
    question = request.asked.get(question__key=key).question
    said = Said("answered", written, passage=Passage(quote=f"It was {written}."))
    by = request.requester
    return read_question(
        request=request, by=by, question=question, said=said, now=at(TODAY), reason=reason
    )


def lines() -> list[tuple[str, str, str]]:
    shown = lines_as_shown(lines_shown(TODAY), TODAY)
    return [(line.said, line.says, line.why) for line in shown]


def test_a_sum_that_is_held_back_after_its_correction_stands_in_no_line() -> None:
    request = with_sum()
    put_right(request, "remedy_paid", "£2,600")
    said = ("Remedy paid: Answered: £2,400", "Remedy paid: Answered: £2,600", SLIP)
    assert lines() == [said]
    put_right(request, "remedies", "3")
    assert lines() == [
        ("Remedies: Answered: 7", "Remedies: Answered: <5", SLIP),
        (HELD_BACK, HELD_BACK, SLIP),
    ]
    with time_machine.travel(at(TODAY), tick=False):
        page = Client().get("/corrections/").content.decode()
    assert page.count(HELD_BACK) == 2 and "2,400" not in page and "2,600" not in page


@pytest.mark.parametrize("reason", ["It says £2,600.", "It says two thousand, not more."])
def test_nor_does_the_reason_say_it_there_or_in_the_history(reason: str) -> None:
    request = with_sum()
    put_right(request, "remedy_paid", "£2,600", reason)
    assert lines()[0][2] == reason
    put_right(request, "remedies", "3")
    assert lines()[1] == (HELD_BACK, HELD_BACK, HELD_BACK)
    steps = history(request.authority, "remedy_paid", request.round, None, TODAY)
    assert [step.why for step in steps] == ["", HELD_BACK]


@pytest.mark.parametrize("said", ["We paid £2400.00 in all.", "The sum was 2,400."])
def test_nor_does_a_line_that_staff_wrote_on_the_whole_page(said: str) -> None:
    request = with_sum()
    page = CELLS.partition("?")[0]
    Correction.add(page=page, said=said, says="It was more.", why=SLIP, on=TODAY)
    Correction.add(page=page, said="12,400 letters", says="Fewer.", why=SLIP, on=TODAY)
    assert lines()[1] == (said, "It was more.", SLIP)
    put_right(request, "remedies", "3")
    assert lines()[1:] == [
        ("12,400 letters", "Fewer.", SLIP),
        (HELD_BACK, HELD_BACK, SLIP),
    ]


def test_a_number_that_has_become_a_small_one_stands_in_no_line(settings: Any) -> None:
    load_holidays()
    request = create_request()
    create_finding(request=request, key="plans", value=value("count", "7"), written="7")
    put_right(request, "plans", "54")
    assert lines() == [("Plans: Answered: 7", "Plans: Answered: 54", SLIP)]
    settings.SMALL_NUMBER_THRESHOLD = 10
    assert lines() == [(HELD_BACK, HELD_BACK, SLIP)]


def test_a_line_that_was_masked_as_the_cell_is_stays_as_it_is() -> None:
    load_holidays()
    request = create_request()
    create_finding(request=request, key="plans", value=value("count", "3"), written="3")
    put_right(request, "plans", "54")
    put_right(request, "plans", "2 to 8")
    assert [line[1] for line in lines()] == ["Plans: Answered: 8 or fewer", "Plans: Answered: 54"]


def test_many_lines_cost_no_more_than_one(django_assert_num_queries: Any) -> None:
    request = with_sum()
    for _ in range(20):
        row = {"said": "54", "says": "45", "why": SLIP, "on": TODAY}
        Correction.add(page=f"{CELLS}#remedy_paid", **row)
        Correction.add(page=f"/requests/{request.ref}/", **row)
    rows = list(lines_shown(TODAY))
    with django_assert_num_queries(2):
        assert len(lines_as_shown(rows, TODAY)) == 40

"""Shares beside counts, and published figures beside answers, apart from them."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from foi.actions.library import load_letters
from foi.models import Figure, LetterVersion
from foi.rules.answers import read, to_json
from foi.rules.library import letter_files
from tests.builders import (
    LONDON,
    at,
    create_authority,
    create_finding,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)
from tests.tables import text

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[date(2025, 6, 2)])
def today(request):
    with time_machine.travel(at(request.param).astimezone(LONDON), tick=False):
        load_holidays()
        yield request.param


def letter(slug: str, on: date) -> LetterVersion:
    load_letters(paths=[path for path in letter_files() if path.stem == slug], on=on)
    version = LetterVersion.objects.get(letter__slug=slug)
    version.letter.rounds.update(opened_on=date(2018, 1, 1))
    return version


def answered(version: LetterVersion, slug: str, key: str, raw: str, **more):
    """A council's answer to a letter sent on 1 April 2025, replied to on 1 May 2025."""
    sent_on, replied_on = more.pop("days", (date(2025, 4, 1), date(2025, 5, 1)))
    request = more.pop("request", None)
    if request is None:
        request = create_request(
            version=version,
            authority=create_authority(slug=slug),
            owner=create_user(email=f"{slug}@example.org"),
            sent_on=sent_on,
        )
        create_reply(request=request, on=replied_on)
    kind = request.asked.get(question__key=key).question.type
    value = to_json(read(kind, raw))
    create_finding(request=request, key=key, value=value, now=at(replied_on), **more)
    return request


def figure(slug: str | None, value: object, measure: str = "SEN_CASES_JAN", year: int = 2025):
    council = create_authority(slug=slug) if slug else None
    Figure.objects.create(authority=council, year=year, measure=measure, value=value)


# ------------------------------------------------------------------------------------ rates
def test_a_count_stands_beside_its_share_of_a_published_figure(client: Client, today: date):
    version = letter("annual-reviews", today)
    answered(version, "kent", "reviews_overdue", "400")
    answered(version, "rutland", "reviews_overdue", "40")
    figure("kent", 20_000)
    figure("rutland", 400)
    page = text(client, "/compare/annual-reviews/")
    assert "2 per 100 EHC plans maintained in January 2025" in page
    assert "10 per 100 EHC plans maintained in January 2025" in page
    assert "2 per 100 EHC plans" in text(client, "/compare/annual-reviews/kent/")


def test_councils_are_sorted_by_share_and_those_without_one_come_last(client: Client, today: date):
    version = letter("annual-reviews", today)
    for slug, raw, plans in (("kent", "400", 20_000), ("rutland", "40", 400), ("devon", "9", None)):
        answered(version, slug, "reviews_overdue", raw)
        if plans:
            figure(slug, plans)
    for sort, order in (
        ("rate:reviews_overdue", ["kent", "rutland", "devon"]),
        ("-rate:reviews_overdue", ["rutland", "kent", "devon"]),
    ):
        page = text(client, f"/compare/annual-reviews/?sort={sort}")
        places = [page.index(f'"/authorities/{slug}/"') for slug in order]
        assert places == sorted(places)
        assert "sort by share" in page and "aria-sort" in page


def test_the_year_of_the_answer_decides_which_figure(client: Client, today: date):
    """Reviews of the last calendar year, asked in 2025: the figure of 2024."""
    version = letter("annual-reviews", today)
    answered(version, "kent", "amended_late", "50")
    figure("kent", 1000, "SEN_AN_REVIEW_MEET_REC", 2024)
    page = text(client, "/compare/annual-reviews/?question=amended_late")
    assert "5 per 100 annual review meetings recorded in 2024" in page


@pytest.mark.parametrize(
    ("raw", "plans", "more"),
    [
        ("3", 400, {}),  # fewer than five people
        ("about 40", 400, {}),
        ("40", 4, {}),
        ("40", 400, {"other_period": "2019"}),
        ("500", 400, {}),  # more than there are
    ],
)
def test_no_share_rests_on_few_people_or_on_no_exact_figure(
    client: Client, today: date, raw: str, plans: int, more: dict
):
    version = letter("annual-reviews", today)
    answered(version, "kent", "reviews_overdue", raw, **more)
    figure("kent", plans)
    assert "per 100 EHC plans" not in text(client, "/compare/annual-reviews/")


def test_a_year_not_yet_published_has_no_share_and_costs_no_query(
    client: Client, django_assert_max_num_queries
):
    with time_machine.travel(at(date(2026, 12, 15)), tick=False):
        load_holidays()
        version = letter("annual-reviews", date(2026, 11, 1))
        days = (date(2026, 11, 2), date(2026, 12, 1))
        answered(version, "kent", "reviews_overdue", "40", days=days)
        figure("kent", 400)
        with django_assert_max_num_queries(10):
            page = text(client, "/compare/annual-reviews/")
    assert "No published figure for 2026 yet, so no share is shown." in page
    assert "per 100 EHC plans" not in page


def test_a_share_of_another_question_needs_no_column_of_that_question(client: Client, today: date):
    version = letter("law-training", today)
    request = answered(version, "kent", "officers_in_post", "40")
    answered(version, "kent", "officers_trained", "10", request=request)
    for query in ("", "?question=officers_trained", "?with=kent", "?view=list"):
        page = text(client, f"/compare/law-training/{query}")
        assert "25% of 40 “Case officers in post”" in page, query
    one = text(client, "/compare/law-training/?question=officers_trained")
    assert one.count('<th scope="col"') == 3  # council, the question, dates


def test_no_share_gives_a_masked_number_back(client: Client, today: date):
    version = letter("law-training", today)
    request = answered(version, "kent", "officers_in_post", "40")
    answered(version, "kent", "officers_trained", "4", request=request)
    assert "% of 40 “" not in text(client, "/compare/law-training/")


@pytest.mark.parametrize("query", ["", "kent/", "?question=officers_trained", "?view=list"])
def test_there_is_no_percentage_of_fewer_than_ten(client: Client, today: date, query: str):
    version = letter("law-training", today)
    request = answered(version, "kent", "officers_in_post", "8")
    answered(version, "kent", "officers_trained", "6", request=request)
    assert "75%" not in text(client, f"/compare/law-training/{query}")


# ---------------------------------------------------------------------------------- context
def test_a_published_figure_is_a_column_of_its_own_with_its_year(client: Client, today: date):
    version = letter("annual-reviews", today)
    answered(version, "kent", "reviews_overdue", "400")
    create_authority(slug="rutland")
    figure("kent", 20_000)
    figure(None, 638_745)
    page = text(client, "/compare/annual-reviews/?context=SEN_CASES_JAN")
    head = page[page.index("<thead") : page.index("</thead>")]
    assert "Published figure, no answer" in head
    assert head.index("EHC plans maintained in January 2025") < head.index("Dates")
    assert 'context-cell">20,000<' in page and 'context-cell">no figure<' in page
    assert "England: 638,745" in page
    assert "/compare/annual-reviews/context.csv?context=SEN_CASES_JAN" in page


@pytest.mark.parametrize("query", ["view=list", "with=kent,rutland"])
def test_it_stands_in_the_other_layouts_too(client: Client, today: date, query: str):
    version = letter("annual-reviews", today)
    answered(version, "kent", "reviews_overdue", "400")
    create_authority(slug="rutland")
    figure("kent", 20_000)
    page = text(client, f"/compare/annual-reviews/?context=SEN_CASES_JAN&{query}")
    assert "Published figure, no answer" in page and "20,000" in page


def test_it_is_in_no_count_and_in_none_of_the_answers_files(client: Client, today: date):
    version = letter("annual-reviews", today)
    answered(version, "kent", "reviews_overdue", "400")
    figure("kent", 20_000)
    plain = client.get("/compare/annual-reviews.csv").content
    assert client.get("/compare/annual-reviews.csv?context=SEN_CASES_JAN").content == plain
    page = text(client, "/compare/annual-reviews/?context=SEN_CASES_JAN&outcome=answered")
    assert "1 answered" in page


def test_one_to_four_people_are_masked_in_it_too(client: Client, today: date):
    letter("annual-reviews", today)
    figure("kent", 3, "SEN_CASES_DUR_YEAR", 2024)
    page = text(client, "/compare/annual-reviews/?context=SEN_CASES_DUR_YEAR")
    assert "&lt;5" in page and ">3<" not in page


def test_an_unknown_series_says_so(client: Client, today: date):
    letter("annual-reviews", today)
    assert "is not one of the choices" in text(client, "/compare/annual-reviews/?context=shame")

"""The table laid out: as a list, councils side by side, two rounds, and its last rows."""

from datetime import date

import pytest
from django.test import Client

from foi.models import Letter
from foi.rules.permissions import Visibility
from tests.builders import (
    add_version,
    create_authority,
    create_finding,
    create_letter,
    create_reply,
    create_request,
    create_user,
)
from tests.tables import PAGE, answer, ask, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 15)


# ------------------------------------------------------------------------------------ list
def test_a_list_says_the_same_rows_as_question_and_answer(client: Client):
    answer(ask("kent"), "yes")
    create_authority(slug="leeds")
    page = text(client, f"{PAGE}?view=list")
    assert "<table" not in page
    assert '<h3 class="govuk-heading-s" id="council-kent">' in page
    assert "<dt>Pay linked</dt><dd>" in page and "Answered: <strong>yes</strong>" in page
    leeds = page.partition('id="council-leeds"')[2]
    assert leeds.count("Not asked") == 1 and "<dt>" not in leeds.partition("</section>")[0]
    assert "Compare Kent with others" in page


def test_filters_and_sort_carry_over_into_the_list(client: Client):
    answer(ask("kent"), "yes")
    answer(ask("devon"), "no")
    create_authority(slug="leeds", region="Yorkshire and The Humber")
    page = text(client, f"{PAGE}?view=list&region=South+East&sort=-council")
    assert page.index("council-kent") < page.index("council-devon")
    assert "council-leeds" not in page
    for hidden in ('name="view" value="list"', 'name="sort" value="-council"'):
        assert f'<input type="hidden" {hidden}>' in page
    back = f"{PAGE}?region=South+East&amp;sort=-council".removeprefix(PAGE)
    assert f'href="{back}">Show as a table</a>' in page


def test_the_list_is_offered_from_the_table_and_the_other_way_round(client: Client):
    create_letter()
    create_authority()
    assert "Read as a list, council by council" in text(client, PAGE)
    assert "Show as a table" in text(client, f"{PAGE}?view=list")


def test_an_unknown_view_says_so(client: Client):
    create_letter()
    assert "is not one of the choices" in text(client, f"{PAGE}?view=cloud")


# ------------------------------------------------------------------------ council by council
def test_a_few_councils_stand_side_by_side_in_the_order_named(client: Client):
    for slug in ("devon", "kent", "leeds"):
        answer(ask(slug), "yes")
    page = text(client, f"{PAGE}?with=kent,devon")
    head = page[page.index("<thead") : page.index("</thead>")]
    assert head.index(">Kent<") < head.index(">Devon<") and ">Leeds<" not in head
    assert 'aria-label="Pay linked"><span class="side-question">Pay linked' in page
    assert "(Kent, Pay linked)" in page and "(Devon, Pay linked)" in page


@pytest.mark.parametrize("query", ["with=Kent,+Devon", "with=kent&with=devon", "with=DEVON,kent,"])
def test_councils_may_be_chosen_by_name_in_any_spelling(client: Client, query: str):
    for slug in ("devon", "kent", "leeds"):
        ask(slug)
    page = text(client, f"{PAGE}?{query}")
    head = page[page.index("<thead") : page.index("</thead>")]
    assert ">Kent<" in head and ">Devon<" in head and ">Leeds<" not in head


def test_an_unknown_council_is_named_in_a_sentence_and_all_are_shown(client: Client):
    ask("kent")
    create_authority(slug="fife", nation="Scotland", region="Scotland", type="scottish-council")
    page = text(client, f"{PAGE}?with=kentt,fife")
    assert "No council in England is called “kentt” here. Did you mean Kent?" in page
    assert "No council in England is called “fife” here." in page
    assert "/authorities/kent/" in page
    wrong = client.get("/compare/send-staff-targets.csv?with=atlantis")
    assert wrong.status_code == 400
    assert wrong.content.decode() == "No council in England is called “atlantis” here."


def test_more_than_thirty_councils_are_too_many(client: Client):
    create_letter()
    names = ",".join(f"c{number}" for number in range(31))
    assert "Choose at most 30 councils." in text(client, f"{PAGE}?with={names}")


def test_one_council_alone_is_a_row_and_more_than_six_are_rows(client: Client):
    slugs = [f"council-{number}" for number in range(7)]
    for slug in slugs:
        ask(slug)
    assert '<th scope="row"' in text(client, f"{PAGE}?with=council-1")
    page = text(client, f"{PAGE}?with={','.join(slugs)}")
    assert "comparison--side" not in page and "7 councils shown" in page


def test_a_councils_page_leads_to_others_and_to_those_of_its_kind_and_region(client: Client):
    ask("kent")
    page = text(client, f"{PAGE}kent/")
    assert f'href="{PAGE}?round=1&amp;with=kent"' in page
    assert f'href="{PAGE}?round=1&amp;region=South%20East&amp;type=county"' in page


# ------------------------------------------------------------------------------- last rows
def five(*numbers: str) -> None:
    for place, number in enumerate(numbers):
        answer(ask(f"council-{place}"), number, "count", "plans")


def foot(page: str) -> str:
    return page[page.index("<tfoot") : page.index("</tfoot>")]


def test_the_last_rows_count_outcomes_and_say_the_median(client: Client):
    five("10", "20", "30", "41", "50", "about 7", "10 to 20", "<5")
    create_authority(slug="leeds")
    said = foot(text(client, PAGE))
    assert "8 answered, 1 not asked" in said
    assert "30 (middle of 5 councils; 3 other answers are no exact figure)" in said


def test_a_median_of_fewer_than_five_councils_is_not_shown(client: Client):
    five("10", "20", "30", "40")
    said = foot(text(client, PAGE))
    assert "not shown: exact figures from 4 councils only" in said
    assert "25" not in said


def test_a_median_of_few_people_is_masked_and_none_comes_from_masked_answers(client: Client):
    five("0", "0", "0", "5", "8", "9", "3", "2")
    said = foot(text(client, PAGE))
    assert "&lt;5 (middle of 6 councils; 2 other answers are no exact figure)" in said


def test_a_figure_for_another_period_stays_out_of_the_median(client: Client):
    five("10", "20", "30", "40")
    answer(ask("kent"), "1000", "count", "plans", other_period="2019")
    said = foot(text(client, PAGE))
    assert "exact figures from 4 councils only" in said


def test_the_last_rows_stay_those_of_every_outcome_when_one_is_chosen(client: Client):
    five("10", "20", "30", "40", "50")
    create_finding(request=ask("kent"), key="plans", outcome="not_held")
    said = foot(text(client, f"{PAGE}?outcome=not_held"))
    assert "5 answered, 1 not held" in said and "30 (middle of 5 councils)" in said


# ---------------------------------------------------------------------------- for each row
def test_a_row_says_once_that_no_link_to_reply_was_delivered(client: Client):
    request = ask("kent")
    answer(request, "yes")
    create_finding(request=request, key="plans", outcome="not_held")
    ask("devon")
    assert text(client, PAGE).count("No link to reply delivered yet.") == 1


# ---------------------------------------------------------------------------------- rounds
@pytest.fixture
def two_rounds() -> Letter:
    """Round 1 closed, round 2 with one question reworded, one dropped and one new."""
    version = create_letter()
    letter = version.letter
    kent, devon = ask("kent", sent_on=date(2026, 5, 1)), ask("devon", sent_on=date(2026, 5, 1))
    answer(kent, "yes")
    answer(kent, "40", "count", "plans")
    answer(devon, "50", "count", "plans")
    letter.rounds.get().close(on=date(2026, 6, 30))
    letter.rounds.create(number=2, opened_on=date(2026, 7, 1))
    newer = add_version(
        letter,
        questions=(
            ("pay_linked", "yes_no", "What about pay_linked?"),
            ("plans", "count", "How many plans are there?"),
            ("visits", "count", "How many visits?"),
        ),
        loaded_on=date(2026, 7, 1),
    )
    again = create_request(authority=kent.authority, version=newer, owner=kent.requester)
    answer(again, "no")
    create_finding(request=again, key="plans", outcome="refused", grounds=("foia-s12-1",))
    return letter


def test_two_rounds_stand_side_by_side_with_what_changed(client: Client, two_rounds: Letter):
    page = text(client, f"{PAGE}?against=1")
    assert "yes, then no" in page
    assert "Answered, then Refused: section 12 (cost)" in page
    assert "asked only in round 1" in page
    assert f"{PAGE}kent/?round=1#pay_linked" in page and f"{PAGE}kent/?round=2#pay_linked" in page
    assert page.index("Round 1</span>") < page.index("Round 2</span>")


def test_changed_new_and_dropped_questions_are_said(client: Client, two_rounds: Letter):
    page = text(client, f"{PAGE}?against=1")
    assert "Worded otherwise in round 1: “What about plans?”" in page
    assert "New in round 2" in page
    assert "Asked in round 1, not in round 2" in page
    unchanged = text(client, f"{PAGE}?against=1&question=pay_linked")
    assert "Worded otherwise" not in unchanged and "yes, then no" in unchanged


def test_the_same_in_both_rounds_says_so(client: Client, two_rounds: Letter):
    kent = create_authority(slug="devon")
    newer = two_rounds.current_version
    owner = create_user(email="devon@example.org")
    answer(create_request(authority=kent, version=newer, owner=owner), "50", "count", "plans")
    page = text(client, f"{PAGE}?against=1&question=plans")
    assert "the same in both rounds" in page


def test_nothing_is_said_of_wording_while_nobody_has_asked_in_the_new_round(client: Client):
    version = create_letter()
    ask("kent", sent_on=date(2026, 5, 1))
    version.letter.rounds.get().close(on=date(2026, 6, 30))
    version.letter.rounds.create(number=2, opened_on=date(2026, 7, 1))
    add_version(
        version.letter, questions=(("plans", "count", "Otherwise?"),), loaded_on=date(2026, 7, 1)
    )
    page = text(client, f"{PAGE}?against=1")
    assert "Worded otherwise" not in page and "asked only in round 1" in page


def test_an_unknown_other_round_says_so(client: Client, two_rounds: Letter):
    assert "is not one of the choices" in text(client, f"{PAGE}?against=9")


def test_two_rounds_cost_no_more_queries_with_more_councils(
    client: Client, django_assert_max_num_queries, two_rounds: Letter
):
    for number in range(10):
        create_reply(request=ask(f"council-{number}", version=two_rounds.current_version))
    with django_assert_max_num_queries(10):
        client.get(f"{PAGE}?against=1")


def test_a_private_answer_of_the_other_round_is_nowhere(client: Client):
    version = create_letter()
    ask("kent")
    hidden = ask("devon", sent_on=date(2026, 5, 1), visibility=Visibility.PRIVATE)
    answer(hidden, "77", "count", "plans")
    version.letter.rounds.get().close(on=date(2026, 6, 30))
    version.letter.rounds.create(number=2, opened_on=date(2026, 7, 1))
    assert "77" not in text(client, f"{PAGE}?against=1&question=plans")

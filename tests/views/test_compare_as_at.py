"""The table as it stood at the end of an earlier day, and what no earlier day brings back."""

from datetime import date, timedelta

import pytest
from django.test import Client

from foi.models import Finding, Investigation, Reading, Round
from foi.rules.lifecycle import Kind
from foi.rules.permissions import Visibility
from tests.builders import (
    SENT_ON,
    add_version,
    at,
    create_authority,
    create_letter,
    create_moderator,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)
from tests.tables import PAGE, answer, rows, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2027, 2, 1)


def by_question(client: Client, query: str = "") -> dict[str, dict[str, str]]:
    """Kent's rows of the file by question."""
    return {row["question"]: row for row in rows(client, query) if row["authority"] == "kent"}


def put_right(finding: Finding, raw: str, *, on: date, kind: str = "yes_no", **fields) -> Finding:
    """A newer finding takes the place of an earlier one, on a day."""
    finding.supersede(now=at(on))
    return answer(finding.request, raw, kind, finding.question.key, now=at(on), **fields)


# --------------------------------------------------------------------------------- replayed
@pytest.mark.parametrize(
    ("day", "outcome", "value", "answered_on"),
    [
        (date(2026, 11, 19), "not_asked", "", ""),
        (date(2026, 11, 20), "awaiting", "", ""),
        (date(2026, 12, 9), "awaiting", "", ""),
        (date(2026, 12, 10), "received", "", "2026-12-10"),
        (date(2026, 12, 10), "received", "", "2026-12-10"),
        (date(2026, 12, 11), "answered", "yes", "2026-12-10"),
        (date(2027, 1, 9), "answered", "yes", "2026-12-10"),
        (date(2027, 1, 10), "answered", "no", "2026-12-10"),
    ],
)
def test_each_day_shows_what_was_recorded_by_then(client: Client, day, outcome, value, answered_on):
    request = create_request()
    create_reply(request=request)
    first = answer(request, "yes")
    put_right(first, "no", on=date(2027, 1, 10))
    row = by_question(client, f"?as_at={day}")["pay_linked"]
    assert (row["outcome"], row["value"], row["answered_on"]) == (outcome, value, answered_on)
    assert row["as_at"] == day.isoformat()


def test_a_clock_is_that_of_the_day(client: Client):
    request = create_request()
    late = date(2026, 12, 23)
    request.record(
        Kind.NOTHING_CAME, on=late, by=request.requester, holidays=load_holidays(), now=at(late)
    )
    create_reply(request=request, on=date(2027, 1, 15))
    assert by_question(client, "?as_at=2026-12-22")["plans"]["outcome"] == "unconfirmed"
    row = by_question(client, "?as_at=2026-12-23")["plans"]
    assert (row["outcome"], row["days_late"]) == ("overdue", "2")
    assert by_question(client)["plans"]["outcome"] == "received"


def test_what_was_recorded_later_was_not_known_however_early_it_is_dated(client: Client):
    create_request()
    request = create_request(authority=create_authority(), owner=create_user(email="b@b.example"))
    event = request.events.get()
    request.correct(
        event, by=request.requester, note="Wrong day.", on=date(2026, 11, 2),
        holidays=load_holidays(), now=at(date(2027, 1, 5)),
    )  # fmt: skip
    assert by_question(client, "?as_at=2027-01-04")["plans"]["asked_on"] == SENT_ON.isoformat()
    page = text(client, f"{PAGE}?as_at=2026-11-10")
    assert "0 of 1 councils asked" in page or "Nobody has asked this yet" in page


def test_the_day_ends_at_midnight_in_london(client: Client):
    """On 25 June 2026 London is an hour ahead of UTC."""
    request = create_request(sent_on=date(2026, 6, 1))
    create_reply(request=request, on=date(2026, 6, 20))
    night = at(date(2026, 6, 26), hour=0)
    answer(request, "yes", now=night - timedelta(minutes=1))
    answer(request, "9", "count", "plans", now=night)
    found = by_question(client, "?as_at=2026-06-25")
    assert found["pay_linked"]["outcome"] == "answered" and found["plans"]["outcome"] == "received"


def test_a_check_made_later_was_not_yet_made(client: Client):
    finding = answer(create_request(), "yes")
    Finding.objects.filter(pk=finding.pk).update(
        settled="checked", settled_at=at(date(2027, 1, 10))
    )
    assert by_question(client, "?as_at=2027-01-09")["pay_linked"]["checked"] == "unchecked"
    assert by_question(client, "?as_at=2027-01-10")["pay_linked"]["checked"] == "checked"


def test_councils_in_force_and_questions_are_those_of_the_day(client: Client):
    version = create_letter()
    create_authority(slug="kent", valid_to=date(2026, 12, 31))
    add_version(version.letter, questions=(("visits", "count", "?"),), loaded_on=date(2027, 1, 10))
    assert set(by_question(client, "?as_at=2026-12-31")) == {q.key for q in version.questions.all()}
    assert by_question(client, "?as_at=2027-01-01") == {}
    assert "question-visits" not in text(client, f"{PAGE}?as_at=2027-01-01")
    assert "question-visits" in text(client, f"{PAGE}?as_at=2027-01-10")


# --------------------------------------------------------------------- never brought to light
SECRET = "A passage nobody should see."


@pytest.mark.parametrize(
    "kind",
    ["private", "hidden", "hidden finding", "unpublished", "embargoed", "replaced by hidden"],
)
def test_what_is_not_public_now_was_never_there(client: Client, kind: str):
    """Byte for byte the table of an earlier day as when it had never been."""
    create_letter()
    create_authority()
    addresses = [
        f"{PAGE}?as_at=2026-12-20",
        f"{PAGE}?as_at=2026-12-20&view=list",
        "/compare/send-staff-targets.csv?as_at=2026-12-20",
        "/compare/send-staff-targets.json?as_at=2026-12-20",
    ]
    base = create_request() if kind not in ("private", "hidden", "embargoed") else None
    before = {address: client.get(address).content for address in addresses}
    request = base or create_request()
    finding = answer(request, "yes", quote=SECRET)
    if kind == "private":
        request.set_visibility(Visibility.PRIVATE)
    elif kind == "hidden":
        request.hide(reason="A report.", now=at(TODAY))
    elif kind == "hidden finding":
        finding.hide(reason="A report.", now=at(TODAY))
    elif kind == "unpublished":
        finding.unpublish()
    elif kind == "embargoed":
        investigation = Investigation.objects.create(
            slug="x", title="X", version=request.version, round=request.round,
            embargo_until=TODAY + timedelta(days=9),
        )  # fmt: skip
        request.join(investigation)
    else:
        newer = put_right(finding, "no", on=date(2027, 1, 5), quote="Other.")
        newer.hide(reason="A report.", now=at(TODAY))
    request.version.letter.touch()
    for address, content in before.items():
        now = client.get(address).content
        assert now == content and SECRET not in now.decode(), address


def test_an_embargo_that_ended_later_stood_on_the_day(client: Client):
    request = create_request()
    investigation = Investigation.objects.create(
        slug="x", title="X", version=request.version, round=request.round,
        embargo_until=date(2027, 1, 10),
    )  # fmt: skip
    request.join(investigation)
    answer(request, "yes")
    assert by_question(client, "?as_at=2027-01-09")["pay_linked"]["outcome"] == "not_asked"
    assert by_question(client, "?as_at=2027-01-10")["pay_linked"]["outcome"] == "answered"


def test_a_request_made_public_later_was_private_on_the_day(client: Client):
    request = create_request()
    for day, to in ((date(2026, 11, 25), "private"), (date(2027, 1, 10), "public")):
        request.record(
            Kind.VISIBILITY_CHANGED, on=day, by=request.requester, note=to,
            holidays=load_holidays(), now=at(day),
        )  # fmt: skip
    assert by_question(client, "?as_at=2026-12-20")["plans"]["outcome"] == "not_asked"
    assert by_question(client, "?as_at=2027-01-10")["plans"]["outcome"] == "unconfirmed"


def test_a_passage_that_was_put_right_is_not_repeated(client: Client):
    first = answer(create_request(), "yes", quote="Jo Brown, aged nine, is in it.")
    put_right(first, "no", on=date(2027, 1, 10), quote="It is so.")
    row = by_question(client, "?as_at=2026-12-20")["pay_linked"]
    assert (row["value"], row["quote"]) == ("yes", "")
    assert by_question(client)["pay_linked"]["quote"] == "It is so."


def test_words_that_were_put_right_are_not_repeated(client: Client):
    version = create_letter(questions=(("provider", "text"),))
    first = answer(create_request(version=version), "Jo Brown", "text", "provider")
    put_right(first, "A company", on=date(2027, 1, 10), kind="text")
    row = by_question(client, "?as_at=2026-12-20")["provider"]
    assert (row["outcome"], row["value"]) == ("answered", "")


def test_a_small_number_published_later_is_masked_in_earlier_passages_too(client: Client):
    request = create_request()
    answer(request, "yes", quote="Yes, for 3 borogoves.", now=at(date(2026, 12, 11)))
    answer(request, "3", "count", "plans", now=at(date(2027, 1, 10)))
    row = by_question(client, "?as_at=2026-12-20")["pay_linked"]
    assert row["quote"] == "Yes, for [fewer than 5] borogoves."


def test_a_sum_that_rests_on_few_people_is_held_back_on_earlier_days_too(client: Client):
    version = create_letter(questions=(("remedies", "count"), ("remedy_paid", "money")))
    request = create_request(version=version)
    answer(request, "£900", "money", "remedy_paid", now=at(date(2026, 12, 11)))
    answer(request, "3", "count", "remedies", now=at(date(2027, 1, 10)))
    assert "900" not in by_question(client, "?as_at=2026-12-20")["remedy_paid"]["value"]


# ------------------------------------------------------------------------------- said, refused
def test_page_and_files_say_which_day_they_show(client: Client):
    answer(create_request(), "yes")
    page = text(client, f"{PAGE}?as_at=2026-12-20")
    assert "As it stood at the end of 20 December 2026" in page
    assert "/compare/send-staff-targets.csv?as_at=2026-12-20" in page
    told = client.get("/compare/send-staff-targets.json?as_at=2026-12-20")
    assert told.json()["as_at"] == "2026-12-20" and told.json()["generated_on"] == "2027-02-01"
    assert told.json()["filters"] == {"as_at": "2026-12-20"}
    assert "as-at-2026-12-20" in told["Content-Disposition"]
    assert client.get("/compare/send-staff-targets.json").json()["as_at"] is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2027-02-02", "2 February 2027 lies in the future. Choose a day up to today"),
        ("yesterday", "“yesterday” is no date. Write it like 2026-11-20"),
        ("2026-02-30", "“2026-02-30” is no date."),
        ("2017-12-31", "Nothing was asked before 1 January 2018."),
    ],
)
def test_a_day_that_will_not_do_says_why_and_today_is_shown(client: Client, typed, sentence):
    answer(create_request(), "yes")
    page = text(client, f"{PAGE}?as_at={typed}")
    assert sentence in page and "As it is on 1 February 2027" in page
    wrong = client.get(f"/compare/send-staff-targets.csv?as_at={typed}")
    assert wrong.status_code == 400 and sentence in wrong.content.decode()


def test_today_is_the_table_as_it_is(client: Client):
    answer(create_request(), "yes")
    create_moderator()
    as_at, plain = by_question(client, f"?as_at={TODAY}"), by_question(client)
    assert [row | {"as_at": ""} for row in as_at.values()] == [
        row | {"as_at": ""} for row in plain.values()
    ]


def test_the_round_is_that_of_the_day(client: Client):
    version = create_letter()
    create_request()
    version.letter.rounds.get().close(on=date(2026, 12, 31))
    version.letter.rounds.create(number=2, opened_on=date(2027, 1, 1))
    assert by_question(client, "?as_at=2026-12-20")["plans"]["round"] == "1"
    assert by_question(client, "?as_at=2027-01-01")["plans"]["round"] == "2"
    early = text(client, f"{PAGE}?round=2&as_at=2026-12-20")
    assert "Nothing was asked before 1 January 2027." in early


def test_more_councils_cost_no_more_queries(client: Client, django_assert_max_num_queries):
    for number in range(10):
        request = create_request(
            owner=create_user(email=f"p{number}@example.org"),
            authority=create_authority(slug=f"council-{number}"),
            leave_out=("plans",) if number % 2 else (),
        )
        answer(request, "yes")
    assert Reading.objects.count() == 10
    with django_assert_max_num_queries(13):
        client.get(f"{PAGE}?as_at=2026-12-20")


def test_a_letter_that_went_before_the_library_held_it_can_be_looked_back_at(client: Client):
    request = create_request()
    Round.objects.update(opened_on=TODAY)
    answer(request, "yes")
    assert by_question(client, "?as_at=2026-12-20")["pay_linked"]["outcome"] == "answered"
    early = text(client, f"{PAGE}?as_at=2026-11-19")
    assert "Nothing was asked before 20 November 2026." in early

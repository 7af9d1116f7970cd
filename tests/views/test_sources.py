"""Published sources, page by page: entered, shown as the public will see it, published."""

from datetime import date

import pytest
from django.test import Client

from foi.models import Declaration, Finding, PublishedSource, Round, Tie, User
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_letter,
    create_moderator,
    create_source,
    create_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 11)
NEW = "/sources/new/?letter=send-staff-targets&authority=kent"
ANSWERS = {
    "url": "https://www.kent.gov.uk/log",
    "title": "Disclosure log",
    "retrieved_on_day": "11",
    "retrieved_on_month": "12",
    "retrieved_on_year": "2026",
    "q3-outcome": "answered",
    "q3-written": "312",
    "q3-quote": "We hold 312 plans.",
    "q3-place": "page 2",
}


@pytest.fixture
def campaigner(client: Client) -> User:
    letter = create_letter().letter
    create_authority()
    user = create_campaigner()
    Declaration.objects.create(user=user, round=letter.rounds.get(), made_at=at(TODAY))
    client.force_login(user)
    return user


def test_before_a_source_is_entered_she_is_asked_for_her_ties(
    client: Client, campaigner: User
) -> None:
    Declaration.objects.all().delete()
    assert client.get(NEW).url.startswith("/me/ties/send-staff-targets/?round=1&next=")
    tie = {"user": campaigner, "round": Round.objects.get(), "made_at": at(TODAY)}
    made = Declaration.objects.create(**tie)
    Tie.objects.create(declaration=made, authority=create_authority(), kind="dispute")
    page = client.get(NEW).content.decode()
    assert "Somebody else reads and checks its answers" in page


def cell(client: Client) -> str:
    return client.get("/compare/send-staff-targets/kent/").content.decode()


def test_a_source_is_entered_looked_at_published_and_taken_back(
    client: Client, campaigner: User
) -> None:
    assert b"Which council?" in client.get("/sources/new/").content
    assert b"What about plans?" in client.get(NEW).content
    saved = client.post(NEW, ANSWERS)
    shown = client.get(saved.url).content.decode()
    assert "Publish 1 answer" in shown and "<strong>312" in shown and "page 2" in shown
    assert "312" not in cell(Client())
    client.post(f"{saved.url}publish/")
    public = cell(Client())
    assert "312" in public and "from a published source" in public
    assert "https://www.kent.gov.uk/log" in public and "Disclosure log" in public
    assert "Take it back out of public view" in client.get(saved.url).content.decode()
    client.post(f"{saved.url}publish/", {"take_back": "1"})
    assert "312" not in cell(Client())
    assert "0 answers" not in client.get("/sources/").content.decode()


def test_a_small_number_of_children_is_shown_to_nobody_as_it_is(
    client: Client, campaigner: User
) -> None:
    small = ANSWERS | {"q3-written": "3", "q3-quote": "We hold 3 plans."}
    saved = client.post(NEW, small)
    page = client.get(saved.url).content.decode()
    assert "&lt;5" in page and "We hold 3 plans" not in page
    client.post(f"{saved.url}publish/")
    assert "We hold 3 plans" not in cell(Client()) and "&lt;5" in cell(Client())


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client: Client, campaigner: User) -> None:
    wrong = ANSWERS | {"url": "http://kent", "q3-quote": "", "q2-written": "yes"}
    page = client.post(NEW, wrong).content.decode()
    assert "Question 3: Copy the passage" in page and 'value="Disclosure log"' in page
    assert "Question 2: Choose what the source says" in page and "Error: Enter" in page
    page = client.post(NEW, ANSWERS | {"url": "http://kent"}).content.decode()
    assert "It begins with https://" in page and "We hold 312 plans." in page
    assert not PublishedSource.objects.exists()


def test_it_is_put_right_with_what_was_entered_in_the_fields(
    client: Client, campaigner: User
) -> None:
    saved = client.post(NEW, ANSWERS)
    page = client.get(f"{saved.url}change/").content.decode()
    assert 'value="312"' in page and "We hold 312 plans." in page
    answers = {name: value for name, value in ANSWERS.items() if name.startswith("q")}
    assert (
        client.post(f"{saved.url}change/", answers | {"q3-written": "about 320"}).url == saved.url
    )
    assert "about 320" in client.get(saved.url).content.decode()
    assert Finding.objects.current().count() == 1


def test_whoever_may_not_finds_no_such_page(client: Client, campaigner: User) -> None:
    token = client.post(NEW, ANSWERS).url
    for user in (create_user(), create_campaigner(email="other@example.org")):
        other = Client()
        other.force_login(user)
        assert other.get(token).status_code == 404
        assert other.post(f"{token}publish/").status_code == 404
        assert "Disclosure log" not in other.get("/sources/").content.decode()
    assert Client().get("/sources/").url.startswith("/accounts/login/")
    assert not Finding.objects.published().exists()


def test_staff_see_every_source(client: Client) -> None:
    create_source()
    client.force_login(create_moderator())
    assert "Service plan" in client.get("/sources/").content.decode()
    assert client.get("/sources/sourcetoken/").status_code == 200


def test_a_letter_or_council_that_is_none_asks_again(client: Client, campaigner: User) -> None:
    page = client.get("/sources/new/?letter=none&authority=kent").content.decode()
    assert "Which council?" in page and "Select a valid choice" in page

"""Signing in by an e-mailed code: one way for new and known, nothing typed before is lost."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from foi.actions.accounts import purge
from foi.models import User
from tests.actions.letters import load_letter
from tests.builders import create_authority, create_request, create_user, load_holidays

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 11, 20)
LOGIN, CONFIRM = "/accounts/login/", "/accounts/login/code/confirm/"
ASK = "/letters/send-staff-targets/ask/?authority=kent"
CHECK = "/letters/send-staff-targets/ask/check/?authority=kent"


def code() -> str:
    found = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def sign_in(client: Client, email: str, *, there: str = "") -> Any:
    client.post(LOGIN, {"email": email} | ({"next": there} if there else {}))
    return client.post(CONFIRM, {"code": code()} | ({"next": there} if there else {}))


@pytest.mark.parametrize("known", [True, False])
def test_new_and_known_people_sign_in_with_the_same_pages(known: bool) -> None:
    if known:
        create_user(email="pat@example.org")
    client = Client()
    first = client.post(LOGIN, {"email": "pat@example.org"})
    assert first.headers["Location"] == CONFIRM
    page = client.get(CONFIRM).content.decode()
    assert "pat@example.org" in page and 'autocomplete="one-time-code"' in page
    assert len(mail.outbox) == 1 and mail.outbox[0].to == ["pat@example.org"]
    assert client.post(CONFIRM, {"code": code()}).headers["Location"] == "/me/"
    assert client.get("/me/").status_code == 200
    assert User.objects.filter(email="pat@example.org").count() == 1


def test_the_mails_and_pages_do_not_tell_who_has_an_account() -> None:
    create_user(email="known@example.org")
    bodies, pages = [], []
    for address in ("known@example.org", "fresh@example.org"):
        client = Client()
        response = client.post(LOGIN, {"email": address}, follow=True)
        text = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        pages.append(text.replace(address, "X"))
        bodies.append((mail.outbox[-1].subject, mail.outbox[-1].body.replace(code(), "0")))
    assert bodies[0] == bodies[1] and pages[0] == pages[1]


def test_every_mail_of_an_account_says_why_it_came_and_that_no_other_will() -> None:
    client = Client()
    sign_in(client, "old@example.org")
    client.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    found = re.search(r"^(\w{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    client.post("/accounts/confirm-email/", {"code": found[1]})
    assert {one.to[0] for one in mail.outbox} == {"old@example.org", "new@example.org"}
    for one in mail.outbox:
        assert "because somebody used this address" in one.body, one.subject
        assert "nothing to stop" in " ".join(one.body.split())


def test_case_and_spaces_of_an_address_make_no_second_account() -> None:
    create_user(email="pat@example.org")
    sign_in(Client(), " Pat@Example.org ")
    assert User.objects.count() == 1


def test_what_was_written_before_signing_in_is_still_there_after_it() -> None:
    load_holidays()
    load_letter()
    create_authority()
    client = Client()
    client.post(ASK, {"name": "Pat Marsh", "opening": "My own words.", "alias": "Requester 4821"})
    page = client.get(CHECK).content.decode()
    assert 'href="/accounts/login/?next=' in page
    assert sign_in(client, "pat@example.org", there=CHECK).headers["Location"] == CHECK
    page = client.get(CHECK).content.decode()
    assert "My own words." in page and "reply to pat@example.org" in page


def test_the_second_person_to_sign_in_does_not_get_the_first_ones_letter() -> None:
    load_holidays()
    load_letter()
    create_authority()
    client = Client()
    client.post(ASK, {"name": "Pat Marsh", "opening": "My own words.", "alias": "Requester 4821"})
    sign_in(client, "first@example.org", there=CHECK)
    client.get(CHECK)
    client.post("/accounts/logout/")
    sign_in(client, "second@example.org")
    assert "My own words." not in client.get(ASK).content.decode()


def test_a_code_works_for_half_an_hour_and_not_longer(on_today: Any) -> None:
    client = Client()
    client.post(LOGIN, {"email": "pat@example.org"})
    on_today.shift(timedelta(minutes=29))
    assert client.post(CONFIRM, {"code": code()}).headers["Location"] == "/me/"
    other = Client()
    other.post(LOGIN, {"email": "sam@example.org"})
    on_today.shift(timedelta(minutes=31))
    late = other.post(CONFIRM, {"code": code(), "next": CHECK}, follow=True)
    assert "no longer good: ask for a new one" in late.content.decode()
    assert CHECK.replace("&", "&amp;") in late.content.decode()
    assert other.get("/me/").status_code == 302


def test_a_wrong_code_gets_a_sentence_and_five_of_them_end_it() -> None:
    client = Client()
    client.post(LOGIN, {"email": "pat@example.org"})
    wrong = "000000" if code() != "000000" else "111111"
    page = client.post(CONFIRM, {"code": wrong}).content.decode()
    assert "not the code we sent" in page and "<title>Error: Type in your code" in page
    assert 'aria-describedby="id_code_error"' in page and 'href="#id_code"' in page
    for _ in range(3):
        client.post(CONFIRM, {"code": wrong})
    last = client.post(CONFIRM, {"code": wrong}, follow=True)
    assert "too many times" in last.content.decode()
    again = client.post(CONFIRM, {"code": code()}, follow=True)
    assert client.get("/me/").status_code == 302
    assert "ask for a new one" in again.content.decode()


def test_too_many_codes_for_one_address_get_a_sentence_and_no_mail(settings: Any) -> None:
    for _ in range(settings.CODES_PER_HOUR):
        Client().post(LOGIN, {"email": "pat@example.org"})
    sent = len(mail.outbox)
    page = Client().post(LOGIN, {"email": "Pat@example.org"}).content.decode()
    assert "wait an hour and ask again" in page and len(mail.outbox) == sent


def test_asking_for_the_same_code_again_is_limited_too(settings: Any) -> None:
    settings.CODES_PER_HOUR = 1
    client = Client()
    client.post(LOGIN, {"email": "pat@example.org"})
    answers = [client.post(CONFIRM, {"action": "resend"}).status_code for _ in range(2)]
    assert answers == [302, 429] and len(mail.outbox) == 2


def test_no_sign_in_leads_to_another_site() -> None:
    assert (
        sign_in(Client(), "pat@example.org", there="https://evil.example/").headers["Location"]
        == "/me/"
    )
    response = Client().get("/accounts/signup/?next=//evil.example/")
    assert response.headers["Location"] == LOGIN


def test_making_an_account_is_signing_in() -> None:
    response = Client().get(f"/accounts/signup/?next={CHECK}")
    assert response.headers["Location"].startswith(f"{LOGIN}?next=%2Fletters")


@pytest.mark.parametrize("bad", ["", "no address"])
def test_a_wrong_address_gets_a_sentence(bad: str) -> None:
    page = Client().post(LOGIN, {"email": bad}).content.decode()
    assert "Enter" in page and not mail.outbox
    assert "<title>Error: Sign in" in page and (not bad or f'value="{bad}"' in page)


def test_there_is_no_page_about_passwords() -> None:
    client = Client()
    for path in ("password/reset/", "password/change/", "password/set/", "reauthenticate/"):
        assert client.get(f"/accounts/{path}").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_reset_password")


def test_a_closed_account_gets_no_further_than_the_page_that_says_so() -> None:
    user = create_user(email="pat@example.org")
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    assert sign_in(client, "pat@example.org").headers["Location"] == "/accounts/inactive/"
    assert client.get("/accounts/inactive/").status_code == 200
    assert client.get("/me/").status_code == 302


def test_an_e_mail_address_is_changed_by_a_code_sent_to_the_new_one() -> None:
    client = Client()
    sign_in(client, "old@example.org")
    client.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    assert mail.outbox[-1].to == ["new@example.org"]
    found = re.search(r"^(\w{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    client.post("/accounts/confirm-email/", {"code": found[1]})
    assert User.objects.get().email == "new@example.org"


def test_accounts_nobody_confirmed_are_deleted_after_a_day_and_no_others(on_today: Any) -> None:
    Client().post(LOGIN, {"email": "typo@example.org"})
    sign_in(Client(), "pat@example.org")
    create_request(owner=create_user(email="asker@example.org"))
    purge(now=datetime.now(UTC))
    assert User.objects.count() == 3
    on_today.shift(timedelta(days=2))
    purge(now=datetime.now(UTC))
    purge(now=datetime.now(UTC))
    assert set(User.objects.values_list("email", flat=True)) == {
        "pat@example.org",
        "asker@example.org",
    }

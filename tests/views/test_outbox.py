"""The kept mail is for whoever sits at this machine, and works for signing in."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client

pytestmark = pytest.mark.django_db
FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_URL, settings.EMAIL_BACKEND = "", FILES
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    return tmp_path / "outbox"


def send(subject: str, body: str = "Words of the mail.") -> None:
    EmailMessage(subject, body, "site@example.org", ["pat@example.org"]).send()


def test_before_any_mail_it_says_so() -> None:
    assert "Nothing has been sent yet" in Client().get("/outbox/").content.decode()


def test_mails_are_shown_as_text_and_escaped() -> None:
    send("Grüße: £5", "<script>alert(1)</script> – “quoted”")
    page = Client().get("/outbox/").content.decode()
    assert "Grüße: £5" in page and "&lt;script&gt;" in page and "<script>alert" not in page
    assert "“quoted”" in page and "pat@example.org" in page


def test_every_mail_of_one_connection_is_shown() -> None:
    mails = [EmailMessage(f"Mail {n}", "Words", "a@b.example", ["c@d.example"]) for n in range(3)]
    get_connection().send_messages(mails)
    page = Client().get("/outbox/").content.decode()
    assert all(f"Mail {n}" in page for n in range(3))


def test_the_code_to_sign_in_with_is_there() -> None:
    client = Client()
    client.post("/accounts/login/", {"email": "pat@example.org"})
    found = re.search(r"^(\d{6})$", client.get("/outbox/").content.decode(), re.MULTILINE)
    assert found
    answer = client.post("/accounts/login/code/confirm/", {"code": found[1]})
    assert answer.headers["Location"] == "/me/"


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.8.8.8"])
def test_whoever_sits_at_this_machine_sees_it(address: str) -> None:
    assert Client(REMOTE_ADDR=address).get("/outbox/").status_code == 200


@pytest.mark.parametrize(
    "from_where",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_X_FORWARDED": "127.0.0.1"},
        {"HTTP_X_ORIGINAL_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_CLUSTER_CLIENT_IP": "127.0.0.1"},
        {"HTTP_FASTLY_CLIENT_IP": "127.0.0.1"},
    ],
)
def test_from_elsewhere_or_through_a_proxy_there_is_no_such_page(from_where: Any) -> None:
    send("A secret code")
    response = Client(**from_where).get("/outbox/")
    assert response.status_code == 404 and "secret" not in response.content.decode()


def test_with_a_mail_server_or_a_trusted_proxy_there_is_no_such_page(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert Client().get("/outbox/").status_code == 404
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    settings.EMAIL_URL = "smtp://mail.example"
    assert Client().get("/outbox/").status_code == 404


def test_only_reading_is_possible() -> None:
    assert Client().post("/outbox/").status_code == 405


def test_a_broken_file_breaks_nothing(folder: Path) -> None:
    folder.mkdir()
    (folder / "20261120-120000-1.log").write_bytes(b"\xff\xfe\x00 no mail at all\nDate: when?\n\n")
    send("A whole one")
    assert "A whole one" in Client().get("/outbox/").content.decode()

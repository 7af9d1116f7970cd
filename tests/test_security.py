"""Safe from the first page: headers, logs and mails without words, limits, the deploy checks."""

import io
import json
import logging
import os
import re
import smtplib
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.contrib.sessions.models import Session as SessionRow
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from foi import checks, logs, tasks
from foi.actions.library import load_letters
from foi.management.children import command_lines
from foi.models import Report
from foi.rules.library import letter_files
from foi.rules.permissions import Role
from tests.builders import at, create_authority, create_user, load_holidays

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 12, 14)
SECRET = "Jamie-Smith-of-Ashford"
POLICY_PARTS = ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")


@pytest.fixture
def _broken_pages() -> Iterator[None]:
    """With pages that break, and with the operator's mailbox known."""
    with override_settings(
        ROOT_URLCONF="tests.broken_urls", ADMINS=[("Operator", "desk@example.org")]
    ):
        yield


broken = pytest.mark.usefixtures("_broken_pages")


def client_of(role: str = "", **fields: Any) -> Client:
    client = Client(raise_request_exception=False, **fields)
    if role:
        client.force_login(create_user(email=f"{role}@example.org", role=Role(role)))
    return client


# --------------------------------------------------------------------- headers
ANSWERS = {
    "a page": ("get", "/about/", 200),
    "a form": ("get", "/report/", 200),
    "an unknown page": ("get", "/nothing/", 404),
    "a wrong method": ("post", "/about/", 405),
    "a broken page": ("get", "/broken/x/", 500),
    "a forbidden page": ("get", "/forbidden/", 403),
    "a suspicious one": ("get", "/suspicious/", 400),
    "the admin": ("get", "/admin/", 302),
    "signing in": ("get", "/accounts/login/", None),
    "health": ("get", "/healthz", 200),
    "robots": ("get", "/robots.txt", 200),
    "the sitemap": ("get", "/sitemap.xml", 200),
}


@broken
@pytest.mark.parametrize("role", ["", "member", "moderator"])
@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_carries_the_safe_headers(name: str, role: str) -> None:
    method, address, status = ANSWERS[name]
    load_holidays()
    answer = getattr(client_of(role), method)(address)
    assert status in (None, answer.status_code)
    check_headers(answer.headers)
    if role:
        assert answer["Cache-Control"] == "private, no-store"


def check_headers(headers: Any) -> None:
    csp = headers["Content-Security-Policy"]
    assert all(part in csp for part in POLICY_PARTS)
    assert "unsafe" not in csp and "*" not in csp
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_wrong_host_and_a_forged_form_are_refused_with_the_same_headers() -> None:
    answer = client_of().get("/about/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    check_headers(answer.headers)
    answer = client_of(enforce_csrf_checks=True).post("/report/", {"page": "/"})
    assert answer.status_code == 403
    check_headers(answer.headers)
    assert "Reason given" not in answer.content.decode()


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31536000)
def test_under_https_plain_visits_are_led_over_and_told_to_stay() -> None:
    led = client_of().get("/about/")
    assert (led.status_code, led["Location"]) == (301, "https://testserver/about/")
    check_headers(led.headers)
    assert client_of().get("/healthz").status_code == 200
    there = client_of().get("/about/", secure=True)
    assert there["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    "address",
    ["/requests/TD-%00/", "/authorities/?for=%00", "/refusals/foia-s12/?authority=a%00", "/?%00"],
)
def test_an_address_with_a_null_in_it_is_refused_with_a_page(address: str) -> None:
    load_holidays()
    answer = client_of("member").get(address)
    is_key = address == "/?%00"  # nothing reads it, so it does no harm
    assert answer.status_code == (200 if is_key else 400)
    assert "<h1" in answer.content.decode()
    check_headers(answer.headers)


def test_a_body_far_over_the_limit_is_not_read() -> None:
    client, form = client_of(), {"page": "/about/", "kind": "other", "words": "x" * 6_000}
    with override_settings(UPLOAD_LIMIT_BYTES=1_000, DATA_UPLOAD_MAX_MEMORY_SIZE=3_000):
        answer = client.post("/report/", form, CONTENT_LENGTH="5001")
    assert answer.status_code == 400 and "too large" in answer.content.decode()
    check_headers(answer.headers)
    load_holidays()
    with override_settings(UPLOAD_LIMIT_BYTES=100_000):
        assert client.post("/report/", {**form, "words": "Late."}).status_code == 302
    assert Report.objects.count() == 1


def test_a_refusal_before_anybody_knows_who_asks_is_not_kept_either() -> None:
    client = client_of("member")
    answer = client.get("/about/", headers={"host": "evil.example"})
    assert (answer.status_code, answer["Cache-Control"]) == (400, "private, no-store")


@broken
@pytest.mark.parametrize("address", ["/broken/x/", "/forbidden/", "/suspicious/", "/nothing/"])
def test_no_error_page_says_what_went_wrong_inside(address: str) -> None:
    html = client_of("member").post(address, {"letter": SECRET}).content.decode()
    for word in (SECRET, "Traceback", "ValueError", "Account ", "broken_urls", "odd:", "Resolver"):
        assert word not in html
    assert "<h1" in html


def test_debug_is_off_unless_somebody_asks() -> None:
    assert settings.DEBUG is False


def test_no_template_has_inline_script_style_or_handler() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        if path.name == "letter_pdf.html":
            continue  # drawn as a PDF here, never sent to a browser
        assert not re.search(
            r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", text
        ), path
        assert "|safe" not in text or "safe_words" in text or path.name in SAFE_MARKUP, path


# Help texts of our own forms hold markup; what is typed never does.
SAFE_MARKUP = {"field.html", "hint_and_error.html"}


# ------------------------------------------------------------------------ logs
@pytest.fixture
def console() -> Iterator[io.StringIO]:
    """What the console handlers, as configured, write."""
    written, handlers = io.StringIO(), set[logging.StreamHandler[Any]]()
    for name in ("", "django"):
        handlers |= {
            h for h in logging.getLogger(name).handlers if type(h) is logging.StreamHandler
        }
    before = {handler: handler.setStream(written) for handler in handlers}
    yield written
    for handler, stream in before.items():
        handler.setStream(stream or sys.stderr)


class Mailbox:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.raw.append(bytes(envelope.content or b""))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
    ):
        yield box
    server.stop()


@broken
def test_a_fault_is_mailed_and_logged_without_a_word_of_what_was_typed(
    mailbox: Mailbox, console: io.StringIO
) -> None:
    client = client_of("member", headers={"referer": f"http://testserver/{SECRET}"})
    file = SimpleUploadedFile(f"{SECRET}.txt", SECRET.encode())
    answer = client.post(
        f"/broken/{SECRET}/?q={SECRET}", {"letter": f"My son {SECRET}", "file": file}
    )
    assert answer.status_code == 500
    (raw,) = mailbox.raw
    message = message_from_bytes(raw, policy=policy.default)
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has one
    assert "POST /broken/<str:token>/" in message["Subject"]
    assert "builtins.ValueError" in text and "broken_urls.py" in text and "in broken" in text
    said = {"mail": raw.decode(), "text": text, "log": console.getvalue()}
    said["page"] = answer.content.decode()
    for where, words in said.items():
        assert SECRET not in words and "Jamie" not in words, where
        assert "member@example.org" not in words, where
        assert client.cookies["sessionid"].value not in words, where
    assert "builtins.ValueError" in said["log"] and "POST /broken/<str:token>/ 500" in said["log"]


@broken
@pytest.mark.parametrize(
    "address", ["/suspicious/", f"/act/{SECRET}/", f"/{SECRET}/", f"/requests/{SECRET}/"]
)
def test_refusals_are_logged_by_the_pattern_of_their_address(
    console: io.StringIO, address: str
) -> None:
    client_of().post(address, {"letter": SECRET})
    assert console.getvalue().strip()
    assert SECRET not in console.getvalue()


def test_a_failed_task_and_a_refused_address_leave_no_words(console: io.StringIO) -> None:
    try:
        raise smtplib.SMTPRecipientsRefused({f"{SECRET}@example.org": (550, b"no")})
    except smtplib.SMTPRecipientsRefused:
        logging.getLogger("foi.actions.send").exception("Letter TD-7K4QF2: unsure.")
        what = {"name": "foi.tasks.remind_due", "exc": f"ValueError({SECRET!r})", "id": "1"}
        logging.getLogger("celery.app.trace").error("Task %(name)s raised %(exc)s", what)
    text = console.getvalue()
    assert SECRET not in text
    assert "smtplib.SMTPRecipientsRefused" in text and "foi.tasks.remind_due" in text


def test_a_chain_of_faults_is_named_link_by_link() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        lines = "\n".join(logs.places(error))
    assert "builtins.ValueError" in lines and "builtins.KeyError" in lines
    assert SECRET not in lines


def test_the_web_server_keeps_no_access_log() -> None:
    started = " ".join(command_lines(3)["web server"])
    for text in (started, (ROOT / "Dockerfile").read_text(), str(list(ROOT.glob("gunicorn*")))):
        assert "access-log" not in text and "gunicorn.conf" not in text


# ---------------------------------------------------------------------- limits
def test_codes_are_limited_for_each_address() -> None:
    answers = [
        client_of().post("/accounts/login/", {"email": "mum@example.org"})
        for _ in range(settings.CODES_PER_HOUR + 1)
    ]
    assert {answer.status_code for answer in answers[:-1]} == {302}
    assert "wait an hour and ask again" in answers[-1].content.decode()
    assert len(mail.outbox) == settings.CODES_PER_HOUR
    assert client_of().post("/accounts/login/", {"email": "dad@example.org"}).status_code == 302


@override_settings(FORMS_PER_HOUR=3)
def test_forms_are_limited_for_each_visitor_with_a_kind_page() -> None:
    load_holidays()
    form = {"page": "/about/", "kind": "other", "words": "x"}
    answers = [client_of().post("/report/", form) for _ in range(4)]
    assert [a.status_code for a in answers] == [302, 302, 302, 429]
    assert "Please wait a little" in answers[-1].content.decode()
    assert Report.objects.count() == 3
    other = client_of(REMOTE_ADDR="192.0.2.7").post("/report/", form)
    assert other.status_code == 302


# ------------------------------------------------------- what the guard stopped
def test_a_stopped_text_is_in_one_session_alone_and_gone_after_a_day() -> None:
    with time_machine.travel(at(TODAY), tick=False) as clock:
        load_holidays()
        load_letters(paths=letter_files(), on=TODAY)
        create_authority()
        client = client_of()
        typed = {"name": "Pat Marsh", "opening": "My son Jamie Smith was born on 3 May 2014."}
        address = "/letters/send-staff-targets/ask/?authority=kent"
        assert "date of birth" in client.post(address, typed, follow=True).content.decode()
        assert sum("Jamie" in words for words in kept()) == 1
        assert not mail.outbox
        clock.shift(timedelta(hours=23))
        tasks.purge()
        assert "Jamie Smith" in client.get(address).content.decode()
        clock.shift(timedelta(hours=2))
        tasks.purge()
        assert not any("Jamie" in words for words in kept())
        tasks.purge()


def kept() -> list[str]:
    """All that any session holds, as text."""
    return [json.dumps(row.get_decoded()) for row in SessionRow.objects.all()]


# --------------------------------------------------------------- deploy checks
@pytest.mark.parametrize(
    ("days", "ids"), [(400, []), (399, ["foi.W003"]), (150, ["foi.W003"]), (149, ["foi.E003"])]
)
def test_the_bank_holidays_must_reach_far_enough(days: int, ids: list[str]) -> None:
    found = checks.horizon(TODAY + timedelta(days=days), today=TODAY)
    assert [each.id for each in found] == ids


def test_an_empty_table_of_bank_holidays_is_a_warning_with_the_command() -> None:
    (found,) = checks.holidays_reach_far_enough(None)
    assert found.id == "foi.W002" and "sync_bank_holidays" in found.msg


PRODUCTION = {
    "SITE_URL": "https://letters.example.org",
    "SECRET_KEY": "k9#" + "abcdefghij0123456789" * 3,
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "OPERATOR_NAME": "SEND Letters CIC",
    "OPERATOR_ADDRESS": "1 High Street, Maidstone",
    "CONTACT_EMAIL": "desk@example.org",
    "ICO_REGISTRATION": "ZA123456",
    "TRUSTED_PROXY_COUNT": "1",
}
MANAGE = (
    "import sys, datetime, time_machine; sys.path.insert(0, '.');"
    "time_machine.travel(datetime.datetime(2026, 12, 14, 12), tick=True).start();"
    "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'foi.settings';"
    "from django.core.management import execute_from_command_line as run;"
    "run(['manage.py', *sys.argv[1:]])"
)


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", MANAGE, *arguments],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a real site, its database made and its holidays loaded."""
    folder = tmp_path_factory.mktemp("production")
    there = PRODUCTION | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
    }
    for command in (["migrate", "-v0"], ["sync_bank_holidays", "--seed"]):
        done = manage(there, *command)
        assert done.returncode == 0, done.stderr
    return there


def test_a_production_environment_passes_every_deploy_check(production: dict[str, str]) -> None:
    done = manage(production, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("EMAIL_URL", "", "foi.E001) EMAIL_URL is not set"),
        ("SITE_URL", "http://letters.example.org", "foi.E002) SITE_URL is http://"),
    ],
)
def test_without_mail_or_https_the_deploy_check_fails_with_a_sentence(
    production: dict[str, str], name: str, value: str, said: str
) -> None:
    done = manage(production | {name: value}, "check", "--deploy")
    assert done.returncode == 1
    assert said in done.stderr


def test_under_https_cookies_are_secure_and_the_key_must_be_given(
    production: dict[str, str],
) -> None:
    script = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE,"
        "s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SECURE_SSL_REDIRECT,"
        "s.SECURE_HSTS_SECONDS >= 31536000, not s.DEBUG)"
    )
    done = manage(production, "shell", "-v0", "-c", script)
    assert done.stdout.split() == ["True"] * 6, done.stderr
    keyless = manage(production | {"SECRET_KEY": ""}, "check")
    assert keyless.returncode != 0 and "SECRET_KEY must be set" in keyless.stderr

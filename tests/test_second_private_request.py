"""Nobody outside learns of a request that is not public: every answer stays byte for byte alike.

All addresses are fetched, the request is made with all that can hang on it, and they are fetched
again. Whatever differs (a count, a row, a header, one query more) would be a hint.
"""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foi.actions.library import load_letters
from foi.models import Attachment, Investigation, LetterVersion, Request, Round, User
from foi.rules.library import letter_files
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_finding,
    create_reply,
    create_request,
    create_user,
    load_holidays,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 23)
LETTER = "law-training"
SECRET = "Zyxwvut"
KINDS = ("private", "draft", "embargoed", "hidden")
NONE = "TD-AAAAAA"

COMPARED = (
    "",
    "?sort=officers_in_post",
    "?sort=-late",
    "?outcome=answered",
    "?outcome=received",
    "?outcome=not_asked",
    "?question=officers_in_post",
    "?region=South+East",
    "?type=county",
)
ADDRESSES = (
    *("/", "/authorities/", "/authorities/kent/", "/authorities/surrey/", "/letters/"),
    *("/letters/law-training/", "/letters/law-training/ask/?authority=surrey"),
    *("/compare/", *(f"/compare/law-training/{query}" for query in COMPARED)),
    *(f"/compare/law-training.csv{query}" for query in COMPARED[::4]),
    *(f"/compare/law-training.json{query}" for query in COMPARED[::4]),
    *("/compare/law-training/kent/", "/compare/law-training/surrey/"),
    *("/feeds/", "/sitemap.xml", "/robots.txt", "/refusals/", "/refusals/foia-s12-1/"),
    *("/refusals/foia-s12-1/?authority=surrey", "/requests/", "/requests/?standing=replied"),
    *("/requests/to-read/", "/corrections/", "/healthz", "/me/", "/ops/", "/outbox/"),
)


@pytest.fixture
def _site(settings) -> None:
    """Two councils, one public request at Kent with an answer; nothing at Surrey."""
    settings.EMAIL_URL = ""
    load_holidays()
    load_letters(paths=[path for path in letter_files() if path.stem == LETTER], on=TODAY)
    create_authority(slug="surrey")
    request = create_request(authority=create_authority(slug="kent"), version=_version())
    create_reply(request=request)
    create_finding(request=request, key="officers_in_post", value={"value": 40, "written": "40"})


def _version() -> LetterVersion:
    return LetterVersion.objects.get(letter__slug=LETTER)


def _make(kind: str) -> Request:
    """A request with a reply, published answers and a refusal, which nobody outside may know."""
    owner = create_user(email="zyxwvut@example.org", legal_name=f"Ada {SECRET}")
    request = create_request(
        owner=owner,
        authority=create_authority(slug="surrey"),
        version=_version(),
        visibility=Visibility.PRIVATE if kind == "private" else Visibility.PUBLIC,
        sent_on=None if kind == "draft" else date(2026, 11, 20),
        alias=f"Alias {SECRET}",
        council_ref=f"FOI {SECRET}",
        opening=f"Words {SECRET}",
    )
    if kind != "draft":
        create_reply(request=request, text=f"Dear {SECRET}", subject=f"Re {SECRET}")
        create_finding(request=request, key="officers_in_post", value={"value": 3, "written": "3"})
        create_finding(
            request=request,
            key="panel_trained",
            outcome="refused",
            grounds=("foia-s12-1",),
            quote=f"Quote {SECRET}",
        )
        request.messages.filter(direction="in").update(
            public_text=f"Text {SECRET}", released_by=owner
        )
    if kind == "embargoed":
        request.join(
            Investigation.objects.create(
                slug="later",
                title=SECRET,
                version=request.version,
                round=Round.objects.get(),
                embargo_until=TODAY + timedelta(days=30),
            )
        )
    if kind == "hidden":
        request.hide(reason=SECRET, now=at(TODAY))
    return request


def _readers() -> dict[str, User | None]:
    return {
        "a visitor": None,
        "another parent": create_user(email="other@example.org"),
        "a campaigner": create_campaigner(),
    }


def _client(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def _answer(client: Client, address: str, method: str = "get") -> tuple[object, ...]:
    """Status, headers, body and number of queries; without what is drawn anew each time."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body.decode())
    text = re.sub(r"Requester \d+|nonce-[\w-]+", "", text)
    headers = {k: v for k, v in answer.headers.items() if k not in {"Set-Cookie", "ETag"}}
    headers = {k: re.sub(r"nonce-[\w+/=-]+", "", v) for k, v in headers.items()}
    return answer.status_code, headers, text, len(queries)


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize("kind", KINDS)
def test_no_address_answers_differently_for_a_request_one_may_not_know_of(kind: str) -> None:
    # A campaigner sees all that another parent sees.
    clients = {n: _client(user) for n, user in _readers().items() if n != "another parent"}
    before = {(n, a): _answer(c, a) for n, c in clients.items() for a in ADDRESSES}
    request = _make(kind)
    for (name, address), was in before.items():
        now = _answer(clients[name], address)
        told = f"{name} at {address}"
        assert now[:3] == was[:3], told
        assert SECRET not in str(now) and request.ref not in str(now), told


@pytest.mark.usefixtures("_site")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reader", ["a visitor", "another parent", "a campaigner"])
def test_its_own_addresses_answer_like_those_of_one_that_does_not_exist(
    kind: str, reader: str
) -> None:
    request, client = _make(kind), _client(_readers()[reader])
    token = request.messages.last().token
    parts = ("", "log/", "log/phone/", "messages/", f"messages/{token}/", "publish/", "send/")
    for part in (*parts, f"messages/{token}/read/", f"messages/{token}/release/", "letter.pdf"):
        for method in ("get", "head", "options", "post"):
            there = _answer(client, f"/requests/{request.ref}/{part}", method)
            nowhere = _answer(client, f"/requests/{NONE}/{part}", method)
            told = f"{method} {part} for {reader}"
            assert str(there).replace(request.ref, NONE) == str(nowhere), told


@pytest.mark.usefixtures("_site")
def test_an_answer_not_yet_published_changes_nothing_but_that_a_reply_came() -> None:
    request = create_request(authority=create_authority(slug="surrey"), version=_version())
    create_reply(request=request)
    clients = {name: _client(user) for name, user in _readers().items() if name != "a campaigner"}
    own = (f"/requests/{request.ref}/",)
    before = {(n, a): _answer(c, a) for n, c in clients.items() for a in (*ADDRESSES, *own)}
    create_finding(
        request=request,
        key="panel_trained",
        outcome="refused",
        grounds=("foia-s12-1",),
        published=False,
    )
    for (name, address), was in before.items():
        assert _answer(clients[name], address)[:3] == was[:3], f"{name} at {address}"


@pytest.mark.usefixtures("_site")
def test_a_token_of_one_letter_opens_nothing_under_another() -> None:
    """Her own request is no way into somebody else's message or file."""
    secret = _make("private")
    other = create_user(email="other@example.org")
    mine = create_request(owner=other, authority=create_authority(slug="kent"), version=_version())
    token = secret.messages.last().token
    kept = Attachment.keep(
        message=secret.messages.last(),
        content=b"x",
        name=f"{SECRET}.txt",
        content_type="text/plain",
    )
    client = _client(other)
    for part in ("", "read/", "whole/", "release/", "take-back/"):
        for method in ("get", "post"):
            answer = getattr(client, method)(f"/requests/{mine.ref}/messages/{token}/{part}")
            assert answer.status_code in {404, 405}, (method, part)
    for part in ("", "?copy", "release/"):
        assert client.get(f"/requests/{mine.ref}/files/{kept.token}/{part}").status_code == 404


@pytest.mark.usefixtures("_site")
def test_a_table_kept_for_visitors_never_holds_what_an_insider_saw() -> None:
    request = _make("private")
    address = "/compare/law-training/"
    cache.clear()
    owner = _client(request.requester)
    assert "only you" in owner.get(address).content.decode()
    visitor = Client().get(address)
    assert "only you" not in visitor.content.decode() and SECRET not in visitor.content.decode()
    assert "only you" in owner.get(address).content.decode()
    told = owner.get(address, headers={"if-none-match": visitor.headers["ETag"]})
    assert told.status_code == 200 and told.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in visitor.headers["Vary"]
    for kind in ("csv", "json"):
        mine = owner.get(f"/compare/law-training.{kind}")
        theirs = Client().get(f"/compare/law-training.{kind}")
        assert mine.content == theirs.content and request.ref not in mine.content.decode()

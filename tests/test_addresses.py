"""Every address against every role: who gets in, who is turned away, who may change what.

The test walks the URL resolver, so an address without a rule in TABLE fails. A private request
and one that does not exist must be told apart by nothing.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import reduce

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver

from foi.actions.draw import draw_passages
from foi.actions.library import load_letters
from foi.models import ActLink, Attachment, LetterVersion, Message, Reminder, Report, Request
from foi.rules.library import letter_files
from foi.rules.permissions import Role, Visibility
from tests.builders import (
    at,
    create_authority,
    create_council_reply,
    create_finding,
    create_reply,
    create_reply_link,
    create_request,
    create_source,
    create_user,
    load_holidays,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 14)
LETTER = "send-staff-targets"
NOBODY = "TD-ZZZZZZ"  # a reference that was never given
ROLES = ("visitor", "stranger", "owner", "campaigner", "moderator")
STAFF, INSIDERS = {"moderator"}, {"owner", "moderator"}
SIGNED_IN = set(ROLES) - {"visitor"}
# Who is let in, by the request that an address is about. Everybody else is led to sign in, or
# is told that there is no such page.
WHO: dict[str, dict[str, set[str]]] = {
    "everybody": {"": set(ROLES)},
    "visitors": {"": {"visitor"}},
    "signed-in": {"": SIGNED_IN},
    "readers": {"": {"campaigner", "moderator"}},
    "source": {"": {"campaigner", "moderator"}},  # the campaigner who entered it
    "this-machine": {"": set(ROLES)},  # its own test says who else is not
    "nobody": {"": set()},  # always led on to signing in
    "staff": {"": STAFF},
    "seen": {"public": set(ROLES), "private": INSIDERS, "draft": INSIDERS},
    "seen-signed-in": {"public": SIGNED_IN, "private": INSIDERS, "draft": INSIDERS},
    "logging": {"public": {*INSIDERS, "campaigner"}, "private": INSIDERS, "draft": INSIDERS},
    "owner": {"public": {"owner"}, "private": {"owner"}, "draft": {"owner"}},
    "insiders": {"public": INSIDERS, "private": INSIDERS, "draft": INSIDERS},
    "sending": {"public": INSIDERS, "private": INSIDERS, "draft": {"owner"}},
}
# address: methods that it takes: who is let in
TABLE = """
/                                           get       everybody
/authorities/                               get+post  everybody
/authorities/<slug>/                        get       everybody
/compare/                                   get       everybody
/compare/<slug>/                            get       everybody
/compare/<slug>.csv                         get       everybody
/compare/<slug>.json                        get       everybody
/compare/<slug>.xlsx                        get       everybody
/compare/<slug>/context.csv                 get       everybody
/compare/<slug>/<council>/                  get       everybody
/compare/<slug>/pictures/                   get       everybody
/compare/<slug>/pictures/<name>.svg         get       everybody
/compare/<slug>/<council>/<key>.png         get       everybody
/feeds/                                     get       everybody
/refusals/                                  get       everybody
/refusals/<slug>/                           get       everybody
/letters/                                   get       everybody
/letters/<slug>/                            get       everybody
/letters/<slug>/ask/                        get+post  everybody
/letters/<slug>/ask/check/                  get       everybody
/letters/<slug>/ask/file/                   post      signed-in
/letters/<slug>/answers.xlsx                get       everybody
/deadline/                                  get       everybody
/healthz                                    get       everybody
/readyz                                     get       everybody
/act/<token>/                               get+post  everybody
/accounts/login/                            get+post  everybody
/accounts/login/code/                       get+post  everybody
/accounts/login/code/confirm/               get+post  signed-in
/accounts/signup/                           get+post  nobody
/accounts/logout/                           get+post  everybody
/accounts/inactive/                         get       everybody
/accounts/email/                            get+post  signed-in
/accounts/confirm-email/                    get+post  signed-in
/me/                                        get       signed-in
/me/name/                                   get+post  signed-in
/me/campaigner/                             post      signed-in
/me/close/                                  get+post  signed-in
/post/                                      get+post  signed-in
/post/undo/                                 post      signed-in
/post/delete/                               post      signed-in
/me/ties/<slug>/                            get+post  signed-in
/check/                                     get       readers
/check/next/                                post      readers
/check/<ref>/                               get+post  logging
/outbox/                                    get       this-machine
/requests/                                  get       everybody
/requests/to-read/                          get       readers
/requests/to-read/next/                     post      readers
/requests/<ref>/                            get       seen
/requests/<ref>/say/<verb>/                 post      owner
/requests/<ref>/resume/                     post      owner
/requests/<ref>/correct/                    get+post  owner
/requests/<ref>/hold/                       get+post  owner
/requests/<ref>/withdraw/                   get+post  owner
/requests/<ref>/visibility/                 get+post  owner
/requests/<ref>/council-ref/                post      owner
/requests/<ref>/log/                        get+post  logging
/requests/<ref>/log/<way>/                  get+post  logging
/requests/<ref>/messages/                   get       logging
/requests/<ref>/messages/<token>/           get+post  logging
/requests/<ref>/messages/<token>/read/      get+post  logging
/requests/<ref>/messages/<token>/read/values/ post    logging
/requests/<ref>/messages/<token>/read/rest/ get+post  logging
/requests/<ref>/messages/<token>/whole/     get+post  logging
/requests/<ref>/messages/<token>/take-back/ post      logging
/requests/<ref>/messages/<token>/release/   get+post  logging
/requests/<ref>/want-reading/               post      owner
/requests/<ref>/read-myself/                post      owner
/requests/<ref>/stop-reading/               post      logging
/requests/<ref>/keep-reading/               post      logging
/requests/<ref>/publish/                    get+post  logging
/requests/<ref>/unpublish/                  post      logging
/requests/<ref>/files/<token>/              get       insiders
/requests/<ref>/files/<token>/release/      get+post  insiders
/requests/<ref>/send/                       get       sending
/requests/<ref>/send/by-site/               post      owner
/requests/<ref>/send/undo/                  post      owner
/requests/<ref>/send/settle/                post      insiders
/requests/<ref>/send/confirm/               get+post  owner
/requests/<ref>/discard/                    post      owner
/requests/<ref>/follow/                     post      seen-signed-in
/requests/<ref>/letter/                     get       owner
/requests/<ref>/letter.<kind>               get       owner
/sources/                                   get       readers
/sources/new/                               get+post  readers
/sources/<token>/                           get       source
/sources/<token>/change/                    get+post  source
/sources/<token>/publish/                   post      source
/about/                                     get       everybody
/accessibility/                             get       everybody
/contact/                                   get       everybody
/help/                                      get       everybody
/help/for-councils/                         get+post  everybody
/help/<page>/                               get       everybody
/method/                                    get       everybody
/privacy/                                   get       everybody
/terms/                                     get       everybody
/report/                                    get+post  everybody
/report/<ref>/                              get       everybody
/reply/                                     get+post  everybody
/reply/<token>/                             get       everybody
/reply/<token>/say/<key>/                   get+post  everybody
/reply/<token>/take-back/                   post      everybody
/reply/<token>/renew/                       post      everybody
/corrections/                               get       everybody
/ops/                                       get       staff
/ops/hide/                                  post      staff
/ops/show/                                  post      staff
/ops/reports/<ref>/                         get+post  staff
/ops/reports/<ref>/document/                get       staff
/ops/links/                                 get       staff
/ops/links/make/                            post      staff
/ops/links/<ref>/                           get       staff
/ops/links/<ref>/letter.pdf                 get       staff
/ops/links/<ref>/posted/                    post      staff
/ops/links/<ref>/do/<what>/                 post      staff
/ops/release/<ref>/                         post      staff
/ops/campaigner/                            post      staff
/robots.txt                                 get       everybody
/sitemap.xml                                get       everybody
"""
RULES = {
    line.split()[0]: (set(line.split()[1].split("+")), line.split()[2])
    for line in TABLE.strip().splitlines()
}
# What stands in an address where the request does not say it.
STANDS_FOR = {
    "<verb>": "stop",
    "<what>": "undo",
    "<kind>": "pdf",
    "<page>": "refusals",
    "<council>": "kent",
    "<key>": "target_limit_assessments",
    "<way>": "email",
    "<name>": "map",
}
SLUGS = {"authorities": "kent", "refusals": "foia-s12-1", "compare": LETTER, "letters": LETTER}
SLUGS["me"] = LETTER


TOKENS = {
    "sources": "source",
    "reply": "reply",
}  # whose token stands in an address without a request


def routes(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    """Every address as the resolver has it, the kinds of its parts left out."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield re.sub(r"<\w+:", "<", route)


ALL = [route for route in routes(get_resolver()) if not route.startswith("/admin/")]


def paths(route: str, site: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(which request it is about, a real path): one of each kind for an address with a ref."""
    about_requests = route.startswith(("/requests/<ref>/", "/check/<ref>/"))
    for which in ("public", "private", "draft") if about_requests else ("",):
        if which == "draft" and "<token>" in route:
            continue  # nothing has come back for a draft
        start = route.split("/")[1]
        part = "file" if "/files/" in route else "message"
        values = STANDS_FOR | {
            "<ref>": site[which] if which else site[_about(route)],
            "<token>": site.get(f"{which}_{part}", "") if which else site[TOKENS.get(start, "act")],
            "<slug>": SLUGS.get(route.split("/")[1], ""),
        }
        yield which, reduce(lambda path, pair: path.replace(*pair), values.items(), route)


def _about(route: str) -> str:
    return next((name for name in ("report", "link") if f"/{name}" in route), "public")


@pytest.fixture
def site(db: None) -> Iterator[dict[str, str]]:
    yield from a_site()


def a_site() -> Iterator[dict[str, str]]:
    """A public, a private and a draft request of one owner; what is put into the addresses."""
    with time_machine.travel(at(TODAY), tick=False):
        load_holidays()
        load_letters(paths=letter_files(), on=TODAY)
        version = LetterVersion.objects.get(letter__slug=LETTER)
        owner, kent = create_user(email="owner@example.org"), create_authority()
        asked: dict[str, Request] = {}
        for name, visibility in (("public", Visibility.PUBLIC), ("private", Visibility.PRIVATE)):
            request = create_request(
                owner=owner, authority=kent, version=version, visibility=visibility
            )
            reply = create_reply(request=request)
            key = request.asked.first().question.key
            create_finding(request=request, key=key)
            asked[name] = request
            file = Attachment.keep(
                message=reply, content=b"words", name="a.txt", content_type="text/plain"
            )
            asked |= {f"{name}_file": file.token, f"{name}_message": reply.token}
        draw_passages(now=at(TODAY))
        draft = create_request(owner=owner, authority=kent, version=version, sent_on=None)
        reminder = Reminder.objects.create(
            request=asked["private"], user=owner, kind="late", due_on=TODAY, message_id="<1@x>"
        )
        link = ActLink.objects.create(
            request=asked["private"],
            user=owner,
            verb="stop",
            reminder=reminder,
            expires_on=date(2027, 1, 1),
        )
        report = Report.objects.create(
            page="/", kind="other", made_at=at(TODAY), answer_by=at(TODAY)
        )
        campaigner = create_user(email="campaigner@example.org", role=Role.CAMPAIGNER)
        source = create_source(by=campaigner, authority=kent, version=version, key=key).source
        reply = create_reply_link(request=asked["public"], printed=True)
        create_council_reply(link=reply, kind="dispute", report=report)
        values = {k: getattr(v, "ref", v) for k, v in asked.items()} | {"source": source.token}
        values |= {"draft": draft.ref, "act": link.token, "report": report.ref}
        yield values | {"link": reply.ref, "reply": reply.token}


def client_of(role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "visitor":
        rank = {"campaigner": Role.CAMPAIGNER, "moderator": Role.MODERATOR}.get(role, Role.MEMBER)
        client.force_login(create_user(email=f"{role}@example.org", role=rank))
    return client


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """One answer, with everything that it changed undone."""
    mark, cookies = transaction.savepoint(), client.cookies.copy()
    cache.clear()
    answer: HttpResponse = getattr(client, method)(path)
    transaction.savepoint_rollback(mark)
    client.cookies = cookies
    return answer


def was_let_in(answer: HttpResponse) -> bool:
    """Neither led to sign in, nor refused, nor told that there is no such page."""
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    return not to_sign_in and answer.status_code not in {401, 403, 404}


def test_every_address_has_its_rule() -> None:
    assert set(ALL) - set(RULES) == set(), "an address without a rule: say who may open it"
    assert set(RULES) - set(ALL) == set(), "a rule without an address"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_let_in_where_the_table_says_and_nowhere_else(
    site: dict[str, str], role: str
) -> None:
    client, wrong = client_of(role), []
    for route, (methods, who) in RULES.items():
        for which, path in paths(route, site):
            for method in sorted(methods):
                answer = ask(client, method, path)
                expected = role in WHO[who][which]
                if was_let_in(answer) != expected or answer.status_code in {405, 500}:
                    wrong.append(f"{method} {path} ({which}): {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["visitor", "moderator"])
def test_a_method_that_an_address_does_not_take_does_nothing(
    site: dict[str, str], role: str
) -> None:
    client, wrong = client_of(role), []
    for route, (methods, _) in RULES.items():
        for which, path in paths(route, site):
            for method in {"get", "post"} - methods:
                answer = ask(client, method, path)
                if answer.status_code != 405 and was_let_in(answer):
                    wrong.append(f"{method} {path} ({which}): {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["visitor", "stranger", "campaigner"])
def test_a_private_request_and_none_at_all_answer_alike(site: dict[str, str], role: str) -> None:
    client, told_apart = client_of(role), []
    for route in ALL:
        if not route.startswith("/requests/<ref>/"):
            continue
        for which, path in paths(route, site):
            for method in ("get", "post"):
                if which == "public":
                    continue
                there = ask(client, method, path)
                nowhere = ask(client, method, path.replace(site[which], NOBODY))
                if seen(there, site[which]) != seen(nowhere, NOBODY):
                    told_apart.append(f"{method} {path} ({which})")
    assert not told_apart, "\n".join(told_apart)


def seen(answer: HttpResponse, ref: str) -> tuple[int, dict[str, str], str]:
    """All that a visitor can see of an answer, but for what she typed and one-time tokens."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", answer.content.decode())
    headers = {name: value.replace(ref, "REF") for name, value in answer.headers.items()}
    return answer.status_code, headers, text.replace(ref, "REF")


def test_the_admin_is_for_staff_with_the_admin_alone(site: dict[str, str]) -> None:
    plain = [r for r in routes(get_resolver()) if r.startswith("/admin/") and "<" not in r]
    lists = [r for r in plain if "(?P" not in r and not r.endswith(("login/", "jsi18n/"))]
    assert len(lists) > 15
    full = create_user(email="admin@example.org", role=Role.MODERATOR)
    full.make_admin()
    boss = Client()
    boss.force_login(full)
    clients = {role: client_of(role) for role in ROLES}
    for path in lists:
        for role, client in clients.items():
            answer = client.get(path, follow=True)
            asked_to_sign_in = answer.request["PATH_INFO"] == "/accounts/login/"
            assert asked_to_sign_in or answer.status_code in {403, 404}, (role, path)
        if not path.endswith(("/add/", "logout/", "autocomplete/", "password_change/")):
            assert boss.get(path).status_code in {200, 302}, path


def test_the_admin_shows_no_words_of_anybody_s_letter(site: dict[str, str]) -> None:
    request = Request.objects.get(ref=site["private"])
    Message.objects.filter(request=request).update(text="SECRETWORDS", public_text=None)
    request.set_opening("SECRETWORDS")
    boss = create_user(email="admin@example.org", role=Role.MODERATOR)
    boss.make_admin()
    client = Client()
    client.force_login(boss)
    for row in (request, *request.messages.all(), *request.events.all(), *request.readings.all()):
        kind = row._meta.model_name
        page = client.get(f"/admin/foi/{kind}/{row.pk}/change/")
        assert page.status_code == 200, kind
        assert "SECRETWORDS" not in page.content.decode(), kind
        assert "The passage." not in page.content.decode(), kind


def test_the_sitemap_holds_only_what_a_visitor_may_open(site: dict[str, str]) -> None:
    text = Client().get("/sitemap.xml").content.decode()
    assert site["public"] in text
    assert site["private"] not in text and site["draft"] not in text
    for address in re.findall(r"<loc>http://127.0.0.1:8000([^<]*)</loc>", text):
        assert Client().get(address).status_code == 200, address


def test_robots_are_kept_from_a_site_that_nobody_answers_for() -> None:
    assert "Disallow: /\n" in Client().get("/robots.txt").content.decode()
    with override_settings(OPERATOR_IS_NAMED=True):
        text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /\n" not in text and "Disallow: /me/\n" in text
    assert "Disallow: /compare/*sort=\n" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text

"""Every address of the site that shows a page, with real rows, in a real browser.

The addresses are those of the table of addresses and roles, so that a new page is looked at here
without anybody thinking of it. What shows only after a click has tests of its own beside this.
"""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Page
from pytest_django import Settings

from foi.models import Message, Request
from tests.browser.conftest import DESK, PHONE, PageAt, check_here, check_page
from tests.test_addresses import RULES, WHO, a_site, client_of, paths

# These are no pages, and those below by their whole route.
NO_PAGES = (
    *(".csv", ".pdf", ".json", ".xlsx", ".xml", ".txt"),
    *(".svg", ".png", ".<kind>"),
)
FILES = {
    *("/feeds/", "/healthz", "/readyz"),
    *("/requests/<ref>/files/<token>/", "/ops/reports/<ref>/document/"),
}
# Who looks: the first of these who is let in. The owner of a request sees the most of it.
AT_A_REQUEST = ("owner", "campaigner", "moderator", "visitor")
ELSEWHERE = ("visitor", "owner", "campaigner", "moderator")
MORE = (
    "/authorities/?q=cumbria",
    "/authorities/?q=qqqq",
    "/authorities/?choose=kent,medway",
    "/authorities/?for=send-staff-targets",
    "/authorities/cumbria/",
    "/authorities/west-surrey/",
    "/authorities/cardiff/",
    "/letters/?worry=transport",
    "/letters/placement-policies/?authority=kent",
    "/requests/?letter=send-transport",
)


@pytest.fixture
def site() -> Iterator[dict[str, str]]:
    yield from a_site()


@pytest.fixture
def register() -> None:
    call_command("import_authorities", verbosity=0, stdout=StringIO())


def pages() -> list[str]:
    """The routes that answer a plain visit with a page."""
    return [
        route
        for route, (methods, _) in RULES.items()
        if "get" in methods and not route.endswith(NO_PAGES) and route not in FILES
    ]


def sign_in(page: Page, role: str, origin: str) -> None:
    name = settings.SESSION_COOKIE_NAME
    value = client_of(role).cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": origin}])


def visits(site: dict[str, str], role: str) -> Iterator[str]:
    """Every page whose looker is this role; a visitor sees what is public of a request besides.

    A private request's pages are those of a public one, so the private ones are left out.
    """
    for route in pages():
        who = WHO[RULES[route][1]]
        for which, path in paths(route, site):
            looking = AT_A_REQUEST if which else ELSEWHERE
            looker = next((each for each in looking if each in who[which]), None)
            is_public = role == "visitor" and role in who[which]
            if which != "private" and (looker == role or is_public):
                yield path


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("role", ELSEWHERE)
def test_every_page_is_accessible_and_fits(
    page_at: PageAt, site: dict[str, str], live_server: object, role: str, width: int
) -> None:
    page = page_at(width)
    if role != "visitor":
        sign_in(page, role, str(live_server))
    seen = list(visits(site, role))
    assert seen, f"nothing to look at for {role}"
    for path in seen:
        check_page(page, path)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_lists_narrowed_and_councils_that_are_not_asked(
    page_at: PageAt, register: None, site: dict[str, str], width: int
) -> None:
    page = page_at(width)
    for path in MORE:
        check_page(page, path)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("delivery", ["queued", "claimed", "unsure", "failed"])
def test_a_letter_on_its_way_is_accessible_and_fits(
    page_at: PageAt, site: dict[str, str], live_server: object, delivery: str, width: int
) -> None:
    draft = Request.objects.get(ref=site["draft"])
    rows = Message.objects.filter(request=draft, kind="letter")
    rows.update(delivery=delivery, message_id="<letter@kent.example>")
    page = page_at(width)
    sign_in(page, "owner", str(live_server))
    check_page(page, f"/requests/{draft.ref}/send/")
    check_page(page, "/me/")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_postcode_that_will_not_do_is_accessible(
    page_at: PageAt, site: dict[str, str], width: int
) -> None:
    page = page_at(width)
    page.goto("/")
    page.get_by_label("Your postcode").fill("ZZ99 9ZZ")
    page.get_by_role("button", name="Find my council").click()
    assert page.title().startswith("Error: ")
    check_here(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_form_without_its_cookie_is_accessible(
    page_at: PageAt, site: dict[str, str], width: int
) -> None:
    page = page_at(width)
    page.goto("/authorities/")
    page.context.clear_cookies()
    page.get_by_label("Your postcode").fill("ME14 1XQ")
    page.get_by_role("button", name="Find my council").click()
    assert page.get_by_role("heading", name="Please send that once more").is_visible()
    check_here(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_too_many_forms_and_a_broken_page_are_accessible(
    page_at: PageAt, settings: Settings, width: int
) -> None:
    settings.FORMS_PER_HOUR = 0
    page = page_at(width)
    page.goto("/report/?page=/about/")
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Send the report").click()
    check_here(page)
    settings.ROOT_URLCONF = "tests.broken_urls"
    check_page(page, "/broken/x/", status=500)


def test_a_page_that_waits_goes_on_by_itself(
    page_at: PageAt, site: dict[str, str], live_server: object
) -> None:
    draft = Request.objects.get(ref=site["draft"])
    rows = Message.objects.filter(request=draft, kind="letter")
    rows.update(delivery="queued", message_id="<letter@kent.example>")
    page = page_at(PHONE)
    sign_in(page, "owner", str(live_server))
    page.goto(f"/requests/{draft.ref}/send/")
    assert page.get_by_text("waits to be sent").is_visible()
    rows.update(delivery="failed")
    page.get_by_role("heading", name="We could not send it").wait_for(timeout=20_000)

"""The pages that only say something, the errors and the account pages."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings

PAGES = [
    "/about/",
    "/help/",
    "/help/for-councils/",
    "/help/subject-access/",
    "/help/refusals/",
    "/help/own-child/",
    "/method/",
    "/privacy/",
    "/terms/",
    "/accessibility/",
    "/contact/",
    "/accounts/login/",
]
FOOTER = (
    "/about/ /help/ /method/ /privacy/ /terms/ /accessibility/ /contact/ /report/ /corrections/"
)
NAMED = {
    "OPERATOR_IS_NAMED": True,
    "OPERATOR_NAME": "SEND Letters CIC",
    "OPERATOR_ADDRESS": "1 High Street\nMaidstone",
    "CONTACT_EMAIL": "desk@example.org",
    "ICO_REGISTRATION": "ZA123456",
}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_heading_a_title_and_no_inline_code(
    client: Client, address: str
) -> None:
    html = client.get(address).content.decode()
    assert len(re.findall(r"<h1\b", html)) == 1
    assert re.search(r"<title>\S.* – Twentieth Day</title>", html)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert 'type="password"' not in html


@pytest.mark.parametrize("address", PAGES)
def test_every_footer_links_who_runs_it_and_the_report_form(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    for link in FOOTER.split():
        assert f'href="{link}"' in html
    quoted = address.replace("/", "%2F")
    assert f'href="/report/?page={quoted}">Something wrong on this page?' in html
    assert "not a government website" in html


def test_a_site_nobody_runs_says_so_on_every_page(client: Client) -> None:
    for address in PAGES:
        assert "Test site, not for real letters" in client.get(address).content.decode()


@override_settings(**NAMED)
def test_a_named_operator_is_named_and_the_warning_goes(client: Client) -> None:
    html = client.get("/contact/").content.decode()
    assert "SEND Letters CIC" in html and "ZA123456" in html and "desk@example.org" in html
    assert "not for real letters" not in html


@override_settings(DEMO=True)
def test_the_sample_says_that_nothing_is_real(client: Client) -> None:
    assert "Made-up sample: nothing here is real" in client.get("/method/").content.decode()


def test_an_unknown_page_of_help_is_not_found_kindly(client: Client) -> None:
    answer = client.get("/help/nonsense/")
    assert answer.status_code == 404
    assert "This page is not here" in answer.content.decode()


def test_pages_take_no_posts(client: Client) -> None:
    assert client.post("/about/").status_code == 405


def test_frightened_parents_find_the_box_with_both_deadlines(client: Client) -> None:
    for address in ("/help/", "/help/refusals/", "/help/own-child/"):
        html = client.get(address).content.decode()
        assert "Is this about a decision on your own child?" in html
        assert "two months from the date of the decision letter" in html
        assert "one month from the mediation certificate" in html
        for name in ("SENDIASS", "IPSEA", "SOS!SEN", "Contact"):
            assert name in html


def test_the_method_page_uses_the_words_of_the_cells(client: Client) -> None:
    html = client.get("/method/").content.decode()
    assert "The reply passes over this question" in html
    assert "No reply recorded, 14 working days after the due date" in html
    assert "entered by one person, not checked" in html


def test_the_navigation_marks_where_we_are(client: Client) -> None:
    html = client.get("/accounts/login/").content.decode()
    assert re.search(r'href="/accounts/login/" aria-current="page"', html)


def test_the_broken_page_needs_no_context() -> None:
    html = render_to_string("500.html")
    assert "Sorry, something broke" in html


@pytest.mark.parametrize("template", ["400", "403", "403_csrf", "404", "429"])
def test_error_pages_say_what_to_do_next_without_any_context(template: str) -> None:
    assert re.search(r"<h1.*</h1>\s*<p>", render_to_string(f"{template}.html"))

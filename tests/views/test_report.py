"""The report form for anybody, what became of a report, and the page of corrections."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from foi.models import Correction, Report, Request
from foi.rules.permissions import Visibility
from foi.views.report import HIDDEN_PER_HOUR
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_moderator,
    create_reply,
    create_request,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 14)
CHILD = "My son Jamie Smith, born 3 May 2014, is in the second quote."


def public_request(**fields: object) -> Request:
    request = create_request(**fields)  # type: ignore[arg-type]  # a builder's own names
    create_reply(request=request)
    create_finding(request=request)
    return request


def send(client: Client, **fields: str) -> str:
    """Post a report; the page that it leads to."""
    answer = client.post("/report/", {"page": "/about/", "kind": "child", "words": ""} | fields)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def made_of(client: Client, **fields: str) -> str:
    """The page that a report leads to, as its visitor reads it."""
    return client.get(send(client, **fields)).content.decode()


def test_the_link_of_every_page_names_that_page(client: Client) -> None:
    request = public_request()
    html = client.get(f"/requests/{request.ref}/").content.decode()
    link = re.search(r'href="(/report/\?page=[^"]+)"', html)
    assert link
    form = client.get(link[1]).content.decode()
    assert f'value="/requests/{request.ref}/"' in form


def test_a_report_gets_in_whatever_it_says_and_gets_a_reference(client: Client) -> None:
    made = send(client, kind="wrong", words=CHILD, email="reader@example.org")
    report = Report.objects.get()
    assert made == f"/report/{report.ref}/"
    assert (report.words, report.email, report.page) == (CHILD, "reader@example.org", "/about/")
    html = client.get(made).content.decode()
    assert report.ref in html and "21 December 2026 at 23:59" in html
    for private in ("Jamie", "reader@example.org", "/about/</"):
        assert private not in html.split("<footer")[0]


def test_a_child_is_hidden_before_the_next_visitor_comes(client: Client) -> None:
    request = public_request()
    page = f"/requests/{request.ref}/"
    assert client.get(page).status_code == 200
    html = client.get(send(client, page=f"http://testserver{page}?a=b")).content.decode()
    assert "is hidden from now on" in html
    assert client.get(page).status_code == 404
    for other in ("/requests/", "/compare/", "/authorities/kent/", "/sitemap.xml", "/feeds/"):
        assert request.ref not in client.get(other).content.decode(), other


MANY = [
    "/compare/send-staff-targets/",
    "/compare/send-staff-targets/?question=pay_linked",
    "/compare/send-staff-targets/pictures/",
    "/compare/send-staff-targets.csv",
    "/compare/send-staff-targets/kentt/",
    "/compare/no-such-letter/",
    "/refusals/foia-s40-2-3a/",
    "/authorities/",
    "/feeds/",
    "/",
]


@pytest.mark.parametrize("page", MANY)
def test_a_child_on_a_page_of_many_councils_is_hidden_once_the_council_is_known(
    client: Client, page: str
) -> None:
    finding = public_request().findings.get()
    typed = {"page": page, "kind": "child", "words": CHILD, "email": "reader@example.org"}
    html = client.post("/report/", typed).content.decode()
    assert "<title>Error: " in html and "Choose the council whose answer it is" in html
    assert "Jamie Smith" in html and "reader@example.org" in html and 'value="kent"' in html
    assert not Report.objects.exists()
    assert client.post("/report/", typed | {"council": "kent"}).status_code == 302
    finding.refresh_from_db()
    report = Report.objects.get()
    assert report.hid_at_once and finding.hidden_at is not None
    of_one_letter = page.startswith("/compare/send")
    place = "/compare/send-staff-targets/kent/" if of_one_letter else "/authorities/kent/"
    assert report.page == place
    assert report.words.startswith("Seen on /") and report.words.endswith(CHILD)


@pytest.mark.parametrize("page", MANY)
def test_who_cannot_say_which_council_is_told_so_and_a_person_comes(
    client: Client, page: str
) -> None:
    public_request()
    html = made_of(client, page=page, council="-")
    assert "Nothing is hidden by this report yet." in html
    assert "a person looks by 16 December 2026 at 12:00" in html
    assert not Report.objects.get().hid_at_once


ALL_OF_IT = "verything that this council answered to this letter is taken out at once"


def test_form_thanks_and_method_say_how_much_is_taken_out(client: Client) -> None:
    public_request()
    assert ALL_OF_IT in client.get("/report/").content.decode()
    assert ALL_OF_IT in client.get("/method/").content.decode()
    cell = "/compare/send-staff-targets/kent/?round=1#pay_linked"
    assert ALL_OF_IT in made_of(client, page=cell)


def test_the_thanks_say_no_less_than_was_taken_out(client: Client) -> None:
    request = public_request()
    assert "Every answer of this council" in made_of(client, page="/authorities/kent/")
    request.findings.get().show()
    assert "The page of that letter" in made_of(client, page=f"/requests/{request.ref}/")


def test_only_a_page_of_many_councils_asks_for_one(client: Client) -> None:
    public_request()
    asks = "Which council’s answer?"
    assert asks in client.get("/report/?page=/refusals/foia-s40-2-3a/").content.decode()
    for page in ("/compare/send-staff-targets/kent", "/authorities/kent/", "/about/", ""):
        assert asks not in client.get(f"/report/?page={page}").content.decode(), page
    assert send(client, page="/refusals/", kind="person")


def test_a_private_request_and_none_at_all_are_reported_alike(client: Client) -> None:
    private = create_request(visibility=Visibility.PRIVATE)
    there = client.get(send(client, page=f"/requests/{private.ref}/")).content.decode()
    nowhere = client.get(send(client, page="/requests/TD-ZZZZZZ/")).content.decode()
    refs = [report.ref for report in Report.objects.order_by("pk")]
    assert there.replace(refs[0], "") == nowhere.replace(refs[1], "")


def test_one_visitor_cannot_empty_the_site(client: Client) -> None:
    for number in range(HIDDEN_PER_HOUR + 1):
        last = public_request(authority=create_authority(slug=f"council-{number}"))
        html = client.get(send(client, page=f"/requests/{last.ref}/")).content.decode()
    assert "a person must look first" in html
    assert client.get(f"/requests/{last.ref}/").status_code == 200
    assert Report.objects.filter(hid_at_once=True).count() == HIDDEN_PER_HOUR
    assert Report.objects.count() == HIDDEN_PER_HOUR + 1


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(
    client: Client,
) -> None:
    answer = client.post("/report/", {"words": CHILD, "email": "reader at home"})
    html = answer.content.decode()
    assert answer.status_code == 200 and "<title>Error: " in html
    assert "Choose what is wrong." in html and "name@example.org" in html
    assert "Jamie Smith" in html and 'value="reader at home"' in html
    assert not Report.objects.exists()
    html = client.post("/report/", {"page": "/", "kind": "wrong"}).content.decode()
    assert "Write a line or two" in html


def test_a_program_that_fills_every_box_is_not_stored(client: Client) -> None:
    form = {"page": "/", "kind": "other", "words": "Buy", "website": "https://spam.example"}
    assert client.post("/report/", form).status_code == 302
    assert not Report.objects.exists()


def test_the_decision_can_be_read_with_the_reference(client: Client) -> None:
    made = send(client)
    Report.objects.get().decide("Nobody is named there.", by=create_moderator(), now=at(TODAY))
    html = client.get(made.lower().replace("/rp-", "/RP-")).content.decode()
    assert "is decided" in html and "Nobody is named there." in html
    assert client.get("/report/RP-ZZZZZZ/").status_code == 404


def test_the_page_of_corrections_is_empty_first_and_then_says_what_changed(client: Client) -> None:
    assert "None so far." in client.get("/corrections/").content.decode()
    Correction.add(page="/compare/x/kent/", said="54", says="45", why="A slip.", on=TODAY)
    html = client.get("/corrections/").content.decode()
    assert all(word in html for word in ("14 December 2026", ">54<", ">45<", "A slip."))


def test_a_correction_names_a_page_only_while_everybody_may_open_it(client: Client) -> None:
    shown, hidden = create_request(), create_request(visibility=Visibility.PRIVATE)
    kent = f"/compare/{shown.version.letter.slug}/kent/"
    names = [f"/requests/{row.ref}/" for row in (shown, hidden)]
    for page in (*names, kent, "/authorities/kent/", "/help/", "/help/jamie-is-nine/", "/Jamie"):
        Correction.add(page=page, said="54", says="45", why="A slip.", on=TODAY)
    html = client.get("/corrections/").content.decode()
    assert all(f'href="{page}"' in html for page in (names[0], kent, "/authorities/kent/"))
    assert hidden.ref not in html and "jamie" not in html.lower()
    assert html.count("a page of this site") == 2 and html.count(">54<") == 6


def test_a_correction_leads_to_its_cell_where_there_is_such_a_question(client: Client) -> None:
    create_finding(request=create_request(), key="pay_linked")
    kent = "/compare/send-staff-targets/kent/?round=1"
    for key in ("pay_linked", "jamie-is-nine"):
        Correction.add(page=f"{kent}#{key}", said="54", says="45", why="A slip.", on=TODAY)
    html = client.get("/corrections/").content.decode()
    assert f'href="{kent}#pay_linked"' in html and "jamie" not in html


def test_a_second_look_says_so_and_an_unknown_reference_too(client: Client) -> None:
    first = Report.objects.create(
        page="/", kind="wrong", words="x", made_at=at(TODAY), answer_by=at(TODAY)
    )
    made = made_of(client, kind="wrong", words="Look again.", earlier=first.ref)
    assert "We know no decision under that reference" in made  # nobody has decided it yet
    first.decide("A slip.", by=create_moderator(), now=at(TODAY))
    made = made_of(client, kind="wrong", words="Look again.", earlier=first.ref)
    assert "second look at an earlier decision" in made and "We know no decision" not in made


def test_a_report_about_one_s_own_data_is_acknowledged_at_once(client: Client) -> None:
    made = made_of(client, kind="my_data", words="My name.", email="me@example.org")
    assert "This page acknowledges your report, and so does a mail." in made


def test_the_page_of_corrections_asks_no_more_with_more_rows(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        Correction.add(page="/", said="1", says=str(number), why="A slip.", on=TODAY)
    with django_assert_max_num_queries(5):
        html = client.get("/corrections/").content.decode()
    assert "Page 1 of 2" in html

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


def test_a_page_of_many_things_is_told_so_and_a_person_comes(client: Client) -> None:
    public_request()
    html = client.get(send(client, page="/compare/send-staff-targets/")).content.decode()
    assert "We could not hide anything by itself" in html and "16 December 2026 at 12:00" in html


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

"""The sample says of itself that it is made up: on every page, in every file, in the feed."""

import csv
import io
import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook

from foi.actions.chase import remind_due
from foi.mail.pdfs import text_of
from foi.models import Request, User
from tests.builders import at, load_holidays
from tests.journeys.story import ASKED
from tests.journeys.walker import content_of, crawl

pytestmark = pytest.mark.django_db
ASKED_LETTERS = {"send-staff-targets", "tribunal-appeals"}
COUNCILS = {"sampleshire", "mockton", "dummy-valley"}
ATOM = "application/atom+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BANNER = "Made-up sample: nothing here is real."
# The answer sheet is empty, addressed to real councils and the same everywhere; robots and
# probes are for machines.
SAY_NOTHING = re.compile(
    r"/letters/[\w-]+/answers\.xlsx|/robots\.txt|/sitemap\.xml|/healthz|/static/"
)


@pytest.fixture(autouse=True)
def _sample(settings: Any) -> Iterator[None]:
    settings.DEMO = True
    load_holidays()
    with time_machine.travel(at(ASKED), tick=False):
        call_command("load_demo", stdout=StringIO())
        yield


def _wanted(address: str) -> bool:
    """One address of each kind that says something of its own: no filters, three councils."""
    path, _, query = address.partition("?")
    cells = re.fullmatch(r"/compare/([\w-]+)/([\w-]+)/", path)
    if cells and (cells[1] not in ASKED_LETTERS or cells[2] not in COUNCILS):
        return False
    return bool(path) and "=" not in query.replace("round=", "") and "/static/" not in path


def test_every_page_and_file_that_a_visitor_reaches_is_marked() -> None:
    found = crawl(["/", "/feeds/", "/sitemap.xml", "/robots.txt"], wanted=_wanted)
    shown = {address: answer for address, answer in found.items() if answer.status_code == 200}
    pages = {address: content_of(answer) for address, answer in shown.items()}
    kinds = {address: shown[address]["Content-Type"].partition(";")[0] for address in shown}
    for address, content in pages.items():
        if kinds[address] == XLSX and not SAY_NOTHING.match(address):
            check_workbook(address, content)
        elif kinds[address] == "application/pdf":
            assert "Made up" in " ".join(text_of(content)), address
        elif not SAY_NOTHING.match(address):
            check_mark(address, kinds[address], content.decode("utf-8", "replace"))
    assert {*kinds.values()} >= {"text/html", "text/csv", "application/json", ATOM, XLSX}
    assert len(pages) > 100 and any("/files/" in address for address in pages)
    nothing_hidden_shows(pages)


def check_workbook(address: str, content: bytes) -> None:
    """Its first line and each of its rows."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    assert str(next(book["About"].values)[1]).startswith("Made-up sample"), address
    names, *rows = book["Answers"].values
    assert rows and {row[names.index("made_up")] for row in rows} == {"yes"}, address


def check_mark(address: str, kind: str, content: str) -> None:
    """Each kind of answer in its own way; a kind that nobody thought of fails."""
    if kind == "text/html":
        assert BANNER in content, address
    elif kind == "text/csv":
        rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
        assert rows and all(row["made_up"] == "yes" for row in rows), address
    elif kind == "application/json":
        assert json.loads(content)["made_up"] is True, address
    elif kind == ATOM:
        titles = re.findall(r"<title>(.*?)</title>", content)
        assert len(titles) > 5 and all("[Made up]" in title for title in titles)
    elif kind == "image/png":  # its caption begins with the mark: tests/actions/test_draw.py
        assert address.split("?")[0].endswith(".png")
    else:
        assert "/files/" in address and "(Made up)" in content, f"{address} is {kind}"


def nothing_hidden_shows(pages: dict[str, bytes]) -> None:
    """The private, the counted and the embargoed requests are named on no page."""
    embargoed = Request.objects.filter(investigation__slug="sample-embargoed")
    hidden = Request.objects.exclude(visibility="public") | embargoed
    words = [
        *hidden.values_list("ref", flat=True),
        "sample-embargoed",
        "An investigation under embargo",
    ]
    assert len(words) == 5
    for address, content in pages.items():
        assert not [word for word in words if word.encode() in content], address


def a_page_that_is_not_there_is_marked_too(client: Any) -> None:
    answer = client.get("/requests/TD-AAAAAA/")
    assert answer.status_code == 404 and BANNER in answer.content.decode()


def the_samples_mails_say_it_too(client: Any) -> None:
    assert remind_due(now=timezone.now()) > 0
    assert all(one.body.startswith("MADE-UP SAMPLE") for one in mail.outbox)
    assert all(one.to[0].endswith("@example.org") for one in mail.outbox)


def the_samples_accounts_see_its_mark_on_their_own_pages(client: Any) -> None:
    client.force_login(User.objects.get(email="sample-1@example.org"))
    for address in ("/me/", f"/requests/{Request.objects.first().ref}/"):
        assert BANNER in client.get(address).content.decode(), address


def test_what_no_visitor_reaches_by_links_is_marked_too(
    client: Any, subtests: pytest.Subtests
) -> None:
    for check in (
        a_page_that_is_not_there_is_marked_too,
        the_samples_mails_say_it_too,
        the_samples_accounts_see_its_mark_on_their_own_pages,
    ):
        with subtests.test(check.__name__):
            check(client)

"""What the comparison's pages and files never let out."""

from datetime import date

import pytest
from django.test import Client

from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_finding,
    create_letter,
    create_request,
    create_user,
)
from tests.tables import FILE, PAGE, answer, rows, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 15)


SECRET = "A passage nobody should see."


def _addresses(request_ref: str = "") -> list[str]:
    return [
        "/compare/",
        PAGE,
        f"{PAGE}?question=plans",
        f"{FILE}.csv",
        f"{FILE}.json",
        "/compare/send-staff-targets/kent/",
        "/authorities/kent/",
        "/refusals/",
        "/refusals/foia-s12-1/",
        "/feeds/",
    ]


@pytest.mark.parametrize("kind", ["private", "hidden", "unpublished", "hidden finding", "draft"])
def test_nothing_of_what_is_not_public_is_anywhere(client: Client, kind: str):
    """The same pages, byte for byte, as when it had never been."""
    create_letter()
    create_authority()
    if kind in ("unpublished", "hidden finding"):
        create_request()
    before = {address: client.get(address).content for address in _addresses()}
    if kind in ("unpublished", "hidden finding"):
        request = create_user().requests.get()
    else:
        seen = Visibility.PUBLIC if kind == "hidden" else Visibility.PRIVATE
        request = create_request(
            owner=create_user(email="other@example.org"),
            visibility=seen,
            sent_on=None if kind == "draft" else date(2026, 11, 20),
        )
    finding = create_finding(
        request=request, key="plans", outcome="refused", grounds=("foia-s12-1",), quote=SECRET,
        published=kind not in ("unpublished", "draft"),
    )  # fmt: skip
    if kind == "hidden":
        request.hide(reason="A report.", now=at(TODAY))
    if kind == "hidden finding":
        finding.hide(reason="A report.", now=at(TODAY))
    request.version.letter.touch()
    for address, content in before.items():
        now = client.get(address)
        assert now.content == content, address
        assert SECRET not in now.content.decode()


def test_a_small_number_is_nowhere(client: Client):
    answer(None, "3", "count", "plans", quote="There were 3 plans, or 12% of all.")
    for address in _addresses():
        body = client.get(address).content.decode()
        assert "3 plans" not in body and "12%" not in body, address
    assert [row["value"] for row in rows(client) if row["question"] == "plans"] == ["<5"]


def test_signed_in_people_find_their_private_cells_on_the_page_and_never_in_files(client: Client):
    request = create_request(visibility=Visibility.PRIVATE)
    answer(request)
    public = client.get(f"{FILE}.csv").content
    client.force_login(request.requester)
    page = text(client, PAGE)
    assert "Answered: <strong>yes</strong>" in page
    assert "only you and those who share it" in page and "Not everything here is public" in page
    assert client.get(f"{FILE}.csv").content == public
    assert client.get(f"{FILE}.json").json()["coverage"]["asked"] == 0
    other = Client()
    assert "Answered: <strong>yes</strong>" not in text(other, PAGE)

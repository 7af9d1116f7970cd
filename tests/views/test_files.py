"""Files leave through one view: the original to insiders, a released copy to the public."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from pypdf import PdfReader
from pypdf.annotations import FreeText

from foi.mail import pdf_apart
from foi.models import Attachment, Request
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_campaigner,
    create_moderator,
    create_reply,
    create_request,
    create_user,
)
from tests.clients import signed_in
from tests.mail.pdf_builders import letter_pdf, saved, writer_of

pytestmark = pytest.mark.django_db
TICKS = ["name", "signature", "child", "staff", "hidden"]


@pytest.fixture(autouse=True)
def _in_december() -> Iterator[None]:
    with time_machine.travel(at(date(2026, 12, 11)), tick=False):
        yield


def attached(request: Request, content: bytes = b"We hold 12.", name: str = "Marsh.txt") -> Any:
    kind = "application/pdf" if name.endswith("pdf") else "text/plain"
    reply = create_reply(request=request)
    return Attachment.keep(message=reply, content=content, name=name, content_type=kind)


def address(file: Attachment) -> str:
    return f"/requests/{file.message.request.ref}/files/{file.token}/"


def test_the_owner_gets_the_file_as_it_came_and_no_browser_renders_it(client: Client) -> None:
    file = attached(create_request())
    client.force_login(file.message.request.requester)
    answer = client.get(address(file))
    assert b"".join(answer.streaming_content) == b"We hold 12."
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("visibility", list(Visibility))
def test_nobody_else_gets_it_before_it_is_released(visibility: Visibility, client: Client) -> None:
    file = attached(create_request(visibility=visibility))
    stranger = create_user(email="other@example.org")
    for other in (client, signed_in(stranger), signed_in(create_campaigner())):
        assert other.get(address(file)).status_code == 404
        assert other.get(address(file) + "release/").status_code in (302, 404)
        assert other.post(address(file) + "release/", {"checks": TICKS}).status_code in (302, 404)
    assert signed_in(create_moderator()).get(address(file)).status_code == 200


def test_the_file_of_one_request_is_not_under_the_address_of_another(client: Client) -> None:
    file, other = attached(create_request()), create_request()
    client.force_login(file.message.request.requester)
    assert client.get(f"/requests/{other.ref}/files/{file.token}/").status_code == 404
    assert client.post(address(file)).status_code == 405
    assert client.get("/media/attachments/x").status_code == 404


def test_the_public_gets_the_copy_under_its_plain_name_and_never_the_original() -> None:
    writer = writer_of(letter_pdf())
    writer.add_metadata({"/Author": "Kestrelauthor"})
    file = attached(create_request(), saved(writer), "Pat Marsh reply.pdf")
    owner = signed_in(file.message.request.requester)
    page = owner.get(address(file) + "release/").content.decode()
    assert "Kestrelauthor" in page or "author" in page.lower()
    facts = {"checks": TICKS, "name": "response"}
    assert owner.post(address(file) + "release/", facts).status_code == 302
    answer = Client().get(address(file))
    content = b"".join(answer.streaming_content)
    assert b"Kestrel" not in content and "We hold 312 plans." in _words(content)
    assert 'filename="response.pdf"' in answer["Content-Disposition"]
    assert "Marsh" not in Client().get(f"/requests/{file.message.request.ref}/").content.decode()
    file.refresh_from_db()
    assert (file.released_by, file.release_checks) == (file.message.request.requester, TICKS)
    owner.post(address(file) + "release/", {"take_back": "1"})
    assert Client().get(address(file)).status_code == 404


def _words(content: bytes) -> str:
    return PdfReader(io.BytesIO(content)).pages[0].extract_text()


@pytest.mark.parametrize("missing", TICKS)
def test_each_point_of_the_check_list_is_needed(missing: str, client: Client) -> None:
    file = attached(create_request())
    client.force_login(file.message.request.requester)
    ticked = [point for point in TICKS if point != missing]
    page = client.post(address(file) + "release/", {"checks": ticked, "name": "response"})
    assert "Please check each point first" in page.content.decode()
    file.refresh_from_db()
    assert file.released_at is None


def test_an_e_mail_address_in_the_words_needs_a_tick_of_its_own(client: Client) -> None:
    file = attached(create_request(), b"We hold 12. Write to info@elsewhere.example.org.")
    client.force_login(file.message.request.requester)
    facts = {"checks": TICKS, "name": "response"}
    page = client.post(address(file) + "release/", facts).content.decode()
    assert "Its words hold the requester" in page and "Please look at this first" in page
    assert client.post(address(file) + "release/", facts | {"found": "names"}).status_code == 302


@pytest.mark.parametrize("words", [b"Dear Pat Marsh, we hold 12.", b"To: PARENT@example.org. 12."])
def test_no_tick_releases_a_copy_that_names_the_requester(words: bytes, client: Client) -> None:
    file = attached(create_request(), words)
    client.force_login(file.message.request.requester)
    facts = {"checks": TICKS, "name": "response", "found": "names"}
    page = client.post(address(file) + "release/", facts).content.decode()
    assert "cannot be released" in page
    file.refresh_from_db()
    assert file.released_at is None


def test_a_name_for_the_copy_that_names_somebody_is_refused(client: Client) -> None:
    file = attached(create_request())
    client.force_login(file.message.request.requester)
    page = client.post(address(file) + "release/", {"checks": TICKS, "name": "Pat Marsh"})
    assert "may identify a person" in page.content.decode()


def test_a_pdf_whose_boxes_cover_words_and_other_kinds_are_not_released(client: Client) -> None:
    writer = writer_of(letter_pdf())
    box = FreeText(text=" ", rect=(0, 0, 600, 800), background_color="000000")
    writer.add_annotation(0, box)
    request = create_request()
    client.force_login(request.requester)
    for content, name, words in (
        (saved(writer), "a.pdf", "may be covered"),
        (b"{\\rtf1 hello}", "a.rtf", "Only PDF and text files"),
    ):
        file = attached(request, content, name)
        page = client.post(address(file) + "release/", {"checks": TICKS, "name": "response"})
        assert words in page.content.decode()
        file.refresh_from_db()
        assert file.released_at is None


def test_files_of_a_request_without_a_public_page_are_not_released(client: Client) -> None:
    file = attached(create_request(visibility=Visibility.COUNTED))
    client.force_login(file.message.request.requester)
    client.post(address(file) + "release/", {"checks": TICKS, "name": "response"})
    file.refresh_from_db()
    assert file.released_at is None


def test_a_released_file_goes_when_the_owner_makes_the_request_private(client: Client) -> None:
    file = attached(create_request())
    owner = file.message.request.requester
    client.force_login(owner)
    client.post(address(file) + "release/", {"checks": TICKS, "name": "response"})
    assert Client().get(address(file)).status_code == 200
    file.message.request.set_visibility(Visibility.PRIVATE)
    assert Client().get(address(file)).status_code == 404


def test_a_file_that_the_disk_has_lost_is_not_found(client: Client) -> None:
    file = attached(create_request())
    client.force_login(file.message.request.requester)
    default_storage.delete(file.file.name)
    assert client.get(address(file)).status_code == 404


def test_a_pdf_that_takes_too_long_is_given_up_with_a_sentence() -> None:
    with pytest.raises(pdf_apart.CannotRead, match="takes longer"):
        pdf_apart.inspect_apart(letter_pdf(), seconds=0)

"""The post tray, page by page: files in, one look, filed, discarded, deleted."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from foi.actions.sort_post import sort_post
from foi.models import Message, Request, TrayMail, User
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_request,
    create_user,
)
from tests.mailbox import saved_mail, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 12, 11)


@pytest.fixture
def mine(client: Client) -> Request:
    """A private request of a parent who is signed in."""
    kent = create_authority(email="foi@kent.gov.uk", website="https://www.kent.gov.uk/")
    request = create_request(authority=kent, visibility=Visibility.PRIVATE)
    client.force_login(request.requester)
    return request


def hand_in(client: Client, *mails: bytes, sort: bool = True, name: str = "all.zip") -> str:
    """These mails uploaded as a zip, and the page after it."""
    content = zipped({f"{n}.eml": raw for n, raw in enumerate(mails)})
    answer = client.post("/post/", {"files": [SimpleUploadedFile(name, content)]})
    assert answer.url == "/post/"
    if sort:
        sort_post(now=at(TODAY))
    return page(client)


def page(client: Client) -> str:
    """The page as read: tags out, spaces tidied."""
    answer = client.get("/post/")
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    return text_of(answer.content)


def text_of(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def tray(user: User) -> dict[str, str]:
    """Tokens by subject."""
    return dict(user.tray.values_list("subject", "token"))


def test_three_mails_are_matched_filed_and_the_unknown_one_is_found_a_letter(
    client: Client, mine: Request
) -> None:
    said = hand_in(
        client,
        saved_mail(subject=f"RE: {mine.ref}", text="Our answer is no."),
        saved_mail(subject="FOI response", text="Under the Freedom of Information Act."),
        saved_mail(subject="Something", sender="x@firm.example"),
    )
    assert "3 mails are in your post tray." in said
    assert "Because our reference stands in it" in said and "Our answer is no." in said
    assert "Because it comes from the council’s domain" in said and "(kent.gov.uk)" in said
    assert "Not matched: you say where they belong Something" in said
    tokens = tray(mine.requester)
    first, second = tokens[f"RE: {mine.ref}"], tokens["FOI response"]
    boxes = client.get("/post/").content.decode()
    assert f'name="{first}-pick" id="id_{first}-pick" value="{mine.ref}" checked' in boxes
    assert not Message.objects.filter(direction="in").exists(), "nothing is filed by itself"
    picks = {"item": [first, second], f"{first}-pick": mine.ref, f"{second}-pick": mine.ref}
    assert client.post("/post/", picks).url == "/post/"
    assert f"2 mails are filed, not yet read, under {mine.ref}." in page(client)
    third = tokens["Something"]
    client.post("/post/", {"item": [third], f"{third}-to": f"{mine.ref.lower()} Kent"})
    assert "1 mail is filed" in page(client) and not TrayMail.objects.exists()
    rows = Message.objects.filter(direction="in", request=mine)
    assert [row.kind for row in rows] == ["unread"] * 3
    assert client.get(f"/requests/{mine.ref}/").content.decode().count("Not yet read") == 3
    client.post("/post/", picks)
    assert rows.count() == 3, "pressed twice, or in an old window"


def test_an_unticked_mail_stays_and_nothing_chosen_does_nothing(
    client: Client, mine: Request
) -> None:
    hand_in(client, saved_mail(subject=mine.ref))
    (token,) = tray(mine.requester).values()
    client.post("/post/", {"item": [token]})
    assert mine.requester.tray.waiting().count() == 1
    assert not Message.objects.filter(direction="in").exists()


def test_a_wrong_letter_is_told_and_nothing_typed_or_filed_is_lost(
    client: Client, mine: Request
) -> None:
    theirs = create_request(
        owner=create_user(email="other@example.org"),
        visibility=Visibility.PRIVATE,
        authority=create_authority(slug="devon"),
    )
    hand_in(client, saved_mail(subject=mine.ref), saved_mail(subject=f"Re {theirs.ref}"))
    tokens = tray(mine.requester)
    first, second = tokens[mine.ref], tokens[f"Re {theirs.ref}"]
    posted = {"item": [first, second], f"{first}-pick": mine.ref}
    private = client.post("/post/", posted | {f"{second}-to": theirs.ref})
    nobody = client.post("/post/", posted | {f"{second}-to": "TD-ZZZZZZ"})
    assert "You have no sent letter TD-ZZZZZZ. Check the reference." in text_of(nobody.content)
    said = [text_of(answer.content) for answer in (private, nobody)]
    assert "Please put this right. Nothing has been filed yet" in said[0]
    same = [re.sub(r"TD-[A-Z0-9]{6}", "REF", text) for text in said]
    assert same[0] == same[1], "somebody else's letter answers like none"
    assert f'value="{theirs.ref}"' in private.content.decode() and "Error: Post tray" in said[0]
    assert not Message.objects.filter(direction="in").exists()
    both = client.post("/post/", {"item": [second], f"{second}-to": "x", f"{second}-drop": "on"})
    assert "not both" in text_of(both.content) and mine.requester.tray.waiting().count() == 2


def test_discarding_is_undone_until_it_is_deleted_for_good(client: Client, mine: Request) -> None:
    hand_in(client, saved_mail(subject="A parcel", sender="x@shop.example"))
    (token,) = tray(mine.requester).values()
    client.post("/post/", {"item": [token], f"{token}-drop": "on"})
    said = page(client)
    assert "1 mail is discarded." in said and "Discarded: 1 mail" in said
    client.post("/post/undo/", {"item": [token]})
    assert "Back in the list." in page(client) and mine.requester.tray.waiting().exists()
    client.post("/post/delete/", {"item": [token]})
    assert mine.requester.tray.exists(), "only what is discarded"
    client.post("/post/", {"item": [token], "verb": "discard_all"})
    client.post("/post/delete/", {"item": [token]})
    assert not TrayMail.objects.exists() and "Deleted." in page(client)
    client.post("/post/delete/", {"item": [token]})
    assert "They are deleted already." in page(client)


def test_files_that_are_no_mails_are_named_and_the_rest_is_taken(
    client: Client, mine: Request
) -> None:
    files = [
        SimpleUploadedFile("a.eml", saved_mail()),
        SimpleUploadedFile("notes.docx", b"Notes"),
        SimpleUploadedFile("empty.eml", b""),
    ]
    client.post("/post/", {"files": files})
    said = page(client)
    assert "1 mail is in your post tray." in said
    assert "2 files were left out. notes.docx: it is not a saved e-mail; empty.eml" in said
    client.post("/post/", {"files": [SimpleUploadedFile("a.eml", saved_mail())]})
    assert "1 mail was in your post tray already." in page(client)


def test_no_file_and_too_much_at_once_are_told(client: Client, mine: Request) -> None:
    assert "Choose at least one file." in text_of(client.post("/post/").content)
    with override_settings(UPLOAD_LIMIT_BYTES=100):
        files = {"files": [SimpleUploadedFile("a.eml", saved_mail())]}
        assert "the most that we can take" in text_of(client.post("/post/", files).content)
    with override_settings(FORMS_PER_HOUR=0):
        files = {"files": [SimpleUploadedFile("a.eml", saved_mail())]}
        assert client.post("/post/", files).status_code == 429
    assert not TrayMail.objects.exists()


def test_the_page_tells_how_far_the_program_is_and_goes_on_by_itself(
    client: Client, mine: Request
) -> None:
    said = hand_in(client, saved_mail(), sort=False)
    assert "0 of 1 looked at." in said and "Not matched" not in said
    htmx = {"headers": {"HX-Request": "true"}}
    waiting = client.get("/post/", **htmx)
    assert "0 of 1 looked at" in text_of(waiting.content) and b"<html" not in waiting.content
    sort_post(now=at(TODAY))
    assert client.get("/post/", **htmx)["HX-Redirect"] == "/post/"
    kept = client.get("/post/?keep=1", **htmx)
    assert "All 1 are looked at." in text_of(kept.content) and "HX-Redirect" not in kept


def test_a_mail_filed_before_is_recognised_where_its_letter_is_hers(
    client: Client, mine: Request
) -> None:
    raw = saved_mail(subject=mine.ref)
    hand_in(client, raw)
    (token,) = tray(mine.requester).values()
    client.post("/post/", {"item": [token], f"{token}-pick": mine.ref})
    assert f"already filed under {mine.ref}" in hand_in(client, raw)
    stranger = Client()
    stranger.force_login(create_user(email="other@example.org"))
    said = hand_in(stranger, raw)
    assert "1 mail is in your post tray." in said and "already filed" not in said


def test_nobody_sees_or_touches_another_s_tray(client: Client, mine: Request) -> None:
    hand_in(client, saved_mail(subject="Secret subject"))
    (token,) = tray(mine.requester).values()
    staff = Client()
    staff.force_login(create_campaigner())
    assert "Secret subject" not in page(staff)
    for address in ("/post/", "/post/undo/", "/post/delete/"):
        staff.post(address, {"item": [token], f"{token}-drop": "on", "verb": "discard_all"})
    assert mine.requester.tray.waiting().count() == 1
    assert Client().get("/post/").url.startswith("/accounts/login/")


def test_a_letter_that_is_no_longer_open_to_her_is_not_shown(client: Client) -> None:
    reader = create_campaigner()
    client.force_login(reader)
    theirs = create_request()
    assert theirs.ref in hand_in(client, saved_mail(subject=f"Re {theirs.ref}", text="Words."))
    theirs.set_visibility(Visibility.PRIVATE)
    said = page(client)
    assert "Not matched" in said and "Staff Targets" not in said
    assert Request.objects.loggable_by(reader, TODAY).count() == 0


def test_a_mail_from_the_council_that_may_be_about_a_child_is_not_suggested(
    client: Client, mine: Request
) -> None:
    said = hand_in(client, saved_mail(subject="Annual review", text="About next Tuesday."))
    assert "Not matched" in said and "Perhaps it answers" in said and "Matched:" not in said


def test_the_page_asks_few_questions_of_the_database_whatever_lies_there(
    client: Client, mine: Request, django_assert_max_num_queries
) -> None:
    hand_in(client, *(saved_mail(subject=mine.ref, text=f"Answer {n}.") for n in range(60)))
    with django_assert_max_num_queries(20):
        said = page(client)
    assert said.count("Because our reference") == 50 and "10 more mails come" in said


def test_the_ways_to_the_tray(client: Client, mine: Request) -> None:
    for address in ("/me/", f"/requests/{mine.ref}/log/"):
        assert 'href="/post/"' in client.get(address).content.decode(), address
    client.force_login(create_campaigner())
    assert 'href="/post/"' in client.get("/requests/to-read/").content.decode()

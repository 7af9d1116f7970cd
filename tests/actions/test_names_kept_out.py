"""A requester goes by more than one name: whatever she ever signed with stays out of sight."""

from datetime import date

import pytest
from django.test import Client

from foi.actions.accounts import close_account
from foi.actions.decide import CannotDecide, Passage, Said, read_question
from foi.actions.own_word import want_reading
from foi.actions.publish import release_text, suggested_text
from foi.actions.tend import CannotTend, rename
from foi.actions.words import read_words
from foi.models import Attachment, Request
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_attachment,
    create_campaigner,
    create_reply,
    create_request,
    create_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 11)
LETTER = (
    "To: Kent Council\n\nDear information team,\n\nYours faithfully,\n\nMs Ada Quillfeather\n\n"
    "Please reply to parent@example.org and quote our reference, TD-7K4QF2.\n"
)
REPLY = "Dear Ms Quillfeather,\n\nWe hold 312 plans."


def signed_otherwise(visibility: Visibility = Visibility.PUBLIC) -> Request:
    """Asked as Ada Quillfeather; the account has since written as an organisation."""
    user = create_user(legal_name="Ada Quillfeather")
    request = create_request(owner=user, visibility=visibility)
    request.messages.filter(kind="letter").update(text=LETTER)
    user.set_legal_name("Kent Parents Forum")
    return Request.objects.get(pk=request.pk)


def test_a_released_text_masks_the_name_under_the_letter_not_only_the_accounts() -> None:
    request = signed_otherwise()
    reply = create_reply(request=request, text=REPLY)
    assert "Quillfeather" not in suggested_text(reply)
    release_text(message=reply, by=request.requester, text=REPLY, now=at(DAY))
    assert reply.public_text == "Dear [name removed],\n\nWe hold 312 plans."


def test_a_quote_with_the_name_under_the_letter_is_stopped() -> None:
    request = signed_otherwise()
    reply = create_reply(request=request, text=REPLY)
    said = Said("answered", written="312", passage=Passage("Quillfeather, 312 plans", reply))
    question = request.asked.get(question__key="plans").question
    with pytest.raises(CannotDecide, match="names the person who asked"):
        read_question(
            request=request, by=request.requester, question=question, said=said, now=at(DAY)
        )


def test_a_campaigner_reads_the_reply_without_any_name_she_asked_under() -> None:
    request = signed_otherwise(Visibility.COUNTED)
    reply = create_reply(request=request, text=REPLY, subject="Ms A Quillfeather: FOI")
    want_reading(request=request, by=request.requester, now=at(DAY))
    client = Client()
    client.force_login(create_campaigner())
    page = client.get(f"/requests/{request.ref}/messages/{reply.token}/").content.decode()
    assert "312 plans" in page and "Quillfeather" not in page


@pytest.mark.parametrize("alias", ["Ada Q", "AdaQuillfeather", "quillfeather99", "Kent Forum"])
def test_a_public_name_repeats_no_name_she_asked_under(alias: str) -> None:
    request = signed_otherwise()
    with pytest.raises(CannotTend):
        rename(request=request, by=request.requester, alias=alias, now=at(DAY))


def test_closing_takes_every_form_of_every_name_out_of_words_and_files() -> None:
    request = signed_otherwise(Visibility.COUNTED)
    reply = create_reply(request=request, text=REPLY, subject="Reply to Ms A. Quillfeather")
    words = [("sheet Quillfeather", "Dear Ada Quillfeather, 312")]
    create_attachment(message=reply, name="Quillfeather response.pdf", words=words)
    want_reading(request=request, by=request.requester, now=at(DAY))
    close_account(user=request.requester, now=at(DAY))
    kept = [*request.messages.values_list("subject", "text")]
    kept += [*Attachment.objects.values_list("name", "text", "places")]
    assert "uillfeather" not in str(kept) and "312 plans" in str(kept)


def test_a_file_that_nobody_has_read_when_she_closes_is_read_by_nobody_later() -> None:
    request = signed_otherwise(Visibility.COUNTED)
    file = create_attachment(
        message=create_reply(request=request, text=REPLY),
        content=b"Dear Ada Quillfeather, 312",
        name="a.txt",
    )
    close_account(user=request.requester, now=at(DAY))
    assert read_words(now=at(DAY)) == 0
    file.refresh_from_db()
    assert (file.text, file.words_problem[:29]) == ("", "The person who asked closed t")
    # A worker that had begun before she closed comes too late as well.
    assert not file.set_words([("", "Dear Ada Quillfeather")], now=at(DAY))


def test_after_closing_nobody_is_asked_to_read_the_reply() -> None:
    request = signed_otherwise(Visibility.COUNTED)
    reply = create_reply(request=request, text=REPLY)
    want_reading(request=request, by=request.requester, now=at(DAY))
    close_account(user=request.requester, now=at(DAY))
    client = Client()
    client.force_login(create_campaigner())
    for path in ("", f"messages/{reply.token}/", "messages/"):
        assert client.get(f"/requests/{request.ref}/{path}").status_code == 404
    request.refresh_from_db()
    assert request.reading_wanted_on is None

"""Handing in what came: kept as it came, private, once."""

import io
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from PIL import Image
from pypdf import PdfReader

from foi.actions.decide import say_what_it_is
from foi.actions.own_word import note_call, read_myself, want_reading
from foi.actions.receive import Came, CannotReceive, Upload, hand_in, take_back
from foi.models import Attachment, InboundMail, Message, Request, User
from foi.rules.permissions import Visibility
from tests.builders import at, create_campaigner, create_reply, create_request, create_user
from tests.mail.pdf_builders import letter_pdf
from tests.mailbox import photograph, saved_mail

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 12, 11))
DAY = date(2026, 12, 10)


def handed(request: Request, by: User | None = None, **facts: Any) -> Message:
    came = Came(**{"channel": "email", "text": "Our answer.", **facts})
    return hand_in(request=request, by=by or request.requester, came=came, now=NOW)


def test_a_pasted_mail_is_kept_whole_unread_and_private() -> None:
    request = create_request()
    text = "From: FOI <foi@kent.gov.uk>\nSent: 10 December 2026 09:00\nSubject: Ref 7\n\nHello"
    message = handed(request, text=text)
    assert (message.text, message.subject, message.kind) == (text, "Ref 7", "unread")
    assert message.came_on == message.dated_on == DAY and message.date_by_requester
    assert message.public_text is None
    request.refresh_from_db()
    assert request.state == "sent" and request.came_said_on == date(2026, 12, 11)


def test_the_same_words_handed_in_twice_are_one_message() -> None:
    request = create_request()
    assert handed(request) == handed(request)
    assert handed(request, text="Another answer.") != handed(request)
    assert request.events.filter(kind="something_came").count() == 1


def test_a_saved_mail_is_kept_raw_and_says_its_own_date_and_files() -> None:
    request = create_request()
    raw = saved_mail(files=(("answers.pdf", letter_pdf(), "application/pdf"),))
    message = handed(request, text="", uploads=(Upload("reply.eml", raw),))
    assert bytes(InboundMail.objects.get().raw) == raw
    assert message.came_on == message.dated_on == DAY and not message.date_by_requester
    file = message.attachments.get()
    assert (file.name, file.content_type) == ("answers.pdf", "application/pdf")
    assert (file.text, file.words_read_at) == ("", None)  # the worker reads it


def test_the_same_saved_mail_twice_is_one_row_and_may_answer_two_requests() -> None:
    first, second = create_request(), create_request()
    upload = (Upload("reply.eml", saved_mail()),)
    assert handed(first, uploads=upload) == handed(first, uploads=upload)
    assert handed(second, uploads=upload).request == second
    assert InboundMail.objects.count() == 1 and Message.objects.filter(direction="in").count() == 2


def test_a_mail_without_a_date_waits_for_a_person_to_give_one() -> None:
    message = handed(create_request(), uploads=(Upload("a.eml", saved_mail(date="")),), text="")
    assert message.came_on is None


def test_photographs_become_one_file_without_place_and_maker() -> None:
    photo = photograph()
    assert 0x8825 in Image.open(io.BytesIO(photo)).getexif() and b"Kestrel" in photo
    uploads = (Upload("IMG_1.jpg", photo), Upload("IMG_2.jpg", photo))
    file = handed(create_request(), channel="post", text="", uploads=uploads).attachments.get()
    content = file.file.read()
    assert len(PdfReader(io.BytesIO(content)).pages) == 2
    assert b"Kestrel" not in content and b"Exif" not in content
    for page in PdfReader(io.BytesIO(content)).pages:
        assert not Image.open(io.BytesIO(page.images[0].data)).getexif()


def test_the_file_lies_under_a_name_that_says_nothing() -> None:
    upload = Upload("../../Tom Smith born 1.2.2015.txt", b"We hold 12 plans.")
    file = handed(create_request(), uploads=(upload,)).attachments.get()
    assert "Tom" not in file.file.name and file.file.name.startswith("attachments/")
    assert file.name == "file 1.txt"  # the guard stops a name with a date of birth


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (Upload("a.exe", b"MZ nonsense"), "program"),
        (Upload("a.html", b"<html><body>hello</body></html>"), "saved web page"),
        (Upload("a.pdf", b""), "empty"),
        (Upload("photo.jpg", b"\xff\xd8\xff broken"), "photo"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence_and_nothing_stays(
    upload: Upload, words: str
) -> None:
    request = create_request()
    with pytest.raises(CannotReceive, match=words):
        handed(request, uploads=(upload,))
    assert not request.messages.filter(direction="in").exists()
    assert not Attachment.objects.exists() and not InboundMail.objects.exists()


@override_settings(UPLOAD_LIMIT_BYTES=2_000_000)
def test_a_file_over_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(CannotReceive, match="larger than 1 MB"):
        handed(create_request(), uploads=(Upload("a.txt", b"a" * 2_000_001),))


def test_nothing_at_all_and_two_mails_at_once_are_refused() -> None:
    request = create_request()
    with pytest.raises(CannotReceive, match="Paste the text"):
        handed(request, text=" ")
    two = (Upload("a.eml", saved_mail()), Upload("b.eml", saved_mail(message_id="<two@x.uk>")))
    with pytest.raises(CannotReceive, match="one saved e-mail at a time"):
        handed(request, uploads=two)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 11, 19), "lies before it"), (date(2026, 12, 12), "still to come")],
)
def test_a_day_before_sending_or_in_the_future_is_refused(day: date, words: str) -> None:
    with pytest.raises(CannotReceive, match=words):
        handed(create_request(), came_on=day)


def test_nothing_can_come_back_for_a_draft() -> None:
    with pytest.raises(CannotReceive, match="not been sent yet"):
        handed(create_request(sent_on=None))


def test_a_stranger_cannot_hand_in_and_a_campaigner_only_where_she_may() -> None:
    private = create_request(visibility=Visibility.PRIVATE)
    for other in (create_user(email="other@example.org"), create_campaigner()):
        with pytest.raises(CannotReceive, match="no such request"):
            handed(private, by=other)
    assert handed(create_request(), by=create_campaigner()).kind == "unread"


def test_a_note_of_a_call_is_private_and_stops_nothing() -> None:
    request = create_request()
    due = request.due_on
    facts = {"request": request, "by": request.requester, "on": DAY, "now": NOW}
    note = note_call(note="They will look.", **facts)
    assert note_call(note="They will look. ", **facts) == note
    request.refresh_from_db()
    assert (request.state, request.due_on, request.first_reply_on) == ("sent", due, None)
    assert request.came_said_on is None
    assert not Message.objects.visible_to(None, DAY).filter(pk=note.pk).exists()
    assert not Message.objects.readable_by(create_campaigner(), DAY).filter(pk=note.pk).exists()
    with pytest.raises(CannotReceive, match="Only the person who asked"):
        note_call(note="Hello.", **facts | {"by": create_campaigner()})


def test_a_note_that_may_identify_a_child_is_not_stored() -> None:
    request = create_request()
    words = "My son Tom Smith, born 1 February 2015, NHS number 943 476 5919."
    with pytest.raises(CannotReceive) as stopped:
        note_call(request=request, by=request.requester, on=DAY, note=words, now=NOW)
    assert stopped.value.field == "note"
    assert not request.messages.filter(kind="note").exists()


def test_please_read_this_for_me_needs_a_reply_is_said_once_and_can_be_taken_back() -> None:
    request = create_request(visibility=Visibility.COUNTED)
    owner, campaigner = request.requester, create_campaigner()
    with pytest.raises(CannotReceive, match="Hand in the reply first"):
        want_reading(request=request, by=owner, now=NOW)
    handed(request)
    want_reading(request=request, by=owner, now=NOW)
    want_reading(request=request, by=owner, now=NOW)
    assert request.events.filter(kind="reading_wanted").count() == 1
    assert list(Request.objects.to_read(campaigner, DAY)) == [request]
    read_myself(request=request, by=owner, now=NOW)
    request.refresh_from_db()
    assert request.reading_wanted_on is None and not Request.objects.to_read(campaigner, DAY)
    with pytest.raises(CannotReceive):
        want_reading(request=request, by=campaigner, now=NOW)


def test_what_was_handed_in_by_mistake_goes_with_its_file_and_the_reminders_go_on(
    django_capture_on_commit_callbacks: Any,
) -> None:
    request = create_request()
    message = handed(request, uploads=(Upload("a.txt", b"Not meant for you."),))
    stored = message.attachments.get().file
    with django_capture_on_commit_callbacks(execute=True):
        take_back(message=message, by=request.requester, now=NOW)
    assert not Message.objects.filter(direction="in").exists()
    assert not stored.storage.exists(stored.name)
    request.refresh_from_db()
    assert request.came_said_on is None
    take_back(message=message, by=request.requester, now=NOW)  # pressed twice: it is gone


def test_taking_it_back_shows_in_the_kept_table_at_once(client: Client) -> None:
    request = create_request()
    with time_machine.travel(NOW, tick=False):
        message = handed(request)
        assert ",received," in client.get("/compare/send-staff-targets.csv").content.decode()
        take_back(message=message, by=request.requester, now=NOW)
        assert ",received," not in client.get("/compare/send-staff-targets.csv").content.decode()


def test_a_message_that_was_read_stays() -> None:
    request = create_request()
    with pytest.raises(CannotReceive, match="it stays"):
        take_back(message=create_reply(request=request), by=request.requester, now=NOW)
    unread = handed(request, text="More.")
    with pytest.raises(CannotReceive, match="Only who handed it in"):
        take_back(message=unread, by=create_campaigner(), now=NOW)


def test_an_acknowledgement_wakes_the_reminders_again() -> None:
    request = create_request()
    message = handed(request)
    say_what_it_is(message=message, by=request.requester, kind="acknowledgement", on=DAY, now=NOW)
    request.refresh_from_db()
    assert request.came_said_on is None and request.reached_on == DAY

"""The sweep that reads the words of files: each once, whatever becomes of its worker."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from foi.actions import words as reading
from foi.actions.receive import Came, Upload, hand_in
from foi.actions.release import CHECK_LIST, CannotPublish, findings, release_file
from foi.actions.words import GAVE_UP, MOST_TRIES, read_words
from foi.mail.pdf_errors import CannotRead
from foi.models import Attachment
from foi.rules.answers import read, to_json
from tests.builders import at, create_attachment, create_finding, create_reply, create_request
from tests.mail.office_builders import excel, word
from tests.mail.pdf_builders import letter_pdf

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 12, 11))


def waiting(content: bytes = b"We hold 312 plans.", name: str = "a.txt") -> Attachment:
    reply = create_reply(request=create_request())
    return create_attachment(message=reply, content=content, name=name)


def test_an_upload_is_kept_at_once_and_read_by_the_sweep() -> None:
    request = create_request()
    uploads = (
        Upload("a.pdf", letter_pdf()),
        Upload("b.docx", word("No.")),
        Upload("c.txt", b"Yes"),
    )
    came = Came("email", text="Our answer.", uploads=uploads)
    message = hand_in(request=request, by=request.requester, came=came, now=NOW)
    assert not message.attachments.exclude(words_read_at=None).exists()
    assert read_words(now=NOW) == 3
    rows = message.attachments.values_list("name", "places", "text", "words_problem")
    assert list(rows) == [
        ("a.pdf", ["page 1"], "We hold 312 plans.", ""),
        ("b.docx", [""], "No.", ""),
        ("c.txt", [""], "Yes", ""),
    ]


def test_parts_are_divided_by_form_feeds_one_place_a_part() -> None:
    file = waiting(excel({"Answers": [["Plans", 312]], "Notes": [["a\nb"]]}, hidden=("Notes",)))
    read_words(now=NOW)
    file.refresh_from_db()
    assert file.text == "Plans | 312\fa b"
    assert file.parts == [("sheet Answers", "Plans | 312"), ("hidden sheet Notes", "a b")]


def test_running_it_twice_or_late_reads_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    file = waiting()
    assert (read_words(now=NOW), read_words(now=NOW + timedelta(days=7))) == (1, 0)
    file.refresh_from_db()
    assert (file.words_read_at, file.words_tries) == (NOW, 1)


def test_what_cannot_be_read_gets_a_sentence_and_the_others_are_read() -> None:
    reply = create_reply(request=create_request())
    files = [
        create_attachment(message=reply, content=b"%PDF-1.7 nonsense", name="a.pdf"),
        create_attachment(message=reply, content=b"{\\rtf1 hello}", name="b.rtf"),
        create_attachment(message=reply, content=b"MZ", name="c.exe"),
        create_attachment(message=reply, content=b"gone", name="d.txt"),
        create_attachment(message=reply),
    ]
    default_storage.delete(files[3].file.name)
    assert read_words(now=NOW) == 5
    said = [row.words_problem for row in Attachment.objects.order_by("pk")]
    assert [words[:22] for words in said] == [
        "This file is damaged, ",
        "This is an old kind of",
        "This file is a program",
        "This file is no longer",
        "",
    ]
    assert Attachment.objects.get(pk=files[4].pk).text == "We hold 312 plans."


def test_a_claim_of_another_worker_is_left_alone_until_it_is_stale() -> None:
    file = waiting()
    Attachment.objects.update(words_claimed_at=NOW, words_tries=1)
    assert read_words(now=NOW + timedelta(seconds=30)) == 0  # it is being read
    assert read_words(now=NOW + timedelta(minutes=14)) == 0
    assert read_words(now=NOW + timedelta(minutes=15)) == 1
    file.refresh_from_db()
    assert file.text == "We hold 312 plans."


def test_while_one_sweep_reads_no_other_begins() -> None:
    waiting()
    create_attachment(message=create_reply(request=create_request()), name="second.txt")
    Attachment.objects.filter(name="a.txt").update(words_claimed_at=NOW)
    assert read_words(now=NOW + timedelta(minutes=1)) == 0
    assert read_words(now=NOW + timedelta(minutes=3)) == 1  # the first one's worker is dead


def test_a_file_that_ends_its_worker_is_given_up_after_three_tries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, moment = waiting(), NOW

    def killed(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt  # as a worker that is ended: no stamp, the claim stays

    with monkeypatch.context() as patch:
        patch.setattr(reading, "words_apart", killed)
        for _ in range(MOST_TRIES):
            with pytest.raises(KeyboardInterrupt):
                read_words(now=moment)
            moment += timedelta(minutes=15)
    assert read_words(now=moment) == 1
    file.refresh_from_db()
    assert (file.text, file.words_problem) == ("", GAVE_UP)
    assert read_words(now=moment + timedelta(hours=1)) == 0


def test_whatever_goes_wrong_with_one_file_the_sweep_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting()
    waiting()

    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(reading, "words_apart", broken)
    assert read_words(now=NOW) == 2
    assert set(Attachment.objects.values_list("words_problem", flat=True)) == {GAVE_UP}


def test_a_late_worker_does_not_write_over_what_was_settled() -> None:
    file = waiting()
    read_words(now=NOW)
    assert not file.set_words([("", "something else")], now=NOW)
    file.refresh_from_db()
    assert file.text == "We hold 312 plans."


def test_an_unread_file_is_not_released_past_the_look_for_small_numbers() -> None:
    """The look reads the copy itself: it never rests on words that a worker may not have read."""
    request = create_request()
    few = to_json(read("count", "3"))
    create_finding(request=request, key="plans", value=few, written="3", quote="We hold 3 plans.")
    content = letter_pdf("<p>We hold 3 plans.</p>")
    file = create_attachment(message=create_reply(request=request), content=content, name="a.pdf")
    assert (file.text, file.words_read_at) == ("", None)
    assert "few" in [one.code for one in findings(file)]
    facts = {"by": request.requester, "checks": [key for key, _ in CHECK_LIST], "now": NOW}
    with pytest.raises(CannotPublish, match="fewer than 5"):
        release_file(attachment=file, name="reply.pdf", **facts)
    file.refresh_from_db()
    assert file.released_at is None


def test_a_file_whose_words_cannot_be_read_for_the_look_is_not_released(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = waiting(letter_pdf("<p>We hold 3 plans.</p>"), "a.pdf")

    def too_long(*args: Any, **kwargs: Any) -> None:
        raise CannotRead("This PDF takes longer to read than we can wait.")

    monkeypatch.setattr("foi.actions.release.pages_apart", too_long)
    with pytest.raises(CannotPublish, match="takes longer"):
        findings(file)

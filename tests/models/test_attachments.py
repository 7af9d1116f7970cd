"""A file's public copy comes and goes without touching anything else that staff have done."""

from datetime import date

import pytest

from foi.models import Attachment
from tests.builders import at, create_moderator, create_reply, create_request

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 14)


@pytest.fixture
def attachment() -> Attachment:
    message = create_reply(request=create_request())
    return Attachment.keep(message=message, content=b"x", name="a.txt", content_type="text/plain")


def release(row: Attachment, copy: bytes = b"copy") -> None:
    row.release(copy, name="a.txt", by=create_moderator(), checks=["name"], now=at(TODAY))


def test_releasing_a_file_that_staff_hid_meanwhile_leaves_it_hidden(attachment) -> None:
    Attachment.objects.get(pk=attachment.pk).hide(now=at(TODAY))
    release(attachment)
    assert Attachment.objects.get(pk=attachment.pk).hidden_at is not None


def test_taking_the_copy_back_leaves_a_hidden_file_hidden(attachment) -> None:
    release(attachment)
    Attachment.objects.get(pk=attachment.pk).hide(now=at(TODAY))
    attachment.unrelease()
    assert Attachment.objects.get(pk=attachment.pk).hidden_at is not None


def test_an_older_copy_leaves_the_disk(attachment, django_capture_on_commit_callbacks) -> None:
    release(attachment, b"first")
    storage, first = attachment.released_file.storage, attachment.released_file.name
    with django_capture_on_commit_callbacks(execute=True):
        release(attachment, b"second")
    second = attachment.released_file.name
    assert not storage.exists(first) and storage.exists(second)
    with django_capture_on_commit_callbacks(execute=True):
        attachment.unrelease()
    assert not storage.exists(second) and storage.exists(attachment.file.name)


def test_a_discarded_file_takes_its_copy_along(
    attachment, django_capture_on_commit_callbacks
) -> None:
    release(attachment)
    storage = attachment.file.storage
    names = [attachment.file.name, attachment.released_file.name]
    with django_capture_on_commit_callbacks(execute=True):
        attachment.discard()
    assert not any(storage.exists(name) for name in names)

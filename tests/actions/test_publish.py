"""Nothing is public before somebody who may presses the button."""

from datetime import date
from typing import Any

import pytest

from foi.actions.publish import (
    CannotPublish,
    publish,
    release_text,
    suggested_text,
    unpublish,
    unrelease_text,
)
from foi.models import Finding, Request, User
from foi.rules.outcomes import Settled
from foi.rules.permissions import Visibility
from tests.builders import (
    at,
    create_authority,
    create_campaigner,
    create_finding,
    create_investigation,
    create_moderator,
    create_reply,
    create_request,
    create_user,
)

pytestmark = pytest.mark.django_db
NOW, DAY = at(date(2026, 12, 11)), date(2026, 12, 11)


def pressed(request: Request, by: User | None = None, **more: Any) -> int:
    return publish(request=request, by=by or request.requester, now=NOW, **more)


def seen_by_all() -> int:
    return Finding.objects.visible_to(None, DAY).count()


def test_findings_are_public_after_the_button_once_and_private_after_the_undo() -> None:
    request = create_request()
    create_finding(request=request, published=False)
    assert seen_by_all() == 0
    stamp = request.version.letter.stamp
    assert (pressed(request), pressed(request)) == (1, 0)
    assert seen_by_all() == 1
    assert request.events.filter(kind="published").count() == 1
    request.version.letter.refresh_from_db()
    assert request.version.letter.stamp == stamp + 1
    facts = {"request": request, "by": request.requester, "now": NOW}
    assert (unpublish(**facts), unpublish(**facts)) == (1, 0)
    assert seen_by_all() == 0


def test_a_private_request_is_published_only_with_the_owners_choice() -> None:
    request = create_request(visibility=Visibility.PRIVATE)
    create_finding(request=request, published=False)
    with pytest.raises(CannotPublish, match="This request is private"):
        pressed(request)
    with pytest.raises(CannotPublish):
        pressed(request, by=create_moderator(), visibility=Visibility.PUBLIC)
    assert seen_by_all() == 0
    pressed(request, visibility=Visibility.COUNTED)
    request.refresh_from_db()
    assert (request.visibility, seen_by_all()) == ("counted", 1)


def test_what_staff_hid_is_not_published() -> None:
    request = create_request()
    create_finding(request=request, published=False).hide(reason="Names a child.", now=NOW)
    assert pressed(request) == 0 and seen_by_all() == 0


def test_for_others_only_an_approved_campaigner_publishes_where_she_may_read() -> None:
    public, counted = create_request(), create_request(visibility=Visibility.COUNTED)
    create_finding(request=public, published=False)
    with pytest.raises(CannotPublish):
        pressed(public, by=create_user(email="other@example.org"))
    assert pressed(public, by=create_campaigner()) == 1
    with pytest.raises(CannotPublish, match="no such request"):
        pressed(counted, by=create_campaigner())


def test_a_first_reading_of_a_double_reading_is_not_published_by_anybody() -> None:
    request = create_request(investigation=create_investigation(double_blind=True))
    first = create_finding(request=request, published=False)
    for by in (request.requester, create_moderator(), create_campaigner()):
        with pytest.raises(CannotPublish, match="once a second person has read"):
            pressed(request, by=by, visibility=Visibility.COUNTED)
    settled = create_finding(request=request, key="plans", published=False)
    settled.settle(Settled.AGREED, same_side=False, now=NOW)
    assert pressed(request) == 1 and seen_by_all() == 1  # the one that two have read
    first.differ(now=NOW)
    assert pressed(request) == 1 and seen_by_all() == 2


def test_a_first_reading_is_refused_before_the_owners_choice_is_taken() -> None:
    group = create_investigation(double_blind=True)
    request = create_request(visibility=Visibility.PRIVATE, investigation=group)
    create_finding(request=request, published=False)
    with pytest.raises(CannotPublish, match="once a second person has read"):
        pressed(request, visibility=Visibility.PUBLIC)
    assert request.visibility == "private"


def test_the_suggested_text_masks_the_requester_and_strangers_but_not_the_council() -> None:
    council = create_authority(email="foi@kent.gov.uk")
    request = create_request(authority=council)
    text = "Dear Ms Marsh,\nWrite to foi@kent.gov.uk or jo@kent.gov.uk, 07700 900123.\nKent Council"
    masked = suggested_text(create_reply(request=request, text=text))
    assert "Marsh" not in masked and "jo@" not in masked and "07700" not in masked
    assert "foi@kent.gov.uk" in masked and "Kent Council" in masked


def released(request: Request, text: str, by: User | None = None) -> str | None:
    message = request.messages.filter(direction="in").first() or create_reply(request=request)
    release_text(message=message, by=by or request.requester, text=text, now=NOW)
    message.refresh_from_db()
    return message.public_text


def test_a_text_is_public_as_it_was_edited_and_masked_once_more() -> None:
    request = create_request()
    assert released(request, "Dear Pat Marsh, no.") == "Dear [name removed], no."
    message = request.messages.get(direction="in")
    assert message.released_by == request.requester
    unrelease_text(message=message, by=request.requester, now=NOW)
    message.refresh_from_db()
    assert message.public_text is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  ", "no text"),
        ("Tom Smith, date of birth 1 February 2015, is on the list.", "Please take out"),
    ],
)
def test_an_empty_text_or_one_the_guard_stops_is_not_released(text: str, words: str) -> None:
    with pytest.raises(CannotPublish, match=words):
        released(create_request(), text)


def test_a_note_and_a_text_without_a_public_page_are_not_released() -> None:
    request = create_request()
    note = create_reply(request=request)
    note.classify("note")
    with pytest.raises(CannotPublish, match="private"):
        release_text(message=note, by=request.requester, text="Hello", now=NOW)
    with pytest.raises(CannotPublish, match="no public page"):
        released(create_request(visibility=Visibility.COUNTED), "Hello")


def test_a_stranger_releases_nothing() -> None:
    with pytest.raises(CannotPublish):
        released(create_request(), "Hello", by=create_user(email="other@example.org"))

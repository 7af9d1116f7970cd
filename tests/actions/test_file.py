"""Filing: a draft with its filled letter, or a sentence and nothing stored."""

from datetime import date, timedelta
from typing import Any

import pytest

from authorities.models import Authority
from foi.actions.file import (
    CannotFill,
    Stopped,
    Wish,
    check_words,
    discard,
    file,
    refile,
    refresh,
    wish_of,
)
from foi.models import Asked, Message, Request, User
from foi.rules.permissions import Visibility
from tests.actions.letters import load_letter
from tests.builders import at, create_authority, create_request, create_user

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 11, 20))


def filed(*, authority: Authority | None = None, **wish: Any) -> Request:
    return file(
        by=create_user(legal_name=""),
        authority=authority or create_authority(email="foi@kent.example"),
        version=load_letter(),
        wish=Wish(**{"name": "Pat Marsh"} | wish),
        now=NOW,
    )


def test_a_draft_has_its_questions_its_letter_and_its_name() -> None:
    request = filed(leave_out=("pay_linked",), visibility=Visibility.COUNTED, alias="A reader")
    numbers = list(request.asked.values_list("number", flat=True))
    assert numbers == list(range(1, 12))
    assert request.visibility == "counted" and request.alias == "A reader"
    assert "20 November 2026" in request.letter_message.text
    assert request.letter_message.delivery == "none"
    assert User.objects.get().legal_name == "Pat Marsh"


@pytest.mark.parametrize("field", ["opening", "alias"])
def test_what_the_guard_stops_is_not_stored(field: str) -> None:
    with pytest.raises(Stopped) as stopped:
        filed(**{field: "My son Jamie Marsh, born 3 May 2015"})
    assert stopped.value.verdict.level == "stop"
    assert "Jamie" not in str(stopped.value) + repr(stopped.value.verdict)
    assert not Request.objects.exists() and not Message.objects.exists()
    assert User.objects.get().legal_name == ""


def test_the_councils_own_contacts_may_stand_in_the_words_and_no_others() -> None:
    kent = create_authority(email="foi@kent.example")
    assert check_words("I wrote to foi@kent.example before.", kent).level != "stop"
    assert check_words("I wrote to pat@example.org before.", kent).level == "stop"


@pytest.mark.parametrize(("leave_out", "name"), [(("no_such_key",), "Pat Marsh"), ((), "  ")])
def test_a_letter_that_cannot_be_made_is_not_stored(leave_out: tuple[str, ...], name: str) -> None:
    with pytest.raises(CannotFill):
        filed(leave_out=leave_out, name=name)
    assert not Request.objects.exists() and User.objects.get().legal_name == ""


def test_filing_again_fills_the_same_draft_in_anew() -> None:
    first = filed(opening="Once.", leave_out=("pay_linked",))
    second = filed(opening="Twice.", alias="Another")
    assert second.pk == first.pk and Request.objects.count() == 1
    assert "Twice." in second.letter_message.text and "Once." not in second.letter_message.text
    assert Asked.objects.count() == 12 and Message.objects.count() == 1


def test_a_letter_that_went_is_not_touched_by_filing_again() -> None:
    request = create_request(version=load_letter(), authority=create_authority())
    with pytest.raises(ValueError, match="has gone"):
        refile(request=request, by=create_user(), wish=Wish(name="P Marsh"), now=NOW)
    assert filed(authority=create_authority()).pk != request.pk
    assert Request.objects.count() == 2


def test_a_letter_on_its_way_is_not_taken_for_a_draft() -> None:
    first = filed()
    first.letter_message.queue(message_id="<a@b>", to="foi@kent.example", on=NOW.date())
    assert filed().pk != first.pk


@pytest.mark.parametrize("opening", [None, "", "Dear team,\n\nplease."])
def test_a_draft_gives_back_the_wish_it_was_filed_with(opening: str | None) -> None:
    wish = Wish(
        name="Pat Marsh",
        opening=opening,
        leave_out=("pay_linked",),
        visibility=Visibility.PUBLIC,
        alias="A reader",
    )
    request = file(
        by=create_user(), authority=create_authority(), version=load_letter(), wish=wish, now=NOW
    )
    assert wish_of(Request.objects.get(pk=request.pk)) == wish


def test_refreshing_dates_an_unsent_letter_anew_and_changes_nothing_twice() -> None:
    request = filed(opening="Words.")
    refresh(request=request, now=NOW)
    assert "20 November 2026" in request.letter_message.text
    refresh(request=request, now=NOW + timedelta(days=3))
    after = request.letter_message.text
    assert "23 November 2026" in after and "Words." in after
    request.letter_message.queue(message_id="<a@b>", to="foi@kent.example", on=NOW.date())
    refresh(request=request, now=NOW + timedelta(days=9))
    assert request.letter_message.text == after


def test_only_a_draft_of_ones_own_is_thrown_away() -> None:
    request = filed()
    with pytest.raises(ValueError, match="of your own"):
        discard(request=request, by=create_user(email="other@example.org"))
    request.letter_message.queue(message_id="<a@b>", to="foi@kent.example", on=NOW.date())
    with pytest.raises(ValueError, match="on its way"):
        discard(request=request, by=create_user())
    assert request.letter_message.unqueue()
    discard(request=request, by=create_user())
    assert not Request.objects.exists() and not Message.objects.exists()

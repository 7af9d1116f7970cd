"""Letters with a code, the day they were posted, what came back; and a link that is claimed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from foi.actions import reply_post
from foi.actions.reply import Typed, opened, say
from foi.actions.reply_claim import claim
from foi.actions.reply_due import due
from foi.actions.reply_send import send_some
from foi.models import ReplyLink, Request
from foi.rules.permissions import Visibility
from tests.actions.replying import NOW, TODAY, answered
from tests.at_once import at_once
from tests.builders import (
    at,
    create_authority,
    create_moderator,
    create_reply_link,
    create_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]


@pytest.fixture(autouse=True)
def _real_site(settings: Any, on_today: object) -> None:
    settings.OPERATOR_IS_NAMED = True
    create_authority(website="https://www.kent.gov.uk/")
    create_authority(slug="essex", website="https://www.essex.gov.uk/")


def made(request: Request) -> ReplyLink:
    return reply_post.make_letter(slug="kent", of=request.ref, by=create_moderator(), now=NOW)


def posted(link: ReplyLink, on: date = TODAY) -> None:
    reply_post.posted(link=link, on=on, by=create_moderator(), now=NOW)


def test_a_letter_says_the_code_the_cells_and_never_who_asked() -> None:
    owner = create_user(email="quiet@example.org", legal_name="Ada Quillfeather")
    link = made(answered(owner=owner, alias="Requester 77"))
    _, text = reply_post.letter_of(link=link, on=TODAY)
    assert link.code in text and "Pay linked – Answered" in text and "12 June 2027" in text
    assert link.token not in text
    for secret in ("Quillfeather", "quiet@", "Requester 77"):
        assert secret not in text
    assert ReplyLink.objects.find_code(link.code) == link


def test_made_twice_it_is_the_same_letter_with_the_same_code() -> None:
    request = answered()
    first, second = made(request), made(request)
    assert first == second and first.code == second.code
    assert [row for _, row in reply_post.to_post(on=TODAY)] == [first]


def test_the_postal_address_of_the_register_stands_on_it() -> None:
    request = answered()
    request.authority.contacts.create(
        channel="post",
        value="County Hall, Maidstone",
        source="https://www.kent.gov.uk/",
        checked_on=TODAY,
        status="confirmed",
    )
    assert "County Hall, Maidstone" in reply_post.letter_of(link=made(request), on=TODAY)[1]


def test_the_council_is_told_on_the_day_that_a_person_says() -> None:
    request = answered()
    link = made(request)
    request.refresh_from_db()
    assert request.council_told_on is None, "a printed letter is not a posted one"
    with pytest.raises(reply_post.CannotPost, match="still to come"):
        posted(link, TODAY + timedelta(days=1))
    with pytest.raises(reply_post.CannotPost, match="before the letter was made"):
        posted(link, TODAY - timedelta(days=1))
    posted(link)
    posted(link)
    link.refresh_from_db()
    request.refresh_from_db()
    assert link.told_on == request.council_told_on == TODAY
    assert reply_post.to_post(on=TODAY) == []
    assert request.events.filter(kind="council_told").count() == 1


def test_opening_a_link_or_a_new_code_by_staff_does_not_show_that_the_council_had_it() -> None:
    request, boss = answered(), create_moderator()
    link = made(request)
    posted(link)
    opened(link=link, now=NOW)
    reply_post.renew_letter(link=link, by=boss, now=NOW)
    assert [use.what for use in link.uses.all()] == ["opened", "newcode"]
    reply_post.came_back(link=link, by=boss, now=NOW)
    request.refresh_from_db()
    assert request.council_told_on is None


def test_undo_while_nobody_used_it() -> None:
    request, boss = answered(), create_moderator()
    link = made(request)
    posted(link)
    reply_post.not_posted(link=link, by=boss, now=NOW)
    request.refresh_from_db()
    assert request.council_told_on is None and len(reply_post.to_post(on=TODAY)) == 1
    posted(link)
    say(link=link, typed=Typed("pay_linked", "comment", "A word."), now=NOW)
    with pytest.raises(reply_post.CannotPost, match="did come"):
        reply_post.not_posted(link=link, by=boss, now=NOW)
    with pytest.raises(reply_post.CannotPost, match="did come"):
        reply_post.came_back(link=link, by=boss, now=NOW)


def test_what_came_back_counts_as_never_delivered_and_is_listed_again() -> None:
    council = create_authority(email="foi@kent.gov.uk")
    request, boss = answered(authority=council), create_moderator()
    assert send_some(now=NOW, most=9) == 1 and due(on=TODAY) == []
    link = ReplyLink.objects.get()
    for _ in range(2):
        reply_post.came_back(link=link, by=boss, now=NOW)
    request.refresh_from_db()
    assert request.council_told_on is None
    assert council.contacts.get().status == "bouncing"
    assert send_some(now=NOW, most=9) == 0, "nothing goes to that address again"
    assert [one.authority for one, _ in reply_post.to_post(on=TODAY)] == [council]
    again = made(request)
    assert again != link and ReplyLink.objects.find(link.token) is None


@pytest.mark.parametrize("change", ["private", "hidden"])
def test_what_came_back_is_put_right_on_what_nobody_sees_any_more(change: str) -> None:
    request = answered()
    link = create_reply_link(request=request)
    if change == "private":
        request.set_visibility(Visibility.PRIVATE)
    else:
        request.hide(reason="A slip.", now=NOW)
    reply_post.came_back(link=link, by=create_moderator(), now=NOW)
    request.refresh_from_db()
    assert request.council_told_on is None


def test_what_came_back_leaves_told_what_another_link_had_told() -> None:
    request, boss = answered(), create_moderator()
    link = create_reply_link(request=request)
    assert claimed("foi@kent.gov.uk") == 1 and send_some(now=NOW, most=9) == 1
    other = ReplyLink.objects.get(channel="claim")
    say(link=other, typed=Typed("pay_linked", "comment", "A word."), now=NOW)
    reply_post.came_back(link=link, by=boss, now=NOW)
    request.refresh_from_db()
    other.refresh_from_db()
    assert request.council_told_on == other.told_on == TODAY and due(on=TODAY) == []
    other.uses.all().delete()
    reply_post.came_back(link=other, by=boss, now=NOW)
    request.refresh_from_db()
    assert request.council_told_on is None


def test_only_staff_make_post_and_undo() -> None:
    request, nobody = answered(), create_user(email="nobody@example.org")
    with pytest.raises(reply_post.CannotPost, match="staff"):
        reply_post.make_letter(slug="kent", of=request.ref, by=nobody, now=NOW)
    link = made(request)
    acts = (reply_post.not_posted, reply_post.came_back, reply_post.renew_letter)
    for act in acts:
        with pytest.raises(reply_post.CannotPost, match="staff"):
            act(link=link, by=nobody, now=NOW)
    with pytest.raises(reply_post.CannotPost, match="staff"):
        reply_post.posted(link=link, on=TODAY, by=nobody, now=NOW)


def test_no_letter_is_made_of_what_nobody_shall_see() -> None:
    request = answered(visibility=Visibility.PRIVATE)
    with pytest.raises(reply_post.CannotPost, match="Nothing is to be posted"):
        made(request)


def test_a_new_code_makes_the_old_one_useless() -> None:
    link = made(answered())
    old = link.code
    reply_post.renew_letter(link=link, by=create_moderator(), now=NOW + timedelta(minutes=1))
    link.refresh_from_db()
    assert link.code != old and ReplyLink.objects.find_code(old) is None
    assert ReplyLink.objects.find_code(link.code) == link


@pytest.mark.parametrize("left", [-1, 13, 14])
def test_a_letter_is_never_printed_with_a_code_that_ends_soon(left: int) -> None:
    request = answered()
    link = made(request)
    old, ends = link.code, link.expires_on
    after = at(ends - timedelta(days=left))
    for _ in range(2):
        link = reply_post.make_letter(slug="kent", of=request.ref, by=create_moderator(), now=after)
    assert ReplyLink.objects.find_code(link.code) == link
    assert (link.code == old) == (left == 14) == (link.expires_on == ends)
    assert link.ends_soon(after.date()) is False


def test_a_letter_not_yet_posted_goes_by_mail_once_an_address_is_confirmed() -> None:
    request = answered()
    link = made(request)
    create_authority(email="foi@kent.gov.uk")
    assert send_some(now=NOW, most=9) == 1
    link.refresh_from_db()
    assert (link.channel, link.told_on) == ("email", TODAY)
    assert ReplyLink.objects.find_code(link.code) == link, "a letter in the post still works"


# ------------------------------------------------------------------- claims
def claimed(email: str, slug: str = "kent", now: Any = NOW) -> int:
    return claim(authority=create_authority(slug=slug), email=email, now=now)


def test_an_address_at_the_council_s_own_domain_gets_the_link() -> None:
    request = answered()
    assert claimed("Info@Kent.gov.uk") == 1 and send_some(now=NOW, most=9) == 1
    link = ReplyLink.objects.get()
    assert mail.outbox[0].to == ["info@kent.gov.uk"] and link.token in mail.outbox[0].body
    assert (link.channel, link.told_on) == ("claim", None)
    request.refresh_from_db()
    assert request.council_told_on is None, "it counts once the council has used it"
    assert not request.authority.contacts.exists()
    say(link=link, typed=Typed("pay_linked", "comment", "A word."), now=NOW)
    request.refresh_from_db()
    assert request.council_told_on == TODAY


@pytest.mark.parametrize(
    "email", ["foi@essex.gov.uk", "foi@gov.uk", "me@example.org", "kent.gov.uk@example.org"]
)
def test_any_other_address_gets_nothing(email: str) -> None:
    answered()
    assert claimed(email) == 0 and not ReplyLink.objects.exists()


def test_a_claim_shows_nothing_of_private_requests_and_of_another_council() -> None:
    answered(visibility=Visibility.PRIVATE)
    answered(authority=create_authority(slug="essex"), owner=create_user(email="e@example.org"))
    assert claimed("foi@kent.gov.uk") == 0


def test_asked_for_again_within_a_day_no_second_mail_goes() -> None:
    answered()
    assert [claimed("foi@kent.gov.uk") for _ in range(2)] == [1, 0]
    assert claimed("foi@kent.gov.uk", now=NOW + timedelta(hours=25)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_claims_at_once_are_one() -> None:
    answered()
    assert sorted(at_once(lambda: claimed("foi@kent.gov.uk"))) == [0, 1]


def test_a_council_with_a_confirmed_address_gets_its_link_there_and_nowhere_else() -> None:
    request = answered(authority=create_authority(email="foi@kent.gov.uk"))
    create_reply_link(request=request)
    assert [claimed(f"{name}@kent.gov.uk") for name in ("info", "mail")] == [1, 0]
    assert claimed("me@example.org") == 0
    assert send_some(now=NOW, most=9) == 1
    (message,) = mail.outbox
    assert message.to == ["foi@kent.gov.uk"] and "that we have confirmed" in message.body
    assert "info@kent.gov.uk" not in str(message.message())


def test_a_council_that_has_its_link_can_claim_one_too() -> None:
    create_reply_link(request=answered())
    assert claimed("other@kent.gov.uk") == 1

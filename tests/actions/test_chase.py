"""Reminders: each once, the right one, and what their links do."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from foi.actions.chase import press, remind_due, resume, say, tell_sent
from foi.models import ActLink, Reminder, Request
from foi.rules.lifecycle import Kind, NotNow
from tests.at_once import at_once
from tests.builders import SENT_ON, at, create_reply, create_request, create_user, load_holidays

pytestmark = pytest.mark.django_db

SOON = date(2026, 12, 17)
DUE = date(2026, 12, 21)
LATE = date(2026, 12, 22)
FORTIETH = date(2027, 1, 22)


def test_the_owner_hears_two_working_days_before_the_due_date() -> None:
    create_request()
    assert remind_due(now=at(SOON - timedelta(days=1))) == 0
    assert remind_due(now=at(SOON)) == 1
    assert "due by 21 December" in mail.outbox[0].subject


def test_running_twice_sends_once() -> None:
    create_request()
    remind_due(now=at(SOON))
    assert remind_due(now=at(SOON)) == 0
    assert remind_due(now=at(SOON + timedelta(days=1))) == 0
    assert len(mail.outbox) == 1


def test_on_the_first_working_day_after_the_deadline_one_mail_with_two_links_comes() -> None:
    create_request()
    remind_due(now=at(SOON))
    remind_due(now=at(DUE))
    assert remind_due(now=at(LATE)) == 1
    body = mail.outbox[-1].body
    for verb in ("nothing_came", "something_came", "stop"):
        link = ActLink.objects.get(verb=verb, reminder__kind="late")
        assert link.token in body
    assert "Dear information team," in body


def test_a_week_skipped_sends_only_what_is_right_now() -> None:
    create_request()
    assert remind_due(now=at(date(2026, 12, 30))) == 1
    assert Reminder.objects.get(kind="due_soon").skipped_at is not None
    assert [m.subject for m in mail.outbox] == [
        f"Your letter {Request.objects.get().ref}: something to do, the deadline has passed"
    ]
    assert remind_due(now=at(FORTIETH)) == 1
    assert "forty working days" in mail.outbox[-1].subject


def test_a_claim_of_another_worker_is_left_alone_for_fifteen_minutes() -> None:
    create_request()
    remind_due(now=at(SOON))
    row = Reminder.objects.get()
    Reminder.objects.filter(pk=row.pk).update(sent_at=None, claimed_at=at(SOON))
    assert remind_due(now=at(SOON) + timedelta(minutes=14)) == 0
    assert remind_due(now=at(SOON) + timedelta(minutes=16)) == 1
    ids = {message.extra_headers["Message-ID"] for message in mail.outbox}
    assert ids == {row.message_id}
    assert mail.outbox[0].body == mail.outbox[1].body


def test_a_mail_server_that_fails_is_tried_again_later(settings: Any) -> None:
    create_request()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nothing listens there
    assert remind_due(now=at(SOON)) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert remind_due(now=at(SOON) + timedelta(minutes=16)) == 1


def test_nothing_is_sent_for_an_answered_or_held_or_stopped_letter() -> None:
    create_reply(request=create_request())
    assert remind_due(now=at(LATE)) == 0
    held = create_request(owner=create_user(email="b@example.org"))
    held.record(
        Kind.CLARIFICATION_REQUESTED, on=date(2026, 12, 1), by=None, holidays=load_holidays()
    )
    assert remind_due(now=at(LATE)) == 0
    stopped = create_request(owner=create_user(email="c@example.org"))
    say(request=stopped, verb="stop", by=stopped.requester, now=at(SOON))
    assert remind_due(now=at(LATE)) == 0
    resume(request=stopped, by=stopped.requester, now=at(LATE))
    assert remind_due(now=at(LATE)) == 1


def test_an_acknowledgement_does_not_stop_the_mails() -> None:
    request = create_request()
    request.record(Kind.ACKNOWLEDGED, on=date(2026, 11, 25), by=None, holidays=load_holidays())
    assert remind_due(now=at(SOON)) == 1


def test_no_subject_or_first_line_names_letter_council_or_child() -> None:
    request = create_request()
    for day in (SOON, LATE, FORTIETH):
        remind_due(now=at(day))
    assert len(mail.outbox) == 3
    for message in mail.outbox:
        assert request.authority.short_name not in message.subject + message.body
        assert request.version.title not in message.subject + message.body
        assert "one click" in message.body and "List-Unsubscribe" in message.extra_headers


@time_machine.travel(at(LATE))
def test_opening_a_link_changes_nothing_and_its_button_records_just_that(client: Client) -> None:
    request = create_request()
    remind_due(now=at(LATE))
    link = ActLink.objects.get(verb="nothing_came")
    page = client.get(f"/act/{link.token}/")
    assert page.status_code == 200 and request.events.count() == 1
    assert request.authority.short_name not in page.content.decode()
    assert client.post(f"/act/{link.token}/").status_code == 200
    client.post(f"/act/{link.token}/")
    request.refresh_from_db()
    assert request.silence_said_on == LATE
    assert request.events.filter(kind="nothing_came").count() == 1


@time_machine.travel(at(LATE))
def test_a_mail_programs_one_click_stop_needs_no_cookie() -> None:
    request = create_request()
    remind_due(now=at(LATE))
    link = ActLink.objects.get(verb="stop")
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"/act/{link.token}/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    request.refresh_from_db()
    assert request.reminders_stopped_on == LATE


def test_something_came_and_nothing_came_exclude_each_other() -> None:
    request = create_request()
    owner = request.requester
    say(request=request, verb="nothing_came", by=owner, now=at(LATE, 9))
    say(request=request, verb="something_came", by=owner, now=at(LATE, 10))
    assert (request.silence_said_on, request.came_said_on) == (None, LATE)
    say(request=request, verb="nothing_came", by=owner, now=at(LATE, 11))
    assert (request.silence_said_on, request.came_said_on) == (LATE, None)


def test_nothing_can_have_failed_to_come_before_the_due_day_is_over() -> None:
    request = create_request()
    with pytest.raises(NotNow, match="still has time"):
        say(request=request, verb="nothing_came", by=request.requester, now=at(DUE))


def test_an_expired_link_says_so() -> None:
    create_request()
    remind_due(now=at(LATE))
    with pytest.raises(NotNow, match="expired"):
        press(link=ActLink.objects.get(verb="stop"), now=at(LATE + timedelta(days=91)))


def test_a_stranger_cannot_speak_for_the_owner() -> None:
    request = create_request()
    with pytest.raises(NotNow):
        say(
            request=request,
            verb="nothing_came",
            by=create_user(email="x@example.org"),
            now=at(LATE),
        )


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_send_each_reminder_once() -> None:
    for number in range(5):
        create_request(owner=create_user(email=f"p{number}@example.org"))
    sent = at_once(lambda: remind_due(now=at(LATE)))
    assert sum(sent) == 5
    assert len(mail.outbox) == 5
    assert len({message.to[0] for message in mail.outbox}) == 5
    assert Reminder.objects.filter(kind="late", sent_at__isnull=False).count() == 5
    assert ActLink.objects.count() == 15


@pytest.mark.django_db(transaction=True)
def test_the_button_pressed_twice_at_once_says_it_once() -> None:
    request = create_request()
    remind_due(now=at(LATE))
    link = ActLink.objects.get(verb="nothing_came")
    at_once(lambda: press(link=ActLink.objects.get(pk=link.pk), now=at(LATE)))
    assert request.events.filter(kind="nothing_came").count() == 1


def test_late_in_a_summer_evening_it_is_already_the_next_day_in_london() -> None:
    request = create_request(sent_on=date(2026, 6, 10))
    assert request.due_on == date(2026, 7, 9)
    half_past_eleven = datetime(2026, 7, 9, 23, 30, tzinfo=UTC)
    say(request=request, verb="nothing_came", by=request.requester, now=half_past_eleven)
    assert request.silence_said_on == date(2026, 7, 10)
    winter = create_request(owner=create_user(email="w@example.org"))
    with pytest.raises(NotNow, match="still has time"):
        say(
            request=winter,
            verb="nothing_came",
            by=winter.requester,
            now=datetime(2026, 12, 21, 23, 30, tzinfo=UTC),
        )


def test_each_first_line_speaks_of_the_letter_by_its_reference_alone() -> None:
    request = create_request()
    for day in (SOON, LATE, FORTIETH):
        remind_due(now=at(day))
    for message in mail.outbox:
        first = message.body.split("\n\n")[1]
        assert request.ref in first and request.ref in message.subject
        for private in ("Pat", "Kent", "Targets", "SEND", "EHC", "child"):
            assert private not in first + message.subject
        assert "You get this mail because" in message.body
        assert message.body.count("/act/") == (1 if message is mail.outbox[0] else 3)


def test_a_clock_without_a_later_reading_sends_nothing() -> None:
    request, table = create_request(), load_holidays()
    Request.objects.filter(pk=request.pk).update(late_after=None)
    assert remind_due(now=at(LATE)) == 0
    assert table


def test_an_emptied_account_hears_nothing() -> None:
    request = create_request()
    request.requester.erase()
    assert remind_due(now=at(LATE)) == 0


def test_a_moved_deadline_reminds_anew_about_its_new_day() -> None:
    request = create_request()
    assert remind_due(now=at(SOON)) == 1
    request.correct(
        request.events.get(kind="sent"),
        by=request.requester,
        on=date(2026, 11, 23),
        note="It went on Monday.",
        holidays=load_holidays(),
        now=at(SOON),
    )
    assert request.due_on == DUE + timedelta(days=1)
    assert remind_due(now=at(SOON)) == 0
    assert remind_due(now=at(SOON + timedelta(days=1))) == 1
    assert "by 22 December" in mail.outbox[-1].subject


def test_wanting_the_mails_again_twice_is_said_once() -> None:
    request, owner = create_request(), create_user()
    say(request=request, verb="stop", by=owner, now=at(SOON))
    for _ in range(2):
        resume(request=request, by=owner, now=at(SOON))
    assert request.events.filter(kind="reminders_stopped", voids=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_wanting_the_mails_again_at_once_in_two_tabs_is_said_once() -> None:
    request, owner = create_request(), create_user()
    say(request=request, verb="stop", by=owner, now=at(SOON))
    at_once(lambda: resume(request=Request.objects.get(pk=request.pk), by=owner, now=at(SOON)))
    assert request.events.filter(kind="reminders_stopped", voids=True).count() == 1


def test_the_owner_is_told_once_that_her_letter_has_gone() -> None:
    request = create_request()
    assert tell_sent(now=at(SENT_ON, 13)) == 1
    assert tell_sent(now=at(SENT_ON, 14)) == 0
    (told,) = mail.outbox
    assert "Monday 21 December 2026" in told.body
    assert "IS THIS ABOUT A DECISION ON YOUR OWN CHILD?" in told.body
    assert "one click" in told.body and "List-Unsubscribe" in told.extra_headers
    for word in (request.authority.short_name, request.version.title):
        assert word not in told.subject + told.body
    assert "child" not in told.subject + told.body[: told.body.index("What happens next")]


def test_a_corrected_day_is_not_told_of_again_nor_a_letter_of_long_ago() -> None:
    request, table = create_request(), load_holidays()
    tell_sent(now=at(SENT_ON, 13))
    request.correct(
        request.events.get(kind="sent"),
        by=request.requester,
        on=SENT_ON - timedelta(days=1),
        note="A day earlier.",
        holidays=table,
        now=at(SENT_ON, 14),
    )
    assert tell_sent(now=at(SENT_ON, 15)) == 0
    create_request(owner=create_user(email="b@example.org"))
    assert tell_sent(now=at(SENT_ON + timedelta(days=3))) == 0


def test_a_told_mail_that_failed_is_tried_again_with_the_same_id(settings: Any) -> None:
    create_request()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nothing listens there
    assert tell_sent(now=at(SENT_ON, 13)) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert tell_sent(now=at(SENT_ON, 13) + timedelta(minutes=16)) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == Reminder.objects.get().message_id

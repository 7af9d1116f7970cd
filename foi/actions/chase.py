"""Reminding the owner, once each; and what the one-button links in those mails do."""

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from foi.actions.mails import build
from foi.actions.send import message_id
from foi.actions.sweeps import in_good_time
from foi.models import ActLink, BankHoliday, Event, Reminder, Request, User
from foi.rules.lifecycle import Kind, NotNow
from foi.rules.moments import Moment, moments, now_and_past
from foi.rules.permissions import may_own
from foi.rules.working_days import Holidays

log = logging.getLogger(__name__)

LINKS_LAST = timedelta(days=90)
TOLD_WITHIN = timedelta(days=2)  # of the entry that a letter has gone
VERBS = {
    "nothing_came": Kind.NOTHING_CAME,
    "something_came": Kind.SOMETHING_CAME,
    "stop": Kind.REMINDERS_STOPPED,
}


def remind_due(*, now: datetime) -> int:
    """Send what is due and not yet sent; the number sent.

    Safe to run twice, late, or by two schedulers at once: each reminder is a unique row,
    claimed by a conditional update, sent outside any transaction, then stamped. A claim older
    than 15 minutes is tried again with the same Message-ID.
    """
    today, table = timezone.localdate(now), BankHoliday.objects.table()
    running = Request.objects.chased().filter(
        due_on__isnull=False, late_after__isnull=False, provisional=False
    )
    rows = running.select_related("requester").iterator(chunk_size=500)
    return sum(_remind(request, table, today, now) for request in in_good_time(rows))


def _remind(request: Request, table: Holidays, today: date, now: datetime) -> int:
    plan = moments(
        received_on=request.received_on,
        due_on=request.due_on,
        late_after=request.late_after,
        calendar=table.uk,
    )
    current, past = now_and_past(plan, today)
    for moment in past:
        _row(request, moment).skip_if_open(now=now)
    if current is None:
        return 0
    reminder = _row(request, current)
    if not Reminder.objects.filter(pk=reminder.pk).claim(now=now):
        return 0
    return _send(reminder, table, today, now)


def tell_sent(*, now: datetime) -> int:
    """Tell the owner once, soon after a letter has gone, what happens next; the number sent.

    Claimed and stamped like every reminder. A letter that went long ago is not told of late.
    """
    today, table = timezone.localdate(now), BankHoliday.objects.table()
    told = Reminder.objects.filter(request=OuterRef("pk"), kind="sent").exclude(sent_at=None)
    gone = Event.objects.filter(
        request=OuterRef("pk"), kind=Kind.SENT, recorded_at__gte=now - TOLD_WITHIN
    )
    rows = Request.objects.chased().filter(Exists(gone), ~Exists(told))
    count = 0
    for request in in_good_time(rows.select_related("requester").iterator(chunk_size=500)):
        reminder = Reminder.objects.filter(request=request, kind="sent").first() or _row(
            request, Moment("sent", request.sent_on, request.sent_on, None)
        )
        if Reminder.objects.filter(pk=reminder.pk).claim(now=now):
            count += _send(reminder, table, today, now)
    return count


def _row(request: Request, moment: Moment) -> Reminder:
    row, _ = Reminder.objects.get_or_create(
        user=request.requester,
        request=request,
        kind=moment.kind,
        due_on=moment.about,
        defaults={"message_id": message_id()},
    )
    return row


def _send(reminder: Reminder, table: Holidays, today: date, now: datetime) -> int:
    try:
        _mail(reminder, table, today).send()
    except Exception:
        # Kept as claimed: tried again after 15 minutes, with the same Message-ID.
        log.exception("Reminder for %s was not sent.", reminder.request.ref)
        return 0
    reminder.mark_sent(now=now)
    return 1


def _mail(reminder: Reminder, table: Holidays, today: date) -> EmailMessage:
    request = reminder.request
    after = request.late_after or request.due_on
    next_mail_on = table.uk.next_working_day(after) if after else None
    urls = {verb: _link(reminder, verb, today) for verb in VERBS}
    return build(
        f"reminder_{reminder.kind}",
        to=reminder.user.email,
        message_id=reminder.message_id,
        stop_url=urls["stop"],
        context={
            "request": request,
            "urls": urls,
            "page": f"{settings.SITE_URL}/requests/{request.ref}/",
            "name": reminder.user.legal_name,
            "next_mail_on": next_mail_on,
            "regulator": settings.REGULATOR_NAME,
            "regulator_url": settings.REGULATOR_URL,
        },
    )


def _link(reminder: Reminder, verb: str, today: date) -> str:
    """The link's address; a second try of the same mail makes no second link."""
    link, _ = ActLink.objects.get_or_create(
        request=reminder.request,
        user=reminder.user,
        verb=verb,
        reminder=reminder,
        defaults={"expires_on": today + LINKS_LAST},
    )
    return f"{settings.SITE_URL}/act/{link.token}/"


def press(*, link: ActLink, now: datetime) -> None:
    """The one button of a mail's link: record just that, once.

    Raises NotNow, with a sentence, when the link has expired or the letter is answered.
    """
    if not link.is_open(timezone.localdate(now)):
        raise NotNow("This link has expired. Sign in to tell us instead.")
    say(request=link.request, verb=link.verb, by=link.user, now=now)
    link.mark_used(now=now)


def say(*, request: Request, verb: str, by: User, now: datetime) -> None:
    """The owner says that nothing came, that something came, or that the mails shall stop.

    Saying the same again on the same day changes nothing. Raises NotNow with a sentence.
    """
    today = timezone.localdate(now)
    ruling = may_own(by.actor, request.case_for(by, today))
    if not ruling:
        raise NotNow(ruling.reason)
    table = BankHoliday.objects.table()
    with transaction.atomic():  # locked, so that two presses at once say it once
        locked = Request.objects.select_for_update().get(pk=request.pk)
        _check_can_say(locked, verb, today)
        if _already_said(locked, verb, today):
            return
        request.record(VERBS[verb], on=today, by=by, holidays=table, now=now)
        if verb != "stop":
            request.touch_table()


def _check_can_say(request: Request, verb: str, today: date) -> None:
    if verb == "stop":
        return
    if not request.is_open:
        raise NotNow("A reply to this letter has already been logged. There is nothing to do.")
    if verb == "nothing_came" and (request.due_on is None or today <= request.due_on):
        raise NotNow("The council still has time to answer, so there is nothing to say yet.")


def _already_said(request: Request, verb: str, today: date) -> bool:
    if verb == "stop":
        return request.reminders_stopped_on is not None
    said = request.silence_said_on if verb == "nothing_came" else request.came_said_on
    return said == today


def resume(*, request: Request, by: User, now: datetime) -> None:
    """The owner wants the mails again: the stop is corrected away."""
    if not may_own(by.actor, request.case_for(by, timezone.localdate(now))):
        return
    table, note = BankHoliday.objects.table(), "The requester wants the reminders again."
    with transaction.atomic():  # locked, so that two presses at once say it once
        Request.objects.select_for_update().get(pk=request.pk)
        standing = request.events.filter(corrected_by=None, voids=False)
        if (stop := standing.filter(kind=Kind.REMINDERS_STOPPED).last()) is not None:
            request.correct(stop, by=by, note=note, holidays=table, now=now)

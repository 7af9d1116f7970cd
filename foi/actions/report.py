"""Something wrong on a page: a report comes in, staff decide it, both sides are told."""

import logging
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from foi.actions import hiding
from foi.actions.correcting import note_decided
from foi.actions.mails import build
from foi.actions.saying import names_requester
from foi.actions.sweeps import in_good_time
from foi.comparison.corrected import asked_on, without_few, without_few_named
from foi.models import BankHoliday, Reply, Report, Request, User
from foi.models.people import operator_accounts
from foi.rules import privacy
from foi.rules.lifecycle import State
from foi.rules.permissions import may_moderate
from foi.rules.reporting import URGENT, ReportKind, answer_by, as_address, share_something

log = logging.getLogger(__name__)

SHOW_OR_KEEP = "Choose whether what was hidden is shown again or stays hidden."
AT_ONCE = "Reported as identifying a child or a family ({ref}); nobody has looked yet."


class CannotDecide(ValueError):
    """The decision was not recorded. `field` names the box, the text is a sentence."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def file_report(
    *,
    page: str,
    kind: ReportKind,
    words: str,
    email: str,
    now: datetime,
    may_hide: bool = True,
    earlier: str = "",
) -> Report:
    """Take a report in; where a child can be identified, hide what the page shows at once.

    `may_hide` is False for somebody who has had much hidden already: then a person looks first.
    `earlier` names a decided report that another person shall look at again.
    """
    calendar = BankHoliday.objects.table().uk
    path = as_address(page)
    with transaction.atomic():
        report = Report.objects.create(
            page=path,
            kind=kind.value,
            words=words,
            email=email,
            made_at=now,
            answer_by=answer_by(kind, timezone.localtime(now), calendar),
            review_of=_reviewed(earlier),
        )
        if kind == ReportKind.CHILD and may_hide:
            things = hiding.public_on(page=path, now=now)
            if things:
                hiding.hide(things=things, reason=AT_ONCE.format(ref=report.ref), by=None, now=now)
                report.mark_hidden()
    return report


def _reviewed(earlier: str) -> Report | None:
    """The decided report of this reference that nobody asked to look at again yet; a second look
    is the last."""
    rows = Report.objects.decided().filter(ref=earlier.strip().upper(), review=None, review_of=None)
    return rows.first() if earlier else None


def decide(
    *,
    report: Report,
    by: User,
    decision: str,
    show_again: bool | None,
    correction: tuple[str, str, str] | None = None,
    now: datetime,
) -> None:
    """Staff decide a report, with reasons that both sides are mailed.

    `show_again`: whether what it had hidden is shown again; None will do where nothing is hidden.
    `correction` is what a fact was, is, and why it changed: a public line. Raises CannotDecide.
    """
    if not (ruling := may_moderate(by.actor)):
        raise CannotDecide(ruling.reason)
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report.pk)
        _check_can_decide(report, by=by, decision=decision, show_again=show_again)
        if correction is not None:
            _correct(report, correction, now)
        reasons = without_few_named(report.page, decision.strip())
        report.decide(reasons, by=by, now=now)
        if (reply := _reply_of(report)) is not None:
            reply.round.letter.touch()  # its cell is disputed no more
        if show_again and (things := _hidden_now(report)):
            hiding.show(things=things, by=by, now=now)


def stays_hidden(report: Report) -> bool | None:
    """Whether what this report, or the one that it looks at again, had hidden is hidden now; None
    where nothing was."""
    if _hidden_now(report):
        return True
    first = report.review_of
    return False if report.hid_at_once or (first and first.hid_at_once) else None


def _hidden_now(report: Report) -> hiding.Things:
    return hiding.hidden_by(*(one.ref for one in _looks(report)))


def _looks(report: Report) -> list[Report]:
    """This report and, where it is a second look, the first."""
    return [one for one in (report, report.review_of) if one is not None]


def _check_can_decide(report: Report, *, by: User, decision: str, show_again: bool | None) -> None:
    if report.decided_at is not None:
        raise CannotDecide("This report has been decided already.")
    if not decision.strip():
        raise CannotDecide("Give the reasons: both sides will read them.", field="decision")
    _guard(report, decision, "decision")
    if report.review_of is not None and report.review_of.decided_by_id == by.pk:
        raise CannotDecide("You decided it the first time. Somebody else must look at it again.")
    if show_again is None and stays_hidden(report):
        raise CannotDecide(SHOW_OR_KEEP, field="show_again")
    if show_again and (other := _also_says_child(report)):
        raise CannotDecide(
            f"Another open report, {other.ref}, says the same of some of this: decide it first.",
            field="show_again",
        )


def _also_says_child(report: Report) -> Report | None:
    others = Report.objects.open().filter(kind=ReportKind.CHILD).exclude(pk=report.pk)
    pages = [one.page for one in _looks(report)]
    return next((o for o in others if any(share_something(o.page, page) for page in pages)), None)


def _reply_of(report: Report) -> Reply | None:
    """What a council said through its link, where that is what this report, or the one that it
    looks at again, is about."""
    rows = Reply.objects.filter(report__in=_looks(report))
    return rows.select_related("round__letter", "link__investigation").first()


def _correct(report: Report, correction: tuple[str, str, str], now: datetime) -> None:
    day, reply = timezone.localdate(now), _reply_of(report)
    if reply is not None and reply.link.public_on(day) > day:
        raise CannotDecide(
            "This is not public yet, so nothing is corrected in public: put the answer right, and "
            "leave these three empty.",
            field="said",
        )
    for field, text in zip(("said", "says", "why"), correction, strict=True):
        if not text.strip():
            raise CannotDecide("A correction needs all three: what, what now, why.", field=field)
        _guard(report, text, field)
    said, says = (without_few(report.page, text.strip()) for text in correction[:2])
    why = without_few_named(report.page, correction[2].strip())
    note_decided(report=report, reply=reply, said=said, says=says, why=why, on=day)


def _guard(report: Report, text: str, field: str) -> None:
    """What leaves the site may identify nobody; least of all who asked."""
    verdict = privacy.check(text)
    if verdict.level == "stop":
        sentences = " ".join(r.sentence for r in verdict.reasons if r.level == "stop")
        raise CannotDecide(sentences, field=field)
    if any(names_requester(request, text) for request in asked_on(report.page)):
        raise CannotDecide(
            "This names the person who asked, or her address. Write it without.", field=field
        )


# ----------------------------------------------------------------------- mails
def tell(*, now: datetime) -> int:
    """Mail staff of new reports and both sides of decisions, each once; the number of reports.

    Claim, send outside any transaction, stamp. A claim older than 15 minutes is tried again
    with the same Message-IDs: of these, twice is better than never.
    """
    done = 0
    for step, mails in (("told", _of_new), ("answered", _to_both_sides)):
        for pk in in_good_time(Report.objects.to_tell(step, now=now).values_list("pk", flat=True)):
            if Report.objects.filter(pk=pk).claim(step, now=now):
                report = Report.objects.get(pk=pk)
                done += _send(report, mails(report), step, now)
    return done


def _send(report: Report, mails: list[EmailMessage], step: str, now: datetime) -> int:
    try:
        for mail in mails:
            mail.send()
    except Exception:
        log.exception("A mail about report %s was not sent; tried again later.", report.ref)
        return 0
    report.mark_sent(step, now=now)
    return 1


def _of_new(report: Report) -> list[EmailMessage]:
    """To staff; and whoever reports her own data and left an address hears that it came in."""
    mails = _to_staff(report)
    if report.kind == ReportKind.MY_DATA and report.email:
        mails.append(_mail("report_received", report.email, report, {"report": report}, 0))
    return mails


def _to_staff(report: Report) -> list[EmailMessage]:
    """To every moderator, or to the operator where there is none."""
    staff = list(operator_accounts().values_list("email", flat=True))
    everybody = staff or [s for s in [settings.CONTACT_EMAIL] if s]
    context = {"report": report, "is_urgent": report.kind in URGENT}
    return [_mail("report_staff", to, report, context, n) for n, to in enumerate(everybody)]


def _to_both_sides(report: Report) -> list[EmailMessage]:
    """To whoever reported it and left an address, and to those whose page or answers it was."""
    mails, context = [], {"report": report, "stays_hidden": stays_hidden(report)}
    if report.email:
        mails.append(_mail("report_decided", report.email, report, context, 0))
    owners = [] if report.page in {"", "/"} else _owners(report)
    mails += [_mail("report_owner", to, report, context, n) for n, to in enumerate(owners, 1)]
    return mails


def _owners(report: Report) -> list[str]:
    """Owners of what the report is about, who can see all of it themselves today."""
    reply = _reply_of(report)
    rows = _told_of(report) if reply is None else _link_s_requests(reply)
    rows = rows.filter(requester__is_active=True).exclude(requester__email=report.email)
    return sorted({row.requester.email for row in rows.select_related("requester")})


def _link_s_requests(reply: Reply) -> QuerySet[Request]:
    """The requests that a council's link is of: its reasons are for nobody else who asked the
    same, since what the link shows may be under embargo."""
    link = reply.link
    rows = Request.objects.filter(authority=link.authority_id).exclude(state=State.DRAFT)
    if link.request_id is not None:
        return rows.filter(pk=link.request_id)
    return rows.filter(investigation=link.investigation_id)


def _told_of(report: Report) -> QuerySet[Request]:
    """The request reported; those of which this report had something hidden; and those with an
    answer on the page, where their owner sees every other answer there as well: the reasons may
    be about any of them."""
    own = {row.pk for row in hiding.of_request(report.page) or hiding.touched_by(report.ref)}
    shown = hiding.answers_on(report.page).values("request")
    there = Request.objects.filter(pk__in=shown).select_related("requester")
    today = timezone.localdate()
    seen = {row.pk for row in there if not _hidden_from(row.requester, there, today)}
    return Request.objects.filter(pk__in=own | seen)


def _hidden_from(user: User, requests: QuerySet[Request], today: date) -> bool:
    """Whether one of these is in no table that this person may see."""
    known = Request.objects.in_table_for(user, today)
    return requests.exclude(pk__in=known.values("pk")).exists()


def _mail(name: str, to: str, report: Report, context: dict[str, object], n: int) -> EmailMessage:
    domain = settings.MAIL_DOMAIN or settings.SITE_HOST or "localhost"
    message_id = f"<{report.ref}.{name}.{n}@{domain}>"
    facts = {"CONTACT_EMAIL": settings.CONTACT_EMAIL, "OPERATOR_NAME": settings.OPERATOR_NAME}
    return build(name, to=to, message_id=message_id, context=facts | context)

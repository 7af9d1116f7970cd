"""Taking what a page shows out of every public place at once, and showing it again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from foi.models import (
    Attachment,
    BankHoliday,
    Event,
    Finding,
    Letter,
    Message,
    Reply,
    Request,
    User,
)
from foi.rules.lifecycle import Kind
from foi.rules.permissions import may_moderate
from foi.rules.reporting import PageOf, page_of

REPLY_OF = ("authority", "link__request", "round__letter")


class CannotHide(ValueError):
    """Nothing was hidden or shown. The text is a sentence."""


@dataclass
class Things:
    """What a page shows that can be hidden: at most one request, its files, or findings with
    what the council says of them."""

    requests: list[Request] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.requests or self.findings or self.attachments or self.replies)

    @property
    def all_requests(self) -> list[Request]:
        """The requests that any of it belongs to, each once."""
        rows = [*self.requests, *(f.request for f in self.findings if f.request_id)]
        rows += [file.message.request for file in self.attachments]
        rows += [reply.link.request for reply in self.replies]
        return list({row.pk: row for row in rows if row is not None}.values())


def hide_page(*, page: str, reason: str, by: User, now: datetime) -> Things:
    """Staff hide what a page shows, now. Hidden twice is hidden once.

    A request's page: the request with its cells. A file: that file. A cell's page: that council's
    answers to that letter; a council's page: all its answers. Raises CannotHide with a sentence.
    """
    _check_staff(by)
    if not reason.strip():
        raise CannotHide("Say why it is hidden. Staff and the person who asked will read it.")
    things = _shown_on(page)
    if not things:
        raise CannotHide("There is nothing on that page that could be hidden.")
    hide(things=things, reason=reason.strip(), by=by, now=now)
    return things


def show_page(*, page: str, by: User, now: datetime) -> Things:
    """Staff show again what is hidden of a page. Raises CannotHide with a sentence."""
    _check_staff(by)
    things = hidden_on(page)
    if not things:
        raise CannotHide("Nothing of that page is hidden.")
    show(things=things, by=by, now=now)
    return things


def hide(*, things: Things, reason: str, by: User | None, now: datetime) -> None:
    """Hide these; `by` None is the site itself. Page, table, feeds and sitemap follow at once."""
    with transaction.atomic():
        for row in (*things.requests, *things.findings, *things.replies):
            row.hide(reason=reason, now=now)
        for file in things.attachments:
            file.hide(now=now)
        _note(things, Kind.HIDDEN, reason, by, now)
        _touch(things)


def show(*, things: Things, by: User, now: datetime) -> None:
    """Show these again."""
    with transaction.atomic():
        for row in (*things.requests, *things.findings, *things.attachments, *things.replies):
            row.show()
        _note(things, Kind.SHOWN, "", by, now)
        _touch(things)


def public_on(*, page: str, now: datetime) -> Things:
    """What everybody sees on a page and a report can hide before anybody has looked.

    A file's page stands for its whole request; a council's page for the answers with a quote,
    since only words can tell who somebody is.
    """
    where, today = page_of(page), timezone.localdate(now)
    if where.ref:
        return Things(requests=list(Request.objects.visible_to(None, today).filter(ref=where.ref)))
    if not where.authority:
        return Things()
    seen = Finding.objects.visible_to(None, today).filter(authority__slug=where.authority)
    if where.letter:
        seen = seen.filter(question__version__letter__slug=where.letter)
    else:
        seen = seen.exclude(reading__quote="")
    said = Reply.objects.visible_to(None, today)
    return Things(
        findings=list(seen.select_related("request")), replies=_replies(where, said, hidden=False)
    )


def hidden_on(page: str) -> Things:
    """What is hidden now of a page."""
    where = page_of(page)
    if where.token:
        return Things(attachments=_files(where, is_hidden=True))
    requests = Request.objects.filter(ref=where.ref, hidden_at__isnull=False)
    return Things(
        requests=list(requests) if where.ref else [],
        findings=_findings(where, is_hidden=True),
        replies=_replies(where, Reply.objects.all(), hidden=True),
    )


def hidden_by(*marks: str) -> Things:
    """What was hidden with one of these marks (reports' references) in its reason."""
    said = Q(pk__in=[])
    for mark in marks:
        said |= Q(hidden_reason__contains=mark)
    return Things(
        requests=list(Request.objects.filter(said)),
        findings=list(Finding.objects.filter(said).select_related("request")),
        replies=list(Reply.objects.filter(said).select_related(*REPLY_OF)),
    )


def of_request(page: str) -> list[Request]:
    """The request whose page, or file, this is; empty for any other page."""
    where = page_of(page)
    return list(Request.objects.filter(ref=where.ref)) if where.ref else []


def answers_on(page: str) -> QuerySet[Finding]:
    """The published answers that a cell's address, or a council's page of one letter, speaks of;
    hidden ones too. Empty for any other page."""
    where = page_of(page)
    if not (where.letter and where.authority):
        return Finding.objects.none()
    rows = Finding.objects.current().filter(
        authority__slug=where.authority,
        question__version__letter__slug=where.letter,
        published_at__isnull=False,
    )
    rows = rows.filter(question__key=where.key) if where.key else rows
    rows = rows.filter(round__number=where.round) if where.round else rows
    return rows.select_related("request", "question", "reading__message").order_by("-pk")


def touched_by(mark: str) -> list[Request]:
    """Requests of which something was once hidden with this mark in the reason."""
    noted = Event.objects.filter(kind=Kind.HIDDEN.value, note__contains=mark)
    return list(Request.objects.filter(pk__in=noted.values("request")))


def _shown_on(page: str) -> Things:
    """What of a page is not hidden yet, as staff see it: private things too."""
    where = page_of(page)
    if where.token:
        return Things(attachments=_files(where, is_hidden=False))
    if where.ref:
        return Things(requests=list(Request.objects.filter(ref=where.ref, hidden_at=None)))
    return Things(
        findings=_findings(where, is_hidden=False),
        replies=_replies(where, Reply.objects.all(), hidden=False),
    )


def _files(where: PageOf, *, is_hidden: bool) -> list[Attachment]:
    rows = Attachment.objects.filter(token=where.token, message__request__ref=where.ref)
    rows = rows.filter(hidden_at__isnull=not is_hidden)
    return list(rows.select_related("message__request"))


def _findings(where: PageOf, *, is_hidden: bool) -> list[Finding]:
    if not where.authority:
        return []
    rows = Finding.objects.current().filter(
        authority__slug=where.authority,
        published_at__isnull=False,
        hidden_at__isnull=not is_hidden,
    )
    if where.letter:
        rows = rows.filter(question__version__letter__slug=where.letter)
    return list(rows.select_related("request"))


def _replies(where: PageOf, among: QuerySet[Reply], *, hidden: bool) -> list[Reply]:
    """What the council says beside the cells of a page."""
    if not where.authority:
        return []
    rows = among.filter(
        authority__slug=where.authority, superseded_at=None, hidden_at__isnull=not hidden
    )
    if where.letter:
        rows = rows.filter(round__letter__slug=where.letter)
    return list(rows.select_related(*REPLY_OF))


def _note(things: Things, kind: Kind, reason: str, by: User | None, now: datetime) -> None:
    """An event on each request that is touched, so that its owner can see who did what when."""
    table, today = BankHoliday.objects.table(), timezone.localdate(now)
    for request in things.all_requests:
        request.record(kind, on=today, by=by, holidays=table, note=reason, now=now)


def _touch(things: Things) -> None:
    """Every table that shows, or showed, one of these is made anew."""
    letters = Letter.objects.filter(versions__requests__in=things.all_requests)
    sources = [f.question_id for f in things.findings if f.request_id is None]
    of_sources = Letter.objects.filter(versions__questions__in=sources)
    of_replies = [reply.round.letter for reply in things.replies]
    for letter in {row.pk: row for row in (*letters, *of_sources, *of_replies)}.values():
        letter.touch()


def _check_staff(by: User) -> None:
    if not (ruling := may_moderate(by.actor)):
        raise CannotHide(ruling.reason)


def hidden_pages() -> Iterable[tuple[str, str, datetime]]:
    """(path, reason, since) of all that is hidden now, newest first."""
    requests = Request.objects.filter(hidden_at__isnull=False)
    rows = {
        f"/requests/{ref}/": (reason, since)
        for ref, reason, since in requests.values_list("ref", "hidden_reason", "hidden_at")
    }
    findings = Finding.objects.current().filter(hidden_at__isnull=False)
    for letter, authority, reason, since in findings.values_list(
        "question__version__letter__slug", "authority__slug", "hidden_reason", "hidden_at"
    ):
        rows[f"/compare/{letter}/{authority}/"] = (reason, since)
    for reply in Reply.objects.filter(hidden_at__isnull=False).select_related(*REPLY_OF):
        page = f"/compare/{reply.round.letter.slug}/{reply.authority.slug}/"
        rows.setdefault(page, (reply.hidden_reason, reply.hidden_at))
    files = Attachment.objects.filter(hidden_at__isnull=False).select_related("message__request")
    for file in files:
        rows[_file_page(file.message, file)] = ("a file", file.hidden_at)
    return sorted(((path, *what) for path, what in rows.items()), key=lambda r: r[2], reverse=True)


def _file_page(message: Message, file: Attachment) -> str:
    return f"/requests/{message.request.ref}/files/{file.token}/"

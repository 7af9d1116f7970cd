"""A council replies through its link: comments, answers, disputes, takes back, renews."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from foi.actions.file import check_words
from foi.actions.reply_due import may_be_mailed
from foi.actions.reply_told import tell
from foi.actions.report import file_report
from foi.actions.saying import names_requester
from foi.actions.uploads import CannotReceive, Kept, Upload, kept_files, kind_of
from foi.comparison.link_cells import LinkCells, link_cells
from foi.models import Reply, ReplyLink, Report, Request
from foi.models.replies import LONGEST_REPLY
from foi.rules.reporting import ReportKind
from foi.rules.right_of_reply import expires_on

KINDS = ("comment", "answer", "wrong")
DECIDED = (
    "A person has decided on this, so it stays, with our decision. You can still add a comment."
)
EXPIRED = "This link has expired. Ask for a new one on its page."


class CannotReply(ValueError):
    """Nothing was kept. `field` names the box; `found` the words that were stopped."""

    def __init__(self, sentence: str, *, field: str = "", found: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.field, self.found = field, found


@dataclass(frozen=True)
class Typed:
    """What a council typed: of a cell (its key), or of all of them (key "").

    kind: a comment, an answer given only here, or "wrong".
    """

    key: str
    kind: str
    words: str
    upload: Upload | None = None


def plain(words: str) -> str:
    """As it is counted and kept: one kind of line end, no blank ends."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def check(*, link: ReplyLink, typed: Typed, on: date) -> LinkCells:
    """Whether this can be kept; what the link shows. Raises CannotReply with a sentence."""
    if not link.is_open(on):
        raise CannotReply(EXPIRED)
    shown = link_cells(link, on=on)
    if shown is None or (typed.key and shown.cell(typed.key) is None):
        raise CannotReply("There is no such answer here.")
    if typed.kind not in KINDS or (not typed.key and typed.kind != "comment"):
        raise CannotReply("Choose what it is.", field="kind")
    words = plain(typed.words)
    if not words:
        raise CannotReply("Write what you want to say.", field="words")
    if len(words) > LONGEST_REPLY:
        raise CannotReply(
            f"Please keep it to {LONGEST_REPLY:,} characters. It has {len(words):,}.",
            field="words",
        )
    _guard(link, words)
    return shown


def _guard(link: ReplyLink, words: str) -> None:
    """The privacy guard: no child, no private person, and nobody whose letter reached the
    council: neither this nor another, private ones too. It knows those names; who has not sent
    hers, or whose came back, is told from nobody else, so that the guard gives no name away."""
    reached = Request.objects.sent().filter(authority=link.authority, reached_on__isnull=False)
    asked = reached.select_related("requester")
    each = {request.requester_id: request for request in asked}
    if any(names_requester(request, words) for request in each.values()):
        raise CannotReply(
            "This names a person who asked your council. Leave that out: it will be public.",
            field="words",
        )
    verdict = check_words(words, link.authority)
    stops = [reason for reason in verdict.reasons if reason.level == "stop"]
    if stops:
        found = tuple(passage for reason in stops for passage in reason.found)[:10]
        why = " ".join(reason.sentence for reason in stops)
        raise CannotReply(
            f"{why} It will be public, so please take out: {_quoted(found)}.",
            field="words",
            found=found,
        )


def _quoted(found: tuple[str, ...]) -> str:
    return ", ".join(f"“{passage}”" for passage in found)


def say(*, link: ReplyLink, typed: Typed, now: datetime) -> Reply:
    """Keep it, in place of what was said of the same cell before. Said twice, it stands once.

    "Wrong" with a document is a dispute, shown as such at once; without one it is a comment.
    Either way a person looks into it within five working days where the cells are not public
    yet; public ones need the document for that. Raises CannotReply with a sentence.
    """
    today = timezone.localdate(now)
    shown = check(link=link, typed=typed, on=today)
    kept = _kept(link, typed.upload) if typed.upload else None
    kind = typed.kind
    if kind == "wrong":
        kind = "dispute" if kept else "comment"
    with transaction.atomic():
        locked = ReplyLink.objects.select_for_update().get(pk=link.pk)
        before = _same_place(locked, shown, typed.key, kind)
        if (same := _the_same(before, kind, plain(typed.words), kept)) is not None:
            return same
        report = _reported(locked, shown, typed, kept, now)
        for row in before:
            row.supersede(now=now)
        reply = _create(locked, shown, typed, kind, kept, report, now)
        locked.note("disputed" if kind == "dispute" else "saved", now=now)
        _was_reached(locked, today, now)
        shown.letter.touch()
    return reply


def _same_place(link: ReplyLink, shown: LinkCells, key: str, kind: str) -> list[Reply]:
    """What it replaces: a dispute the earlier dispute, other words the earlier words. What a
    person has decided stays, with the decision."""
    return [row for row in _standing(link, shown, key, kind) if not _is_decided(row)]


def _standing(link: ReplyLink, shown: LinkCells, key: str, kind: str) -> list[Reply]:
    rows = Reply.objects.standing().beside(link).filter(round=shown.round, key=key)
    is_dispute = kind == "dispute"
    return [row for row in rows.select_related("report") if (row.kind == "dispute") == is_dispute]


def _is_decided(row: Reply) -> bool:
    return row.report is not None and row.report.decided_at is not None


def _the_same(before: list[Reply], kind: str, words: str, kept: Kept | None) -> Reply | None:
    """What a button pressed twice has kept already."""
    name = kept.name if kept else ""
    for row in before:
        if (row.kind, row.words, row.document_name) == (kind, words, name):
            if kept is None or row.document.size == len(kept.content):
                return row
    return None


def _kept(link: ReplyLink, upload: Upload) -> Kept:
    """The document as it is kept: told by its bytes, photographs re-encoded."""
    try:
        return kept_files([(upload, kind_of(upload))], link.authority)[0]
    except CannotReceive as error:
        raise CannotReply(str(error), field="document") from error


def _reported(
    link: ReplyLink, shown: LinkCells, typed: Typed, kept: Kept | None, now: datetime
) -> Report | None:
    """The report whose clock, decision and review are the dispute's."""
    if typed.kind != "wrong" or (kept is None and shown.public_on is None):
        return None
    cell = shown.cell(typed.key)
    heading = cell.told.shown.column.heading if cell else ""
    return file_report(
        page=f"{shown.url}{f'#{typed.key}' if typed.key else ''}",
        kind=ReportKind.WRONG,
        words=f"{link.authority} says of “{heading}”: {plain(typed.words)}",
        email=link.to_address,
        now=now,
    )


def _create(
    link: ReplyLink,
    shown: LinkCells,
    typed: Typed,
    kind: str,
    kept: Kept | None,
    report: Report | None,
    now: datetime,
) -> Reply:
    return Reply.objects.create(
        authority=link.authority,
        round=shown.round,
        key=typed.key,
        link=link,
        kind=kind,
        words=plain(typed.words),
        document=ContentFile(kept.content, name="document") if kept else "",
        document_name=kept.name[:200] if kept else "",
        report=report,
        made_at=now,
    )


def _was_reached(link: ReplyLink, today: date, now: datetime) -> None:
    """Whoever replies has had the link, however it came."""
    if link.told_on is None:
        link.mark_told(on=today)
    tell(link=link, on=today, now=now)


def take_back(*, link: ReplyLink, key: str, kind: str, now: datetime) -> bool:
    """Take back what was said of a cell; False where nothing stands there. A dispute's report
    stays with staff. Raises CannotReply once the link has expired, or a person has decided."""
    today = timezone.localdate(now)
    if not link.is_open(today):
        raise CannotReply(EXPIRED)
    shown = link_cells(link, on=today)
    if shown is None:
        return False
    with transaction.atomic():
        locked = ReplyLink.objects.select_for_update().get(pk=link.pk)
        rows = _same_place(locked, shown, key, kind)
        for row in rows:
            row.supersede(now=now)
        if rows:
            locked.note("withdrew", now=now)
            shown.letter.touch()
        elif _standing(locked, shown, key, kind):
            raise CannotReply(DECIDED)
    return bool(rows)


def opened(*, link: ReplyLink, now: datetime) -> bool:
    """Note that the link was opened, or refused because it has expired; whether it is open."""
    is_open = link.is_open(timezone.localdate(now))
    link.note("opened" if is_open else "refused", now=now)
    return is_open


def renew(*, link: ReplyLink, now: datetime) -> bool:
    """Queue a new link to the address that the old one went to; whether one will go.

    Only an expired one, and only to an address that is still confirmed or was claimed. Whoever
    asks is told the same either way.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        locked = ReplyLink.objects.select_for_update().select_related("authority").get(pk=link.pk)
        if locked.is_open(today) or not may_be_mailed(link=locked, on=today):
            return False
        locked.renew(expires_on=expires_on(today), now=now)
        locked.note("renewed", now=now)
    return True

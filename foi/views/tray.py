"""What lies in a post tray, as its owner sees it: each mail with the letters it may belong to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from foi.forms.post import WhereForm
from foi.models import Message, Request, TrayMail, User

MOST_ROWS = 50  # of each list on the page at a time
MOST_OFFERED = 300  # letters that the field suggests while somebody types


@dataclass(frozen=True)
class Row:
    """A mail, the letters suggested or offered, the references it is filed under already."""

    mail: TrayMail
    letters: tuple[Request, ...]
    filed: tuple[str, ...]
    form: WhereForm

    @property
    def is_matched(self) -> bool:
        """Whether a program suggests a letter that still lies open to its owner."""
        return bool(self.mail.why and self.letters) and not self.filed

    @property
    def refs(self) -> str:
        return " ".join(letter.ref for letter in self.letters)

    @property
    def picked(self) -> str:
        """What is ticked: at first the suggestion, later what was posted."""
        if self.form.is_bound:
            return str(self.form["pick"].value() or "")
        return self.refs if self.is_matched else ""

    @property
    def is_own(self) -> bool:
        """Whether she wrote it herself: a whole mailbox holds that too."""
        return self.mail.from_address.lower() == self.form.by.email

    @property
    def domain(self) -> str:
        return self.mail.from_address.rpartition("@")[2]


@dataclass(frozen=True)
class Tray:
    """Both lists, and how far the program has got."""

    matched: list[Row]
    rest: list[Row]
    waiting: int
    looked: int

    @property
    def is_busy(self) -> bool:
        return self.looked < self.waiting

    @property
    def more(self) -> int:
        """Mails looked at that come after these."""
        return self.looked - len(self.matched) - len(self.rest)


def tray_of(user: User, on: date, posted: QueryDict | None = None) -> Tray:
    """The first mails of each list; `posted` is what was typed of one of them.

    A mail whose suggested letter is no longer open to her is offered among the rest.
    """
    waiting = user.tray.waiting()
    looked = waiting.exclude(looked_at=None).order_by("sent_at", "pk")
    first = [*looked.exclude(why="")[:MOST_ROWS], *looked.filter(why="")[:MOST_ROWS]]
    rows = _rows(first, user, on, posted)
    return Tray(
        matched=[row for row in rows if row.is_matched],
        rest=[row for row in rows if not row.is_matched],
        waiting=waiting.count(),
        looked=looked.count(),
    )


def rows_posted(user: User, on: date, posted: QueryDict) -> list[Row]:
    """The mails of the list that was posted; those filed in another window are gone."""
    mails = user.tray.waiting().filter(token__in=posted.getlist("item"))
    return _rows(mails, user, on, posted)


def _rows(mails: Iterable[TrayMail], user: User, on: date, posted: QueryDict | None) -> list[Row]:
    """Three queries, however many mails."""
    mails = list(mails)
    open_to_her = Request.objects.loggable_by(user, on)
    pairs = list(
        TrayMail.candidates.through.objects.filter(traymail__in=mails)
        .order_by("pk")
        .values_list("traymail", "request")
    )
    wanted = open_to_her.filter(pk__in={request for _, request in pairs})
    letters = {row.pk: row for row in wanted.select_related("authority", "version")}
    filed: dict[int, list[str]] = defaultdict(list)
    done = Message.objects.filter(
        inbound__in=[mail.inbound_id for mail in mails],
        request__in=open_to_her.values("pk"),
    )
    for inbound, ref in done.values_list("inbound", "request__ref"):
        filed[inbound].append(ref)
    named = set(posted.getlist("item")) if posted is not None else set()
    return [
        Row(
            mail=mail,
            letters=tuple(letters[r] for m, r in pairs if m == mail.pk and r in letters),
            filed=tuple(filed[mail.inbound_id]),
            form=WhereForm(
                posted if mail.token in named else None,
                prefix=mail.token,
                by=user,
                on=on,
                about=mail.subject or mail.name,
            ),
        )
        for mail in mails
    ]


def offered(user: User, on: date) -> list[Request]:
    """Letters that the field suggests, the newest first."""
    rows = Request.objects.loggable_by(user, on).select_related("authority", "version")
    return list(rows.order_by("-sent_on", "pk")[:MOST_OFFERED])

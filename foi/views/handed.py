"""What was handed in, as the person who reads it may see it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from foi.actions.answer_sheet_back import is_answer_sheet
from foi.actions.publish import masked
from foi.mail.ground_slugs import grounds_hinted
from foi.mail.grounds_named import GroundHint, grounds_named
from foi.mail.hints import Hints, read_hints
from foi.mail.places import IN_MESSAGE, Part
from foi.models import Attachment, Message, Request, actor_of
from foi.rules.permissions import may_log, sees_names
from foi.views.access import Rule, request_or_404

THE_MESSAGE = {"email": "The e-mail", "portal": "The words on the portal"}


@dataclass(frozen=True)
class File:
    """A file of a message: its row, the name and the words this person may see.

    `parts`: pairs of place and words; empty while the worker has not read them, and where it
    cannot (`row.words_problem`).
    """

    row: Attachment
    name: str
    parts: tuple[tuple[str, str], ...]
    may_open: bool
    is_sheet: bool  # the letter's answer sheet, filled in

    @property
    def words(self) -> str:
        return "\n\n".join(words for _, words in self.parts if words)

    @property
    def is_waiting(self) -> bool:
        """Whether its words are still being read."""
        return self.row.words_read_at is None

    @property
    def no_words(self) -> str:
        """Why there are no words of it to mark, as a sentence; empty where there are."""
        if self.words.strip():
            return ""
        if self.is_waiting:
            return "Its words are still being read. Open this page again in a minute."
        return self.row.words_problem or "No words were found in it."


@dataclass(frozen=True)
class Handed:
    """A message with its words; `is_masked` where the requester's name is taken out."""

    message: Message
    subject: str
    text: str
    files: tuple[File, ...]
    is_masked: bool

    @cached_property
    def words(self) -> str:
        """All that can be read of it."""
        return "\n\n".join([self.text, *(file.words for file in self.files)])

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The reply as text: its own words, then each page or sheet of each file."""
        message = self.message
        own = Part(IN_MESSAGE, THE_MESSAGE.get(message.channel, "The letter"), "", self.text)
        pages = [
            Part(file.row.token, file.name, place, words)
            for file in self.files
            for place, words in file.parts
            if words.strip()
        ]
        return (own, *pages) if self.text.strip() else tuple(pages)

    @cached_property
    def hints(self) -> Hints:
        """What a program suggests; a person decides."""
        own = (file.words for file in self.files if not file.is_sheet)  # the sheet says "refused?"
        return read_hints("\n\n".join([self.text, *own]))

    @cached_property
    def grounds(self) -> dict[str, GroundHint]:
        """Slugs of the grounds that the words may name."""
        return grounds_hinted(tuple(grounds_named(self.words)))


def handed_or_404(
    http_request: HttpRequest, ref: str, token: str, rule: Rule = may_log
) -> tuple[Request, Handed]:
    """The request and one message from the council, where this person may log it."""
    request = request_or_404(http_request, ref, rule)
    today, user = timezone.localdate(), http_request.user
    rows = Message.objects.readable_by(user, today).filter(request=request, direction="in")
    message = rows.filter(token=token).first()
    if message is None:
        raise Http404("There is no such request, or it is private.")
    message.request = request  # with its council and letter, read once
    return request, handed(message, http_request)


def typed(http_request: HttpRequest) -> QueryDict | None:
    """What was posted, also where that is nothing; None where the page is only looked at."""
    return http_request.POST if http_request.method == "POST" else None


def handed(message: Message, http_request: HttpRequest) -> Handed:
    """The words and files of a message as this person may see them."""
    request, user, today = message.request, http_request.user, timezone.localdate()
    names = sees_names(actor_of(user), request.case_for(user, today))
    open_to_all = names or message.by_id == getattr(user, "pk", None)

    def shown(text: str) -> str:
        return text if open_to_all else masked(request, text)

    rows = Attachment.objects.filter(message=message)
    visible = set(rows.visible_to(user, today).values_list("pk", flat=True))
    files = tuple(
        File(
            row,
            shown(row.name),
            tuple((shown(place), shown(words)) for place, words in row.parts),
            row.pk in visible,
            is_answer_sheet(request=request, attachment=row),
        )
        for row in rows.readable_by(user, today)
    )
    return Handed(message, shown(message.subject), shown(message.text), files, not open_to_all)

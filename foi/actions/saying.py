"""What a person says that a reply says, and whether it can be recorded so."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from foi.actions.file import check_words
from foi.models import Attachment, Message, Question, Reading, Request
from foi.rules.answers import NotAnAnswer, read, to_json
from foi.rules.grounds import WrongGround, check_pair
from foi.rules.masking import mask
from foi.rules.outcomes import WITH_VALUE, Outcome, Stage
from foi.rules.typed_periods import is_period

LONGEST_WRITTEN = 500
LONGEST_QUOTE = 4000
LONGEST_PLACE = 100
LONGEST_REASON = 300


class CannotDecide(ValueError):
    """This cannot be recorded. `field` names the form field, the text is a sentence."""

    def __init__(self, sentence: str, *, field: str = "", suggestion: str = "") -> None:
        super().__init__(sentence)
        self.field, self.suggestion = field, suggestion


@dataclass(frozen=True)
class Passage:
    """Where it stands: the message or one of its files, the page or sheet, and the words."""

    quote: str = ""
    message: Message | None = None
    attachment: Attachment | None = None
    place: str = ""


@dataclass(frozen=True)
class Said:
    """What a reply says of one question. `written` as typed; `grounds` pairs of slug, cited."""

    outcome: str
    written: str = ""
    grounds: tuple[tuple[str, str], ...] = ()
    link: str = ""
    other_period: str = ""
    passage: Passage = Passage()
    stage: str = Stage.FIRST_RESPONSE.value


def says_the_same(reading: Reading, said: Said) -> bool:
    """Whether just this is recorded already, word for word, whoever read it."""
    grounds = tuple((row["slug"], row["cited"]) for row in reading.grounds)
    before = (
        *(reading.outcome, reading.written, grounds, reading.link),
        *(reading.other_period, reading.message_id, reading.attachment_id),
        *(reading.place, reading.quote),
    )
    passage = said.passage
    return before == (
        *(said.outcome, said.written.strip(), said.grounds, said.link),
        *(said.other_period, passage.message and passage.message.pk),
        *(passage.attachment and passage.attachment.pk, passage.place, passage.quote.strip()),
    )


def typed_value(question: Question, said: Said) -> dict[str, object] | None:
    """The typed value as JSON; None where the outcome has none or nothing was written.

    Raises CannotDecide, with what may have been meant.
    """
    if said.outcome not in WITH_VALUE or not said.written.strip():
        return None
    try:
        return to_json(read(question.type, said.written, question.choice_values))
    except NotAnAnswer as error:
        raise CannotDecide(str(error), field="written", suggestion=error.suggestion) from error


def check_said(request: Request, question: Question, said: Said) -> None:
    """Whether this can be recorded. Raises CannotDecide with the field and a sentence."""
    if said.outcome not in set(Outcome):
        raise CannotDecide("Choose what the reply says.", field="outcome")
    if not request.asked.filter(question=question).exists():
        raise CannotDecide("This letter did not ask that question.", field="outcome")
    _check_value(question, said)
    try:
        check_pair(said.outcome, [slug for slug, _ in said.grounds])
    except WrongGround as error:
        raise CannotDecide(str(error), field="grounds") from error
    _check_link(said)
    _check_passage(request, said)
    _check_words(request, said)


def _check_value(question: Question, said: Said) -> None:
    if said.outcome == "answered" and not said.written.strip() and question.type != "document":
        raise CannotDecide("Write the value that the reply gives.", field="written")
    if said.outcome not in WITH_VALUE and said.written.strip():
        raise CannotDecide(
            "A value goes with “Answered”, “Answered in part” or “already published”. "
            "Clear it, or choose one of those.",
            field="written",
        )
    typed_value(question, said)


def _check_link(said: Said) -> None:
    if said.outcome == "already_public" and not said.link:
        raise CannotDecide(
            "Give the address where the council says it is published. If it gave none, "
            "choose “Refused” and section 21.",
            field="link",
        )
    if said.link and said.outcome != "already_public":
        raise CannotDecide("An address goes with “already published” only.", field="link")
    if said.link:
        try:
            URLValidator(schemes=["http", "https"])(said.link)
        except ValidationError as error:
            raise CannotDecide(
                "This is not a web address. It begins with https:// or http://.", field="link"
            ) from error


def _check_passage(request: Request, said: Said) -> None:
    passage = said.passage
    if said.outcome != "unanswered" and not passage.quote.strip():
        raise CannotDecide("Copy the passage that says so, word for word.", field="quote")
    for part, most in ((passage.quote, LONGEST_QUOTE), (said.written, LONGEST_WRITTEN)):
        if len(part) > most:
            field = "quote" if part is passage.quote else "written"
            raise CannotDecide(f"Please keep this to {most:,} characters.", field=field)
    stands_in = passage.attachment.message if passage.attachment else passage.message
    if stands_in is not None and stands_in.request_id != request.pk:
        raise CannotDecide("That passage belongs to another letter.", field="where")


def names_requester(request: Request, text: str) -> bool:
    """Whether a text holds the legal name or the address of who asked, in any of its forms."""
    person = request.requester
    if person is None or not text:
        return False
    contacts = [one for one in (person.email, person.postal_address) if one]
    return mask(text, names=person.names, contacts=contacts) != mask(text)


def _behind_host(link: str) -> str:
    """The part of an address that may name somebody: a host may share its name with anybody."""
    parts = urlsplit(link)
    return " ".join(unquote(part) for part in (parts.path, parts.query, parts.fragment) if part)


def check_reason(request: Request, reason: str) -> None:
    """A reason for putting a reading right: one line that everybody may read."""
    if not reason.strip():
        raise CannotDecide("Say why, in one sentence. Everybody can read it.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise CannotDecide(f"Please keep this to {LONGEST_REASON} characters.", field="reason")
    _guard(request, {"reason": reason})


def _check_words(request: Request, said: Said) -> None:
    """The privacy guard over everything that may become public."""
    typed = {
        "written": said.written,
        "quote": said.passage.quote,
        "place": said.passage.place,
        "other_period": said.other_period,
        "cited": " ".join(cited for _, cited in said.grounds),
        "link": _behind_host(said.link),
    }
    _guard(request, typed)
    if said.other_period and not is_period(said.other_period):
        raise CannotDecide(
            "Write the period alone, such as “calendar year 2025”, “2024/25” or “1 April 2024 to "
            "31 March 2025”: everybody will read it.",
            field="other_period",
        )


def _guard(request: Request, typed: Mapping[str, str]) -> None:
    """Words by their field: none may name who asked, or identify anybody."""
    for field, text in typed.items():
        if names_requester(request, text):
            raise CannotDecide(
                "This names the person who asked. Leave that part out and put … in its place.",
                field=field,
            )
        verdict = check_words(text, request.authority)
        if verdict.level == "stop":
            why = " ".join(reason.sentence for reason in verdict.reasons if reason.level == "stop")
            raise CannotDecide(why, field=field)

"""What made-up councils say in the right of reply, and which of them had a link."""

from dataclasses import dataclass
from datetime import date, datetime

from authorities.models import Authority, Contact
from foi.actions.reply import Typed, say
from foi.actions.reply_due import Open, open_to_reply
from foi.actions.reply_send import stamp
from foi.actions.uploads import Upload
from foi.management.demo_words import MARK
from foi.models import ReplyLink
from foi.rules.right_of_reply import expires_on

PAPER = Upload("made-up minutes.txt", f"{MARK} Minutes of a committee that never met.".encode())


@dataclass(frozen=True)
class MadeUpWords:
    """What one council says of one question; "" is all of them. `wrong` comes with a document."""

    key: str
    kind: str
    words: str


# Those that were told by link, with what they said; every other council has not been told.
TOLD: dict[str, tuple[MadeUpWords, ...]] = {
    "sampleshire": (
        MadeUpWords("target_budget", "comment", "That target ended when the plan was renewed."),
        MadeUpWords("", "comment", "All of this is from the plan of last year."),
    ),
    "exampleshire": (
        MadeUpWords("pay_linked", "wrong", "Pay was never linked to it, as the minutes show."),
    ),
    "hypothetica": (
        MadeUpWords("targets_met", "answer", "Of the targets of that year we met every one."),
    ),
    **dict.fromkeys(("fictionby", "pretendale", "examplechester", "notional-forest"), ()),
    **dict.fromkeys(("demoton", "placeholder-heath", "sandbox-bay"), ()),
}


def tell_councils(*, now: datetime) -> None:
    """The links that some councils had, and what they said with them. No mail goes."""
    today = now.date()
    for slug, sayings in TOLD.items():
        council = Authority.objects.get(slug=slug)
        contact = _address(council, today)
        links = [_link(one, contact, now) for one in open_to_reply(authority=council, on=today)]
        stamp(links=links, now=now)
        for said in sayings:
            upload = PAPER if said.kind == "wrong" else None
            typed = Typed(said.key, said.kind, f"{MARK} {said.words}", upload)
            say(link=links[0], typed=typed, now=now)


def _address(council: Authority, today: date) -> str:
    contact = Contact.objects.create(
        authority=council,
        channel=Contact.Channel.EMAIL,
        value=f"information@{council.slug}.example",
        source=f"{MARK} No page says so.",
        checked_on=today,
        status=Contact.Status.CONFIRMED,
    )
    return contact.value


def _link(one: Open, to: str, now: datetime) -> ReplyLink:
    link = ReplyLink.owed_for(expires_on=expires_on(now.date()), now=now, channel="email", **one.of)
    link.address_to(to)
    return link
